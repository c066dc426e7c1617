"""A job from the first byte until the printer has all of it: its state is asked for, and told."""

from __future__ import annotations

import time
from enum import IntEnum
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import PrinterError, Sentence
from semble_cli.paper.printers.ipp import IppAttribute, IppGroup, IppOperation, IppTag, request
from semble_cli.paper.printers.queues import (
    NOT_ACCEPTING,
    NOT_FOUND,
    NoSuchPrinter,
    as_said,
    beginning,
    find_printer,
    paper_name,
    refusal,
    refuse_unready,
    why_stopped,
)
from semble_cli.paper.printers.server import NoPrintServer, ask
from semble_cli.patient.printing.printers import PrintedJob, PrinterState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from semble_cli.paper.printers.ipp import IppAttributes, IppReply
    from semble_cli.paper.printers.server import PrintServer
    from semble_cli.patient.printing.printers import PaperToPrint, Printer

_KIND_UNKNOWN = 0x040A
_SHORTEST, _LONGEST = 0.05, 0.5
"""Seconds between two questions: the first ones come soon, for a label is short."""
_SOON = 2.0
"""Seconds after which people are told what the printer says: it connects for each job."""
_SENT_AGAIN = "resources-are-not-ready"
"""Why CUPS holds a job that it will send once more by itself."""


