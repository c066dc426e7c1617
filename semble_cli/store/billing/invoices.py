"""Invoices, read and written with their lines. A row is never changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import NoSuchRecord
from semble_cli.patient.billing.invoice import (
    Buyer,
    Invoice,
    InvoiceLine,
    InvoiceStanding,
    Seller,
)
from semble_cli.patient.json_form import plain_value
from semble_cli.store.billing.stretches import summed
from semble_cli.store.database.chunks import chunks, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from semble_cli.store.billing.stretches import Days
    from semble_cli.store.database.connection import Connection

_ITSELF = (
    *("id", "number", "kind", "issued_on", "issued_at", "issued_by", "patient_id"),
    *("patient_name", "total_cents", "net_cents", "series", "position", "exemption", "reason"),
    *("credits", "sha256"),
)
_PARTS: dict[str, Any] = {"seller": Seller, "buyer": Buyer}
"""What stands in columns that begin so."""

_COLUMNS = (
    *_ITSELF,
    *(f"{part}_{name}" for part, make in _PARTS.items() for name in make._fields),
)
_AT_ONCE = 500


class Sums(NamedTuple):
    """How many invoices of a kind were issued in one stretch of time, and what they come to."""

    period: str
    kind: str
    number: int
    total_cents: int
    net_cents: int


def insert(connection: Connection, invoice: Invoice) -> Invoice:
    """Write an invoice with its lines; the invoice with its id."""
    row = {name: plain_value(getattr(invoice, name)) for name in _ITSELF if name != "id"}
    for part in _PARTS:
        held = getattr(invoice, part)
        row |= {f"{part}_{name}": value for name, value in held._asdict().items()}
    written = invoice._replace(id=connection.insert_new("invoice", row))
    connection.run_many(
        "INSERT INTO invoice_line (invoice_id, position, label, amount_cents, net_cents, vat_rate)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(written.id, position, *line) for position, line in enumerate(invoice.lines)],
    )
    return written


def get(connection: Connection, meant: str) -> Invoice:
    """The invoice of a number, in any case; a text of figures alone is the id.

    Raises:
        NoSuchRecord: there is none.
    """
    where, value = ("id = ?", _id_of(meant)) if _id_of(meant) else ("number = ?", meant.upper())
    found = select(connection, where, (value,))
    if not found:
        raise NoSuchRecord("There is no such invoice. See semble invoice list.")
    return found[0]


def _id_of(meant: str) -> int | None:
    is_id = meant.isascii() and meant.isdecimal() and len(meant) < 10
    return int(meant) if is_id else None


def select(
    connection: Connection, where: str = "true", values: Sequence[object] = (), more: str = ""
) -> list[Invoice]:
    """The invoices for which a condition holds, in the order in which they were issued."""
    rows = connection.rows(
        f"SELECT {', '.join(_COLUMNS)} FROM invoice WHERE {where} ORDER BY id{more}", values
    )
    lines = lines_of(connection, [row[0] for row in rows])
    with connection.decoding():
        return [_made(row, lines) for row in rows]


def in_order(connection: Connection) -> Iterator[list[Invoice]]:
    """All the invoices, some at a time."""
    last = 0
    while found := select(connection, "id > ?", (last,), f" LIMIT {_AT_ONCE}"):
        yield found
        last = found[-1].id or 0


def lines_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[InvoiceLine]]:
    """The lines of some invoices, in order, by the id of the invoice."""
    found: dict[int, list[InvoiceLine]] = {}
    for some in chunks(ids):
        for invoice_id, *line in connection.rows(
            "SELECT invoice_id, label, amount_cents, net_cents, vat_rate FROM invoice_line"
            f" WHERE invoice_id IN ({placeholders(some)}) ORDER BY invoice_id, position",
            some,
        ):
            found.setdefault(invoice_id, []).append(InvoiceLine(*line))
    return found


def _made(row: Sequence[Any], lines: dict[int, list[InvoiceLine]]) -> Invoice:
    told = dict(zip(_COLUMNS, row, strict=True))
    parts: dict[str, Any] = {}
    for part, make in _PARTS.items():
        held = {name: told.pop(f"{part}_{name}") for name in make._fields}
        parts[part] = make(**held) if held["name"] is not None else None
    told["issued_on"] = date.fromisoformat(told["issued_on"])
    if told["issued_at"] is not None:
        told["issued_at"] = datetime.fromisoformat(told["issued_at"])
    return Invoice(**told, **parts, lines=tuple(lines.get(told["id"], ())))


def standings(connection: Connection, invoices: Iterable[Invoice]) -> list[InvoiceStanding]:
    """Invoices, each with what was paid on it and what took it back. On a credit note, what went
    back counts as paid."""
    found = list(invoices)
    ids = [each.id or 0 for each in found]
    credited = [each.credits for each in found if each.credits is not None]
    paid = _paid(connection, [*ids, *credited])
    notes = dict(_by_id(connection, "credits, number", "credits", ids))
    numbers = dict(_by_id(connection, "id, number", "id", credited))
    return [
        InvoiceStanding(
            each,
            abs(paid.get(each.id or 0, 0)),
            notes.get(each.id),
            paid.get(each.credits, 0) if each.credits is not None else 0,
            numbers.get(each.credits),
        )
        for each in found
    ]


def _paid(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    return {
        invoice_id: int(amount)
        for some in chunks(ids)
        for invoice_id, amount in connection.rows(
            "SELECT invoice_id, sum(amount_cents) FROM invoice_payment"
            f" WHERE invoice_id IN ({placeholders(some)}) GROUP BY invoice_id",
            some,
        )
    }


def _by_id(
    connection: Connection, columns: str, key: str, ids: Sequence[int]
) -> Iterator[tuple[Any, ...]]:
    for some in chunks(ids):
        yield from connection.rows(
            f"SELECT {columns} FROM invoice WHERE {key} IN ({placeholders(some)})", some
        )


def sums(connection: Connection, days: Days) -> list[Sums]:
    """What was issued in some days, by kind."""
    columns = ("total_cents", "net_cents")
    rows = summed(connection, "invoice", "issued_on", "kind", columns, days)
    return [Sums(day, kind, *map(int, figures)) for day, kind, *figures in rows]
