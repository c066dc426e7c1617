"""What the ledger comes to: the takings of days, and totals for the accountant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.actions import Action
from semble_cli.patient.billing.invoice import InvoiceKind
from semble_cli.patient.billing.money import written_amount
from semble_cli.patient.billing.payment import Means
from semble_cli.patient.billing.periods import TotalsPeriod
from semble_cli.patient.json_form import plain_value
from semble_cli.services.agenda.rules import day_at_practice
from semble_cli.services.audit.noting import note_export
from semble_cli.store.billing import invoices, payments
from semble_cli.store.billing.stretches import Days

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.services.agenda.rules import Own
    from semble_cli.services.register import Register

TAKINGS_KEYS = ("day", "by", "payments", "amount")
"""The keys of what came in on a day by one means, in order; amounts are in euros."""

_AMOUNTS = ("invoiced", "credited", "net", "vat", "total")
TOTALS_KEYS = (
    *("period", "invoices", "credit_notes", *_AMOUNTS),
    *(means.value for means in Means),
    *("received",),
)
"""The keys of the totals of a day or a month, in order; amounts are in euros."""

_FIGURES = {TotalsPeriod.DAY: 10, TotalsPeriod.MONTH: 7}


class TakenIn(NamedTuple):
    """What came in on a day by one means: how many payments, and how much."""

    day: str
    means: str | None
    number: int
    amount_cents: int


class TakingsOfDay(NamedTuple):
    """What came in on a day."""

    day: date
    by_means: list[TakenIn]


def takings_of(register: Register, day: date | None, own: Own) -> TakingsOfDay:
    """What came in on a day, today at the practice without one, by means of payment; what was given
    back that day is taken off."""
    with register.reading() as connection:
        asked = day or day_at_practice(connection, register.clock(), own)
        found = payments.takings(connection, Days(asked, asked))
    return TakingsOfDay(asked, [TakenIn(*each) for each in found])


def takings_document(taken: TakenIn) -> dict[str, Any]:
    """What came in by one means, as scripts read it."""
    return {
        "day": taken.day,
        "by": taken.means,
        "payments": taken.number,
        "amount": written_amount(taken.amount_cents),
    }


def totals_of(
    register: Register, first: date | None, last: date | None, by: TotalsPeriod = TotalsPeriod.MONTH
) -> list[dict[str, Any]]:
    """What was invoiced, taken back, and came in, for each day or month in which there was
    anything. That it is taken out is noted."""
    asked = Days(first, last, _FIGURES[by])
    days = {"since": plain_value(first), "until": plain_value(last)}
    told = {"list": "totals"} | {name: day for name, day in days.items() if day}
    note_export(register, Action.INVOICE_EXPORT, told)
    found: dict[str, dict[str, int]] = {}
    with register.reading() as connection:
        for sums in invoices.sums(connection, asked):
            is_note = sums.kind == InvoiceKind.CREDIT_NOTE
            row, sign = _row(found, sums.period), -1 if is_note else 1
            row["credit_notes" if is_note else "invoices"] += sums.number
            row["credited" if is_note else "invoiced"] += sums.total_cents
            row["net"] += sign * sums.net_cents
            row["vat"] += sign * (sums.total_cents - sums.net_cents)
            row["total"] += sign * sums.total_cents
        for each in payments.takings(connection, asked):
            row = _row(found, each.period)
            row["received"] += each.amount_cents
            if each.means is not None:
                row[each.means] += each.amount_cents
    return [_totals(period, found[period]) for period in sorted(found)]


def _row(found: dict[str, dict[str, int]], period: str) -> dict[str, int]:
    return found.setdefault(period, dict.fromkeys(TOTALS_KEYS[1:], 0))


def _totals(period: str, row: dict[str, int]) -> dict[str, Any]:
    counts = ("invoices", "credit_notes")
    return {"period": period} | {
        name: value if name in counts else written_amount(value) for name, value in row.items()
    }
