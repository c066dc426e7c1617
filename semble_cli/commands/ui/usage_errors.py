"""Typer's own words about a wrong command line, in the language of the user."""

from __future__ import annotations

import re
from typing import Any

from semble_cli.commands.ui.guide.suggestions import OPTIONS
from semble_cli.commands.ui.language import in_use, tr, typable
from semble_cli.commands.ui.output import bounded
from semble_cli.commands.ui.words.choices import NoChoice, Reader
from semble_cli.commands.ui.words.typers import in_language

_WORDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), text)
    for pattern, text in (
        (
            r"No such option: (?P<a>\S+?)\.? \(Possible options: (?P<b>.+)\)",
            "There is no option {a}. Near: {b}.",
        ),
        (r"No such option: (?P<a>\S+)", "There is no option {a}."),
        (
            r"No such option: .*",
            "A text that begins with a dash is no option. Put -- before it.",
        ),
        (r"Missing command\.", "A command is missing."),
        (r"Missing argument '(?P<a>.+)'\..*", "The argument {a} is missing."),
        (r"Missing option '(?P<a>.+)'\..*", "The option {a} is missing."),
        (r"Option '(?P<a>.+)' requires an argument\.", "The option {a} wants a value."),
        (r"Option '(?P<a>.+)' does not take a value\.", "The option {a} takes no value."),
        (
            r"Got unexpected extra arguments? ?\(.*\)",
            "There are more words than the command takes. Put quotes around a text with spaces.",
        ),
        (
            r"Invalid value for (?P<a>.+): .* is not a valid (?:integer|int)( range)?\.",
            "{a} wants a whole number.",
        ),
        (
            r"Invalid value for (?P<a>.+): it is no patient\.",
            "{a} wants an id, or the whole name of a patient.",
        ),
        (r"Invalid value for (?P<a>.+): .* is not a valid float( range)?\.", "{a} wants a number."),
        (
            r"Invalid value for (?P<a>.+): .* is not in the range (?P<b>.+)\.",
            "{a} is in the range {b}.",
        ),
        (
            r"Invalid value for (?P<a>.+): (?:File|Path|Directory) .*",
            "{a}: the file cannot be opened.",
        ),
    )
)


TEXTS = tuple(text for _, text in _WORDS)
"""Our words for typer's, to be translated."""


def is_bare_group(error: Any) -> bool:
    """Whether nothing is wrong but that a group was named without a command."""
    return type(error).__name__ == "NoArgsIsHelpError"


def usage_problem(error: Any) -> str:
    """What was wrong in the command line, and how to get help. Values are not repeated."""
    context = getattr(error, "ctx", None)
    problem = _of_choice(error) or _translated(error.format_message())
    hint = tr("See {command} --help.", command=context.command_path if context else "semble")
    return tr("Error: {problem}", problem=f"{bounded(problem)} {hint}")


def _said(named: dict[str, str]) -> dict[str, str]:
    """What typer names, as the language in use writes it: an argument is named by what it takes,
    and what is near stands in the quotes of the language."""
    quotes = "'{}'" if in_use() == "en" else "« {} »"
    near = _QUOTED.sub(lambda word: quotes.format(word[1]), named.get("b", ""))
    names = named.get("a", "").strip("'").replace("' / '", " / ")  # of an option with several
    names = names.replace("[", "").replace("]", "")
    return {"a": in_language(names), "b": near}


_QUOTED = re.compile("'([^']*)'")


def _of_choice(error: Any) -> str | None:
    """What is wrong with a word of a fixed list; nothing, where that is not what is wrong."""
    parameter = getattr(error, "param", None)
    reader = getattr(getattr(parameter, "type", None), "func", None)
    if parameter is None or not isinstance(reader, Reader):
        return None
    option = " / ".join(parameter.opts)
    if isinstance(error, NoChoice):
        return tr("{field}: {problem}", field=option, problem=typable(error.sentence))
    known = typable(reader.choices.names())
    return tr("The option {a} is missing. It is one of {b}.", a=option, b=known)


def _translated(message: str) -> str:
    words = " ".join(message.split())
    for pattern, text in _WORDS:
        if found := pattern.fullmatch(words):
            values = _said(found.groupdict())
            if near := OPTIONS.get(values["a"]):
                return tr("There is no option {a}. Did you mean {b}?", a=values["a"], b=near)
            return tr(text, **values)
    return message
