"""Invoices in a ledger of their own: series, lines and payments, and nothing that goes with a
patient.

No program wrote into the table of invoices before: what somebody put there by hand is taken along,
with what was known of it. It has no series, no seller and no page.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

from semble_cli.store.tables.columns import Key, UtcTime

revision = "0014"
down_revision = "0013"

_WHOLE = (
    "series IS NULL OR (position IS NOT NULL AND issued_at IS NOT NULL"
    " AND issued_by IS NOT NULL AND patient_name IS NOT NULL AND seller_name IS NOT NULL"
    " AND seller_address IS NOT NULL AND seller_siret IS NOT NULL"
    " AND seller_rpps IS NOT NULL AND buyer_kind IN ('patient', 'contact')"
    " AND buyer_id IS NOT NULL AND buyer_name IS NOT NULL AND sha256 IS NOT NULL"
    " AND total_cents > 0)"
)


def upgrade() -> None:
    """Make the ledger, and bring back what was in the table of invoices."""
    connection = op.get_bind()
    found = connection.execute(sa.text("SELECT * FROM invoice ORDER BY id"))
    rows = [dict(row) for row in found.mappings()]
    op.drop_table("invoice")
    _make_series()
    _make_invoices()
    _make_lines()
    _make_payments()
    _put(connection, "invoice", list(map(_invoice, rows)))
    _put(connection, "invoice_line", [_line(row) for row in rows if row["amount_cents"] > 0])
    paid = [row for row in rows if row["paid_cents"]]
    _put(connection, "invoice_payment", [_payment(n, row) for n, row in enumerate(paid, 1)])
    if connection.dialect.name == "postgresql":
        for table in ("invoice", "invoice_payment"):
            op.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                " HAVING max(id) IS NOT NULL"
            )


def _make_series() -> None:
    op.create_table(
        "invoice_series",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("first_position", sa.Integer(), nullable=False),
        sa.Column("last_position", sa.Integer(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('invoice', 'credit_note')", name="invoice_series_kind"),
        sa.CheckConstraint(
            "0 < first_position AND first_position <= last_position", name="invoice_series_places"
        ),
        sa.PrimaryKeyConstraint("name"),
    )


def _make_invoices() -> None:
    texts = (
        *("issued_by", "seller_name", "seller_address", "seller_siret", "seller_rpps"),
        *("seller_vat_number", "buyer_kind", "buyer_name", "buyer_address", "buyer_siren"),
        *("buyer_policy_number", "buyer_authorization_code", "buyer_reference", "exemption"),
        *("patient_name", "reason", "series"),
    )
    op.create_table(
        "invoice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_at", UtcTime, nullable=True),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("buyer_id", sa.Integer(), nullable=True),
        sa.Column("total_cents", sa.Integer(), nullable=False),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=True),
        sa.Column("sha256", Key, nullable=True),
        *(sa.Column(name, sa.String(), nullable=True) for name in texts),
        sa.CheckConstraint("kind IN ('invoice', 'credit_note')", name="invoice_kind"),
        sa.CheckConstraint(
            "(kind = 'credit_note') = (credits IS NOT NULL)", name="invoice_credits"
        ),
        sa.CheckConstraint("0 <= net_cents AND net_cents <= total_cents", name="invoice_amounts"),
        sa.CheckConstraint(_WHOLE, name="invoice_is_whole"),
        sa.ForeignKeyConstraint(["series"], ["invoice_series.name"]),
        sa.ForeignKeyConstraint(["credits"], ["invoice.id"]),
        sa.ForeignKeyConstraint(["sha256"], ["document_content.sha256"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
        sa.UniqueConstraint("credits"),
        sa.UniqueConstraint("series", "position", name="invoice_place"),
        sqlite_autoincrement=True,
    )
    for column in ("issued_on", "patient_id", "sha256"):
        op.create_index(f"ix_invoice_{column}", "invoice", [column])


def _make_lines() -> None:
    op.create_table(
        "invoice_line",
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("net_cents", sa.Integer(), nullable=False),
        sa.Column("vat_rate", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "0 < amount_cents AND 0 <= net_cents AND net_cents <= amount_cents",
            name="invoice_line_amounts",
        ),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"]),
        sa.PrimaryKeyConstraint("invoice_id", "position"),
    )


def _make_payments() -> None:
    op.create_table(
        "invoice_payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("means", sa.String(), nullable=True),
        sa.Column("noted_at", UtcTime, nullable=True),
        sa.Column("noted_by", sa.String(), nullable=True),
        sa.Column("reverses", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount_cents <> 0", name="invoice_payment_amount"),
        sa.CheckConstraint(
            "means IN ('card', 'cash', 'transfer', 'cheque', 'third_party')",
            name="invoice_payment_means",
        ),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoice.id"]),
        sa.ForeignKeyConstraint(["reverses"], ["invoice_payment.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("reverses"),
        sqlite_autoincrement=True,
    )
    for column in ("invoice_id", "paid_on"):
        op.create_index(f"ix_invoice_payment_{column}", "invoice_payment", [column])


def _invoice(row: dict[str, Any]) -> dict[str, Any]:
    amount = max(row["amount_cents"], 0)
    return {
        "id": row["id"],
        "number": row["number"],
        "kind": "invoice",
        "issued_on": row["issued_on"],
        "patient_id": row["patient_id"],
        "buyer_kind": "contact" if row["payer_contact_id"] else "patient",
        "buyer_id": row["payer_contact_id"] or row["patient_id"],
        "total_cents": amount,
        "net_cents": amount,
        "reason": row["notes"],
    }


def _line(row: dict[str, Any]) -> dict[str, Any]:
    amount = row["amount_cents"]
    label = row["notes"] or row["number"]
    return {
        "invoice_id": row["id"],
        "position": 0,
        "label": label,
        "amount_cents": amount,
        "net_cents": amount,
        "vat_rate": 0,
    }


def _payment(number: int, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": number,
        "invoice_id": row["id"],
        "amount_cents": row["paid_cents"],
        "paid_on": row["issued_on"],
    }


def _put(connection: sa.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)
