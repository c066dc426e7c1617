"""Payments on invoices: each stands for ever, and one that was noted wrongly is reversed."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.dates import parse_past_date

if TYPE_CHECKING:
    from datetime import date, datetime

_EARLIEST = timedelta(days=366)
"""How long before an invoice it may have been paid: what is longer is a mistyped year."""


class Means(StrEnum):
    """How something is paid."""

    CARD = "card"
    CASH = "cash"
    TRANSFER = "transfer"
    CHEQUE = "cheque"
    THIRD_PARTY = "third_party"
    """By who insures the patient, in the patient's place."""


class Payment(NamedTuple):
    """Money that came in on an invoice; less than zero for what was given back on a credit note,
    or reverses another payment."""

    invoice_id: int
    amount_cents: int
    paid_on: date
    means: str
    noted_at: datetime | None
    noted_by: str | None
    reverses: int | None = None
    id: int | None = None


def parse_paid_on(text: str, issued_on: date, today: date) -> date:
    """The day of a payment: none to come, and none long before the invoice.

    Raises:
        InvalidInput: it is no such day.
    """
    day = parse_past_date("paid_on", text, today)
    if day < issued_on - _EARLIEST:
        raise InvalidInput(
            "paid_on", "this is more than a year before the invoice. Check the year."
        )
    return day
