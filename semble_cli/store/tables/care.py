"""The tables around the patient: contacts and relations, allergies, and the medical contents."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from semble_cli.store.tables.columns import DayColumn, Key, Text, UtcTime, child_of_patient


class ContactRow(SQLModel, table=True):
    """A third party: a person (a relative, a doctor) or an organisation (an insurer, a pharmacy).

    `search_key` holds the folded words of the names, each with a space before it.
    """

    __tablename__ = "contact"

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Field(sa_type=Text)
    title: str | None = Field(default=None, sa_type=Text)
    first_name: str | None = Field(default=None, sa_type=Text)
    last_name: str | None = Field(default=None, sa_type=Text)
    company_name: str | None = Field(default=None, sa_type=Text)
    email: str | None = Field(default=None, sa_type=Text)
    mssante: str | None = Field(default=None, sa_type=Text)
    address_lines: str | None = Field(default=None, sa_type=Text)
    postal_code: str | None = Field(default=None, sa_type=Text)
    city: str | None = Field(default=None, sa_type=Text)
    country: str | None = Field(default=None, sa_type=Text)
    rpps: str | None = Field(default=None, sa_type=Text)
    finess: str | None = Field(default=None, sa_type=Text)
    siren: str | None = Field(default=None, sa_type=Text)
    siret: str | None = Field(default=None, sa_type=Text)
    notes: str | None = Field(default=None, sa_type=Text)
    search_key: str = Field(sa_type=Key)
    version: int = 1

    __table_args__ = (
        CheckConstraint("kind IN ('person', 'organisation')", name="contact_kind"),
        CheckConstraint(
            "CASE WHEN kind = 'person' THEN last_name ELSE company_name END IS NOT NULL",
            name="contact_has_a_name",
        ),
        {"sqlite_autoincrement": True},
    )


class ContactPhoneRow(SQLModel, table=True):
    __tablename__ = "contact_phone"

    contact_id: int = Field(
        primary_key=True, sa_column_args=(ForeignKey("contact.id", ondelete="CASCADE"),)
    )
    position: int = Field(primary_key=True)
    type: str = Field(sa_type=Text)
    number: str = Field(sa_type=Text)


class RelationRow(SQLModel, table=True):
    """A patient's relation to a contact, or to another patient of the register, for a time.

    Where the other was deleted, `gone_kind`, `gone_id` and `gone_name` say who it was.
    """

    __tablename__ = "relation"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    type: str = Field(sa_type=Text)
    label: str | None = Field(default=None, sa_type=Text)
    contact_id: int | None = Field(
        default=None, sa_column_args=(ForeignKey("contact.id"),), index=True
    )
    other_patient_id: int | None = Field(
        default=None, sa_column_args=(ForeignKey("patient.id"),), index=True
    )
    gone_kind: str | None = Field(default=None, sa_type=Text)
    gone_id: int | None = Field(default=None, index=True)
    gone_name: str | None = Field(default=None, sa_type=Text)
    starts_on: date | None = Field(default=None, sa_type=DayColumn)
    ends_on: date | None = Field(default=None, sa_type=DayColumn)
    policy_number: str | None = Field(default=None, sa_type=Text)
    authorization_code: str | None = Field(default=None, sa_type=Text)
    is_payer: bool = False
    notes: str | None = Field(default=None, sa_type=Text)
    version: int = 1

    __table_args__ = (
        CheckConstraint(
            "CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN other_patient_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN gone_name IS NULL THEN 0 ELSE 1 END = 1",
            name="relation_to_one",
        ),
        CheckConstraint(
            "(gone_kind IS NULL) = (gone_name IS NULL) AND (gone_id IS NULL) = (gone_name IS NULL)",
            name="relation_gone",
        ),
        CheckConstraint("other_patient_id <> patient_id", name="relation_to_another"),
        CheckConstraint("ends_on >= starts_on", name="relation_ends_after_its_start"),
        {"sqlite_autoincrement": True},
    )


class AllergyRow(SQLModel, table=True):
    """What everybody who opens the record must see of an allergy; how it showed itself stands in
    the section of a consultation (`SectionRow.allergy_id`), where a clinician noted it."""

    __tablename__ = "allergy"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    substance: str = Field(sa_type=Text)
    severity: str | None = Field(default=None, sa_type=Text)
    certainty: str = Field(sa_type=Text)
    noted_at: datetime = Field(sa_type=UtcTime)
    noted_by: str = Field(sa_type=Text)
    version: int = 1

    __table_args__ = (
        CheckConstraint("severity IN ('mild', 'moderate', 'severe')", name="allergy_severity"),
        CheckConstraint(
            "certainty IN ('confirmed', 'unconfirmed', 'refuted')", name="allergy_certainty"
        ),
        {"sqlite_autoincrement": True},
    )


class NoKnownAllergyRow(SQLModel, table=True):
    """Somebody said that no allergy is known: of any kind, to drugs, or to food."""

    __tablename__ = "no_known_allergy"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    scope: str = Field(sa_type=Text)
    noted_at: datetime = Field(sa_type=UtcTime)
    noted_by: str = Field(sa_type=Text)
    version: int = 1

    __table_args__ = (
        CheckConstraint("scope IN ('all', 'drug', 'food')", name="no_known_allergy_scope"),
        UniqueConstraint("patient_id", "scope", name="no_known_allergy_once"),
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
    """A part of a consultation: its keyword, and what was noted. One that is about an allergy names
    it, and holds how it showed itself and when."""

    __tablename__ = "section"

    consultation_id: int = Field(
        primary_key=True, sa_column_args=(ForeignKey("consultation.id", ondelete="CASCADE"),)
    )
    position: int = Field(primary_key=True)
    keyword: str = Field(sa_type=Text)
    body: str | None = Field(default=None, sa_type=Text)
    allergy_id: int | None = Field(
        default=None,
        unique=True,
        # A patient's deletion takes both, in whatever order.
        sa_column_args=(ForeignKey("allergy.id", deferrable=True, initially="DEFERRED"),),
    )
    reaction: str | None = Field(default=None, sa_type=Text)
    noted_on: date | None = Field(default=None, sa_type=DayColumn)

    __table_args__ = (
        CheckConstraint(
            "allergy_id IS NOT NULL OR body IS NOT NULL AND reaction IS NULL AND noted_on IS NULL",
            name="section_says_something",
        ),
    )


class SectionKeywordRow(SQLModel, table=True):
    """A keyword of sections that the practice added to those that there are."""

    __tablename__ = "section_keyword"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(sa_type=Text)
    key: str = Field(sa_type=Key, unique=True)
    version: int = 1

    __table_args__ = ({"sqlite_autoincrement": True},)


class TreatmentRow(SQLModel, table=True):
    """A drug that somebody takes, took, or was to take until a day; stopped, where it was."""

    __tablename__ = "treatment"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    drug: str = Field(sa_type=Text)
    dose: str | None = Field(default=None, sa_type=Text)
    route: str | None = Field(default=None, sa_type=Text)
    frequency: str | None = Field(default=None, sa_type=Text)
    starts_on: date | None = Field(default=None, sa_type=DayColumn)
    ends_on: date | None = Field(default=None, sa_type=DayColumn)
    prescriber: str | None = Field(default=None, sa_type=Text)
    comment: str | None = Field(default=None, sa_type=Text)
    stopped_on: date | None = Field(default=None, sa_type=DayColumn)
    stop_reason: str | None = Field(default=None, sa_type=Text)
    author: str | None = Field(default=None, sa_type=Text)
    version: int = 1

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="treatment_ends_after_its_start"),
        CheckConstraint("stopped_on >= starts_on", name="treatment_stops_after_its_start"),
        CheckConstraint(
            "(stopped_on IS NULL) = (stop_reason IS NULL) AND (stop_reason IS NULL"
            " OR stop_reason IN ('intolerance', 'inefficacy', 'end', 'other'))",
            name="treatment_stop_reason",
        ),
        {"sqlite_autoincrement": True},
    )


class DocumentContentRow(SQLModel, table=True):
    """The bytes of documents, each content once; those that no document refers to are erased."""

    __tablename__ = "document_content"

    sha256: str = Field(primary_key=True, sa_type=Key)
    size: int


class DocumentChunkRow(SQLModel, table=True):
    """1 MiB of a content; the last one may be shorter."""

    __tablename__ = "document_chunk"

    sha256: str = Field(
        primary_key=True,
        sa_type=Key,
        sa_column_args=(ForeignKey("document_content.sha256", ondelete="CASCADE"),),
    )
    position: int = Field(primary_key=True)
    data: bytes = Field(sa_type=LargeBinary)


class DocumentRow(SQLModel, table=True):
    """A document of a patient. One that was deleted stays until its patient goes, or until it is
    erased for good, so that its deletion can be undone."""

    __tablename__ = "document"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    title: str = Field(sa_type=Text)
    kind: str | None = Field(default=None, sa_type=Text)
    dated_on: date | None = Field(default=None, sa_type=DayColumn)
    file_name: str = Field(sa_type=Text)
    media_type: str = Field(sa_type=Text)
    sha256: str = Field(
        sa_type=Key, sa_column_args=(ForeignKey("document_content.sha256"),), index=True
    )
    added_at: datetime = Field(sa_type=UtcTime)
    added_by: str = Field(sa_type=Text)
    deleted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    deleted_by: str | None = Field(default=None, sa_type=Text)
    version: int = 1

    __table_args__ = (
        CheckConstraint(
            "(deleted_at IS NULL) = (deleted_by IS NULL)", name="document_deleted_by_somebody"
        ),
        {"sqlite_autoincrement": True},
    )