class JobState(IntEnum):
    """What has become of a job (RFC 8011, 5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELLED = 7
    ABORTED = 8
    COMPLETED = 9


class _Told(NamedTuple):
    """What the server says of a job."""

    state: int
    reasons: tuple[str, ...]
    message: str

    @property
    def is_held(self) -> bool:
        """Whether somebody has to release it: what only waits to be sent once more is held too."""
        return self.state == JobState.HELD and _SENT_AGAIN not in self.reasons


def ready_printer(server: PrintServer, name: str, paper: PaperToPrint) -> Printer:
    """A printer that takes something of this kind. Nothing is sent to it yet.

    Raises:
        PrinterError: there is none of that name, it takes no jobs, it is stopped, or it does not
            print files of this kind; or there is no server.
    """
    printer = find_printer(server, name)
    refuse_unready(printer)
    if printer.kinds and paper.media_type not in printer.kinds:
        raise _other_kind(printer, paper)
    return printer


def send_job(
    server: PrintServer, printer: Printer, paper: PaperToPrint, content: Iterable[bytes]
) -> PrintedJob:
    """Put something in the queue of a printer; the job that it is then.

    Raises:
        PrinterError: the server does not take it. Whatever *content* raises: nothing is printed.
    """
    message = _request(server, printer, paper)
    try:
        reply = ask(server, "/", chain([message], content))
    except NoPrintServer:
        raise PrinterError(
            "The print server went away before it had answered: look at the printer {printer},"
            " whether anything is printed.",
            printer=printer.name,
        ) from None
    _refuse(reply, printer, paper)
    number = next((each.number("job-id") for each in reply.of(IppGroup.JOB)), 0)
    return PrintedJob(printer.name, number)


def _request(server: PrintServer, printer: Printer, paper: PaperToPrint) -> bytes:
    of_job = [IppAttribute("copies", IppTag.INTEGER, [paper.copies])]
    if paper.page is not None:
        of_job.append(IppAttribute("media", IppTag.KEYWORD, [paper_name(*paper.page)]))
        of_job.append(IppAttribute("print-scaling", IppTag.KEYWORD, ["none"]))
    of_all = [
        *beginning(server, printer.name),
        IppAttribute("job-name", IppTag.NAME, [paper.title]),
        IppAttribute("document-format", IppTag.MIME_TYPE, [paper.media_type]),
    ]
    groups = [(IppGroup.OPERATION, of_all), (IppGroup.JOB, of_job)]
    return request(IppOperation.PRINT_JOB, groups)


def _refuse(reply: IppReply, printer: Printer, paper: PaperToPrint) -> None:
    """Go on only with what the server takes.

    Raises:
        PrinterError: it does not.
    """
    if reply.is_success:
        return
    if reply.status == _KIND_UNKNOWN:
        raise _other_kind(printer, paper)
    if reply.status == NOT_FOUND:
        raise PrinterError(
            "The printer {printer} is not there any more. Nothing was printed.",
            printer=printer.name,
        )
    if reply.status == NOT_ACCEPTING:
        refuse_unready(printer._replace(accepts=False))
    raise refusal(reply.message)


def _other_kind(printer: Printer, paper: PaperToPrint) -> PrinterError:
    return PrinterError(
        "The printer {printer} does not print files of this kind: {kind}.",
        printer=printer.name,
        kind=paper.media_type,
    )


def await_printed(
    server: PrintServer, job: PrintedJob, wait: float, tell: Callable[[Sentence], object]
) -> None:
    """Return once the printer has all of a job.

    Args:
        wait: seconds after which it is not waited for any longer.
        tell: is given what keeps the printer from printing, as long as it is waited for.

    Raises:
        PrinterError: the job was cancelled or given up, or waits for more than that; the printer
            or the server is gone.
    """
    begun, pause = time.monotonic(), _SHORTEST
    said: Sentence | None = None
    while True:
        told, printer = _told_of(server, job)
        if told.state == JobState.COMPLETED:
            return
        _refuse_ended(job, told, printer)
        why, passed = printer.trouble or as_said(told.message), time.monotonic() - begun
        if passed > wait:
            raise _too_late(job, told, why)
        if why not in (said, None) and passed > min(_SOON, wait / 2):
            tell(Sentence("{printer}: {why}. It is waited for.", printer=job.printer, why=why))
            said = why
        time.sleep(pause)
        pause = min(_LONGEST, pause * 1.5)


def _told_of(server: PrintServer, job: PrintedJob) -> tuple[_Told, Printer]:
    """What the server says of a job, and of its printer.

    Raises:
        PrinterError: it knows the one or the other no more, or does not answer.
    """
    wanted = ("job-state", "job-state-reasons", "job-printer-state-message")
    asked = [
        *beginning(server, job.printer),
        IppAttribute("job-id", IppTag.INTEGER, [job.number]),
        IppAttribute("requested-attributes", IppTag.KEYWORD, wanted),
    ]
    question = request(IppOperation.GET_JOB_ATTRIBUTES, [(IppGroup.OPERATION, asked)])
    try:
        printer = find_printer(server, job.printer)
        reply = ask(server, "/", [question])
    except NoSuchPrinter:
        raise _gone(
            job, Sentence("The printer {printer} is not there any more.", printer=job.printer)
        ) from None
    except NoPrintServer:
        raise _gone(job, Sentence("The print server does not answer any more.")) from None
    found = reply.of(IppGroup.JOB)
    if not (reply.is_success and found):
        raise _gone(job, Sentence("The print server does not know the job any more."))
    return _told(found[0]), printer


def _gone(job: PrintedJob, what: Sentence) -> PrinterError:
    """The error for a job of which nobody can tell what became of it."""
    return PrinterError(
        "{what} Nobody knows whether job {job} of {printer} is printed: look at the printer.",
        what=what,
        job=job.number,
        printer=job.printer,
    )


def _told(found: IppAttributes) -> _Told:
    return _Told(
        found.number("job-state"),
        found.texts("job-state-reasons"),
        found.text("job-printer-state-message"),
    )


def _refuse_ended(job: PrintedJob, told: _Told, printer: Printer) -> None:
    """Go on only with a job that may still be printed without anybody's doing.

    Raises:
        PrinterError: it may not.
    """
    of = {"printer": job.printer, "job": job.number}
    if told.state == JobState.CANCELLED:
        raise PrinterError(
            "Job {job} of {printer} was cancelled: it is printed in part or not at all.", **of
        )
    if told.state == JobState.ABORTED:
        raise PrinterError(
            "The printer {printer} gave up job {job}, which is printed in part or not at all:"
            " {why}.",
            why=as_said(told.message) or printer.trouble or _SILENT,
            **of,
        )
    if told.is_held:
        raise PrinterError(
            "Job {job} of {printer} is held in the queue: it is printed once somebody releases it."
            " {back}",
            back=_way_back(job),
            **of,
        )
    if told.state == JobState.STOPPED or (
        printer.state is PrinterState.STOPPED and told.state == JobState.PENDING
    ):
        raise PrinterError(
            "The printer {printer} is stopped: {why}. Job {job} waits, and is printed once the"
            " printer is started again. {back}",
            why=printer.trouble or as_said(told.message) or why_stopped(printer),
            back=_way_back(job),
            **of,
        )


_SILENT = Sentence("it does not say why")


def _way_back(job: PrintedJob) -> Sentence:
    """How a job that is still in a queue is taken out of it."""
    return Sentence("To take it back: cancel {printer}-{job}", printer=job.printer, job=job.number)


def _too_late(job: PrintedJob, told: _Told, why: Sentence | None) -> PrinterError:
    busy = Sentence("it is printing") if told.state == JobState.PROCESSING else _SILENT
    return PrinterError(
        "The printer {printer} has not taken job {job} yet: {why}. It stays in the queue, and may"
        " still be printed. {back}",
        printer=job.printer,
        job=job.number,
        why=why or busy,
        back=_way_back(job),
    )


def waiting(job: PrintedJob) -> Sentence:
    """What is known of a job that is waited for no longer."""
    return Sentence(
        "Job {job} is in the queue of {printer}, and may still be printed. {back}",
        job=job.number,
        printer=job.printer,
        back=_way_back(job),
    )
