"""The appointments of a patient."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.store.event_chain import stamp

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection

_CANCELLED = "cancelled"


class Appointment(NamedTuple):
    """When a patient comes, for how long, and to whom."""

    starts_at: datetime
    minutes: int
    practitioner: str | None


def appointments_between(
    connection: Connection, patient_id: int, start: datetime, end: datetime
) -> list[Appointment]:
    """The appointments of a patient from a moment to another, the first first; none that was
    cancelled."""
    rows = connection.rows(
        "SELECT starts_at, minutes, practitioner FROM appointment"
        " WHERE patient_id = ? AND starts_at >= ? AND starts_at < ? AND status <> ?"
        " ORDER BY starts_at",
        (patient_id, stamp(start), stamp(end), _CANCELLED),
    )
    with connection.decoding():
        return [
            Appointment(datetime.fromisoformat(str(starts_at)), minutes, practitioner)
            for starts_at, minutes, practitioner in rows
        ]
