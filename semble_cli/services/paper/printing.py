"""Paper to printers: what leaves the register is noted, sent, and waited for until the printer has
it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Interrupted
from semble_cli.paper.printers.jobs import await_printed, ready_printer, send_job, waiting
from semble_cli.paper.printers.queues import all_printers
from semble_cli.paper.printers.server import print_server
from semble_cli.patient.printing.printers import PaperToPrint
from semble_cli.services.record.read_documents import living_documents, open_stored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from semble_cli.errors import Sentence
    from semble_cli.paper.printers.server import PrintServer
    from semble_cli.patient.around.stored_document import StoredDocument
    from semble_cli.patient.printing.printers import PrintedJob, Printer
    from semble_cli.services.register import Register

PDF = "application/pdf"
_DOCUMENT = "Document"
"""The title of a document's job: its own may name a patient, and stays in the server's logs."""


class Printing(NamedTuple):
    """How somebody prints: the variables that say where the print server is, how many seconds
    are waited, and who is told what is waited for."""

    environment: Mapping[str, str]
    wait: float
    tell: Callable[[Sentence], object]


class OpenPrinter(NamedTuple):
    """A printer that takes what is to be printed."""

    server: PrintServer
    printer: Printer
    printing: Printing
    paper: PaperToPrint

    def put(self, content: Iterable[bytes], page: tuple[float, float] | None = None) -> PrintedJob:
        """Print something, and return once the printer has all of it.

        Args:
            page: the size of all its pages in mm, where it is to be printed in that size.

        Raises:
            As `send` and `wait_for`.
        """
        job = self.send(content, page)
        self.wait_for(job)
        return job

    def send(self, content: Iterable[bytes], page: tuple[float, float] | None = None) -> PrintedJob:
        """Put something in the queue of the printer.

        Raises:
            PrinterError: the print server does not take it. Whatever *content* raises: nothing is
                printed. Interrupted: nobody knows whether anything is.
        """
        try:
            return send_job(self.server, self.printer, self.paper._replace(page=page), content)
        except KeyboardInterrupt:
            raise Interrupted(
                "Interrupted before the print server had answered: look at the printer {printer},"
                " whether anything is printed.",
                printer=self.printer.name,
            ) from None

    def wait_for(self, job: PrintedJob) -> None:
        """Return once the printer has all of a job.

        Raises:
            PrinterError: it does not, and what is known of it. Interrupted: the same, where who
                works waits no longer.
        """
        try:
            await_printed(self.server, job, self.printing.wait, self.printing.tell)
        except KeyboardInterrupt:
            raise Interrupted("Interrupted. {known}", known=waiting(job)) from None


def open_printer(
    printing: Printing, name: str, title: str, media_type: str = PDF, copies: int = 1
) -> OpenPrinter:
    """A printer, to print something on. It is asked whether it takes it; nothing is sent yet.

    Args:
        title: stands in the logs of the print server: it names no patient.

    Raises:
        PrinterError: as `paper.printers.jobs.ready_printer`.
    """
    server = print_server(printing.environment)
    paper = PaperToPrint(title, media_type, None, copies)
    return OpenPrinter(server, ready_printer(server, name, paper), printing, paper)


def printers(environment: Mapping[str, str]) -> list[Printer]:
    """All printers there are.

    Raises:
        PrinterError: no print server answers.
    """
    return all_printers(print_server(environment))


def print_documents(
    register: Register, ids: Sequence[int], printing: Printing, name: str, copies: int = 1
) -> Iterator[tuple[StoredDocument, PrintedJob]]:
    """Print documents, one after the other, byte for byte; each once the printer has it. That they
    leave the register is noted.

    Raises:
        NoSuchRecord: there is no document of one of the ids. Refused: who works here may not read
            medical contents. PrinterError: the printer does not take one of them: nothing of any is
            printed; or it does not have one, and what is known of it. DocumentDamaged: what is
            there is not what was added, and it is not printed.
    """
    found = living_documents(register, ids)
    open_printers = {
        media_type: open_printer(printing, name, _DOCUMENT, media_type, copies)
        for media_type in dict.fromkeys(each.media_type for each in found)
    }
    for document in found:
        printer = open_printers[document.media_type]
        with open_stored(register, document.id or 0, printer.printer.name) as stored:
            job = printer.send(stored.chunks())
        printer.wait_for(job)
        yield document, job
