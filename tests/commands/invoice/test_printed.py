"""`semble invoice get --printer`: who issues invoices prints them, whatever else they may read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.invoices.finding import get_page
from semble_cli.services.invoices.issuing import InvoiceAsked, create_invoice
from semble_cli.services.patients.create import create_patient
from tests.conftest import a_patient, register_on
from tests.services.invoices.practice import set_up_practice

if TYPE_CHECKING:
    from private_cups import Cups, Listening
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble


@pytest.fixture
def desk(semble: Semble, sqlite_store: StoreAddress, cups: Cups, printer: Listening) -> Semble:
    """A register with the invoice F0001, and a printer."""
    register = register_on(sqlite_store)
    set_up_practice(register)
    create_patient(register, a_patient())
    create_invoice(register, 1, InvoiceAsked(["Consultation=26,50"]), nothing_own)
    cups.add("bureau", printer.address)
    return semble


def test_the_page_is_printed_as_it_was_issued(
    desk: Semble, printer: Listening, sqlite_store: StoreAddress
) -> None:
    said = desk("invoice", "get", "F0001", "--printer", "bureau")
    assert (said.code, said.out) == (0, ""), said.err
    assert "F0001 is printed on bureau (job " in said.err
    logged = json.loads(desk("audit", "log", "--kind", "exported", "-f", "json").out)
    assert [each["details"] for each in logged] == [{"number": "F0001", "printer": "bureau"}]
    assert printer.jobs == [get_page(register_on(sqlite_store), "F0001")[1]]


def test_the_printer_of_the_setting_is_taken_where_nothing_is_named(
    desk: Semble, printer: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = desk("invoice", "get", "F0001")
    assert (said.code, "-o FILE, or --printer NAME" in said.err) == (2, True)
    monkeypatch.setenv("SEMBLE_PRINTING_PRINTER", "bureau")
    assert desk("invoice", "get", "F0001").code == 0
    assert len(printer.jobs) == 1


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "Say which invoice"),
        (("F0009",), 3, "semble invoice list"),
        (("F0001", "-o", "-"), 2, "Use one of -o and --printer."),
    ],
)
def test_what_is_refused_prints_nothing(
    desk: Semble, printer: Listening, words: tuple[str, ...], code: int, sentence: str
) -> None:
    said = desk("invoice", "get", *words, "--printer", "bureau")
    assert (said.code, said.out) == (code, "")
    assert sentence in said.err
    assert printer.jobs == []


def test_printers_are_listed(desk: Semble) -> None:
    assert "bureau" in desk("invoice", "get", "--printer", "?").out
