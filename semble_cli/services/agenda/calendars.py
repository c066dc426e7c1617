"""A practitioner's appointments as iCalendar."""

from __future__ import annotations

from datetime import UTC, date
from typing import TYPE_CHECKING

from semble_cli.patient.actions import Action
from semble_cli.patient.agenda.wall_clock import day_bounds
from semble_cli.services.agenda.finding import opening_of, with_whom
from semble_cli.services.agenda.rules import practitioner_meant
from semble_cli.services.audit.noting import note_export
from semble_cli.store.record import appointments

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.agenda.rules import Own
    from semble_cli.services.register import Register


def write_calendar(
    register: Register,
    own: Own,
    practitioner: str | None,
    summary: str,
    shown: Callable[[str], str],
    *,
    since: date | None = None,
    with_names: bool = False,
) -> str:
    """The appointments of a practitioner that stand, from a day on, today without one, in the
    practitioner's time zone. Without names, each is called *summary*, and nothing tells of a
    patient; that names are taken out is noted before.

    Args:
        shown: how texts of the register are written.

    Raises:
        NoSuchRecord, Refused, BadUsage: as `practitioner_meant`. StoreError: as `note_export`.
    """
    from semble_cli.exchange.agenda.icalendar import CalendarEvent, calendar_text

    with register.reading() as connection:
        whose = practitioner_meant(connection, practitioner)
    if with_names:
        note_export(register, Action.PATIENT_EXPORT, {"calendar": whose.id})
    now = register.clock().astimezone(UTC)
    with register.reading() as connection:
        _, zone = opening_of(connection, whose, own)
        first = since or now.astimezone(zone).date()
        found = appointments.within(
            connection, day_bounds(first, zone)[0], practitioner_id=whose.id
        )
        register_id = appointments.register_id(connection)
        entries = with_whom(connection, found)
    events = [
        CalendarEvent(
            uid=f"appointment-{entry.appointment.id}@{register_id}",
            starts_at=entry.appointment.starts_at,
            ends_at=entry.appointment.ends_at,
            sequence=entry.appointment.version - 1,
            summary=shown(entry.patient.full_name) if with_names else summary,
            description=shown(entry.appointment.reason or "") if with_names else None,
        )
        for entry in entries
    ]
    return calendar_text(events, zone, shown(whose.name), now)
