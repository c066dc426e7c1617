"""Practitioners, and appointments that are with one of them, last until a moment, and stay when
they are cancelled.

No program wrote into the table of appointments before: what somebody put there by hand is taken
along, each as overbooked, since nothing kept it from overlapping others.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from semble_cli.identity.names import fold
from semble_cli.store.tables.columns import Key, UtcTime

revision = "0013"
down_revision = "0012"

_NAMELESS = "?"
"""What a practitioner is called whom nobody named."""


def upgrade() -> None:
    """Add practitioners; make the table of appointments anew, and bring back what was in it."""
    connection = op.get_bind()
    found = connection.execute(sa.text("SELECT * FROM appointment ORDER BY id"))
    rows = [dict(row) for row in found.mappings()]
    op.drop_table("appointment")
    _make_practitioners()
    _make_appointments()
    if connection.dialect.name == "postgresql":
        op.execute(
            "ALTER TABLE appointment ADD CONSTRAINT appointment_alone EXCLUDE USING gist ("
            "int4range(practitioner_id, practitioner_id, '[]') WITH &&,"
            " tstzrange(starts_at, ends_at) WITH &&)"
            " WHERE (cancelled_at IS NULL AND NOT is_overbooked)"
        )
    names = sorted({_name(row) for row in rows})
    numbers = {name: number for number, name in enumerate(names, 1)}
    _put(connection, "practitioner", [_practitioner(numbers[name], name) for name in names])
    _put(connection, "appointment", [_appointment(row, numbers[_name(row)]) for row in rows])
    if connection.dialect.name == "postgresql":
        for table in ("practitioner", "appointment"):
            op.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
                " HAVING max(id) IS NOT NULL"
            )


def _make_practitioners() -> None:
    op.create_table(
        "practitioner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("rpps", sa.String(), nullable=True),
        sa.Column("address_lines", sa.String(), nullable=True),
        sa.Column("time_zone", sa.String(), nullable=True),
        sa.Column("search_key", Key, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )


def _make_appointments() -> None:
    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("practitioner_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", UtcTime, nullable=False),
        sa.Column("ends_at", UtcTime, nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("is_overbooked", sa.Boolean(), nullable=False),
        sa.Column("is_despite_block", sa.Boolean(), nullable=False),
        sa.Column("cancelled_at", UtcTime, nullable=True),
        sa.Column("cancelled_by", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name="appointment_lasts"),
        sa.CheckConstraint("channel IN ('desk', 'online')", name="appointment_channel"),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_by IS NULL)",
            name="appointment_cancelled_by_somebody",
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["practitioner_id"], ["practitioner.id"]),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_appointment_patient_id", "appointment", ["patient_id"])
    op.create_index("ix_appointment_starts_at", "appointment", ["starts_at"])
    op.create_index("appointment_of_practitioner", "appointment", ["practitioner_id", "starts_at"])


def _name(row: dict[str, Any]) -> str:
    return " ".join((row["practitioner"] or "").split()) or _NAMELESS


def _practitioner(number: int, name: str) -> dict[str, Any]:
    key = "".join(f" {word}" for word in fold(name).split())
    return {"id": number, "name": name, "search_key": key, "version": 1}


def _appointment(row: dict[str, Any], practitioner_id: int) -> dict[str, Any]:
    starts_at = row["starts_at"]
    if not isinstance(starts_at, datetime):
        starts_at = datetime.fromisoformat(starts_at)
    is_cancelled = row["status"].lower().startswith("cancel")
    return {
        "id": row["id"],
        "patient_id": row["patient_id"],
        "practitioner_id": practitioner_id,
        "starts_at": _as_kept(starts_at),
        "ends_at": _as_kept(starts_at + timedelta(minutes=row["minutes"])),
        "reason": row["reason"],
        "channel": "desk",
        "is_overbooked": True,
        "is_despite_block": False,
        "cancelled_at": _as_kept(starts_at) if is_cancelled else None,
        "cancelled_by": _NAMELESS if is_cancelled else None,
        "version": 1,
    }


def _as_kept(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}Z" if not moment.utcoffset() else moment.isoformat()


def _put(connection: sa.Connection, table: str, rows: list[dict[str, Any]]) -> None:
    for row in rows:
        names = ", ".join(row)
        values = ", ".join(f":{name}" for name in row)
        connection.execute(sa.text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)
