"""A job from the first byte until the printer has all of it: its state is asked for, and told."""

from __future__ import annotations

import time
from enum import IntEnum
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import PrinterError, Sentence
from semble_cli.paper.printers.ipp import Attribute, Group, Operation, Tag, request
from semble_cli.paper.printers.queues import (
    NOT_ACCEPTING,
    NOT_FOUND,
    NoSuchPrinter,
    beginning,
    find_printer,
    paper_name,
    refusal,
    refuse_unready,
    trouble,
)
from semble_cli.paper.printers.server import ask
from semble_cli.patient.printers import PrintedJob, PrinterState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from semble_cli.paper.printers.ipp import Attributes, Reply
    from semble_cli.paper.printers.server import PrintServer
    from semble_cli.patient.printers import PaperToPrint, Printer

_KIND_UNKNOWN = 0x040A
_SHORTEST, _LONGEST = 0.05, 0.5
"""Seconds between two questions: the first ones come soon, for a label is short."""


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
    message: str
    pages: int


def ready_printer(server: PrintServer, name: str, paper: PaperToPrint) -> Printer:
    """A printer that takes something of this kind. Nothing is sent to it yet.

    Raises:
        PrinterError: there is none of that name, it takes no jobs, it is stopped, or it does not
            print files of this kind; or there is no server.
    """
    printer = find_printer(server, name)
    refuse_unready(printer)
    reply = ask(server, "/", [_request(Operation.VALIDATE_JOB, server, printer, paper)])
    _refuse(reply, printer, paper)
    return printer


def send_job(
    server: PrintServer, printer: Printer, paper: PaperToPrint, content: Iterable[bytes]
) -> PrintedJob:
    """Put something in the queue of a printer; the job that it is then.

    Raises:
        PrinterError: the server does not take it. Whatever *content* raises: nothing is printed.
    """
    message = _request(Operation.PRINT_JOB, server, printer, paper)
    reply = ask(server, "/", chain([message], content))
    _refuse(reply, printer, paper)
    number = next((each.number("job-id") for each in reply.of(Group.JOB)), 0)
    return PrintedJob(printer.name, number)


def _request(
    operation: Operation, server: PrintServer, printer: Printer, paper: PaperToPrint
) -> bytes:
    of_job = [Attribute("copies", Tag.INTEGER, [paper.copies])]
    if paper.page is not None:
        of_job.append(Attribute("media", Tag.KEYWORD, [paper_name(*paper.page)]))
        of_job.append(Attribute("print-scaling", Tag.KEYWORD, ["none"]))
    of_all = [
        *beginning(server, printer.name),
        Attribute("job-name", Tag.NAME, [paper.title]),
        Attribute("document-format", Tag.MIME_TYPE, [paper.media_type]),
    ]
    return request(operation, [(Group.OPERATION, of_all), (Group.JOB, of_job)])


def _refuse(reply: Reply, printer: Printer, paper: PaperToPrint) -> None:
    """Go on only with what the server takes.

    Raises:
        PrinterError: it does not.
    """
    if reply.is_success:
        return
    if reply.status == _KIND_UNKNOWN:
        raise PrinterError(
            "The printer {printer} does not print files of this kind ({kind}). Nothing was sent.",
            printer=printer.name,
            kind=paper.media_type,
        )
    if reply.status == NOT_FOUND:
        raise PrinterError(
            "The printer {printer} is not there any more. Nothing was printed.",
            printer=printer.name,
        )
    if reply.status == NOT_ACCEPTING:
        refuse_unready(printer._replace(accepts=False))
    raise refusal(reply.message)


