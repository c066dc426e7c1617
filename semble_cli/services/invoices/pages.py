"""The page of an invoice, made while it is issued."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.phone.display import shown_phone
from semble_cli.patient.billing.invoice import InvoiceKind
from semble_cli.services.practice.settings import value_within

if TYPE_CHECKING:
    from semble_cli.paper.pdf import EmbeddedFile
    from semble_cli.patient.billing.invoice import Invoice
    from semble_cli.services.agenda.rules import Own
    from semble_cli.store.database.connection import Connection

PAGE_NAMES = {InvoiceKind.INVOICE: "Facture", InvoiceKind.CREDIT_NOTE: "Avoir"}
"""What stands above a page, and in its title among the documents: paper is French."""

_FOOTER = "invoices.footer"
_OF_PRACTICE = ("practice.phone", "practice.finess")


def prepare_pages(*, factur_x: bool) -> None:
    """Load what makes pages before the write lock is taken: nobody waits for that.

    Raises:
        BadUsage: what makes a Factur-X is not installed.
    """
    from semble_cli.paper.invoices import page

    page.prepare()
    if factur_x:
        from semble_cli.exchange.billing.factur_x import require_library

        require_library()


def page_of(
    connection: Connection, invoice: Invoice, own: Own, credited: Invoice | None, *, factur_x: bool
) -> bytes:
    """The PDF of an invoice that has its number; with the XML of a Factur-X in it.

    Raises:
        CannotBePrinted: paper has no letters for a text on it. InvalidInput: as `factur_x_xml`.
    """
    from semble_cli.paper.invoices.page import PageAsked, invoice_pdf

    more = {name: value_within(connection, name, own(name)) for name in (*_OF_PRACTICE, _FOOTER)}
    # Terms of payment ask nobody to pay what is taken back.
    footer = None if invoice.is_credit_note else more[_FOOTER]
    asked = PageAsked(
        heading=PAGE_NAMES[InvoiceKind(invoice.kind)],
        credited=credited,
        phone=shown_phone(more["practice.phone"] or ""),
        finess=more["practice.finess"],
        footer=footer,
        attached=_factur_x(invoice, credited, footer) if factur_x else None,
    )
    return invoice_pdf(invoice, asked)


def _factur_x(invoice: Invoice, credited: Invoice | None, footer: str | None) -> EmbeddedFile:
    from semble_cli.exchange.billing.factur_x import FILE_NAME, factur_x_xml
    from semble_cli.exchange.billing.factur_x_metadata import factur_x_metadata
    from semble_cli.paper.pdf import EmbeddedFile

    xml = factur_x_xml(invoice, credited, footer)
    return EmbeddedFile(FILE_NAME, xml, "text/xml", factur_x_metadata())
