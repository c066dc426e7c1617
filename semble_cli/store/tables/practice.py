"""The tables of what happens at the practice around a patient: appointments and whom
they are with, letters."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlmodel import Field, SQLModel

from semble_cli.store.tables.columns import Key, Text, UtcTime, child_of_patient


class PractitionerRow(SQLModel, table=True):
    """Whom patients have appointments with. `search_key` is as that of contacts."""

    __tablename__ = "practitioner"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(sa_type=Text)
    rpps: str | None = Field(default=None, sa_type=Text)
    address_lines: str | None = Field(default=None, sa_type=Text)
    time_zone: str | None = Field(default=None, sa_type=Text)
    search_key: str = Field(sa_type=Key)
    version: int = 1

    __table_args__ = ({"sqlite_autoincrement": True},)


class AppointmentRow(SQLModel, table=True):
    """An appointment, from a moment until before another. Those of a practitioner that stand never
    overlap, but for overbooked ones: Postgres holds that by itself."""

    __tablename__ = "appointment"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    practitioner_id: int = Field(sa_column_args=(ForeignKey("practitioner.id"),))
    starts_at: datetime = Field(sa_type=UtcTime, index=True)
    ends_at: datetime = Field(sa_type=UtcTime)
    reason: str | None = Field(default=None, sa_type=Text)
    channel: str = Field(sa_type=Text)
    is_overbooked: bool = False
    is_despite_block: bool = False
    cancelled_at: datetime | None = Field(default=None, sa_type=UtcTime)
    cancelled_by: str | None = Field(default=None, sa_type=Text)
    version: int = 1

    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="appointment_lasts"),
        CheckConstraint("channel IN ('desk', 'online')", name="appointment_channel"),
        CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by IS NULL)",
            name="appointment_cancelled_by_somebody",
        ),
        # Ranges of one number stand for the practitioner: no extension has to be there for it.
        ExcludeConstraint(
            (text("int4range(practitioner_id, practitioner_id, '[]')"), "&&"),
            (text("tstzrange(starts_at, ends_at)"), "&&"),
            name="appointment_alone",
            where=text("cancelled_at IS NULL AND NOT is_overbooked"),
        ).ddl_if(dialect="postgresql"),
        Index("appointment_of_practitioner", "practitioner_id", "starts_at"),
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
