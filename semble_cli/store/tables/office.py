"""The tables that are about the register itself: its users, journal, former patients, drafts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlmodel import Field, SQLModel, text

from semble_cli.store.tables.columns import DayColumn, Key, Text, UtcTime


class StoreInfoRow(SQLModel, table=True):
    """What is said of the store once: its own id, and when it was created."""

    __tablename__ = "store_info"

    name: str = Field(sa_type=Text, primary_key=True)
    value: str = Field(sa_type=Text)


class PracticeSettingRow(SQLModel, table=True):
    """A setting of the practice, by its name in `settings.table`, as the text that stands for it in
    a file."""

    __tablename__ = "practice_setting"

    name: str = Field(sa_type=Text, primary_key=True)
    value: str = Field(sa_type=Text)


class UserRow(SQLModel, table=True):
    """Who may do what, by the login of the operating system (SQLite) or of the database."""

    __tablename__ = "app_user"

    login: str = Field(sa_type=Text, primary_key=True)
    role: str = Field(sa_type=Text)
    may_delete: bool = False
    may_recover: bool = False
    added_at: datetime = Field(sa_type=UtcTime)

    __table_args__ = (
        CheckConstraint(
            "role IN ('reader', 'secretary', 'clinician', 'admin')", name="app_user_role"
        ),
        # An admin has both anyway, and a reader changes nothing.
        CheckConstraint(
            "role IN ('secretary', 'clinician') OR NOT (may_delete OR may_recover)",
            name="app_user_rights",
        ),
    )


class EventRow(SQLModel, table=True):
    """One event of the journal. `batch` is the sequence of the first event of its command.

    `digest` is a salted digest of `content`; `chain` binds it to the event before. Erasing the
    content and its salt leaves the chain whole.
    """

    __tablename__ = "event"

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = Field(sa_type=UtcTime)
    actor: str = Field(sa_type=Text)
    action: str = Field(sa_type=Text)
    patient_id: int | None = Field(default=None, index=True)
    batch: int = Field(index=True)
    undoes: int | None = Field(default=None, index=True)
    salt: str | None = Field(default=None, sa_type=Text)
    content: str | None = Field(default=None, sa_type=Text)
    digest: str = Field(sa_type=Text)
    chain: str = Field(sa_type=Text)

    __table_args__ = (
        CheckConstraint("(salt IS NULL) = (content IS NULL)", name="event_content_has_its_salt"),
        CheckConstraint("batch <= seq", name="event_batch_begins_before"),
        # Whether somebody opened a record within the hour is looked up by every command that does.
        Index(
            "event_of_opening",
            *("patient_id", "actor", "at"),
            sqlite_where=text("action = 'patient.open'"),
            postgresql_where=text("action = 'patient.open'"),
        ),
    )


class MedicalContentRow(SQLModel, table=True):
    """What an event of the journal tells of medical contents: only clinicians may read it. The
    event's own content holds the salted digest of it; both are erased together."""

    __tablename__ = "medical_content"

    seq: int = Field(
        primary_key=True,
        sa_column_args=(ForeignKey("event.seq"),),
        sa_column_kwargs={"autoincrement": False},
    )
    salt: str = Field(sa_type=Text)
    content: str = Field(sa_type=Text)


class FormerPatientRow(SQLModel, table=True):
    """A deleted patient in the ledger: identity and contact data, never medical contents.

    `record` holds the fields of the patient as JSON; the keys are those of the register's table.
    """

    __tablename__ = "former_patient"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    birth_date: date = Field(sa_type=DayColumn, index=True)
    birth_key: str = Field(sa_type=Key, index=True)
    given_key: str = Field(sa_type=Key)
    used_key: str | None = Field(default=None, sa_type=Key)
    used_given_key: str | None = Field(default=None, sa_type=Key)
    record: str = Field(sa_type=Text)
    deleted_at: datetime = Field(sa_type=UtcTime)
    deleted_by: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)


class DraftRow(SQLModel, table=True):
    """What somebody began to type of a new patient: no patient yet, and its author's alone.

    `content` holds what was typed, as JSON. It goes when it is used, and after a day
    (`store.drafts`); neither the journal nor an export has it.
    """

    __tablename__ = "draft"

    id: int | None = Field(default=None, primary_key=True)
    author: str = Field(sa_type=Text, index=True)
    made_at: datetime = Field(sa_type=UtcTime)
    content: str = Field(sa_type=Text)

    __table_args__ = ({"sqlite_autoincrement": True},)
