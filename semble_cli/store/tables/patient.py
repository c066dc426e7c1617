"""The register's tables: a patient, and what is kept in rows of its own beside the patient.

The columns of `PatientRow` are the fields of `patient.record.Patient`, plus the folded keys that
searches compare. SQLModel does not check what is put into a row: only parsed values get here, and
the constraints below hold what must never be false whoever writes.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlmodel import Field, SQLModel, text

from semble_cli.patient.catalogue import CONSENTS
from semble_cli.store.tables.columns import NAME, DayColumn, Key, Text, UtcTime, child_of_patient

_SCOPE = ("archived_on", "merged_into")


def _index_of_those_with(column: str, name: str, *columns: str) -> Index:
    """An index of the few patients who have a used name, or anything else that is rare."""
    where = text(f"{column} IS NOT NULL")
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


def _is_consent(name: str) -> CheckConstraint:
    """An answer of one of two words, or none: then nobody recorded it, on no day."""
    return CheckConstraint(
        f"coalesce({name}, '') IN ('accepted', 'refused')"
        f" OR ({name} IS NULL AND {name}_on IS NULL AND {name}_by IS NULL)",
        name=f"patient_{name}",
    )


class PatientRow(SQLModel, table=True):
    __tablename__ = "patient"

    id: int | None = Field(default=None, primary_key=True)

    birth_name: str = Field(sa_type=NAME)
    birth_given_names: str = Field(sa_type=NAME)
    first_given_name: str = Field(sa_type=NAME)
    birth_date: date = Field(sa_type=DayColumn)
    birth_date_fictive: bool = False
    sex: str = Field(sa_type=String(1))
    birth_place_code: str = Field(sa_type=String(5))
    birth_place: str = Field(sa_type=Text)

    used_name: str | None = Field(default=None, sa_type=NAME)
    used_given_name: str | None = Field(default=None, sa_type=NAME)
    title: str | None = Field(default=None, sa_type=Text)

    ins_matricule: str | None = Field(default=None, sa_type=String(15))
    ins_oid: str | None = Field(default=None, sa_type=Text)
    identity_retrieved: bool = False
    identity_checked: bool = False
    homonym: bool = False
    doubtful: bool = False
    fictitious: bool = False
    identity_source: str = Field(sa_type=Text)
    identity_document: str | None = Field(default=None, sa_type=Text)
    identity_checked_on: date | None = Field(default=None, sa_type=DayColumn)

    nir: str | None = Field(default=None, sa_type=String(15))
    regime: str | None = Field(default=None, sa_type=Text)
    birth_rank: int | None = None
    fund: str | None = Field(default=None, sa_type=Text)
    fund_center: str | None = Field(default=None, sa_type=Text)
    birth_date_as_insured: str | None = Field(default=None, sa_type=Text)
    amc_name: str | None = Field(default=None, sa_type=Text)
    amc_number: str | None = Field(default=None, sa_type=Text)
    member_number: str | None = Field(default=None, sa_type=Text)
    rights_checked_on: date | None = Field(default=None, sa_type=DayColumn)

    email: str | None = Field(default=None, sa_type=Text)
    address_lines: str | None = Field(default=None, sa_type=Text)
    postal_code: str | None = Field(default=None, sa_type=Text)
    city: str | None = Field(default=None, sa_type=Text)
    country: str | None = Field(default=None, sa_type=Text)

    occupation: str | None = Field(default=None, sa_type=Text)
    religion: str | None = Field(default=None, sa_type=Text)
    comments: str | None = Field(default=None, sa_type=Text)

    billing_name: str | None = Field(default=None, sa_type=Text)
    billing_address: str | None = Field(default=None, sa_type=Text)
    payment_reference: str | None = Field(default=None, sa_type=Text)
    membership_name: str | None = Field(default=None, sa_type=Text)
    membership_started_on: date | None = Field(default=None, sa_type=DayColumn)

    privacy_policy: str = Field(sa_type=Text)
    receive_email: str | None = Field(default=None, sa_type=Text)
    receive_email_on: date | None = Field(default=None, sa_type=DayColumn)
    receive_email_by: str | None = Field(default=None, sa_type=Text)
    receive_sms: str | None = Field(default=None, sa_type=Text)
    receive_sms_on: date | None = Field(default=None, sa_type=DayColumn)
    receive_sms_by: str | None = Field(default=None, sa_type=Text)
    promotional: str | None = Field(default=None, sa_type=Text)
    promotional_on: date | None = Field(default=None, sa_type=DayColumn)
    promotional_by: str | None = Field(default=None, sa_type=Text)
    payment_reminders: str | None = Field(default=None, sa_type=Text)
    payment_reminders_on: date | None = Field(default=None, sa_type=DayColumn)
    payment_reminders_by: str | None = Field(default=None, sa_type=Text)
    mssante_patient: str | None = Field(default=None, sa_type=Text)
    mssante_patient_on: date | None = Field(default=None, sa_type=DayColumn)
    mssante_patient_by: str | None = Field(default=None, sa_type=Text)
    mssante_professionals: str | None = Field(default=None, sa_type=Text)
    mssante_professionals_on: date | None = Field(default=None, sa_type=DayColumn)
    mssante_professionals_by: str | None = Field(default=None, sa_type=Text)
    dmp_consent: str | None = Field(default=None, sa_type=Text)
    dmp_consent_on: date | None = Field(default=None, sa_type=DayColumn)
    dmp_consent_by: str | None = Field(default=None, sa_type=Text)
    dmp_visible_patient: bool = False
    dmp_visible_professionals: bool = False
    preferred_language: str | None = Field(default=None, sa_type=Text)

    blocked_on: date | None = Field(default=None, sa_type=DayColumn)
    blocked_reason: str | None = Field(default=None, sa_type=Text)
    archived_on: date | None = Field(default=None, sa_type=DayColumn)
    archive_reason: str | None = Field(default=None, sa_type=Text)
    deceased_on: date | None = Field(default=None, sa_type=DayColumn)
    merged_into: int | None = Field(default=None, foreign_key="patient.id")

    created_at: datetime = Field(sa_type=UtcTime)
    updated_at: datetime = Field(sa_type=UtcTime)
    version: int = 1

    birth_key: str = Field(sa_type=Key)
    given_key: str = Field(sa_type=Key)
    used_key: str | None = Field(default=None, sa_type=Key)
    used_given_key: str | None = Field(default=None, sa_type=Key)
    email_key: str | None = Field(default=None, sa_type=Key)
    domain_key: str | None = Field(default=None, sa_type=Key)
    inner_key: str | None = Field(default=None, sa_type=Key)

    __table_args__ = (
        CheckConstraint("sex IN ('F', 'M', 'I')", name="patient_sex"),
        CheckConstraint("length(birth_place_code) = 5", name="patient_birth_place_code"),
        CheckConstraint("(ins_matricule IS NULL) = (ins_oid IS NULL)", name="patient_ins_is_whole"),
        CheckConstraint("NOT (fictitious AND (doubtful OR homonym))", name="patient_flags"),
        CheckConstraint(
            "NOT ((doubtful OR fictitious) AND (identity_retrieved OR identity_checked))",
            name="patient_doubt_is_provisional",
        ),
        CheckConstraint(
            "coalesce(dmp_consent, '') = 'accepted'"
            " OR NOT (dmp_visible_patient OR dmp_visible_professionals)",
            name="patient_dmp_needs_consent",
        ),
        *map(_is_consent, CONSENTS),
        CheckConstraint("deceased_on >= birth_date", name="patient_death_after_birth"),
        CheckConstraint("blocked_reason IS NULL OR blocked_on IS NOT NULL", name="patient_blocked"),
        CheckConstraint(
            "archive_reason IS NULL OR archived_on IS NOT NULL", name="patient_archived"
        ),
        CheckConstraint("version >= 1", name="patient_version"),
        CheckConstraint("merged_into <> id", name="patient_merged_elsewhere"),
        # Searches read these indexes alone: what they check stands after what they are sorted by.
        Index(
            "patient_by_birth_name",
            *("birth_key", "given_key", "id", "used_key", "used_given_key", "inner_key", *_SCOPE),
            "birth_date",
        ),
        Index(
            "patient_by_given_name",
            *("given_key", "birth_key", "id", "used_key", "used_given_key", "inner_key", *_SCOPE),
        ),
        _index_of_those_with(
            "used_key",
            "patient_by_used_name",
            *("used_key", "given_key", "id", "birth_key", "used_given_key", "inner_key"),
            *(*_SCOPE, "birth_date"),
        ),
        _index_of_those_with(
            "used_given_key",
            "patient_by_used_given_name",
            *("used_given_key", "birth_key", "id", "given_key", *_SCOPE),
        ),
        _index_of_those_with(
            "used_given_key", "patient_by_birth_and_used", "birth_key", "used_given_key", "id"
        ),
        _index_of_those_with(
            "used_given_key", "patient_by_used_names", "used_key", "used_given_key", "id"
        ),
        Index(
            "patient_by_birth_date",
            *("birth_date", "birth_key", "given_key", "id", "used_key", "merged_into"),
        ),
        Index("patient_by_email", "email_key"),
        _index_of_those_with(
            "domain_key",
            "patient_by_domain",
            *("domain_key", "birth_key", "given_key", "id"),
            *("used_key", "used_given_key", "inner_key", *_SCOPE),
        ),
        Index("patient_by_nir", "nir"),
        _index_of_those_with("ins_matricule", "patient_by_matricule", "ins_matricule"),
        _index_of_those_with("rights_checked_on", "patient_by_rights_check", "rights_checked_on"),
        # Without it, each deletion would look through the whole table for who was merged into it.
        _index_of_those_with("merged_into", "patient_by_merged_into", "merged_into"),
        {"sqlite_autoincrement": True},
    )


class PhoneRow(SQLModel, table=True):
    """A phone of a patient; `reversed` is its digits from the last, to find it by its end."""

    __tablename__ = "phone"

    patient_id: int = Field(sa_column=child_of_patient())
    position: int = Field(primary_key=True)
    type: str = Field(sa_type=Text)
    number: str = Field(sa_type=Text)
    reversed: str = Field(sa_type=Key, index=True)

    __table_args__ = ({"sqlite_with_rowid": False},)


class NumberRow(SQLModel, table=True):
    """An identification number of the practice's own."""

    __tablename__ = "extra_number"

    patient_id: int = Field(sa_column=child_of_patient())
    position: int = Field(primary_key=True)
    name: str = Field(sa_type=Text)
    value: str = Field(sa_type=Key, index=True)

    __table_args__ = ({"sqlite_with_rowid": False},)


