"""Typer's own words in a command's help, in the language of the user; those of its errors are in
`usage_errors`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import in_use, tr
from semble_cli.commands.ui.words.choices import Reader, written
from semble_cli.patient.catalogue import FIELD
from semble_cli.patient.choices.of_patients import words_of as words_of_field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.choices.reader import Choices

USAGE = ("OPTIONS", "COMMAND", "ARGS")
"""What stands in the line of usage for options, a command and its arguments."""

_CAPITALS = re.compile(r"[A-Z][A-Z ]*[A-Z]")
_CODE = re.compile(r"\w[\w-]*")


def words_of(parameter: Any) -> Iterator[str]:
    """The messages in what a parameter takes: `CODE|NAME` has two, a list those of its values."""
    choices = choices_of(parameter)
    known = set(map(str, choices.values)) if choices else set()
    yield from (word for word in _CAPITALS.findall(parameter.metavar or "") if word not in known)
    yield from choices.labels if choices else ()


def choices_of(parameter: Any) -> Choices[Any] | None:
    """The list that a parameter takes a word of: its own, or that of the field it fills in."""
    reader = getattr(parameter.type, "func", None)
    if isinstance(reader, Reader):
        return reader.choices
    field = FIELD.get(parameter.name)
    return words_of_field(field.name) if field and field.words else None


def in_language(metavar: str) -> str:
    """What a parameter takes, its words in capitals in the language in use."""
    return _CAPITALS.sub(lambda word: tr(word[0]), metavar)


def taken_by(parameter: Any, metavar: str) -> str:
    """What a parameter takes; the words of a list as they are shown in the language in use."""
    choices = choices_of(parameter)
    if choices is None or in_use() == "en":
        return in_language(metavar)
    known = {str(value): value for value in choices.values}

    def word(found: re.Match[str]) -> str:
        text = found[0]
        return written(choices, known[text]) if text in known else in_language(text)

    return _CODE.sub(word, metavar)


def usage_of(command: Any, ctx: Any) -> str:
    """What follows a command's name in its line of usage."""
    return in_language(" ".join(command.collect_usage_pieces(ctx)))


def parameter_names(parameter: Any, written_so_far: str) -> str:
    """A parameter's names and what it takes, from typer's own line of it."""
    metavar = parameter.metavar
    if not metavar:
        return written_so_far
    return written_so_far.replace(metavar, taken_by(parameter, metavar))


def unbroken(text: str) -> str:
    """A text that is not broken before the signs that French has a space before."""
    return _BEFORE_SIGN.sub("\u00a0", text)


_BEFORE_SIGN = re.compile(r" (?=[:;?!»])|(?<=«) ")


def heading(title: str) -> str:
    """The heading of a part of the help."""
    return tr("{heading}:", heading=title)


def about(parameter: Any, default: str) -> str:
    """What is said of a parameter beside its help: whether it is needed, or what it is else."""
    if parameter.required:
        return f" [{tr('required')}]"
    return f" [{tr('default: {value}', value=default)}]" if default else ""
