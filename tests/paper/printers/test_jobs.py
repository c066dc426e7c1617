"""Jobs on a real cupsd whose queues lead to a socket of this machine: what becomes of each."""

from __future__ import annotations

import getpass
import re
from typing import TYPE_CHECKING

import pytest

from private_cups import Listening
from semble_cli.errors import PrinterError, Sentence
from semble_cli.paper.printers.ipp import (
    IppAttribute,
    IppAttributes,
    IppGroup,
    IppOperation,
    IppTag,
    request,
)
from semble_cli.paper.printers.jobs import await_printed, ready_printer, send_job
from semble_cli.paper.printers.queues import (
    beginning,
)
from semble_cli.paper.printers.server import PrintServer, ask
from semble_cli.patient.printing.printers import (
    PrintedJob,
)
from tests.paper.printers.sending import LARGE, LONG, PDF, SHORT, send, wait
from tests.printers import own_cups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from private_cups import Cups


def refused(server: PrintServer, job: PrintedJob, seconds: float = LONG) -> str:
    """What is said of a job that is not printed."""
    with pytest.raises(PrinterError) as said:
        wait(server, job, seconds)
    assert said.value.exit_code == 8
    return str(said.value)


def test_what_arrives_is_byte_identical_and_in_its_size(
    cups: Cups, server: PrintServer, printer: Listening
) -> None:
    cups.add("zebra", printer.address)
    assert wait(server, send(server, "zebra", LARGE)) == []
    job = send(server, "ZEBRA", b"x")
    wait(server, job)
    assert job.printer == "zebra"
    assert printer.jobs == [LARGE, b"x"]
    first = re.search(r"^zebra .*", cups.page_log(), re.MULTILINE)
    assert first
    assert first[0].split()[-3:] == ["Étiquettes", "custom_57x32mm_57x32mm", "-"]
    spool = cups.directory / "spool"
    assert [each.name for each in spool.iterdir() if each.name.startswith("d")] == []
    assert list((cups.directory / "tmp").iterdir()) == []


def test_a_label_is_printed_in_its_size_and_a_document_as_the_printer_is_set(
    cups: Cups, server: PrintServer
) -> None:
    cups.add("vide", "says:media-empty")
    label = kept(server, send(server, "vide"))
    assert label.texts("media") == ("custom_57x32mm_57x32mm",)
    assert label.texts("print-scaling") == ("none",)
    assert label.text("job-name") == "Étiquettes"
    assert label.text("job-originating-user-name") == getpass.getuser()
    document = kept(server, send(server, "vide", paper=PDF._replace(page=None, copies=4)))
    assert (document.texts("media"), document.texts("print-scaling")) == ((), ())
    assert document.number("copies") == 4


def kept(server: PrintServer, job: PrintedJob) -> IppAttributes:
    """All that the server keeps of a job."""
    asked = [
        *beginning(server, job.printer),
        IppAttribute("job-id", IppTag.INTEGER, [job.number]),
        IppAttribute("requested-attributes", IppTag.KEYWORD, ["all"]),
    ]
    question = request(IppOperation.GET_JOB_ATTRIBUTES, [(IppGroup.OPERATION, asked)])
    return ask(server, "/", [question]).of(IppGroup.JOB)[0]


def test_copies_are_the_printer_s_doing(
    cups: Cups, server: PrintServer, printer: Listening
) -> None:
    cups.add("bureau", printer.address, "-o", "copies-default=3")
    wait(server, send(server, "bureau", b"once"))
    wait(server, send(server, "bureau", b"twice", PDF._replace(copies=2)))
    assert printer.jobs == [b"once", b"twicetwice"]


def test_no_paper_is_told_while_it_is_waited_for_and_at_the_end(
    cups: Cups, server: PrintServer
) -> None:
    for reason, said in (
        ("media-empty-error", "no paper"),
        ("media-jam", "the paper is jammed"),
        ("cover-open-warning", "its cover is open"),
        ("offline-report", "it is off, or out of reach"),
    ):
        cups.add("vide", f"says:{reason}")
        job = send(server, "vide")
        told: list[Sentence] = []
        with pytest.raises(PrinterError) as late:
            await_printed(server, job, SHORT, told.append)
        assert [str(each) for each in told] == [f"vide: {said}. It is waited for."]
        assert str(late.value) == (
            f"The printer vide has not taken job {job.number} yet: {said}. It stays in the queue,"
            f" and may still be printed. To take it back: cancel vide-{job.number}"
        )
        cups.run("lpadmin", "-x", "vide")


def test_what_a_printer_says_itself_is_quoted_where_it_gives_no_reason(
    cups: Cups, server: PrintServer
) -> None:
    cups.add("vide", "says:spool-area-full-report")
    assert "yet: “Attente”. It stays" in refused(server, send(server, "vide"), SHORT)


def test_a_printer_behind_others_has_not_begun(cups: Cups, server: PrintServer) -> None:
    cups.add("vide", "says:none")
    send(server, "vide")
    second = send(server, "vide")
    said = refused(server, second, 0)
    assert f"vide has not taken job {second.number} yet: it does not say why. It stays" in said


def test_a_job_that_somebody_cancels_is_told(cups: Cups, server: PrintServer) -> None:
    cups.add("vide", "says:media-empty")
    job = send(server, "vide")
    cups.run("cancel", f"vide-{job.number}")
    said = f"Job {job.number} of vide was cancelled: it is printed in part or not at all."
    assert refused(server, job) == said


