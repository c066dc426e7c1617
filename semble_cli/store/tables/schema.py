"""The one schema: all the tables, whatever module they are declared in."""

from __future__ import annotations

from sqlmodel import SQLModel

from semble_cli.store.tables import billing, care, office, patient, practice, sharing

MODULES = (patient, care, practice, billing, sharing, office)

METADATA = SQLModel.metadata
"""The tables with their columns, constraints and indexes: migrations are made from it."""

TRIGGERS = frozenset(
    {
        ("event", "keep_events"),
        ("event", "keep_all_events"),
        ("former_patient", "keep_former"),
        ("allergy", "keep_allergies"),
        ("invoice", "keep_invoices"),
        ("invoice", "keep_all_invoices"),
        ("invoice_line", "keep_invoice_lines"),
        ("invoice_line", "keep_all_invoice_lines"),
        ("invoice_payment", "keep_invoice_payments"),
        ("invoice_payment", "keep_all_invoice_payments"),
        ("share", "keep_shares"),
        ("share", "keep_all_shares"),
        ("share_document", "keep_share_documents"),
        ("share_document", "keep_all_share_documents"),
        ("share_recipient", "keep_share_recipients"),
        ("share_recipient", "keep_all_share_recipients"),
        ("share_outcome", "keep_share_outcomes"),
        ("share_outcome", "keep_all_share_outcomes"),
    }
)
"""The triggers that Postgres has (`store.rights`), each by its table and its name."""
