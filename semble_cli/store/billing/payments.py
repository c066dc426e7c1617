"""Payments on invoices, and what came in, day by day."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.billing.payment import Payment
from semble_cli.patient.json_form import plain_value
from semble_cli.store.billing.stretches import summed
from semble_cli.store.database.chunks import chunks, placeholders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.store.billing.stretches import Days
    from semble_cli.store.database.connection import Connection

_COLUMNS = tuple(name for name in Payment._fields if name != "id")


class Takings(NamedTuple):
    """What came in by one means in one stretch of time: how many payments, and how much; less than
    zero where more went back."""

    period: str
    means: str | None
    number: int
    amount_cents: int


def insert(connection: Connection, payment: Payment) -> Payment:
    """Write a payment; the payment with its id."""
    row = {name: plain_value(getattr(payment, name)) for name in _COLUMNS}
    return payment._replace(id=connection.insert_new("invoice_payment", row))


def of_invoices(connection: Connection, ids: Sequence[int]) -> list[Payment]:
    """The payments on some invoices, in the order in which they were noted."""
    found: list[Payment] = []
    for some in chunks(ids):
        found += _select(connection, f"invoice_id IN ({placeholders(some)})", some)
    return found


def between(connection: Connection, after: int, until: int | None) -> list[Payment]:
    """The payments with ids after one, until another or to the end."""
    if until is None:
        return _select(connection, "id > ?", (after,))
    return _select(connection, "id > ? AND id <= ?", (after, until))


def told_of(payment: Payment) -> dict[str, Any]:
    """What an event tells of a payment."""
    names = ("id", "amount_cents", "paid_on", "means", "reverses")
    return {name: plain_value(getattr(payment, name)) for name in names}


def get(connection: Connection, payment_id: int) -> Payment | None:
    """A payment, or `None`."""
    found = _select(connection, "id = ?", (payment_id,))
    return found[0] if found else None


def reversing(connection: Connection, payment_id: int) -> Payment | None:
    """The payment that reverses one, or `None`."""
    found = _select(connection, "reverses = ?", (payment_id,))
    return found[0] if found else None


def _select(connection: Connection, where: str, values: Sequence[object]) -> list[Payment]:
    rows = connection.rows(
        f"SELECT id, {', '.join(_COLUMNS)} FROM invoice_payment WHERE {where} ORDER BY id", values
    )
    with connection.decoding():
        return [
            Payment(
                invoice_id,
                amount,
                date.fromisoformat(paid_on),
                means,
                datetime.fromisoformat(noted_at) if noted_at else None,
                noted_by,
                reverses,
                payment_id,
            )
            for payment_id, invoice_id, amount, paid_on, means, noted_at, noted_by, reverses in rows
        ]


def takings(connection: Connection, days: Days) -> list[Takings]:
    """What came in in some days, by means."""
    rows = summed(connection, "invoice_payment", "paid_on", "means", ("amount_cents",), days)
    return [Takings(day, means, int(number), int(amount)) for day, means, number, amount in rows]
