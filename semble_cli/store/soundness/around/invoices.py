"""The ledger of invoices against the journal: what was issued is what stands there, no number is
missing, and nobody paid more than was due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Sentence
from semble_cli.patient.actions import ISSUED, OF_INVOICES
from semble_cli.patient.billing.invoice import digest_of_invoice
from semble_cli.patient.billing.numbering import written_number
from semble_cli.store.billing import invoices, payments
from semble_cli.store.billing.series import all_series
from semble_cli.store.database.errors import StoreDamaged
from semble_cli.store.event_chain import INVOICE, PAYMENT
from semble_cli.store.soundness.windows import UNREADABLE, content_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from semble_cli.patient.billing.invoice import Invoice
    from semble_cli.store.database.connection import Connection

_AT_ONCE = 500


def wrong_invoices(connection: Connection) -> Iterator[Sentence]:
    """What is wrong with the ledger, a sentence for each."""
    try:
        yield from _wrong_against(connection, ISSUED, INVOICE, _wrong_issued)
        yield from _wrong_against(connection, OF_INVOICES - ISSUED, PAYMENT, _wrong_paid)
        for some in invoices.in_order(connection):
            yield from _wrong_in_itself(connection, some)
        yield from _wrong_series(connection)
    except (StoreDamaged, *UNREADABLE):
        yield Sentence("invoices: what stands in their ledger cannot be read. Put back a backup.")


def _wrong_against(
    connection: Connection, actions: Iterable[str], key: str, compare: Any
) -> Iterator[Sentence]:
    """What some kinds of events tell against the rows that they made, some at a time. Rows are made
    in the order of their events."""
    names = ", ".join(f"'{action}'" for action in sorted(actions))
    last_seq = last_id = 0
    while found := connection.rows(
        f"SELECT seq, content FROM event WHERE seq > ? AND action IN ({names})"
        f" AND content IS NOT NULL ORDER BY seq LIMIT {_AT_ONCE}",
        (last_seq,),
    ):
        last_seq = found[-1][0]
        told = {each["id"]: each for _, text in found for each in [(content_of(text) or {})[key]]}
        until = max(last_id, *told)
        yield from compare(connection, told, last_id, until)
        last_id = until
    yield from compare(connection, {}, last_id, None)


def _wrong_issued(
    connection: Connection, told: Mapping[int, Any], after: int, until: int | None
) -> Iterator[Sentence]:
    held = {each.id: each for each in _between(connection, after, until)}
    for invoice_id in sorted(told.keys() - held.keys()):
        yield Sentence(
            "invoice {number}: is gone from the ledger. Put back a backup.",
            number=told[invoice_id]["number"],
        )
    for invoice in held.values():
        event = told.get(invoice.id or 0)
        if event is None and invoice.series is not None:
            yield _fault(invoice, Sentence("no event issued it"))
        elif event is not None and event["digest"] != digest_of_invoice(invoice):
            yield _fault(invoice, Sentence("it is not as it was issued"))


def _between(connection: Connection, after: int, until: int | None) -> list[Invoice]:
    if until is None:
        return invoices.select(connection, "id > ?", (after,))
    return invoices.select(connection, "id > ? AND id <= ?", (after, until))


def _wrong_paid(
    connection: Connection, told: Mapping[int, Any], after: int, until: int | None
) -> Iterator[Sentence]:
    held = {each.id: each for each in payments.between(connection, after, until)}
    for payment_id in sorted(told.keys() - held.keys()):
        yield Sentence("payment {id}: is gone from the ledger. Put back a backup.", id=payment_id)
    for payment in held.values():
        event = told.get(payment.id or 0)
        if event is None and payment.noted_at is not None:
            yield Sentence("payment {id}: no event noted it. Put back a backup.", id=payment.id)
        elif event is not None and any(
            event[name] != value for name, value in payments.told_of(payment).items()
        ):
            yield Sentence(
                "payment {id}: it is not as it was noted. Put back a backup.", id=payment.id
            )


def _wrong_in_itself(connection: Connection, some: list[Invoice]) -> Iterator[Sentence]:
    for standing in invoices.standings(connection, some):
        invoice = standing.invoice
        if invoice.series is None:
            continue
        if invoice.number != written_number(invoice.series, invoice.position or 0):
            yield _fault(invoice, Sentence("its number is not that of its place"))
        sums = (
            sum(line.amount_cents for line in invoice.lines),
            sum(line.net_cents for line in invoice.lines),
        )
        if sums != (invoice.total_cents, invoice.net_cents):
            yield _fault(invoice, Sentence("its total is not that of its lines"))
        if standing.due_cents < 0:
            yield _fault(invoice, Sentence("more was paid than is due"))


def _wrong_series(connection: Connection) -> Iterator[Sentence]:
    for series in all_series(connection):
        first, last, number, last_on = connection.row(
            "SELECT min(position), max(position), count(*), CAST(max(issued_on) AS text)"
            " FROM invoice WHERE series = ?",
            (series.name,),
        ) or (None, None, 0, None)
        whole = series.last_position - series.first_position + 1
        told = (series.first_position, series.last_position, whole, series.last_on.isoformat())
        if (first, last, number, last_on) != told:
            yield Sentence(
                "series {name}: the numbers that were given are not those in the ledger. Put back a"
                " backup.",
                name=series.name,
            )


def _fault(invoice: Invoice, fault: Sentence) -> Sentence:
    return Sentence(
        "invoice {number}: {fault}. Put back a backup.", number=invoice.number, fault=fault
    )
