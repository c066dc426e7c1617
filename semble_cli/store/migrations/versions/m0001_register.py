"""The first tables: patients and what searches need, users, the journal, the ledger."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from semble_cli.store.tables.columns import Key, UtcTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "app_user",
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("added_at", UtcTime, nullable=False),
        sa.CheckConstraint(
            "role IN ('reader', 'secretary', 'clinician', 'admin')", name="app_user_role"
        ),
        sa.PrimaryKeyConstraint("login"),
    )
    op.create_table(
        "event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("salt", sa.String(), nullable=True),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.CheckConstraint("(salt IS NULL) = (content IS NULL)", name="event_content_has_its_salt"),
        sa.CheckConstraint("batch <= seq", name="event_batch_begins_before"),
        sa.PrimaryKeyConstraint("seq"),
    )
    op.create_index("ix_event_batch", "event", ["batch"], unique=False)
    op.create_index("ix_event_patient_id", "event", ["patient_id"], unique=False)
    op.create_index("ix_event_undoes", "event", ["undoes"], unique=False)
    op.create_table(
        "former_patient",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("birth_key", Key, nullable=False),
        sa.Column("given_key", Key, nullable=False),
        sa.Column("used_key", Key, nullable=True),
        sa.Column("used_given_key", Key, nullable=True),
        sa.Column("record", sa.String(), nullable=False),
        sa.Column("deleted_at", UtcTime, nullable=False),
        sa.Column("deleted_by", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_former_patient_birth_date", "former_patient", ["birth_date"], unique=False)
    op.create_index("ix_former_patient_birth_key", "former_patient", ["birth_key"], unique=False)
    op.create_table(
        "patient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("birth_name", sa.String(length=100), nullable=False),
        sa.Column("birth_given_names", sa.String(length=100), nullable=False),
        sa.Column("first_given_name", sa.String(length=100), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("birth_date_fictive", sa.Boolean(), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=False),
        sa.Column("birth_place_code", sa.String(length=5), nullable=False),
        sa.Column("birth_place", sa.String(), nullable=False),
        sa.Column("used_name", sa.String(length=100), nullable=True),
        sa.Column("used_given_name", sa.String(length=100), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("ins_matricule", sa.String(length=15), nullable=True),
        sa.Column("ins_oid", sa.String(), nullable=True),
        sa.Column("identity_retrieved", sa.Boolean(), nullable=False),
        sa.Column("identity_checked", sa.Boolean(), nullable=False),
        sa.Column("homonym", sa.Boolean(), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("fictitious", sa.Boolean(), nullable=False),
        sa.Column("identity_source", sa.String(), nullable=False),
        sa.Column("identity_document", sa.String(), nullable=True),
        sa.Column("identity_checked_on", sa.Date(), nullable=True),
        sa.Column("nir", sa.String(length=15), nullable=True),
        sa.Column("regime", sa.String(), nullable=True),
        sa.Column("birth_rank", sa.Integer(), nullable=True),
        sa.Column("amc_name", sa.String(), nullable=True),
        sa.Column("amc_number", sa.String(), nullable=True),
        sa.Column("member_number", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("address_lines", sa.String(), nullable=True),
        sa.Column("postal_code", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("occupation", sa.String(), nullable=True),
        sa.Column("religion", sa.String(), nullable=True),
        sa.Column("comments", sa.String(), nullable=True),
        sa.Column("billing_name", sa.String(), nullable=True),
        sa.Column("billing_address", sa.String(), nullable=True),
        sa.Column("payment_reference", sa.String(), nullable=True),
        sa.Column("membership_name", sa.String(), nullable=True),
        sa.Column("membership_started_on", sa.Date(), nullable=True),
        sa.Column("privacy_policy", sa.String(), nullable=False),
        sa.Column("receive_email", sa.Boolean(), nullable=False),
        sa.Column("receive_sms", sa.Boolean(), nullable=False),
        sa.Column("promotional", sa.Boolean(), nullable=False),
        sa.Column("payment_reminders", sa.Boolean(), nullable=False),
        sa.Column("mssante_patient", sa.Boolean(), nullable=False),
        sa.Column("mssante_professionals", sa.Boolean(), nullable=False),
        sa.Column("dmp_consent", sa.Boolean(), nullable=True),
        sa.Column("dmp_visible_patient", sa.Boolean(), nullable=False),
        sa.Column("dmp_visible_professionals", sa.Boolean(), nullable=False),
        sa.Column("blocked_on", sa.Date(), nullable=True),
        sa.Column("blocked_reason", sa.String(), nullable=True),
        sa.Column("archived_on", sa.Date(), nullable=True),
        sa.Column("archive_reason", sa.String(), nullable=True),
        sa.Column("deceased_on", sa.Date(), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("updated_at", UtcTime, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("birth_key", Key, nullable=False),
        sa.Column("given_key", Key, nullable=False),
        sa.Column("used_key", Key, nullable=True),
        sa.Column("used_given_key", Key, nullable=True),
        sa.Column("email_key", Key, nullable=True),
        sa.Column("inner_key", Key, nullable=True),
        sa.CheckConstraint("sex IN ('F', 'M', 'I')", name="patient_sex"),
        sa.CheckConstraint(
            "(ins_matricule IS NULL) = (ins_oid IS NULL)", name="patient_ins_is_whole"
        ),
        sa.CheckConstraint(
            "NOT ((doubtful OR fictitious) AND (identity_retrieved OR identity_checked))",
            name="patient_doubt_is_provisional",
        ),
        sa.CheckConstraint("NOT (fictitious AND (doubtful OR homonym))", name="patient_flags"),
        sa.CheckConstraint(
            "archive_reason IS NULL OR archived_on IS NOT NULL", name="patient_archived"
        ),
        sa.CheckConstraint(
            "blocked_reason IS NULL OR blocked_on IS NOT NULL", name="patient_blocked"
        ),
        sa.CheckConstraint(
            "coalesce(dmp_consent, false)"
            " OR NOT (dmp_visible_patient OR dmp_visible_professionals)",
            name="patient_dmp_needs_consent",
        ),
        sa.CheckConstraint("deceased_on >= birth_date", name="patient_death_after_birth"),
        sa.CheckConstraint("length(birth_place_code) = 5", name="patient_birth_place_code"),
        sa.CheckConstraint("merged_into <> id", name="patient_merged_elsewhere"),
        sa.CheckConstraint("version >= 1", name="patient_version"),
        sa.ForeignKeyConstraint(
            ["merged_into"],
            ["patient.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "patient_by_birth_date",
        "patient",
        ["birth_date", "birth_key", "given_key", "id", "used_key", "merged_into"],
        unique=False,
    )
    op.create_index(
        "patient_by_birth_name",
        "patient",
        [
            *("birth_key", "given_key", "id", "used_key", "used_given_key", "inner_key"),
            *("archived_on", "merged_into", "birth_date"),
        ],
        unique=False,
    )
    op.create_index("patient_by_email", "patient", ["email_key"], unique=False)
    op.create_index(
        "patient_by_given_name",
        "patient",
        [
            *("given_key", "birth_key", "id", "used_key", "used_given_key", "inner_key"),
            *("archived_on", "merged_into"),
        ],
        unique=False,
    )
    op.create_index("patient_by_nir", "patient", ["nir"], unique=False)
    for used, name, columns in (
        (
            "used_key",
            "patient_by_used_name",
            [
                "used_key",
                "given_key",
                "id",
                "birth_key",
                "archived_on",
                "merged_into",
                "birth_date",
            ],
        ),
        (
            "used_given_key",
            "patient_by_used_given_name",
            ["used_given_key", "birth_key", "id", "given_key", "archived_on", "merged_into"],
        ),
        (
            "used_given_key",
            "patient_by_birth_and_used",
            ["birth_key", "used_given_key", "id"],
        ),
        ("used_given_key", "patient_by_used_names", ["used_key", "used_given_key", "id"]),
        ("ins_matricule", "patient_by_matricule", ["ins_matricule"]),
        ("merged_into", "patient_by_merged_into", ["merged_into"]),
    ):
        where = sa.text(f"{used} IS NOT NULL")
        op.create_index(name, "patient", columns, sqlite_where=where, postgresql_where=where)
    op.create_table(
        "store_info",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", Key, nullable=False),
        sa.Column("color", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "vocabulary",
        sa.Column("word", Key, nullable=False),
        sa.Column("reversed", Key, nullable=False),
        sa.Column("phonetic", Key, nullable=False),
        sa.PrimaryKeyConstraint("word"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_vocabulary_phonetic", "vocabulary", ["phonetic"], unique=False)
    op.create_index("ix_vocabulary_reversed", "vocabulary", ["reversed"], unique=False)
    op.create_table(
        "extra_number",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", Key, nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("patient_id", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_extra_number_value", "extra_number", ["value"], unique=False)
    op.create_table(
        "ins_history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("matricule", Key, nullable=False),
        sa.Column("oid", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_ins_history_matricule", "ins_history", ["matricule"], unique=False)
    op.create_index("ix_ins_history_patient_id", "ins_history", ["patient_id"], unique=False)
    op.create_table(
        "patient_tag",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("patient_id", "tag_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("patient_tag_by_tag", "patient_tag", ["tag_id", "patient_id"], unique=False)
    op.create_table(
        "phone",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("reversed", Key, nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("patient_id", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_phone_reversed", "phone", ["reversed"], unique=False)
    op.create_table(
        "rights_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("checked_at", UtcTime, nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_rights_period_patient_id", "rights_period", ["patient_id"], unique=False)
    op.create_table(
        "word",
        sa.Column("word", Key, nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("word", "patient_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("word_by_patient", "word", ["patient_id"], unique=False)
