"""The tables of the ledger of invoices. Nothing in them hangs on a patient: who is deleted stays on
what was invoiced, as accounts and tax law ask for. No row is changed or removed once it is written,
but the place that a series has come to; on Postgres, triggers hold that."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlmodel import Field, SQLModel

from semble_cli.store.tables.columns import DayColumn, Key, Text, UtcTime


class InvoiceSeriesRow(SQLModel, table=True):
    """A series of numbers, and the last place that was given in it: a row, and no sequence of the
    database, which would leave a gap where a transaction is rolled back."""

    __tablename__ = "invoice_series"

    name: str = Field(sa_type=Text, primary_key=True)
    kind: str = Field(sa_type=Text)
    first_position: int
    last_position: int
    last_on: date = Field(sa_type=DayColumn)

    __table_args__ = (
        CheckConstraint("kind IN ('invoice', 'credit_note')", name="invoice_series_kind"),
        CheckConstraint(
            "0 < first_position AND first_position <= last_position", name="invoice_series_places"
        ),
    )


class InvoiceRow(SQLModel, table=True):
    """An invoice or a credit note; amounts are in cents of euro, VAT included but for the net.

    What stood here before this program issued invoices has no series, and little else.
    """

    __tablename__ = "invoice"

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(sa_type=Text, unique=True)
    series: str | None = Field(
        default=None, sa_type=Text, sa_column_args=(ForeignKey("invoice_series.name"),)
    )
    position: int | None = None
    kind: str = Field(sa_type=Text)
    issued_on: date = Field(sa_type=DayColumn, index=True)
    issued_at: datetime | None = Field(default=None, sa_type=UtcTime)
    issued_by: str | None = Field(default=None, sa_type=Text)
    patient_id: int = Field(index=True)
    patient_name: str | None = Field(default=None, sa_type=Text)
    seller_name: str | None = Field(default=None, sa_type=Text)
    seller_address: str | None = Field(default=None, sa_type=Text)
    seller_siret: str | None = Field(default=None, sa_type=Text)
    seller_rpps: str | None = Field(default=None, sa_type=Text)
    seller_vat_number: str | None = Field(default=None, sa_type=Text)
    buyer_kind: str | None = Field(default=None, sa_type=Text)
    buyer_id: int | None = None
    buyer_name: str | None = Field(default=None, sa_type=Text)
    buyer_address: str | None = Field(default=None, sa_type=Text)
    buyer_siren: str | None = Field(default=None, sa_type=Text)
    buyer_policy_number: str | None = Field(default=None, sa_type=Text)
    buyer_authorization_code: str | None = Field(default=None, sa_type=Text)
    buyer_reference: str | None = Field(default=None, sa_type=Text)
    total_cents: int
    net_cents: int
    exemption: str | None = Field(default=None, sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    credits: int | None = Field(
        default=None, unique=True, sa_column_args=(ForeignKey("invoice.id"),)
    )
    sha256: str | None = Field(
        default=None,
        sa_type=Key,
        sa_column_args=(ForeignKey("document_content.sha256"),),
        index=True,
    )

    __table_args__ = (
        UniqueConstraint("series", "position", name="invoice_place"),
        CheckConstraint("kind IN ('invoice', 'credit_note')", name="invoice_kind"),
        CheckConstraint("(kind = 'credit_note') = (credits IS NOT NULL)", name="invoice_credits"),
        CheckConstraint("0 <= net_cents AND net_cents <= total_cents", name="invoice_amounts"),
        CheckConstraint(
            "series IS NULL OR (position IS NOT NULL AND issued_at IS NOT NULL"
            " AND issued_by IS NOT NULL AND patient_name IS NOT NULL AND seller_name IS NOT NULL"
            " AND seller_address IS NOT NULL AND seller_siret IS NOT NULL"
            " AND seller_rpps IS NOT NULL AND buyer_kind IN ('patient', 'contact')"
            " AND buyer_id IS NOT NULL AND buyer_name IS NOT NULL AND sha256 IS NOT NULL"
            " AND total_cents > 0)",
            name="invoice_is_whole",
        ),
        {"sqlite_autoincrement": True},
    )


class InvoiceLineRow(SQLModel, table=True):
    """A line of an invoice; the rate of VAT is in hundredths of a percent, 0 for what is exempt."""

    __tablename__ = "invoice_line"

    invoice_id: int = Field(primary_key=True, sa_column_args=(ForeignKey("invoice.id"),))
    position: int = Field(primary_key=True)
    label: str = Field(sa_type=Text)
    amount_cents: int
    net_cents: int
    vat_rate: int = 0

    __table_args__ = (
        CheckConstraint(
            "0 < amount_cents AND 0 <= net_cents AND net_cents <= amount_cents",
            name="invoice_line_amounts",
        ),
    )


class InvoicePaymentRow(SQLModel, table=True):
    """Money that came in on an invoice; less than zero for what went back."""

    __tablename__ = "invoice_payment"

    id: int | None = Field(default=None, primary_key=True)
    invoice_id: int = Field(sa_column_args=(ForeignKey("invoice.id"),), index=True)
    amount_cents: int
    paid_on: date = Field(sa_type=DayColumn, index=True)
    means: str | None = Field(default=None, sa_type=Text)
    noted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    noted_by: str | None = Field(default=None, sa_type=Text)
    reverses: int | None = Field(
        default=None, unique=True, sa_column_args=(ForeignKey("invoice_payment.id"),)
    )

    __table_args__ = (
        CheckConstraint("amount_cents <> 0", name="invoice_payment_amount"),
        CheckConstraint(
            "means IN ('card', 'cash', 'transfer', 'cheque', 'third_party')",
            name="invoice_payment_means",
        ),
        {"sqlite_autoincrement": True},
    )
