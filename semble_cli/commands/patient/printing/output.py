"""Where a PDF goes: to a new file for its owner alone, or through standard output."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Protocol, TypeVar

import typer

from semble_cli.commands.ui.streams import end_with_reader
from semble_cli.commands.ui.to_file import new_file
from semble_cli.errors import BadUsage

if TYPE_CHECKING:
    from collections.abc import Callable

STDOUT = "-"

PdfOption = Annotated[
    str,
    typer.Option(
        *("-o", "--output"),
        metavar="FILE|-",
        help="The new file to write the PDF to; - is standard output.",
    ),
]


class MadePdf(Protocol):
    """What a service made, with its PDF."""

    @property
    def pdf(self) -> bytes:
        """The bytes of the file."""


T = TypeVar("T", bound=MadePdf)


def refuse_terminal(output: str) -> None:
    """Refuse to write a PDF to a terminal.

    Raises:
        BadUsage: it would go there.
    """
    if output == STDOUT and sys.stdout.isatty():
        raise BadUsage("A PDF is nothing for a terminal: send it on with > FILE, or -o FILE.")


def write_pdf(output: str, make: Callable[[], T]) -> T:
    """Make a PDF and write it out; that the file can be written is found out before.

    Raises:
        BadUsage, OutputFailed: as `new_file`. Otherwise as *make*.
    """
    if output == STDOUT:
        made = make()
        end_with_reader()
        sys.stdout.buffer.write(made.pdf)
        sys.stdout.buffer.flush()
        return made
    with new_file(output) as out:
        made = make()
        out.buffer.write(made.pdf)
    return made
