"""The appointments of a patient."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from semble_cli.patient.around.appointment import CANCELLED, Appointment
from semble_cli.store.event_chain import stamp

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection


def appointments_between(
    connection: Connection, patient_id: int, start: datetime, end: datetime
) -> list[Appointment]:
    """The appointments of a patient from a moment until before another, the first first; none that
    was cancelled."""
    rows = connection.rows(
        "SELECT starts_at, minutes, practitioner FROM appointment"
        " WHERE patient_id = ? AND starts_at >= ? AND starts_at < ? AND status <> ?"
        " ORDER BY starts_at",
        (patient_id, stamp(start), stamp(end), CANCELLED),
    )
    with connection.decoding():
        return [
            Appointment(datetime.fromisoformat(str(starts_at)), minutes, practitioner)
            for starts_at, minutes, practitioner in rows
        ]
