"""The tables around the patient: contacts and relations, and the medical contents."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary
from sqlmodel import Field, SQLModel

from semble_cli.store.tables.columns import DayColumn, Text, UtcTime, child_of_patient


class ContactRow(SQLModel, table=True):
    """A third party: a relative, a doctor, an insurer, a pharmacy."""

    __tablename__ = "contact"

    id: int | None = Field(default=None, primary_key=True)
    title: str | None = Field(default=None, sa_type=Text)
    first_name: str | None = Field(default=None, sa_type=Text)
    last_name: str | None = Field(default=None, sa_type=Text)
    company_name: str | None = Field(default=None, sa_type=Text)
    phone_type: str | None = Field(default=None, sa_type=Text)
    phone_number: str | None = Field(default=None, sa_type=Text)
    email: str | None = Field(default=None, sa_type=Text)
    address_lines: str | None = Field(default=None, sa_type=Text)
    postal_code: str | None = Field(default=None, sa_type=Text)
    city: str | None = Field(default=None, sa_type=Text)
    country: str | None = Field(default=None, sa_type=Text)
    notes: str | None = Field(default=None, sa_type=Text)
    version: int = 1

    __table_args__ = (
        CheckConstraint(
            "last_name IS NOT NULL OR company_name IS NOT NULL", name="contact_has_a_name"
        ),
        {"sqlite_autoincrement": True},
    )


class RelationRow(SQLModel, table=True):
    """A patient's relation to a contact, or to another patient of the register."""

    __tablename__ = "relation"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    type: str = Field(sa_type=Text)
    label: str | None = Field(default=None, sa_type=Text)
    contact_id: int | None = Field(
        default=None, sa_column_args=(ForeignKey("contact.id", ondelete="CASCADE"),), index=True
    )
    other_patient_id: int | None = Field(
        default=None, sa_column_args=(ForeignKey("patient.id", ondelete="CASCADE"),), index=True
    )
    policy_number: str | None = Field(default=None, sa_type=Text)
    authorization_code: str | None = Field(default=None, sa_type=Text)
    notes: str | None = Field(default=None, sa_type=Text)

    __table_args__ = (
        CheckConstraint(
            "(contact_id IS NULL) <> (other_patient_id IS NULL)", name="relation_to_one"
        ),
        {"sqlite_autoincrement": True},
    )


class ConsultationRow(SQLModel, table=True):
    __tablename__ = "consultation"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    held_at: datetime = Field(sa_type=UtcTime)
    author: str = Field(sa_type=Text)
    title: str | None = Field(default=None, sa_type=Text)
    version: int = 1

    __table_args__ = ({"sqlite_autoincrement": True},)


class SectionRow(SQLModel, table=True):
    """A part of a consultation: its kind (allergy, examination ...) and what was noted."""

    __tablename__ = "section"

    id: int | None = Field(default=None, primary_key=True)
    consultation_id: int = Field(
        sa_column_args=(ForeignKey("consultation.id", ondelete="CASCADE"),), index=True
    )
    position: int
    kind: str = Field(sa_type=Text)
    body: str | None = Field(default=None, sa_type=Text)
    substance: str | None = Field(default=None, sa_type=Text)
    severity: str | None = Field(default=None, sa_type=Text)
    reaction: str | None = Field(default=None, sa_type=Text)
    noted_on: date | None = Field(default=None, sa_type=DayColumn)

    __table_args__ = (
        CheckConstraint(
            "kind <> 'allergy' OR substance IS NOT NULL", name="section_allergy_has_a_substance"
        ),
        {"sqlite_autoincrement": True},
    )


class TreatmentRow(SQLModel, table=True):
    __tablename__ = "treatment"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    name: str = Field(sa_type=Text)
    dosage: str | None = Field(default=None, sa_type=Text)
    starts_on: date | None = Field(default=None, sa_type=DayColumn)
    ends_on: date | None = Field(default=None, sa_type=DayColumn)
    prescriber: str | None = Field(default=None, sa_type=Text)
    notes: str | None = Field(default=None, sa_type=Text)

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="treatment_ends_after_its_start"),
        {"sqlite_autoincrement": True},
    )


class DocumentRow(SQLModel, table=True):
    __tablename__ = "document"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    name: str = Field(sa_type=Text)
    media_type: str = Field(sa_type=Text)
    sha256: str = Field(sa_type=Text)
    content: bytes = Field(sa_type=LargeBinary)
    added_at: datetime = Field(sa_type=UtcTime)
    added_by: str = Field(sa_type=Text)

    __table_args__ = ({"sqlite_autoincrement": True},)


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
