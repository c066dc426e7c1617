"""The appointments of a patient, as the document of the patient gives them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from semble_cli.store.record import appointments

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from semble_cli.patient.agenda.appointment import Appointment
    from semble_cli.store.database.connection import Connection

_LONGEST_DAY = timedelta(hours=26)
_NOBODY_CAME_BEFORE = datetime(1900, 1, 1, tzinfo=UTC)

_KEYS = (
    *("id", "practitioner_id", "practitioner", "start", "end", "minutes", "reason", "channel"),
    *("is_overbooked", "is_despite_block"),
)


def appointments_around(
    connection: Connection, patient_id: int, now: datetime
) -> list[dict[str, Any]]:
    """Those of today, also those that are over, and all that are to come; each says whether it is
    today, at the practice."""
    found = appointments.within(connection, now - _LONGEST_DAY, patient_id=patient_id)
    return [each for each, day, today in _told(connection, found, now) if day >= today]


def past_appointments(
    connection: Connection, patient_id: int, now: datetime
) -> list[dict[str, Any]]:
    """Those of days that are over, at the practice, the last one first."""
    found = appointments.within(connection, _NOBODY_CAME_BEFORE, now, patient_id=patient_id)
    past = [each for each, day, today in _told(connection, found, now) if day < today]
    return past[::-1]


def _told(
    connection: Connection, found: list[Appointment], now: datetime
) -> Iterator[tuple[dict[str, Any], date, date]]:
    """Each as it is told, with its day and today."""
    if not found:
        return
    from semble_cli.services.agenda.finding import entry_document, with_whom
    from semble_cli.services.agenda.rules import practice_zone

    zone = practice_zone(connection)
    today = now.astimezone(zone).date()
    for entry in with_whom(connection, found):
        day = entry.appointment.starts_at.astimezone(zone).date()
        document = entry_document(entry, zone)
        yield {key: document[key] for key in _KEYS} | {"today": day == today}, day, today
