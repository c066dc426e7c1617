"""`semble` alone: which register this is, and the few commands one needs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from semble_cli.commands.ui.language import explain, in_use, tr
from semble_cli.commands.ui.output import say, write
from semble_cli.commands.ui.safe_text import safe
from semble_cli.errors import BadUsage, SembleError, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.commands.ui.context import Context

NEEDED = (
    ("semble dupont marie", Sentence("find patients by name, birth date, phone, tag ...")),
    ("semble patient add", Sentence("create a patient")),
    ("semble patient show 1042", Sentence("show a patient: by id, by name, . for the last one")),
    ("semble patient edit 1042", Sentence("change a patient")),
    ("semble undo", Sentence("take back the last command")),
)
"""The commands one needs, and what they do."""


def welcome(context: Context) -> None:
    """Say where one is, and how to go on. A script that names no command is told of its mistake.

    Raises:
        BadUsage: nobody is at a terminal.
    """
    at_terminal = sys.stdout.isatty()
    for line in _lines(context):
        (write if at_terminal else say)(line)
    if not at_terminal:
        raise BadUsage("A command is missing. See {command} --help.", command="semble")


def _lines(context: Context) -> Iterator[str]:
    yield tr("semble: the patient register of a practice, in a terminal")
    yield ""
    yield from _aligned(list(_about(context)))
    yield ""
    yield from _aligned([(command, tr(does)) for command, does in NEEDED])
    yield ""
    yield tr("All commands: semble --help. One of them: semble patient add --help.")
    yield tr("Exit codes and settings: semble help.")


def _about(context: Context) -> Iterator[tuple[str, str]]:
    """The register, and how many patients it holds; or why that cannot be told."""
    from semble_cli.services.stores import count_patients

    try:
        register = context.register
        count = count_patients(register)
    except SembleError as problem:
        yield tr("Register"), " ".join(map(safe, explain(problem)))
    else:
        yield tr("Register"), safe(str(register.store))
        yield tr("Patients"), grouped(count)


def grouped(count: int) -> str:
    """A number with its thousands set apart, as the language in use does.

    >>> grouped(12345)
    '12,345'
    """
    return f"{count:,}".replace(",", "\u202f" if in_use() == "fr" else ",")


def _aligned(pairs: list[tuple[str, str]]) -> Iterator[str]:
    width = max(len(first) for first, _ in pairs)
    return (f"  {first:{width}}  {second}" for first, second in pairs)
