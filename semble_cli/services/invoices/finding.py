"""Invoices found and shown, with how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import NoSuchRecord, StoreError
from semble_cli.patient.actions import Action
from semble_cli.patient.billing.vat import written_rate
from semble_cli.patient.json_form import plain_value
from semble_cli.services.audit.noting import note_export, noted_reading
from semble_cli.store.billing import invoices, pages, payments
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.patient.billing.invoice import Invoice, InvoiceLine, InvoiceStanding
    from semble_cli.patient.billing.payment import Payment
    from semble_cli.services.register import Register

LISTED_KEYS = (
    *("id", "number", "kind", "issued_on", "state", "patient_id", "patient", "buyer_kind"),
    *("buyer_id", "buyer", "total_cents", "net_cents", "vat_cents", "paid_cents", "due_cents"),
    *("credits", "credited_by"),
)
"""The keys of an invoice in a list, in order."""

DOCUMENT_KEYS = (
    *LISTED_KEYS,
    *("issued_at", "issued_by", "seller", "buyer_address", "buyer_siren", "policy_number"),
    *("authorization_code", "payment_reference", "exemption", "reason", "lines", "payments"),
)
"""The keys of an invoice's document, in order."""

_PAYMENT_KEYS = ("id", "amount_cents", "paid_on", "means", "reverses", "noted_at", "noted_by")


class InvoicesAsked(NamedTuple):
    """Which invoices are listed: from one day of issue to another, of a patient, and those alone on
    which something is due."""

    first: date | None = None
    last: date | None = None
    patient_id: int | None = None
    is_unpaid: bool = False


class ShownInvoice(NamedTuple):
    """An invoice with how it stands, and what was paid on it."""

    standing: InvoiceStanding
    payments: list[Payment]


class PageDamaged(StoreError):
    """The page of an invoice is not what was issued."""


def list_invoices(register: Register, asked: InvoicesAsked) -> list[InvoiceStanding]:
    """Invoices and credit notes, in the order in which they were issued.

    Raises:
        NoSuchRecord: nobody has, or had, this id.
    """
    conditions, values = ["true"], []
    for condition, value in (
        ("issued_on >= ?", plain_value(asked.first)),
        ("issued_on <= ?", plain_value(asked.last)),
        ("patient_id = ?", asked.patient_id),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    with register.reading() as connection:
        found = invoices.select(connection, " AND ".join(conditions), values)
        if asked.patient_id is not None and not found:
            patients.get(connection, asked.patient_id)
        standings = invoices.standings(connection, found)
    return [each for each in standings if not asked.is_unpaid or each.due_cents > 0]


def show_invoice(register: Register, meant: str) -> ShownInvoice:
    """One invoice. That the patient's record was opened is noted.

    Raises:
        NoSuchRecord: there is no such invoice.
    """
    with noted_reading(register) as reading:
        invoice = invoices.get(reading.connection, meant)
        (standing,) = invoices.standings(reading.connection, [invoice])
        paid = payments.of_invoices(reading.connection, [invoice.id or 0])
        reading.opens(invoice.patient_id)
        return ShownInvoice(standing, paid)


def get_page(register: Register, meant: str, printer: str | None = None) -> tuple[Invoice, bytes]:
    """The page of an invoice as it was issued. That it is taken out is noted before; on which
    *printer* where it is printed.

    Raises:
        NoSuchRecord: there is no such invoice, or no page of it. PageDamaged
    """
    with register.reading() as connection:
        invoice = invoices.get(connection, meant)
        page = pages.read(connection, invoice) if invoice.sha256 else None
    if invoice.sha256 is None:
        raise NoSuchRecord(
            "{number} was not issued by this program: there is no page of it.",
            number=invoice.number,
        )
    if page is None:
        raise PageDamaged(
            "The page of {number} is damaged in the store. Put back the last backup.",
            number=invoice.number,
        )
    told = {"number": invoice.number} | ({} if printer is None else {"printer": printer})
    note_export(register, Action.INVOICE_EXPORT, told, invoice.patient_id)
    return invoice, page


def listed_document(standing: InvoiceStanding) -> dict[str, Any]:
    """An invoice of a list, as scripts read it: amounts in cents."""
    invoice = standing.invoice
    buyer = invoice.buyer
    told = {
        name: plain_value(getattr(invoice, name))
        for name in ("id", "number", "kind", "issued_on", "patient_id", "total_cents", "net_cents")
    }
    told |= {
        "vat_cents": invoice.vat_cents,
        "patient": invoice.patient_name,
        "buyer_kind": buyer.kind if buyer else None,
        "buyer_id": buyer.id if buyer else None,
        "buyer": buyer.name if buyer else None,
        "paid_cents": standing.paid_cents,
        "due_cents": standing.due_cents,
        "state": standing.state.value,
        "credits": standing.credits_number,
        "credited_by": standing.credited_by,
    }
    return {key: told[key] for key in LISTED_KEYS}


def invoice_document(shown: ShownInvoice) -> dict[str, Any]:
    """An invoice as scripts read it, whole: amounts in cents."""
    invoice = shown.standing.invoice
    buyer, seller = invoice.buyer, invoice.seller
    told = listed_document(shown.standing) | {
        "issued_at": plain_value(invoice.issued_at),
        "issued_by": invoice.issued_by,
        "seller": seller._asdict() if seller else None,
        "buyer_address": buyer.address if buyer else None,
        "buyer_siren": buyer.siren if buyer else None,
        "policy_number": buyer.policy_number if buyer else None,
        "authorization_code": buyer.authorization_code if buyer else None,
        "payment_reference": buyer.reference if buyer else None,
        "exemption": invoice.exemption,
        "reason": invoice.reason,
        "lines": list(map(_line_document, invoice.lines)),
        "payments": list(map(payment_document, shown.payments)),
    }
    return {key: told[key] for key in DOCUMENT_KEYS}


def _line_document(line: InvoiceLine) -> dict[str, Any]:
    return {
        "label": line.label,
        "amount_cents": line.amount_cents,
        "net_cents": line.net_cents,
        "vat_rate": written_rate(line.vat_rate) if line.vat_rate else None,
    }


def payment_document(payment: Payment) -> dict[str, Any]:
    """A payment as scripts read it."""
    return {name: plain_value(getattr(payment, name)) for name in _PAYMENT_KEYS}
