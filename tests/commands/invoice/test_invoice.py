"""The commands of invoices: their documents are promises, their refusals say the way out."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.patients.create import create_patient
from semble_cli.services.record.relations import relate
from tests.clock import stand
from tests.conftest import NOW, a_patient, login, register_on
from tests.services.invoices.practice import PRACTICE, set_up_practice

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

TODAY = "2026-11-23"


@pytest.fixture
def desk(semble: Semble, sqlite_store: StoreAddress, monkeypatch: pytest.MonkeyPatch) -> Semble:
    """ADRUN Zoé, insured, in a practice that may issue invoices."""
    stand(monkeypatch, NOW)
    register = register_on(sqlite_store)
    set_up_practice(register)
    create_patient(register, a_patient())
    insurer = {"kind": "organisation", "name": "MUTUELLE TEST"}
    relate(register, 1, {"type": "insurer", "policy_number": "P-1", "new": insurer})
    return semble


def test_the_document_of_an_invoice_is_a_promise(desk: Semble) -> None:
    lines = ("--line", "Consultation=26,50", "--line", "ECG=14.26")
    made = desk("invoice", "create", "1", "--payer", "mutuelle", *lines, "-f", "json")
    assert made.code == 0
    document = json.loads(made.out)
    issued_at = document.pop("issued_at")
    assert issued_at.startswith(TODAY[:7])
    assert document == {
        "id": 1,
        "number": "F0001",
        "kind": "invoice",
        "issued_on": TODAY,
        "state": "unpaid",
        "patient_id": 1,
        "patient": "ADRUN Zoé",
        "buyer_kind": "contact",
        "buyer_id": 1,
        "buyer": "MUTUELLE TEST",
        "total_cents": 4076,
        "net_cents": 4076,
        "vat_cents": 0,
        "paid_cents": 0,
        "due_cents": 4076,
        "credits": None,
        "credited_by": None,
        "issued_by": login(),
        "seller": {
            "name": PRACTICE["practice.name"],
            "address": PRACTICE["practice.address"],
            "siret": PRACTICE["practice.siret"],
            "rpps": PRACTICE["practice.rpps"],
            "vat_number": None,
        },
        "buyer_address": None,
        "buyer_siren": None,
        "policy_number": "P-1",
        "authorization_code": None,
        "payment_reference": None,
        "exemption": PRACTICE["invoices.exemption"],
        "reason": None,
        "lines": [
            {"label": "Consultation", "amount_cents": 2650, "net_cents": 2650, "vat_rate": None},
            {"label": "ECG", "amount_cents": 1426, "net_cents": 1426, "vat_rate": None},
        ],
        "payments": [],
    }
    shown = json.loads(desk("invoice", "show", "f0001", "-f", "json").out)
    assert shown == document | {"issued_at": issued_at}
    (listed,) = json.loads(desk("invoice", "list", "-f", "json").out)
    assert listed == {key: shown[key] for key in listed}
    assert list(listed) == list(shown)[: len(listed)]


def test_a_payment_is_told_with_what_is_still_due(desk: Semble) -> None:
    desk("invoice", "create", "1", "--line", "Consultation=26,50")
    said = desk("invoice", "pay", "F0001", "--amount", "20", "--by", "third-party", "-f", "json")
    document = json.loads(said.out)
    payment = document.pop("payment")
    assert (document["due_cents"], document["state"]) == (650, "part_paid")
    del payment["noted_at"]
    assert payment == {
        "id": 1,
        "amount_cents": 2000,
        "paid_on": TODAY,
        "means": "third_party",
        "reverses": None,
        "noted_by": login(),
    }
    assert said.err == (
        "Paid on F0001: €20.00 (third party). Undo: semble undo\nStill due: €6.50.\n"
    )
    takings = json.loads(desk("invoice", "list", "--takings", TODAY, "-f", "json").out)
    assert takings == [{"day": TODAY, "by": "third_party", "payments": 1, "amount": "20.00"}]
    for today in ("today", "Aujourd'hui"):
        assert json.loads(desk("invoice", "list", "--takings", today, "-f", "json").out) == takings
    none = desk("--lang", "fr", "invoice", "list", "--takings", "22/11/2026", "-f", "table")
    assert "22/11/2026" in none.err


def test_totals_are_a_csv_for_the_accountant(desk: Semble) -> None:
    desk("invoice", "create", "1", "--line", "Consultation=26,50")
    (row,) = csv.DictReader(io.StringIO(desk("invoice", "totals", "-f", "csv").out))
    assert row == {
        "period": TODAY[:7],
        "invoices": "1",
        "credit_notes": "0",
        "invoiced": "26.50",
        "credited": "0.00",
        "net": "26.50",
        "vat": "0.00",
        "total": "26.50",
        **dict.fromkeys(("card", "cash", "transfer", "cheque", "third_party"), "0.00"),
        "received": "0.00",
    }
    assert desk("invoice", "totals", "--to", "2020-01-01", "-f", "csv").code == 1


def test_what_went_back_is_a_number_in_the_csv(desk: Semble) -> None:
    desk("invoice", "create", "1", "--line", "Consultation=26,50")
    desk("invoice", "pay", "F0001", "--by", "card")
    desk("invoice", "credit", "F0001", "--reason", "doublon")
    desk("invoice", "pay", "A0001", "--by", "transfer")
    (row,) = csv.DictReader(io.StringIO(desk("invoice", "totals", "-f", "csv").out))
    assert (row["card"], row["transfer"], row["received"]) == ("26.50", "-26.50", "0.00")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("create", "1"), 2, "--line LABEL=AMOUNT"),
        (("create", "1", "--line", "x=0"), 4, "more than zero"),
        (("create", "1", "--line", "x=-5"), 4, "more than zero"),
        (("create", "1", "--line", "x"), 4, "LABEL=AMOUNT"),
        (("create", "1", *["--line", "x=1"] * 10_000), 4, "at most 500 lines"),
        (("create", "1", "--line", "x=1", "--vat", "19.6"), 4, "in force in France"),
        (("create", "1", "--line", "x=1", "--factur-x"), 2, "not exempt"),
        (("create", "1", "--line", "x=1", "--payer", "nobody"), 3, "no such relation"),
        (("create", "9", "--line", "x=1"), 3, "9"),
        (("show", "F0009"), 3, "semble invoice list"),
        (("get", "F0009", "-o", "-"), 3, "semble invoice list"),
        (("pay", "F0009", "--by", "card"), 3, "semble invoice list"),
        (("credit", "F0009"), 2, "--reason"),
        (("list", "--takings", "x"), 4, "date"),
        (("list", "--takings", "2026-11-23", "--unpaid"), 2, "stands alone"),
        (("list", "--from", "2026-11-23", "--to", "2026-11-22"), 2, "--to is a day before"),
        (("totals", "--from", "2026-11-23", "--to", "2026-11-22"), 2, "--to is a day before"),
        (("pay", "F0001", "--by", "gold"), 2, "card"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_writes_nothing(
    desk: Semble, words: tuple[str, ...], code: int, said: str
) -> None:
    answer = desk("invoice", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err
    assert json.loads(desk("invoice", "list", "-f", "json").out) == []


def test_a_table_tells_how_each_invoice_stands(desk: Semble) -> None:
    desk("invoice", "create", "1", "--line", "Consultation=26,50")
    desk("invoice", "create", "1", "--line", "Bilan=60", "--payer", "mutuelle")
    desk("invoice", "credit", "F0001", "--reason", "doublon")
    table = desk("--lang", "fr", "invoice", "list", "-f", "table").out
    for text in ("F0001", "annulée", "A0001", "réglé", "MUTUELLE TEST", "impayée"):
        assert text in table, text
    assert desk("invoice", "list", "--unpaid", "-f", "tsv").out.count("\n") == 2
    shown = desk("--lang", "fr", "invoice", "show", "A0001", "-f", "table").out
    assert "F0001" in shown
    assert "doublon" in shown


def test_a_page_goes_to_a_new_file_alone(desk: Semble, tmp_path: Path) -> None:
    desk("invoice", "create", "1", "--line", "Consultation=26,50")
    there = tmp_path / "there.pdf"
    there.write_bytes(b"mine")
    refused = desk("invoice", "get", "F0001", "-o", there)
    assert refused.code != 0
    assert there.read_bytes() == b"mine"
    assert desk("invoice", "get", "F0001", "-o", tmp_path / "new.pdf").code == 0
    assert (tmp_path / "new.pdf").read_bytes()[:5] == b"%PDF-"


def test_what_is_due_and_what_is_too_much_are_amounts_of_the_language(
    desk: Semble,
) -> None:
    desk("invoice", "create", "1", "--line", "Consultation=26,05")
    too_much = desk("--lang", "fr", "invoice", "pay", "F0001", "--amount", "30", "--by", "carte")
    assert (too_much.code, "c'est plus que les 26,05 euros dus" in too_much.err) == (4, True)
    shown = desk("--lang", "fr", "invoice", "show", "F0001", "-f", "tableau").out
    assert "reste dû  26,05\u00a0€" in shown
    assert shown.count("este dû") == 1
    desk("invoice", "pay", "F0001", "--by", "card")
    desk("invoice", "credit", "F0001", "--reason", "essai")
    shown = desk("--lang", "fr", "invoice", "show", "A0001", "-f", "tableau").out
    assert "à rembourser  26,05\u00a0€" in shown
    refused = desk("--lang", "fr", "invoice", "create", "1", "--line", "X=0")
    assert "un montant est supérieur à zéro" in refused.err


def test_a_relation_that_ended_is_told_with_its_day_in_the_language(
    desk: Semble,
) -> None:
    desk("patient", "relation", "edit", "1", "1", "--until", "03/02/2026")
    refused = desk("--lang", "fr", "invoice", "create", "1", "--payer", "1", "--line", "X=1")
    assert (refused.code, "03/02/2026" in refused.err) == (6, True), refused.err


def test_totals_on_a_terminal_have_the_columns_that_tell_something(desk: Semble) -> None:
    desk("invoice", "create", "1", "--line", "Consultation=1026,50")
    desk("invoice", "pay", "F0001", "--amount", "20", "--by", "transfer")
    table = desk("--lang", "fr", "invoice", "totals", "-f", "tableau").out
    heading, _, line = table.splitlines()
    assert heading.split() == [
        "période",
        "factures",
        "avoirs",
        "facturé",
        "total",
        "virement",
        "encaissé",
    ]
    shown = re.split(r"\s{2,}", line.replace("\u202f", "_").replace("\u00a0", "_").strip())
    period, *amounts = shown
    assert (period, amounts) == (
        TODAY[:7],
        ["1", "0", "1_026,50_€", "1_026,50_€", "20,00_€", "20,00_€"],
    )
    desk("invoice", "credit", "F0001", "--reason", "essai")
    heading = desk("--lang", "fr", "invoice", "totals", "-f", "tableau").out.splitlines()[0]
    assert {"annulé", "total"} <= set(heading.split()), "a total of nothing is told"