def test_a_job_that_is_held_is_told_at_once(
    cups: Cups, server: PrintServer, printer: Listening
) -> None:
    cups.add("nuit", printer.address, "-o", "job-hold-until-default=indefinite")
    job = send(server, "nuit")
    assert refused(server, job) == (
        f"Job {job.number} of nuit is held in the queue: it is printed once somebody releases it."
        f" To take it back: cancel nuit-{job.number}"
    )


def test_a_printer_that_is_stopped_meanwhile_is_told(cups: Cups, server: PrintServer) -> None:
    cups.add("vide", "says:media-empty")
    first, second = send(server, "vide"), send(server, "vide")
    cups.run("cupsdisable", "-r", "Révision", "vide")
    for job in (first, second):
        assert f"Job {job.number} waits, and is printed once" in refused(server, job)


@pytest.fixture
def unplugged() -> Iterator[Listening]:
    """A printer that goes away in the middle of each job."""
    listening = Listening(100_000)
    yield listening
    listening.close()


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (
            "abort-job",
            "The printer usb gave up job {job}, which is printed in part or not at all: “",
        ),
        ("stop-printer", "The printer usb is stopped: “"),
        ("retry-job", "The printer usb has not taken job {job} yet: “"),
    ],
)
def test_a_printer_that_goes_away_in_the_middle(
    cups: Cups, server: PrintServer, unplugged: Listening, policy: str, said: str
) -> None:
    cups.add("usb", unplugged.address, "-o", f"printer-error-policy={policy}")
    job = send(server, "usb", LARGE)
    unplugged.has_begun.wait(LONG)
    seconds = 2.0 if policy == "retry-job" else LONG
    assert refused(server, job, seconds).startswith(said.format(job=job.number))
    assert unplugged.jobs == []


@pytest.mark.usefixtures("running_cups")
def test_a_job_that_cups_sends_once_more_is_waited_for(unplugged: Listening) -> None:
    with own_cups("JobRetryInterval 1\n") as cups:
        server = PrintServer(cups.server)
        cups.add("usb", unplugged.address, "-o", "printer-error-policy=retry-job")
        job = send(server, "usb", LARGE)
        unplugged.has_begun.wait(LONG)
        unplugged.recover()
        wait(server, job)
    assert unplugged.jobs == [LARGE]


def test_a_printer_that_is_off_is_waited_for(
    cups: Cups, server: PrintServer, printer: Listening
) -> None:
    printer.close()
    cups.add("eteinte", printer.address)
    job = send(server, "eteinte")
    said = refused(server, job, SHORT)
    assert said.startswith(f"The printer eteinte has not taken job {job.number} yet: ")


def test_a_queue_that_is_taken_away_in_the_middle(cups: Cups, server: PrintServer) -> None:
    cups.add("vide", "says:media-empty")
    job = send(server, "vide")
    cups.run("lpadmin", "-x", "vide")
    assert refused(server, job) == (
        f"The printer vide is not there any more. Nobody knows whether job {job.number} of vide is"
        " printed: look at the printer."
    )


@pytest.mark.usefixtures("running_cups")
def test_a_print_server_that_ends_in_the_middle() -> None:
    with own_cups() as cups:
        server = PrintServer(cups.server)
        cups.add("vide", "says:media-empty")
        job = send(server, "vide")
        cups.stop()
        said = refused(server, job)
    assert said.startswith("The print server does not answer any more. Nobody knows whether job")


@pytest.mark.usefixtures("running_cups")
def test_a_print_server_that_ends_while_it_is_sent_something(printer: Listening) -> None:
    with own_cups() as cups:
        server = PrintServer(cups.server)
        cups.add("zebra", printer.address)
        ready = ready_printer(server, "zebra", PDF)

        def ends_it() -> Iterator[bytes]:
            yield b"%PDF-"
            cups.stop()
            yield LARGE

        with pytest.raises(PrinterError) as said:
            send_job(server, ready, PDF, ends_it())
    assert str(said.value) == (
        "The print server went away before it had answered: look at the printer zebra, whether"
        " anything is printed."
    )


@pytest.mark.usefixtures("running_cups")
def test_a_job_that_a_server_without_a_memory_forgot(printer: Listening) -> None:
    with own_cups("PreserveJobHistory No\n") as cups:
        server = PrintServer(cups.server)
        cups.add("zebra", printer.address)
        job = send(server, "zebra")
        while not printer.jobs:
            pass
        said = refused(server, job)
    assert said.startswith("The print server does not know the job any more. Nobody knows")


def test_bytes_that_break_off_are_not_printed(
    cups: Cups, server: PrintServer, printer: Listening
) -> None:
    cups.add("zebra", printer.address)

    def breaks_off() -> Iterator[bytes]:
        yield LARGE
        raise LookupError("damaged")

    ready = ready_printer(server, "zebra", PDF)
    with pytest.raises(LookupError, match="damaged"):
        send_job(server, ready, PDF, breaks_off())
    wait(server, send(server, "zebra", b"after"))
    assert printer.jobs == [b"after"]
    assert cups.run("lpstat", "-o") == ""


@pytest.mark.usefixtures("running_cups")
def test_a_print_server_that_takes_no_more_says_so(printer: Listening) -> None:
    with own_cups("LimitRequestBody 1m\n") as cups:
        server = PrintServer(cups.server)
        cups.add("zebra", printer.address)
        with pytest.raises(PrinterError, match="refuses: it takes nothing that large"):
            send(server, "zebra", LARGE)
        wait(server, send(server, "zebra", b"small"))
    assert printer.jobs == [b"small"]
