"""The French catalogue: collect every message of the program, update the catalogue, compile it.

    python tools/messages.py          update fr.po from the code, and compile fr.mo

A message is a constant text handed to one of the functions that translate, the help of a command
or an option, or a word of a fixed list (statuses, kinds of phones, fields ...).
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

import semble_cli
from semble_cli import errors
from semble_cli.commands import root
from semble_cli.commands.config.showing import ORIGINS
from semble_cli.commands.ui import usage_errors
from semble_cli.commands.ui.completion.command_tree import COMMANDS
from semble_cli.commands.ui.help import split_help
from semble_cli.commands.ui.labels import fixed_words
from semble_cli.commands.ui.words import typers
from semble_cli.errors import field_id
from semble_cli.settings import table
from semble_cli.settings.families import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(semble_cli.__file__).parent
CATALOGUE = PACKAGE / "locales" / "fr" / "LC_MESSAGES" / "semble.po"

_AFTER_A_FIELD = {"InvalidInput", "UndecidedDates"}
_FIRST = {"tr", "tr_about", "say", "Sentence", "confirm"}


def _in_completion() -> Iterator[str]:
    """What explains the words that a shell completes."""
    values = (
        value
        for command in COMMANDS.values()
        for value in (*command.arguments, *(option.value for option in command.options))
        if value
    )
    return (text for value in values for _, text in value.words if text)


def collect() -> set[str]:
    """Every message of the program."""
    return {
        *_in_code(),
        *_in_help(),
        *_in_tables(),
        *_in_completion(),
        *usage_errors.TEXTS,
        *typers.USAGE,
        *fixed_words(),
    }


def read(path: Path = CATALOGUE) -> Catalog:
    """The French catalogue as it is in the sources; an empty one, if there is none."""
    if not path.exists():
        return Catalog(locale="fr")
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def updated(before: Catalog, messages: set[str]) -> Catalog:
    """The catalogue with these messages alone; translations that are there are kept."""
    after = Catalog(
        locale="fr", project="semble", fuzzy=False, header_comment="# French messages of semble."
    )
    for message in sorted(messages):
        known = before.get(message)
        after.add(message, known.string if known else "")
    return after


def _in_code() -> Iterator[str]:
    sentences = _FIRST | {
        name
        for name, kind in vars(errors).items()
        if isinstance(kind, type) and issubclass(kind, errors.SembleError)
    }
    trees = [ast.parse(path.read_text("utf-8")) for path in sorted(PACKAGE.rglob("*.py"))]
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    while (
        added := {
            one.name
            for one in classes
            if any(isinstance(base, ast.Name) and base.id in sentences for base in one.bases)
        }
        - sentences
    ):
        sentences |= added
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from _message_of(node, sentences)


def _message_of(call: ast.Call, sentences: set[str]) -> Iterator[str]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    place = 1 if name in _AFTER_A_FIELD else 0
    if name in sentences and len(call.args) > place:
        text = call.args[place]
        if isinstance(text, ast.Constant) and isinstance(text.value, str) and text.value:
            yield text.value
        field = call.args[0]
        if place and isinstance(field, ast.Constant) and field.value:
            yield field_id(str(field.value))


def _in_tables() -> Iterator[str]:
    yield from errors.EXIT_CODES.values()
    for secret in table.SECRETS:
        yield from (secret.help, secret.way.text)
    yield from table.OBEYED.values()
    yield from table.FILES.values()
    for setting in table.SETTINGS:
        yield setting.help
        if setting.default is None:
            yield setting.otherwise
    yield from (family.help for family in FAMILIES)
    yield from ORIGINS.values()


def _in_help() -> Iterator[str]:
    yield from _help_of(root.build())


def _help_of(command: Any) -> Iterator[str]:
    about, _ = split_help(command.help or "")
    yield from about
    for parameter in command.params:
        yield from typers.words_of(parameter)
        if getattr(parameter, "help", None):
            yield parameter.help
            if panel := getattr(parameter, "rich_help_panel", None):
                yield panel
            if isinstance(default := getattr(parameter, "show_default", None), str):
                yield default
    for name in getattr(command, "members", ()):
        yield from _help_of(command.get_command(None, name))


def main() -> int:
    """Update and compile; the number of messages without a translation is the exit code."""
    catalogue = updated(read(), collect())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, catalogue, width=100, omit_header=False, sort_output=True, no_location=True)
    with CATALOGUE.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)
    missing = [message.id for message in catalogue if message.id and not message.string]
    print(f"{len(catalogue)} messages, {len(missing)} without a translation")
    return min(len(missing), 1)


if __name__ == "__main__":
    sys.exit(main())
