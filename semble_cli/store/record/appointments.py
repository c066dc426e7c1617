"""Appointments, found by when they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.around.kinds import APPOINTMENT
from semble_cli.patient.json_form import plain_value
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.patient.agenda.appointment import Appointment
    from semble_cli.store.database.connection import Connection

_IN_ORDER = "starts_at, id"


def within(
    connection: Connection,
    since: datetime,
    until: datetime | None = None,
    *,
    practitioner_id: int | None = None,
    patient_id: int | None = None,
    cancelled: bool = False,
) -> list[Appointment]:
    """The appointments that take some of the time from a moment until before another, in order; of
    one practitioner or patient; those that were *cancelled* too."""
    conditions, values = ["ends_at > ?"], [plain_value(since)]
    for condition, value in (
        ("starts_at < ?", plain_value(until)),
        ("practitioner_id = ?", practitioner_id),
        ("patient_id = ?", patient_id),
    ):
        if value is not None:
            conditions.append(condition)
            values.append(value)
    if not cancelled:
        conditions.append("cancelled_at IS NULL")
    found: list[Any] = rows.select(
        connection, APPOINTMENT, " AND ".join(conditions), values, _IN_ORDER
    )
    return found


def overlapping(connection: Connection, appointment: Appointment) -> list[Appointment]:
    """The other appointments that stand and take some of the same time of the practitioner."""
    found = within(
        connection,
        appointment.starts_at,
        appointment.ends_at,
        practitioner_id=appointment.practitioner_id,
    )
    return [each for each in found if each.id != appointment.id]


def to_come(connection: Connection, patient_id: int, now: datetime) -> list[Appointment]:
    """The appointments of a patient that stand and have not begun."""
    found: list[Any] = rows.select(
        connection,
        APPOINTMENT,
        "patient_id = ? AND starts_at >= ? AND cancelled_at IS NULL",
        (patient_id, plain_value(now)),
        _IN_ORDER,
    )
    return found


def closed_by(connection: Connection, batch: int, now: datetime) -> list[int]:
    """The patients whom a command noted as deceased or blocked who have appointments to come."""
    rows = connection.rows(
        "SELECT DISTINCT patient_id FROM event WHERE batch = ?"
        " AND (content LIKE ? OR content LIKE ?)"
        " AND EXISTS (SELECT 1 FROM patient WHERE patient.id = event.patient_id"
        " AND (patient.deceased_on IS NOT NULL OR patient.blocked_on IS NOT NULL))"
        " AND EXISTS (SELECT 1 FROM appointment WHERE appointment.patient_id = event.patient_id"
        " AND starts_at >= ? AND cancelled_at IS NULL) ORDER BY patient_id",
        (batch, '%"deceased_on"%', '%"blocked_on"%', plain_value(now)),
    )
    return [patient_id for (patient_id,) in rows]


def register_id(connection: Connection) -> str:
    """What makes the numbers of a register's appointments different from those of all others."""
    found: str = connection.value("SELECT value FROM store_info WHERE name = 'id'")
    return found
