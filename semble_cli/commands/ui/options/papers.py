"""Where paper goes: to a new file, to standard output, or to a printer; and which printers there
are."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.output import Format, chosen, say
from semble_cli.commands.ui.streams import STDOUT, end_with_reader
from semble_cli.commands.ui.to_file import new_file
from semble_cli.errors import BadUsage, Sentence, listed
from semble_cli.patient.printing.printers import PrinterState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from semble_cli.commands.ui.context import Context
    from semble_cli.patient.printing.printers import PrintedJob, Printer
    from semble_cli.services.paper.printing import OpenPrinter, Printing
    from semble_cli.settings.reading import Settings

LIST = "?"
"""What is given for a printer by somebody who wants to know which there are."""
COLUMNS = ("name", "state", "accepts", "reasons", "info", "location")

PaperOutput = Annotated[
    str | None,
    typer.Option(
        *("-o", "--output"),
        metavar="FILE|-",
        help="The new file to write the PDF to; - is standard output.",
    ),
]

PrinterOption = Annotated[
    str | None,
    typer.Option(
        "--printer",
        metavar="NAME|?",
        help="Print it on this printer of CUPS, and wait until it has it; '?' lists them.",
    ),
]


class PaperPlace(NamedTuple):
    """Where a paper goes: to a printer, to a file that is open, or to standard output."""

    printer: OpenPrinter | None = None
    file: str = ""
    out: TextIO | None = None

    @property
    def printer_name(self) -> str | None:
        """The name of the printer, if it is one."""
        return self.printer.printer.name if self.printer else None

    def has_paper(self, width: float, height: float) -> bool:
        """Whether it has a paper of a size in mm, as far as it tells."""
        return self.printer is None or self.printer.printer.has_paper(width, height)

    def put(self, pdf: bytes, page: tuple[float, float] | None = None) -> PrintedJob | None:
        """Print or write a PDF; the job that it was, if it was printed.

        Args:
            page: the size of all its pages in mm, where they are to be printed in that size.

        Raises:
            PrinterError, Interrupted: as `services.paper.printing.OpenPrinter.put`.
        """
        if self.printer is not None:
            return self.printer.put([pdf], page)
        if self.out is not None:
            self.out.buffer.write(pdf)
        else:
            end_with_reader()
            sys.stdout.buffer.write(pdf)
            sys.stdout.buffer.flush()
        return None


@contextmanager
def paper_place(
    context: Context, output: str | None, printer: str | None, title: str, setting: str
) -> Iterator[PaperPlace]:
    """Where the options, or a *setting*, say that a paper goes. That it can go there is found out
    before anything is made.

    Args:
        title: of the job: it stands in the logs of the print server, and names no patient.

    Raises:
        BadUsage: nothing says where, or both do; it is a terminal; or as `new_file`.
        PrinterError: as `services.paper.printing.open_printer`.
    """
    if output == STDOUT:
        if printer is not None:
            raise _both()
        if sys.stdout.isatty():
            raise BadUsage("A PDF is nothing for a terminal: send it on with > FILE, or -o FILE.")
        yield PaperPlace()
    elif output is not None:
        if printer is not None:
            raise _both()
        with new_file(output) as out:
            yield PaperPlace(None, output, out)
    else:
        from semble_cli.services.paper.printing import open_printer

        name = printer_meant(context.settings, printer, setting, or_file=True)
        yield PaperPlace(open_printer(printing_of(context.settings), name, title))


def _both() -> BadUsage:
    return BadUsage("Use one of -o and --printer.")


def printer_meant(
    settings: Settings, printer: str | None, setting: str, *, or_file: bool = False
) -> str:
    """The printer that is given, or the one of a setting.

    Raises:
        BadUsage: there is neither; it is said whether a file would do.
    """
    name = settings.value(setting) if printer is None else printer.strip()
    if name:
        return name
    if or_file:
        raise BadUsage(
            "Say where to: -o FILE, or --printer NAME, of which '?' lists all. To have one used"
            " always: semble config set {setting} NAME",
            setting=setting,
        )
    raise BadUsage(
        "Say where to: --printer NAME, of which '?' lists all. To have one used always: semble"
        " config set {setting} NAME",
        setting=setting,
    )


def printing_of(settings: Settings) -> Printing:
    """How this user prints.

    Raises:
        BadUsage: a setting of it is none of its kind.
    """
    from semble_cli.services.paper.printing import Printing

    return Printing(os.environ, float(settings.value("printing.timeout") or 0), say)


def list_printers() -> None:
    """Show all printers.

    Raises:
        PrinterError: no print server answers.
    """
    from semble_cli.commands.ui.tables import write_all, write_table
    from semble_cli.services.paper.printing import printers

    found = printers(os.environ)
    form = chosen(None)
    if not found:
        say("There is no printer: have one set up in CUPS.")
    elif form is Format.TABLE:
        write_table(map(_for_people, found), list(map(field_label, _IN_TABLE)))
    else:
        write_all(map(_record, found), COLUMNS, form)


def _record(printer: Printer) -> dict[str, object]:
    return {
        "name": printer.name,
        "state": printer.state.value,
        "accepts": printer.accepts,
        "reasons": list(printer.reasons),
        "info": printer.info,
        "location": printer.location,
    }


def _for_people(printer: Printer) -> dict[str, object]:
    state = [_STATES[printer.state], *([] if printer.accepts else [_CLOSED])]
    if printer.trouble is not None:
        state.append(printer.trouble)
    shown = (printer.name, tr(listed(state)), printer.info, printer.location)
    return dict(zip(map(field_label, _IN_TABLE), shown, strict=True))


_IN_TABLE = ("name", "state", "info", "location")
_CLOSED = Sentence("takes no jobs")
_STATES = {
    PrinterState.IDLE: Sentence("ready"),
    PrinterState.PRINTING: Sentence("is printing"),
    PrinterState.STOPPED: Sentence("stopped"),
}
"""What people call what a printer does."""
