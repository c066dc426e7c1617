"""A ledger of what is shared, with whom, and what became of it: nothing goes with a patient."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from semble_cli.store.tables.columns import Key, UtcTime

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Make the ledger."""
    op.create_table(
        "share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("shared_at", UtcTime, nullable=False),
        sa.Column("shared_by", sa.String(), nullable=False),
        sa.Column("override", sa.String(), nullable=True),
        sa.Column("resends", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('documents', 'export')", name="share_kind"),
        sa.ForeignKeyConstraint(
            ["resends"],
            ["share.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_share_patient_id", "share", ["patient_id"])
    op.create_table(
        "share_document",
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("sha256", Key, nullable=False),
        sa.ForeignKeyConstraint(
            ["share_id"],
            ["share.id"],
        ),
        sa.PrimaryKeyConstraint("share_id", "position"),
    )
    op.create_index("ix_share_document_sha256", "share_document", ["sha256"])
    op.create_table(
        "share_recipient",
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("relation_id", sa.Integer(), nullable=True),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("sealing", sa.String(), nullable=True),
        sa.CheckConstraint(
            "(way = 'email') = (sealing IS NOT NULL)", name="share_recipient_email_is_sealed"
        ),
        sa.CheckConstraint(
            "kind IN ('patient', 'contact', 'other_patient', 'address')",
            name="share_recipient_kind",
        ),
        sa.CheckConstraint("sealing IN ('pdf', 'zip')", name="share_recipient_sealing"),
        sa.CheckConstraint("way IN ('email', 'mssante')", name="share_recipient_way"),
        sa.ForeignKeyConstraint(
            ["share_id"],
            ["share.id"],
        ),
        sa.PrimaryKeyConstraint("share_id", "position"),
    )
    op.create_table(
        "share_outcome",
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("noted_at", UtcTime, nullable=False),
        sa.CheckConstraint(
            "outcome IN ('sent', 'refused', 'unsent', 'unknown', 'written')",
            name="share_outcome_known",
        ),
        sa.ForeignKeyConstraint(
            ["share_id", "position"],
            ["share_recipient.share_id", "share_recipient.position"],
        ),
        sa.PrimaryKeyConstraint("share_id", "position"),
    )