def await_printed(
    server: PrintServer, job: PrintedJob, wait: float, tell: Callable[[Sentence], object]
) -> None:
    """Return once the printer has all of a job.

    Args:
        wait: seconds without any progress after which it is not waited for any longer.
        tell: is given what keeps the printer from printing, as long as it is waited for.

    Raises:
        PrinterError: the job was cancelled or given up, or waits for more than that; the printer
            or the server is gone.
    """
    pause, deadline = _SHORTEST, time.monotonic() + wait
    last: _Told | None = None
    said: Sentence | None = None
    while True:
        now = _state_of(server, job)
        if now.state == JobState.COMPLETED:
            return
        printer = _still_there(server, job)
        _refuse_ended(job, now, printer)
        why = trouble(printer)
        if why != said and why is not None:
            tell(Sentence("{printer}: {why}. It is waited for.", printer=job.printer, why=why))
        said = why
        if last is None or (last.state, last.pages) != (now.state, now.pages):
            deadline = time.monotonic() + wait
        last = now
        if time.monotonic() > deadline:
            raise _too_late(job, now, why)
        time.sleep(pause)
        pause = min(_LONGEST, pause * 1.5)


def _state_of(server: PrintServer, job: PrintedJob) -> _Told:
    wanted = ("job-state", "job-printer-state-message", "job-media-sheets-completed")
    asked = [
        *beginning(server, job.printer)[:-1],
        Attribute("job-id", Tag.INTEGER, [job.number]),
        beginning(server)[-1],
        Attribute("requested-attributes", Tag.KEYWORD, wanted),
    ]
    reply = ask(
        server, "/", [request(Operation.GET_JOB_ATTRIBUTES, [(Group.OPERATION, asked)])]
    )
    found = reply.of(Group.JOB)
    if reply.status == NOT_FOUND or (reply.is_success and not found):
        _still_there(server, job)
        raise PrinterError(
            "The print server does not know job {job} of {printer} any more, nor whether it was"
            " printed: look at the printer.",
            job=job.number,
            printer=job.printer,
        )
    if not reply.is_success:
        raise refusal(reply.message)
    return _told(found[0])


def _told(found: Attributes) -> _Told:
    return _Told(
        found.number("job-state"),
        found.text("job-printer-state-message"),
        found.number("job-media-sheets-completed"),
    )


def _still_there(server: PrintServer, job: PrintedJob) -> Printer:
    try:
        return find_printer(server, job.printer)
    except NoSuchPrinter:
        raise PrinterError(
            "The printer {printer} is not there any more: job {job} went with it, printed in part"
            " or not at all.",
            printer=job.printer,
            job=job.number,
        ) from None


def _refuse_ended(job: PrintedJob, told: _Told, printer: Printer) -> None:
    """Go on only with a job that may still be printed without anybody's doing.

    Raises:
        PrinterError: it may not.
    """
    of = {"printer": job.printer, "job": job.number}
    why = trouble(printer) or _said(told)
    if told.state == JobState.CANCELLED:
        raise PrinterError(
            "Job {job} of {printer} was cancelled: it is printed in part or not at all.", **of
        )
    if told.state == JobState.ABORTED:
        raise PrinterError(
            "The printer {printer} gave up job {job}, which is printed in part or not at all:"
            " {why}.",
            why=_said(told) or trouble(printer) or _SILENT,
            **of,
        )
    if told.state == JobState.HELD:
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
            why=why or _SILENT,
            back=_way_back(job),
            **of,
        )


_SILENT = Sentence("it does not say why")


def _said(told: _Told) -> Sentence | None:
    text = told.message.strip(". ")
    return Sentence("{message}", message=text) if text else None


def _way_back(job: PrintedJob) -> Sentence:
    """How a job that is still in a queue is taken out of it."""
    return Sentence(
        "To take it back: cancel {printer}-{job}", printer=job.printer, job=job.number
    )


def _too_late(job: PrintedJob, told: _Told, why: Sentence | None) -> PrinterError:
    busy = Sentence("it is printing") if told.state == JobState.PROCESSING else _SILENT
    return PrinterError(
        "The printer {printer} has not taken job {job} yet: {why}. It stays in the queue, and may"
        " still be printed. {back}",
        printer=job.printer,
        job=job.number,
        why=why or _said(told) or busy,
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