class TagRow(SQLModel, table=True):
    """A tag of the practice; two tags never differ by case or accents alone."""

    __tablename__ = "tag"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(sa_type=Text)
    key: str = Field(sa_type=Key, unique=True)
    color: str | None = Field(default=None, sa_type=Text)

    __table_args__ = ({"sqlite_autoincrement": True},)


class PatientTagRow(SQLModel, table=True):
    __tablename__ = "patient_tag"

    patient_id: int = Field(sa_column=child_of_patient())
    tag_id: int = Field(
        sa_column_args=(ForeignKey("tag.id", ondelete="CASCADE"),), primary_key=True
    )

    __table_args__ = (
        Index("patient_tag_by_tag", "tag_id", "patient_id"),
        {"sqlite_with_rowid": False},
    )


class WordRow(SQLModel, table=True):
    """A word inside a patient's names or e-mail that no key of the patient begins with; or three
    given names together."""

    __tablename__ = "word"

    patient_id: int = Field(sa_column=child_of_patient())
    word: str = Field(sa_type=Key, primary_key=True)

    __table_args__ = (
        Index("patient_by_word", "word", "patient_id"),
        {"sqlite_with_rowid": False},
    )


class KnownNameRow(SQLModel, table=True):
    """Each distinct name of the register, to find names one typing error away.

    The table is called `vocabulary` in every store there is.
    """

    __tablename__ = "vocabulary"

    word: str = Field(sa_type=Key, primary_key=True)
    reversed: str = Field(sa_type=Key, index=True)
    phonetic: str = Field(sa_type=Key, index=True)

    __table_args__ = ({"sqlite_with_rowid": False},)


class InsHistoryRow(SQLModel, table=True):
    """A matricule INS that a patient has had, and when (a NIA become a NIR, a rectified NIR)."""

    __tablename__ = "ins_history"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    matricule: str = Field(sa_type=Key, index=True)
    oid: str = Field(sa_type=Text)
    valid_from: date | None = Field(default=None, sa_type=DayColumn)
    valid_until: date | None = Field(default=None, sa_type=DayColumn)


class RightsPeriodRow(SQLModel, table=True):
    """A period of rights to health insurance, as a teleservice gave it."""

    __tablename__ = "rights_period"

    id: int | None = Field(default=None, primary_key=True)
    patient_id: int = Field(sa_column=child_of_patient(key=False))
    kind: str = Field(sa_type=Text)
    label: str | None = Field(default=None, sa_type=Text)
    starts_on: date | None = Field(default=None, sa_type=DayColumn)
    ends_on: date | None = Field(default=None, sa_type=DayColumn)
