"""Who opened a record, found by an index; and what Postgres holds of who may read the journal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the index."""
    is_opening = sa.text("action = 'patient.open'")
    op.create_index(
        "event_of_opening",
        "event",
        ["patient_id", "actor", "at"],
        unique=False,
        sqlite_where=is_opening,
        postgresql_where=is_opening,
    )
