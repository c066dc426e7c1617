"""Payments noted on invoices, and reversed: a payment is never changed or removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import BadUsage, Conflict, InvalidInput
from semble_cli.patient.actions import Action
from semble_cli.patient.billing.money import parse_amount
from semble_cli.patient.billing.payment import Means, Payment, parse_paid_on
from semble_cli.services.access import Permission
from semble_cli.services.agenda.rules import day_at_practice
from semble_cli.store.billing import invoices, payments
from semble_cli.store.event_chain import INVOICE, PAYMENT

if TYPE_CHECKING:
    from semble_cli.patient.billing.invoice import InvoiceStanding
    from semble_cli.services.agenda.rules import Own
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork


class PaymentAsked(NamedTuple):
    """A payment as it is typed: without an amount, all that is due; without a day, today."""

    means: Means | None
    amount: str | None = None
    on: str | None = None


class Paid(NamedTuple):
    """A payment, and how the invoice stands after it."""

    payment: Payment
    standing: InvoiceStanding


def pay_invoice(register: Register, meant: str, asked: PaymentAsked, own: Own) -> Paid:
    """Note a payment on an invoice, or what is given back on a credit note.

    Raises:
        NoSuchRecord: there is no such invoice. BadUsage: nothing says how it was paid.
        InvalidInput: the amount or the day cannot be taken, or is more than what is due.
        Conflict: nothing is due.
    """
    amount = None if asked.amount is None else parse_amount("amount", asked.amount)
    if asked.means is None:
        raise BadUsage("Say how it was paid with --by.")
    with register.writing(Permission.EDIT_PATIENTS) as work:
        invoice = invoices.get(work.connection, meant)
        (standing,) = invoices.standings(work.connection, [invoice])
        _refuse_not_due(standing)
        cents = standing.due_cents if amount is None else amount
        if cents > standing.due_cents:
            raise InvalidInput(
                "amount",
                "it is more than the {euros}.{cents} euros that are due on {number}.",
                euros=standing.due_cents // 100,
                cents=f"{standing.due_cents % 100:02d}",
                number=invoice.number,
            )
        today = day_at_practice(work.connection, work.at, own)
        paid_on = parse_paid_on(asked.on, invoice.issued_on, today) if asked.on else today
        payment = Payment(
            invoice.id or 0,
            -cents if invoice.is_credit_note else cents,
            paid_on,
            asked.means.value,
            work.at,
            work.actor,
        )
        return _note(work, payment, Action.INVOICE_PAY)


def _refuse_not_due(standing: InvoiceStanding) -> None:
    number = standing.invoice.number
    if standing.credited_by:
        raise Conflict(
            "{number} was taken back by credit note {note}: nothing is due. What is given back is"
            " noted on {note}.",
            number=number,
            note=standing.credited_by,
        )
    if standing.due_cents <= 0 and standing.invoice.is_credit_note:
        raise Conflict("On credit note {number}, nothing is to be given back.", number=number)
    if standing.due_cents <= 0:
        raise Conflict("{number} is paid already: nothing is due.", number=number)


def undo_payment(work: UnitOfWork, told: dict[str, Any]) -> None:
    """Take back what an event noted of a payment: the contrary is noted, of today.

    Raises:
        Conflict: it was reversed already, or what was paid was given back since.
    """
    before = _standing_for(work, told["id"])
    if before is None:
        raise Conflict("This payment was reversed already.")
    contrary = before._replace(
        id=None,
        amount_cents=-before.amount_cents,
        paid_on=day_at_practice(work.connection, work.at),
        noted_at=work.at,
        noted_by=work.actor,
        reverses=before.id,
    )
    noted = _note(work, contrary, Action.INVOICE_REVERSE)
    _refuse_unbalanced(work, noted.standing)


def _standing_for(work: UnitOfWork, payment_id: int) -> Payment | None:
    """The payment itself, or where it was taken back and done again the last one that stands for
    it; `None` where it is taken back."""
    found, times = payments.get(work.connection, payment_id), 0
    while found and (contrary := payments.reversing(work.connection, found.id or 0)):
        found, times = contrary, times + 1
    return None if times % 2 else found


def _refuse_unbalanced(work: UnitOfWork, standing: InvoiceStanding) -> None:
    """Refuse a reversal after which more would be paid than was invoiced, or more given back than
    was paid."""
    several = [standing]
    if standing.credited_by:
        note = invoices.get(work.connection, standing.credited_by)
        several += invoices.standings(work.connection, [note])
    if any(each.due_cents < 0 for each in several):
        raise Conflict(
            "Something was paid or given back since, so that this does not balance. See semble"
            " invoice show {number}.",
            number=standing.invoice.number,
        )


def _note(work: UnitOfWork, payment: Payment, action: Action) -> Paid:
    noted = payments.insert(work.connection, payment)
    (invoice,) = invoices.select(work.connection, "id = ?", (payment.invoice_id,))
    content = {
        INVOICE: {"id": invoice.id, "number": invoice.number},
        PAYMENT: payments.told_of(noted),
    }
    work.journal.append(action, invoice.patient_id, content)
    (standing,) = invoices.standings(work.connection, [invoice])
    return Paid(noted, standing)
