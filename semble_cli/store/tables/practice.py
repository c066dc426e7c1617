"""The tables of what happens at the practice around a patient: appointments, letters, invoices."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlmodel import Field, SQLModel

from semble_cli.store.tables.columns import DayColumn, Text, UtcTime, child_of_patient


class AppointmentRow(SQLModel, table=True):
    __tablename__ = "appointment"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    starts_at: datetime = Field(sa_type=UtcTime, index=True)
    minutes: int
    reason: str | None = Field(default=None, sa_type=Text)
    practitioner: str | None = Field(default=None, sa_type=Text)
    status: str = Field(default="booked", sa_type=Text)

    __table_args__ = (
        CheckConstraint("minutes > 0", name="appointment_lasts"),
        {"sqlite_autoincrement": True},
    )


class LetterRow(SQLModel, table=True):
    __tablename__ = "letter"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    contact_id: int | None = Field(
        default=None, sa_column_args=(ForeignKey("contact.id", ondelete="SET NULL"),), index=True
    )
    subject: str = Field(sa_type=Text)
    body: str = Field(sa_type=Text)
    written_at: datetime = Field(sa_type=UtcTime)
    author: str = Field(sa_type=Text)

    __table_args__ = ({"sqlite_autoincrement": True},)


class InvoiceRow(SQLModel, table=True):
    """An invoice; amounts are in cents of euro."""

    __tablename__ = "invoice"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    payer_contact_id: int | None = Field(
        default=None, sa_column_args=(ForeignKey("contact.id", ondelete="SET NULL"),), index=True
    )
    number: str = Field(sa_type=Text, unique=True)
    issued_on: date = Field(sa_type=DayColumn)
    amount_cents: int
    paid_cents: int = 0
    notes: str | None = Field(default=None, sa_type=Text)

    __table_args__ = ({"sqlite_autoincrement": True},)
