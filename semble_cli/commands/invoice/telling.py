"""What is said of an invoice: its number, to whom it is, and what is due."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.language import in_use, tr
from semble_cli.errors import Sentence
from semble_cli.patient.billing.invoice import InvoiceKind, InvoiceState
from semble_cli.patient.billing.money import english_amount, french_amount

if TYPE_CHECKING:
    from semble_cli.patient.billing.invoice import InvoiceStanding

STATES = {
    InvoiceState.UNPAID: Sentence("unpaid"),
    InvoiceState.PART_PAID: Sentence("paid in part"),
    InvoiceState.PAID: Sentence("paid"),
    InvoiceState.CREDITED: Sentence("taken back"),
    InvoiceState.TO_REFUND: Sentence("to give back"),
    InvoiceState.SETTLED: Sentence("settled"),
}
KINDS = {
    InvoiceKind.INVOICE: Sentence("Invoice"),
    InvoiceKind.CREDIT_NOTE: Sentence("Credit note"),
}


def shown_amount(cents: int) -> str:
    """An amount as it is read in the language that is spoken."""
    return french_amount(cents) if in_use() == "fr" else english_amount(cents)


def due_line(standing: InvoiceStanding) -> Sentence:
    """What is still due on an invoice, or to be given back on a credit note."""
    if standing.invoice.is_credit_note:
        if standing.due_cents <= 0:
            return Sentence("Nothing is to be given back.")
        return Sentence("To give back: {amount}.", amount=shown_amount(standing.due_cents))
    if standing.due_cents <= 0:
        return Sentence("Nothing is due.")
    return Sentence("Still due: {amount}.", amount=shown_amount(standing.due_cents))


def called(standing: InvoiceStanding) -> str:
    """The kind and the number of an invoice."""
    return f"{tr(KINDS[InvoiceKind(standing.invoice.kind)])} {standing.invoice.number}"
