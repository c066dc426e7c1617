"""`semble document print`: what is said of documents that go to a printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import register_on
from tests.services.record.documents import LARGE, SMALL, keep, with_two_patients

if TYPE_CHECKING:
    from pathlib import Path

    from private_cups import Cups, Listening
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble


@pytest.fixture
def people(
    semble: Semble, sqlite_store: StoreAddress, cups: Cups, printer: Listening, tmp_path: Path
) -> Semble:
    """A register with two documents, and a printer."""
    register = with_two_patients(register_on(sqlite_store))
    keep(register, tmp_path, LARGE)
    keep(register, tmp_path, SMALL, patient=2)
    cups.add("bureau", printer.address)
    return semble


def test_each_document_is_told_once_the_printer_has_it(
    people: Semble, printer: Listening, cups: Cups
) -> None:
    said = people("document", "print", "2", "1", "--printer", "bureau", "--copies", "2")
    assert (said.code, said.out) == (0, "")
    numbers = list(dict.fromkeys(line.split()[2] for line in cups.page_log().splitlines()))[-2:]
    assert said.err == (
        f"Document 2 is printed on bureau (job {numbers[0]}).\n"
        f"Document 1 is printed on bureau (job {numbers[1]}).\n"
    )
    assert printer.jobs == [SMALL * 2, LARGE * 2]
    logged = people("audit", "log", "--kind", "exported", "-f", "json").out
    assert logged.count('"printer": "bureau"') == 2


def test_the_printer_of_the_setting_is_taken_where_none_is_named(
    people: Semble, printer: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = people("document", "print", "2")
    assert said.code == 2
    assert said.err == (
        "Error: Say where to: --printer NAME, of which '?' lists all. To have one used always:"
        " semble config set printing.printer NAME\n"
    )
    monkeypatch.setenv("SEMBLE_PRINTING_PRINTER", "bureau")
    assert people("document", "print", "2").code == 0
    assert printer.jobs == [SMALL]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--printer", "bureau"), 2, "Say which documents: DOC..."),
        (("x", "--printer", "bureau"), 2, "Error: DOC... wants a whole number. See"),
        (("1", "9", "--printer", "bureau"), 3, "9"),
        (("1", "--printer", "hp"), 8, "There is no printer hp. There are: bureau."),
        (("1", "--printer", "bureau", "--copies", "0"), 2, "--copies"),
    ],
)
def test_what_is_refused_prints_nothing(
    people: Semble, printer: Listening, words: tuple[str, ...], code: int, said: str
) -> None:
    found = people("document", "print", *words)
    assert (found.code, found.out) == (code, "")
    assert said in found.err
    assert printer.jobs == []


def test_a_printer_that_stops_after_the_first_is_no_success(
    people: Semble, cups: Cups, monkeypatch: pytest.MonkeyPatch
) -> None:
    cups.add("vide", "says:media-empty")
    monkeypatch.setenv("SEMBLE_PRINTING_TIMEOUT", "0.3")
    said = people("document", "print", "1", "2", "--printer", "vide")
    assert (said.code, said.out) == (8, "")
    assert "has not taken job" in said.err
    assert "Document 1" not in said.err
    monkeypatch.setenv("SEMBLE_PRINTING_TIMEOUT", "never")
    said = people("document", "print", "1", "--printer", "bureau")
    assert said.code == 2
    assert "SEMBLE_PRINTING_TIMEOUT" in said.err
