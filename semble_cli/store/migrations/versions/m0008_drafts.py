"""Drafts: what somebody began to type of a new patient."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from semble_cli.store.tables.columns import UtcTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("made_at", UtcTime, nullable=False),
        sa.Column("content", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_draft_author", "draft", ["author"])
