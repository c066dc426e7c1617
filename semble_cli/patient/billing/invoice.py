"""Invoices and credit notes: what is frozen on them when they are issued.

What stands on an invoice: article 242 nonies A of annex II of the code général des impôts, articles
L441-9 and R123-237 of the code de commerce. Nothing of it changes afterwards; a credit note takes
all of it back.
"""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.patient.billing.money import parse_amount
from semble_cli.patient.billing.vat import EXEMPT, net_amounts
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.texts import parse_line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

MOST_LINES = 500
"""Lines of an invoice: more are a mistake of a script."""


MOST_TOTAL_CENTS = 10_000_000_00
"""The largest total: the columns of the ledger have room for twice as much."""


class InvoiceKind(StrEnum):
    """What a number of the ledger is."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class InvoiceState(StrEnum):
    """How an invoice stands."""

    UNPAID = "unpaid"
    PART_PAID = "part_paid"
    PAID = "paid"
    CREDITED = "credited"
    """A credit note took it back."""
    TO_REFUND = "to_refund"
    """Of a credit note: what had been paid is not given back yet, or not all of it."""
    SETTLED = "settled"
    """Of a credit note: nothing is to be given back."""


class InvoiceLine(NamedTuple):
    """A line: what it is for, and what is paid for it, VAT included, in cents; how much of that is
    not VAT, and the rate in hundredths of a percent, 0 for what is exempt."""

    label: str
    amount_cents: int
    net_cents: int
    vat_rate: int = EXEMPT


class Seller(NamedTuple):
    """The practice, as an invoice names it."""

    name: str
    address: str
    siret: str
    rpps: str
    vat_number: str | None = None


class Buyer(NamedTuple):
    """To whom an invoice is made out: the patient, or a contact or another patient who pays."""

    kind: str
    id: int
    name: str
    address: str | None = None
    siren: str | None = None
    policy_number: str | None = None
    authorization_code: str | None = None
    reference: str | None = None


class Invoice(NamedTuple):
    """An invoice or a credit note. `sha256` is of the page that was made of it, `credits` the
    number in the ledger of the invoice that a credit note takes back. What stood in a register
    before invoices were issued by this program has no series, no seller and no page."""

    number: str
    kind: str
    issued_on: date
    issued_at: datetime | None
    issued_by: str | None
    patient_id: int
    patient_name: str | None
    seller: Seller | None
    buyer: Buyer | None
    lines: tuple[InvoiceLine, ...]
    total_cents: int
    net_cents: int
    series: str | None = None
    position: int | None = None
    exemption: str | None = None
    reason: str | None = None
    credits: int | None = None
    sha256: str | None = None
    id: int | None = None

    @property
    def vat_cents(self) -> int:
        """What of the total is VAT."""
        return self.total_cents - self.net_cents

    @property
    def is_credit_note(self) -> bool:
        return self.kind == InvoiceKind.CREDIT_NOTE

    @property
    def rates(self) -> list[int]:
        """The rates of VAT on it, the highest first; without those of exempt lines."""
        return sorted({line.vat_rate for line in self.lines} - {EXEMPT}, reverse=True)


class InvoiceStanding(NamedTuple):
    """An invoice, what was paid on it so far, and the credit note that took it back, if one did.
    What was given back on a credit note counts as paid on it. `owed_back_cents` is what had been
    paid on the invoice that a credit note takes back."""

    invoice: Invoice
    paid_cents: int
    credited_by: str | None = None
    owed_back_cents: int = 0
    credits_number: str | None = None

    @property
    def due_cents(self) -> int:
        """What is still to be paid, or, on a credit note, to be given back."""
        if self.invoice.is_credit_note:
            return self.owed_back_cents - self.paid_cents
        return 0 if self.credited_by else self.invoice.total_cents - self.paid_cents

    @property
    def state(self) -> InvoiceState:
        if self.invoice.is_credit_note:
            return InvoiceState.TO_REFUND if self.due_cents > 0 else InvoiceState.SETTLED
        if self.credited_by:
            return InvoiceState.CREDITED
        if self.due_cents <= 0:
            return InvoiceState.PAID
        return InvoiceState.PART_PAID if self.paid_cents else InvoiceState.UNPAID


def read_lines(texts: Sequence[str], vat_rate: int = EXEMPT) -> tuple[InvoiceLine, ...]:
    """The lines of an invoice, as `LABEL=AMOUNT`, all of one rate.

    Raises:
        InvalidInput: none is there, or one cannot be taken, or there are more than 500.
    """
    if not texts:
        raise InvalidInput("line", "an invoice has one line at least: LABEL=AMOUNT.")
    if len(texts) > MOST_LINES:
        raise InvalidInput(
            "line", "an invoice has at most {most} lines. Make several.", most=MOST_LINES
        )
    read = [_line(text) for text in texts]
    amounts = [amount for _, amount in read]
    if sum(amounts) > MOST_TOTAL_CENTS:
        raise InvalidInput("total", "it is at most 10,000,000 euros. Check the figures.")
    nets = net_amounts(amounts, vat_rate)
    return tuple(
        InvoiceLine(label, amount, net, vat_rate)
        for (label, amount), net in zip(read, nets, strict=True)
    )


def _line(text: str) -> tuple[str, int]:
    label, equals, amount = text.rpartition("=")
    name = parse_line("line", label)
    if not equals or not name:
        raise InvalidInput("line", "it is LABEL=AMOUNT, such as Consultation=26,50.")
    return name, parse_amount("line", amount)


def digest_of_invoice(invoice: Invoice) -> str:
    """A digest of all that is frozen on an invoice, by which the journal holds it."""
    frozen = _plain(invoice._replace(id=None))
    text = json.dumps(frozen, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        if hasattr(value, "_asdict"):
            return {name: _plain(part) for name, part in value._asdict().items()}
        return [_plain(part) for part in value]
    return plain_value(value)
