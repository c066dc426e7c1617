"""The tables around a patient as revision 0010 makes them, whatever becomes of them later."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from semble_cli.store.tables.columns import Key, UtcTime


def make_contacts() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("first_name", sa.String(), nullable=True),
        sa.Column("last_name", sa.String(), nullable=True),
        sa.Column("company_name", sa.String(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("mssante", sa.String(), nullable=True),
        sa.Column("address_lines", sa.String(), nullable=True),
        sa.Column("postal_code", sa.String(), nullable=True),
        sa.Column("city", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("rpps", sa.String(), nullable=True),
        sa.Column("finess", sa.String(), nullable=True),
        sa.Column("siren", sa.String(), nullable=True),
        sa.Column("siret", sa.String(), nullable=True),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("search_key", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "CASE WHEN kind = 'person' THEN last_name ELSE company_name END IS NOT NULL",
            name="contact_has_a_name",
        ),
        sa.CheckConstraint("kind IN ('person', 'organisation')", name="contact_kind"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "contact_phone",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("contact_id", "position"),
    )
    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("other_patient_id", sa.Integer(), nullable=True),
        sa.Column("gone_kind", sa.String(), nullable=True),
        sa.Column("gone_id", sa.Integer(), nullable=True),
        sa.Column("gone_name", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("policy_number", sa.String(), nullable=True),
        sa.Column("authorization_code", sa.String(), nullable=True),
        sa.Column("is_payer", sa.Boolean(), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(gone_kind IS NULL) = (gone_name IS NULL) AND (gone_id IS NULL) = (gone_name IS NULL)",
            name="relation_gone",
        ),
        sa.CheckConstraint(
            "CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END + CASE WHEN other_patient_id "
            "IS NULL THEN 0 ELSE 1 END + CASE WHEN gone_name IS NULL THEN 0 ELSE 1 END = "
            "1",
            name="relation_to_one",
        ),
        sa.CheckConstraint("ends_on >= starts_on", name="relation_ends_after_its_start"),
        sa.CheckConstraint("other_patient_id <> patient_id", name="relation_to_another"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["other_patient_id"], ["patient.id"]),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_relation_contact_id", "relation", ["contact_id"])
    op.create_index("ix_relation_gone_id", "relation", ["gone_id"])
    op.create_index("ix_relation_other_patient_id", "relation", ["other_patient_id"])
    op.create_index("ix_relation_patient_id", "relation", ["patient_id"])


def make_care() -> None:
    op.create_table(
        "allergy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("substance", sa.String(), nullable=False),
        sa.Column("severity", sa.String(), nullable=True),
        sa.Column("certainty", sa.String(), nullable=False),
        sa.Column("noted_at", UtcTime, nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "certainty IN ('confirmed', 'unconfirmed', 'refuted')", name="allergy_certainty"
        ),
        sa.CheckConstraint("severity IN ('mild', 'moderate', 'severe')", name="allergy_severity"),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_allergy_patient_id", "allergy", ["patient_id"])
    op.create_table(
        "no_known_allergy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("noted_at", UtcTime, nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("scope IN ('all', 'drug', 'food')", name="no_known_allergy_scope"),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("patient_id", "scope", name="no_known_allergy_once"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_no_known_allergy_patient_id", "no_known_allergy", ["patient_id"])
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("held_at", UtcTime, nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consultation_patient_id", "consultation", ["patient_id"])
    op.create_table(
        "section",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("keyword", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("allergy_id", sa.Integer(), nullable=True),
        sa.Column("reaction", sa.String(), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "allergy_id IS NOT NULL OR body IS NOT NULL AND reaction IS NULL AND noted_on IS NULL",
            name="section_says_something",
        ),
        sa.ForeignKeyConstraint(
            ["allergy_id"], ["allergy.id"], initially="DEFERRED", deferrable=True
        ),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("consultation_id", "position"),
        sa.UniqueConstraint("allergy_id"),
    )
    op.create_table(
        "section_keyword",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "treatment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("drug", sa.String(), nullable=False),
        sa.Column("dose", sa.String(), nullable=True),
        sa.Column("route", sa.String(), nullable=True),
        sa.Column("frequency", sa.String(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("prescriber", sa.String(), nullable=True),
        sa.Column("comment", sa.String(), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("stop_reason", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(stopped_on IS NULL) = (stop_reason IS NULL) AND (stop_reason IS NULL OR "
            "stop_reason IN ('intolerance', 'inefficacy', 'end', 'other'))",
            name="treatment_stop_reason",
        ),
        sa.CheckConstraint("ends_on >= starts_on", name="treatment_ends_after_its_start"),
        sa.CheckConstraint("stopped_on >= starts_on", name="treatment_stops_after_its_start"),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_treatment_patient_id", "treatment", ["patient_id"])


def make_documents() -> None:
    op.create_table(
        "document_content",
        sa.Column("sha256", Key, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "document_chunk",
        sa.Column("sha256", Key, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["document_content.sha256"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("sha256", "position"),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("sha256", Key, nullable=False),
        sa.Column("added_at", UtcTime, nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("deleted_at", UtcTime, nullable=True),
        sa.Column("deleted_by", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(deleted_at IS NULL) = (deleted_by IS NULL)", name="document_deleted_by_somebody"
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["sha256"], ["document_content.sha256"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_document_patient_id", "document", ["patient_id"])
    op.create_index("ix_document_sha256", "document", ["sha256"])


def make_the_rest() -> None:
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("written_at", UtcTime, nullable=False),
        sa.Column("author", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_letter_contact_id", "letter", ["contact_id"])
    op.create_index("ix_letter_patient_id", "letter", ["patient_id"])
    op.create_table(
        "invoice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("payer_contact_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("amount_cents", sa.Integer(), nullable=False),
        sa.Column("paid_cents", sa.Integer(), nullable=False),
        sa.Column("notes", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["payer_contact_id"], ["contact.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invoice_patient_id", "invoice", ["patient_id"])
    op.create_index("ix_invoice_payer_contact_id", "invoice", ["payer_contact_id"])
    op.create_table(
        "medical_content",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("salt", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["event.seq"]),
        sa.PrimaryKeyConstraint("seq"),
    )
