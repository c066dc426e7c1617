"""The language that a patient speaks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column."""
    op.add_column("patient", sa.Column("preferred_language", sa.String(), nullable=True))
