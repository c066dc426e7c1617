"""What ADRi tells of a patient: the fund, the birth date as it stands there, the last check."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_TEXTS = ("fund", "fund_center", "birth_date_as_insured")


def upgrade() -> None:
    """Add the columns; no period of rights was ever written before."""
    for name in _TEXTS:
        op.add_column("patient", sa.Column(name, sa.String(), nullable=True))
    op.add_column("patient", sa.Column("rights_checked_on", sa.Date(), nullable=True))
    checked = sa.text("rights_checked_on IS NOT NULL")
    op.create_index(
        "patient_by_rights_check",
        "patient",
        ["rights_checked_on"],
        sqlite_where=checked,
        postgresql_where=checked,
    )
    op.drop_column("rights_period", "checked_at")
