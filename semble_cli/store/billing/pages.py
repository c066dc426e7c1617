"""The pages of invoices: contents like those of documents, which stay while the invoice does."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from semble_cli.patient.around.kinds import DOCUMENT
from semble_cli.patient.around.stored_document import DocumentKind, StoredDocument
from semble_cli.store.record import contents, rows

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.patient.billing.invoice import Invoice
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.record.contents import InMemory

MEDIA_TYPE = "application/pdf"


def keep(connection: Connection, page: InMemory) -> None:
    """Keep a page. Whoever issues invoices does, though documents are for who reads medical
    contents: on Postgres a function of the database writes it."""
    if connection.guarded:
        connection.row("SELECT semble.keep_page(?)", (page.data,))
    else:
        contents.keep(connection, page)


def add_to_documents(
    connection: Connection, invoice: Invoice, title: str, file_name: str, at: datetime, by: str
) -> StoredDocument:
    """Have the page of an invoice that is being issued among the patient's documents."""
    document = StoredDocument(
        patient_id=invoice.patient_id,
        title=title,
        file_name=file_name,
        media_type=MEDIA_TYPE,
        sha256=invoice.sha256 or "",
        added_at=at,
        added_by=by,
        kind=DocumentKind.ADMINISTRATIVE.value,
        dated_on=invoice.issued_on,
    )
    if connection.guarded:
        added = connection.value(
            "SELECT semble.add_page_to_documents(?, ?, ?, ?)", (invoice.id, title, file_name, at)
        )
        return document._replace(id=int(added))
    inserted: StoredDocument = rows.insert(connection, DOCUMENT, document)
    return inserted


def read(connection: Connection, invoice: Invoice) -> bytes | None:
    """The page of an invoice; `None` where it is not what was kept."""
    if connection.guarded:
        found = connection.rows("SELECT data FROM semble.invoice_page(?)", (invoice.id,))
        pdf = b"".join(data for (data,) in found)
    else:
        try:
            pdf = b"".join(contents.read(connection, invoice.sha256 or ""))
        except contents.ContentDamaged:
            return None
    return pdf if hashlib.sha256(pdf).hexdigest() == invoice.sha256 else None
