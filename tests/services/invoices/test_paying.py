"""Payments in parts, too much, given back, reversed; and what they come to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import BadUsage, Conflict, InvalidInput, NoSuchRecord, Refused
from semble_cli.patient.billing.invoice import InvoiceState
from semble_cli.patient.billing.payment import Means
from semble_cli.patient.billing.periods import TotalsPeriod
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.batches import last_batches
from semble_cli.services.invoices.finding import InvoicesAsked, list_invoices, show_invoice
from semble_cli.services.invoices.issuing import credit_invoice
from semble_cli.services.invoices.paying import PaymentAsked, pay_invoice
from semble_cli.services.invoices.reports import takings_of, totals_of
from semble_cli.services.stores import check
from semble_cli.services.undo import last_of_mine, last_undone_of_mine, undo_command
from tests.conftest import NOW, register_on

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from tests.services.invoices.conftest import Issue, Pay

TODAY = NOW.date()


def by(register: Register, number: str, means: Means, amount: str | None = None) -> None:
    pay_invoice(register, number, PaymentAsked(means, amount), nothing_own)


def taken(register: Register, day: date = TODAY) -> list[tuple[str | None, int, int]]:
    found = takings_of(register, day, nothing_own).by_means
    return [(each.means, each.number, each.amount_cents) for each in found]


def states(register: Register) -> list[InvoiceState]:
    return [each.state for each in list_invoices(register, InvoicesAsked())]


def test_an_invoice_is_paid_in_parts(office: Register, issue: Issue, pay: Pay) -> None:
    issue()
    assert pay("F0001", "20").standing.due_cents == 650
    assert states(office) == [InvoiceState.PART_PAID]
    assert len(list_invoices(office, InvoicesAsked(is_unpaid=True))) == 1
    assert pay("f0001").payment.amount_cents == 650
    assert states(office) == [InvoiceState.PAID]
    assert list_invoices(office, InvoicesAsked(is_unpaid=True)) == []
    with pytest.raises(Conflict, match="paid already"):
        pay("F0001", "1")
    assert check(office) == []


@pytest.mark.parametrize(
    ("amount", "on", "said"),
    [
        ("26,51", None, r"more than the 26\.50 euros that are due on F0001"),
        ("0", None, "more than zero"),
        ("-5", None, "more than zero"),
        ("x", None, "amount in euros"),
        ("5", "2026-11-24", "future|come"),
        ("5", "2025-11-21", "more than a year before"),
        ("5", "31/02/2026", "no calendar"),
    ],
)
def test_what_cannot_have_been_paid_is_refused(
    office: Register, issue: Issue, pay: Pay, amount: str, on: str | None, said: str
) -> None:
    issue()
    with pytest.raises(InvalidInput, match=said):
        pay("F0001", amount, on=on)
    assert show_invoice(office, "F0001").payments == []


def test_a_payment_says_how_and_on_what(office: Register, issue: Issue, pay: Pay) -> None:
    issue()
    with pytest.raises(BadUsage, match="--by"):
        pay_invoice(office, "F0001", PaymentAsked(None), nothing_own)
    with pytest.raises(NoSuchRecord):
        pay("F0009", "5")


def test_a_payment_and_its_reversal_are_of_the_day_of_the_practice(
    office: Register, issue: Issue
) -> None:
    issue()
    night = register_on(office.store, NOW.replace(hour=23, minute=30))
    tomorrow = TODAY + timedelta(days=1)
    asked = PaymentAsked(Means.CARD, "20", tomorrow.isoformat())
    assert pay_invoice(night, "F0001", asked, nothing_own).payment.paid_on == tomorrow
    by(night, "F0001", Means.CASH)
    undo_command(night, last_of_mine(night).number)
    paid = show_invoice(night, "F0001").payments
    assert [(each.paid_on, each.amount_cents) for each in paid] == [
        *((tomorrow, 2000), (tomorrow, 650), (tomorrow, -650)),
    ]


def test_the_takings_of_today_are_those_of_the_practice(
    office: Register, issue: Issue, pay: Pay
) -> None:
    issue()
    pay("F0001", "20")
    night = register_on(office.store, NOW.replace(hour=23, minute=30))
    assert takings_of(night, None, nothing_own) == (TODAY + timedelta(days=1), [])
    evening = register_on(office.store, NOW.replace(hour=22, minute=30))
    (card,) = takings_of(evening, None, nothing_own).by_means
    assert card.amount_cents == 2000


def test_the_takings_of_a_day_are_told_by_means(office: Register, issue: Issue, pay: Pay) -> None:
    issue("Consultation=100")
    issue("Consultation=50", payer="mutuelle")
    pay("F0001", "20", on="2026-11-20")
    by(office, "F0001", Means.CASH, "30")
    by(office, "F0001", Means.CARD, "10,50")
    by(office, "F0001", Means.CARD, "10")
    by(office, "F0002", Means.THIRD_PARTY)
    assert taken(office) == [("card", 2, 2050), ("cash", 1, 3000), ("third_party", 1, 5000)]
    assert taken(office, date(2026, 11, 20)) == [("card", 1, 2000)]
    assert taken(office, date(2026, 11, 21)) == []


def test_what_had_been_paid_is_given_back_on_the_credit_note(
    office: Register, issue: Issue, pay: Pay
) -> None:
    issue()
    pay("F0001", "20")
    credit_invoice(office, "F0001", "doublon", nothing_own)
    assert states(office) == [InvoiceState.CREDITED, InvoiceState.TO_REFUND]
    with pytest.raises(Conflict, match="noted on A0001"):
        pay("F0001", "6,50")
    with pytest.raises(InvalidInput, match=r"more than the 20\.00 euros that are due on A0001"):
        pay("A0001", "20,01")
    assert pay("A0001").payment.amount_cents == -2000
    assert states(office) == [InvoiceState.CREDITED, InvoiceState.SETTLED]
    assert taken(office) == [("card", 2, 0)]
    with pytest.raises(Conflict, match="nothing is to be given back"):
        pay("A0001", "1")
    assert check(office) == []


def test_a_payment_that_was_noted_wrongly_is_reversed_and_noted_again(
    office: Register, issue: Issue, pay: Pay
) -> None:
    issue()
    pay("F0001", "20")
    undo_command(office, last_of_mine(office).number)
    noted = show_invoice(office, "F0001")
    assert [each.amount_cents for each in noted.payments] == [2000, -2000]
    assert noted.payments[1].reverses == noted.payments[0].id
    assert noted.standing.state is InvoiceState.UNPAID
    undone = last_undone_of_mine(office)
    undo_command(office, undone.undone_by or 0)
    assert [each.amount_cents for each in show_invoice(office, "F0001").payments] == [
        *(2000, -2000, 2000)
    ]
    assert check(office) == []


def test_what_would_not_balance_is_not_reversed(office: Register, issue: Issue, pay: Pay) -> None:
    issue()
    pay("F0001", "20")
    paid = last_of_mine(office).number
    undo_command(office, paid)
    reversed_by = last_batches(office, 1)[0].number
    pay("F0001")
    with pytest.raises(Conflict, match="does not balance"):
        undo_command(office, reversed_by)
    undo_command(office, last_of_mine(office).number)
    undo_command(office, reversed_by)
    credit_invoice(office, "F0001", "doublon", nothing_own)
    pay("A0001", "15")
    with pytest.raises(Conflict, match="does not balance"):
        undo_command(office, paid)
    assert show_invoice(office, "A0001").standing.due_cents == 500
    assert check(office) == []


def test_what_was_issued_is_not_undone_and_the_way_out_is_told(
    office: Register, issue: Issue
) -> None:
    issue()
    for action in ("issue", "credit"):
        number = last_batches(office, 1)[0].number
        with pytest.raises(Refused, match="semble invoice credit"):
            undo_command(office, number)
        with pytest.raises(Refused, match="semble undo --list"):
            last_of_mine(office)
        if action == "issue":
            credit_invoice(office, "F0001", "doublon", nothing_own)
    assert len(list_invoices(office, InvoicesAsked())) == 2


def test_totals_are_told_by_month_and_by_day(office: Register, issue: Issue, pay: Pay) -> None:
    issue("Peeling=120", vat="20")
    issue()
    issue()
    credit_invoice(office, "F0003", "doublon", nothing_own)
    pay("F0001", "100", on="2026-10-31")
    pay("F0002")
    nothing = dict.fromkeys(("cash", "transfer", "cheque", "third_party"), "0.00")
    october = {
        "period": "2026-10",
        "invoices": 0,
        "credit_notes": 0,
        **dict.fromkeys(("invoiced", "credited", "net", "vat", "total"), "0.00"),
        "card": "100.00",
        **nothing,
        "received": "100.00",
    }
    november = {
        "period": "2026-11",
        "invoices": 3,
        "credit_notes": 1,
        "invoiced": "173.00",
        "credited": "26.50",
        "net": "126.50",
        "vat": "20.00",
        "total": "146.50",
        "card": "26.50",
        **nothing,
        "received": "26.50",
    }
    assert totals_of(office, None, None) == [october, november]
    assert totals_of(office, date(2026, 11, 1), None) == [november]
    assert totals_of(office, None, date(2026, 10, 31)) == [october]
    days = totals_of(office, TODAY, TODAY, TotalsPeriod.DAY)
    assert days == [november | {"period": "2026-11-23"}]
