"""To delete and to recover: two rights of a user, beside the role; nobody has them yet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_RIGHTS = ("may_delete", "may_recover")

_WRITE_LOCK_OF_BEFORE = 0x5E3B1E
"""The advisory lock that programs of before take to write to Postgres."""


def upgrade() -> None:
    """Add the columns."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"SELECT pg_advisory_xact_lock({_WRITE_LOCK_OF_BEFORE})")
    with op.batch_alter_table("app_user") as table:
        for name in _RIGHTS:
            table.add_column(
                sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
            )
        table.create_check_constraint(
            "app_user_rights",
            "role IN ('secretary', 'clinician') OR NOT (may_delete OR may_recover)",
        )
