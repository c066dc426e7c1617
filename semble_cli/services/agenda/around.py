"""The appointments of a patient, as the document of the patient gives them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from semble_cli.store.record import appointments

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.store.database.connection import Connection

_LONGEST_DAY = timedelta(hours=26)

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
    if not found:
        return []
    from semble_cli.services.agenda.finding import entry_document, with_whom
    from semble_cli.services.agenda.rules import practice_zone

    zone = practice_zone(connection)
    today = now.astimezone(zone).date()
    told = []
    for entry in with_whom(connection, found):
        day = entry.appointment.starts_at.astimezone(zone).date()
        if day >= today:
            document = entry_document(entry, zone)
            told.append({key: document[key] for key in _KEYS} | {"today": day == today})
    return told
