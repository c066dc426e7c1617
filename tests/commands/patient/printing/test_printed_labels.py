"""`semble patient print label --printer`: what arrives at a real print server's printer, and what
is said where nothing does."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from semble_cli.patient.printing.printers import Printer, PrinterState
from tests.conftest import ADRUN

if TYPE_CHECKING:
    from pathlib import Path

    from private_cups import Cups, Listening
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

LABEL = ("patient", "print", "label")


@pytest.fixture
def people(semble: Semble, cups: Cups, printer: Listening) -> Semble:
    """A register of one patient, and two printers: one prints, and one has no paper."""
    semble("patient", "add", "--json", "-", stdin=json.dumps(ADRUN))
    cups.add("zebra", printer.address, "-D", "Étiquettes, accueil", "-L", "Accueil")
    cups.add("vide", "says:media-empty")
    return semble


def test_labels_arrive_as_the_file_that_is_made_otherwise(
    people: Semble, printer: Listening, cups: Cups, tmp_path: Path
) -> None:
    file = tmp_path / "label.pdf"
    people(*LABEL, "1", "--copies", "3", "-o", file)
    said = people(*LABEL, "1", "--copies", "3", "--printer", "Zebra")
    assert (said.code, said.out) == (0, "")
    number = cups.page_log().splitlines()[-1].split()[2]
    assert said.err == f"Labels: 3, on pages: 3, printed on zebra (job {number}).\n"
    assert printer.jobs == [file.read_bytes()]
    assert "ADRUN" not in cups.page_log()
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".pdf"] == ["label.pdf"]


def test_the_printer_that_a_setting_names_is_used_where_nothing_says_where(
    people: Semble, printer: Listening, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = people(*LABEL, "1")
    assert said.code == 2
    assert said.err == (
        "Error: Say where to: -o FILE, or --printer NAME, of which '?' lists all. To have one used"
        " always: semble config set labels.printer NAME\n"
    )
    monkeypatch.setenv("SEMBLE_LABELS_PRINTER", "zebra")
    monkeypatch.setenv("SEMBLE_PRINTING_PRINTER", "vide")
    assert people(*LABEL, "1").code == 0
    assert len(printer.jobs) == 1
    assert people(*LABEL, "1", "-o", tmp_path / "label.pdf").code == 0
    assert "no printer hp. There are: vide, zebra." in people(*LABEL, "1", "--printer", "hp").err
    assert people(*LABEL, "1", "--printer", " ").code == 2
    assert len(printer.jobs) == 1


def test_what_a_printer_is_set_off_by_moves_its_labels(
    people: Semble, printer: Listening, tmp_path: Path
) -> None:
    people("config", "set", "labels.offsets.zebra", "right 2")
    people(*LABEL, "1", "--printer", "zebra")
    people(*LABEL, "1", "--offset", "zebra", "-o", tmp_path / "label.pdf")
    assert printer.jobs == [(tmp_path / "label.pdf").read_bytes()]


def test_a_printer_without_the_paper_is_warned_of(
    people: Semble, printer: Listening, cups: Cups
) -> None:
    cups.add("bureau", printer.address, "-P", str(cups.driver))
    cups.run("lpadmin", "-p", "bureau", "-o", "PageSize=A4")
    sheet = people(*LABEL, "1", "--size", "sheet_3x7", "--printer", "bureau")
    assert "knows no paper" not in sheet.err
    small = people(*LABEL, "1", "--printer", "bureau")
    assert small.err.startswith(
        "Warning: the printer bureau knows no paper of 57x32 mm: look whether it prints in the true"
        " size, or have that size added to its queue.\n"
    )


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("1", "--printer", "zebra", "-o", "x.pdf"), 2, "Use one of -o and --printer."),
        (("1", "--printer", "zebra", "-o", "-"), 2, "Use one of -o and --printer."),
        (("1", "--printer", "hp"), 8, "There is no printer hp. There are: vide, zebra."),
        (("1", "--printer", "zebra", "--size", "10x10"), 4, "Patient 1: "),
        (("9", "--printer", "zebra"), 3, "No patient has the id 9."),
        (("--printer", "zebra"), 2, "Say whose labels"),
    ],
)
def test_what_is_refused_prints_nothing(
    people: Semble, printer: Listening, words: tuple[str, ...], code: int, said: str
) -> None:
    found = people(*LABEL, *words)
    assert (found.code, found.out) == (code, "")
    assert said in found.err
    assert printer.jobs == []


def test_no_paper_is_told_and_is_no_success(
    people: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMBLE_PRINTING_TIMEOUT", "3")
    said = people(*LABEL, "1", "--printer", "vide")
    assert (said.code, said.out) == (8, "")
    told, error = said.err.splitlines()
    assert told == "vide: no paper. It is waited for."
    assert error.startswith("Error: The printer vide has not taken job ")
    french = people("--lang", "fr", *LABEL, "1", "--printer", "vide")
    assert french.err.startswith("vide : plus de papier. Elle est attendue.\nErreur : L'imprimante")


def test_no_print_server(people: Semble, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", "/dev/null/none")
    for words in ((*LABEL, "1", "--printer", "zebra"), (*LABEL, "--printer", "?")):
        said = people(*words)
        assert (said.code, said.out) == (8, "")
        assert said.err.startswith("Error: No print server answers at /dev/null/none. Start CUPS")


def test_printers_are_listed_without_a_register_or_a_patient(
    people: Semble, cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEMBLE_STORE", "/dev/null/none.db")
    cups.run("cupsreject", "vide")
    for command in (LABEL, ("document", "print")):
        said = people(*command, "--printer", "?")
        assert (said.code, said.err) == (0, "")
        assert said.out == (
            "name\tstate\taccepts\treasons\tinfo\tlocation\n"
            "vide\tidle\tfalse\t\tvide\t\n"
            "zebra\tidle\ttrue\t\tÉtiquettes, accueil\tAccueil\n"
        )
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    shown = people("--lang", "fr", *LABEL, "--printer", "?").out
    assert "prête, n'accepte aucun travail" in shown
    assert "Étiquettes, accueil" in shown
    for name in ("vide", "zebra"):
        cups.run("lpadmin", "-x", name)
    said = people(*LABEL, "--printer", "?")
    assert (said.code, said.out) == (0, "")
    assert said.err == "There is no printer: have one set up in CUPS.\n"


def test_what_a_printer_says_moves_no_terminal(
    people: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    nasty = Printer("z", PrinterState.STOPPED, True, ("odd",), "\x1b[2Jgone", "[red]\x1b]0;x", "\n")
    monkeypatch.setattr("semble_cli.services.paper.printing.all_printers", lambda _: [nasty])
    monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
    shown = people(*LABEL, "--printer", "?").out
    assert "\x1b]" not in shown
    assert "[red]" in shown


def test_ctrl_c_says_what_is_known(people: Semble, sqlite_store: StoreAddress, cups: Cups) -> None:
    del people
    process = subprocess.Popen(
        [sys.executable, "-m", "semble_cli", "--lang", "en", *LABEL, "1", "--printer", "vide"],
        env=os.environ | {"SEMBLE_STORE": sqlite_store.location},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not cups.run("lpstat", "-o", "vide"):
        assert time.monotonic() < deadline
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out) == (130, "")
    assert "Interrupted. Job " in err
    assert "is in the queue of vide, and may still be printed. To take it back: cancel vide-" in err
