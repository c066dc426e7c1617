"""The lines of an invoice, and what is frozen on one."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.patient.billing.invoice import (
    MOST_LINES,
    Buyer,
    Invoice,
    InvoiceLine,
    InvoiceStanding,
    InvoiceState,
    Seller,
    digest_of_invoice,
    read_lines,
)

INVOICE = Invoice(
    number="F0001",
    kind="invoice",
    issued_on=date(2026, 11, 23),
    issued_at=datetime(2026, 11, 23, 10, 30, tzinfo=UTC),
    issued_by="zoe",
    patient_id=1,
    patient_name="ADRUN Zoé",
    seller=Seller("Cabinet des Lilas", "1 rue de la Paix", "73282932000074", "10001234565"),
    buyer=Buyer("patient", 1, "ADRUN Zoé"),
    lines=(InvoiceLine("Consultation", 2650, 2650),),
    total_cents=2650,
    net_cents=2650,
    series="F",
    position=1,
    sha256="x",
)
NOTE = INVOICE._replace(number="A0001", kind="credit_note", credits=1)


def test_a_line_is_a_label_and_an_amount() -> None:
    assert read_lines(["Consultation=26,50", "  Acte  n = 2 =14.26"]) == (
        InvoiceLine("Consultation", 2650, 2650),
        InvoiceLine("Acte n = 2", 1426, 1426),
    )
    assert read_lines(["Peeling=120"], 2000) == (InvoiceLine("Peeling", 12000, 10000, 2000),)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "one line at least"),
        (["Consultation"], "it is LABEL=AMOUNT"),
        (["=26,50"], "it is LABEL=AMOUNT"),
        (["  =26,50"], "it is LABEL=AMOUNT"),
        (["Consultation="], "amount in euros"),
        (["Consultation=0"], "more than zero"),
        (["Consultation=-5"], "more than zero"),
        (["Consulta\x1b[31mtion=5"], "character"),
        ([f"{'x' * 201}=5"], "200"),
        (["a=1"] * (MOST_LINES + 1), "at most 500 lines"),
        (["a=1000000"] * 11, "10,000,000"),
    ],
)
def test_what_is_no_line_is_refused(lines: list[str], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_lines(lines)


def test_as_many_lines_as_are_taken() -> None:
    assert len(read_lines(["a=1"] * MOST_LINES)) == MOST_LINES


def test_whatever_is_frozen_is_in_the_digest() -> None:
    digest = digest_of_invoice(INVOICE)
    assert digest == digest_of_invoice(INVOICE._replace(id=7))
    others: dict[str, Any] = dict.fromkeys(Invoice._fields, "other")
    del others["id"]
    for field, value in others.items():
        assert digest != digest_of_invoice(INVOICE._replace(**{field: value})), field
    other = (InvoiceLine("Consultation", 2650, 2650, 2000),)
    assert digest != digest_of_invoice(INVOICE._replace(lines=other))


@pytest.mark.parametrize(
    ("standing", "due", "state"),
    [
        (InvoiceStanding(INVOICE, 0), 2650, InvoiceState.UNPAID),
        (InvoiceStanding(INVOICE, 650), 2000, InvoiceState.PART_PAID),
        (InvoiceStanding(INVOICE, 2650), 0, InvoiceState.PAID),
        (InvoiceStanding(INVOICE, 650, "A0001"), 0, InvoiceState.CREDITED),
        (InvoiceStanding(NOTE, 0, owed_back_cents=650), 650, InvoiceState.TO_REFUND),
        (InvoiceStanding(NOTE, 650, owed_back_cents=650), 0, InvoiceState.SETTLED),
        (InvoiceStanding(NOTE, 0), 0, InvoiceState.SETTLED),
    ],
)
def test_how_an_invoice_stands(standing: InvoiceStanding, due: int, state: InvoiceState) -> None:
    assert (standing.due_cents, standing.state) == (due, state)
