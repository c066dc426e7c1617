"""Printers, on a real cupsd: which there are, and whether something can be printed on one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from private_cups import Listening
from semble_cli.errors import PrinterError, Sentence
from semble_cli.paper.printers.jobs import ready_printer, send_job
from semble_cli.paper.printers.queues import (
    NoSuchPrinter,
    all_printers,
    find_printer,
    paper_name,
)
from semble_cli.paper.printers.server import PrintServer
from semble_cli.patient.printing.printers import (
    PaperSizes,
    PaperToPrint,
    Printer,
    PrinterState,
)
from tests.paper.printers.sending import PDF, send, wait

if TYPE_CHECKING:
    from private_cups import Cups


def test_a_class_of_printers_is_a_printer(
    cups: Cups, server: PrintServer, printer: Listening
) -> None:
    cups.add("zebra", printer.address)
    cups.run("lpadmin", "-p", "zebra", "-c", "etage")
    cups.run("cupsenable", "etage")
    cups.run("cupsaccept", "etage")
    try:
        wait(server, send(server, "etage", b"classe"))
    finally:
        cups.run("lpadmin", "-x", "etage")
    assert printer.jobs == [b"classe"]


def test_all_printers_are_listed_as_they_are(
    cups: Cups, server: PrintServer, printer: Listening
) -> None:
    assert all_printers(server) == []
    cups.add("zebra", printer.address, "-D", "Étiquettes, accueil", "-L", "Accueil")
    cups.add("Bureau", printer.address)
    cups.add("vide", "says:media-empty-error")
    cups.run("cupsdisable", "-r", "Révision", "Bureau")
    cups.run("cupsreject", "Bureau")
    send(server, "vide")
    while find_printer(server, "vide").reasons == ():
        pass
    bureau, vide, zebra = all_printers(server)
    assert bureau[:5] == ("Bureau", PrinterState.STOPPED, False, ("paused",), bureau.message)
    assert vide[:4] == ("vide", PrinterState.PRINTING, True, ("media-empty",))
    assert vide.trouble == Sentence("no paper")
    assert zebra[:7] == (
        *("zebra", PrinterState.IDLE, True, (), ""),
        *("Étiquettes, accueil", "Accueil"),
    )


def test_a_printer_that_is_not_there_is_named_with_those_that_are(
    cups: Cups, server: PrintServer, printer: Listening
) -> None:
    with pytest.raises(NoSuchPrinter, match="There is no printer hp, nor any other: have one set"):
        ready_printer(server, "hp", PDF)
    cups.add("zebra", printer.address)
    cups.add("bureau", printer.address)
    for name in ("hp", "zebra/x", "../zebra", "é #?", "zebra\n", "{job}"):
        with pytest.raises(NoSuchPrinter) as said:
            ready_printer(server, name, PDF)
        assert str(said.value) == f"There is no printer {name}. There are: bureau, zebra."


def test_nothing_is_sent_to_a_printer_that_is_stopped_or_takes_no_jobs(
    cups: Cups, server: PrintServer, printer: Listening
) -> None:
    cups.add("zebra", printer.address)
    for run, words, said in (
        ("cupsdisable", ("zebra",), "zebra is stopped: somebody stopped it. Nothing was sent."),
        ("cupsdisable", ("-r", "Révision.", "zebra"), "zebra is stopped: “Révision”. Nothing was"),
        ("cupsreject", ("zebra",), "zebra takes no jobs: its queue is closed. Nothing was sent."),
        ("cupsreject", ("-r", "Congés", "zebra"), "zebra takes no jobs: “Congés”. Nothing was"),
    ):
        cups.run(run, *words)
        with pytest.raises(PrinterError, match=said):
            send(server, "zebra")
        cups.run("cupsenable", "zebra")
        cups.run("cupsaccept", "zebra")
    assert cups.run("lpstat", "-W", "all", "-o", "zebra") == ""
    assert printer.jobs == []


def test_a_queue_that_closes_before_the_bytes_come_takes_none(
    cups: Cups, server: PrintServer, printer: Listening
) -> None:
    cups.add("zebra", printer.address)
    ready = ready_printer(server, "zebra", PDF)
    cups.run("cupsreject", "zebra")
    with pytest.raises(PrinterError, match="takes no jobs"):
        send_job(server, ready, PDF, [b"x"])
    cups.run("lpadmin", "-x", "zebra")
    with pytest.raises(PrinterError, match="zebra is not there any more"):
        send_job(server, ready, PDF, [b"x"])


def test_a_kind_of_file_that_a_printer_does_not_print_is_told_before_it_is_sent(
    cups: Cups, server: PrintServer, printer: Listening
) -> None:
    cups.add("zebra", printer.address, "-P", str(cups.driver))
    for kind in ("application/msword", "application/x-nonsense", "nonsense"):
        word = PaperToPrint("Document", kind)
        said = f"The printer zebra does not print files of this kind: {kind}."
        with pytest.raises(PrinterError, match=re.escape(said)):
            ready_printer(server, "zebra", word)
    ready = find_printer(server, "zebra")
    with pytest.raises(
        PrinterError, match=r"does not print files of this kind: application/msword"
    ):
        send_job(server, ready, PaperToPrint("Document", "application/msword"), [b"x"])
    with pytest.raises(PrinterError, match="The print server refuses: “Bad document-format"):
        send_job(server, ready, PaperToPrint("Document", "nonsense"), [b"x"])
    assert printer.jobs == []


def test_a_paper_that_no_driver_knows_is_seen_in_what_it_lists(
    cups: Cups, server: PrintServer, printer: Listening
) -> None:
    cups.add("zebra", printer.address, "-P", str(cups.driver))
    cups.add("brut", printer.address)
    known = find_printer(server, "zebra")
    assert known.has_paper(210, 297)
    assert known.has_paper(297, 210)
    assert not known.has_paper(57, 32)
    assert find_printer(server, "brut").has_paper(57, 32)


def test_papers_have_the_names_of_the_norm() -> None:
    assert paper_name(57, 32) == "custom_57x32mm_57x32mm"
    assert paper_name(62, 41.25) == "custom_62x41.25mm_62x41.25mm"
    assert paper_name(210, 297) == "iso_a4_210x297mm"
    assert paper_name(210.2, 296.8) == "iso_a4_210x297mm"


def test_a_paper_is_known_in_its_size_either_way_round_or_between_two() -> None:
    ready = Printer("p", PrinterState.IDLE, accepts=True)
    assert ready.has_paper(57, 32)
    fixed = ready._replace(sizes=(PaperSizes((210, 297), (210, 297)),))
    assert fixed.has_paper(297.5, 210)
    assert not fixed.has_paper(210, 280)
    between = ready._replace(sizes=(*fixed.sizes, PaperSizes((20, 10), (100, 300))))
    assert between.has_paper(57, 32)
    assert between.has_paper(250, 90)
    assert not between.has_paper(120, 150)
