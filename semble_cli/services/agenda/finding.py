"""What stands in the agenda, and what is free."""

from __future__ import annotations

from datetime import UTC, date, timedelta
from enum import Enum
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.agenda.appointment import check_minutes
from semble_cli.patient.agenda.free import open_spans, slots, without
from semble_cli.patient.agenda.opening import parse_opening
from semble_cli.patient.agenda.wall_clock import day_bounds, zone_of
from semble_cli.patient.around.kinds import PRACTITIONER
from semble_cli.patient.json_form import plain_value
from semble_cli.services.agenda.rules import (
    OPENING_HOURS,
    Own,
    nothing_own,
    practice_zone,
    practitioner_meant,
)
from semble_cli.services.practice.settings import value_within
from semble_cli.store.database.chunks import chunks
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import appointments, rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from semble_cli.patient.agenda.appointment import Appointment
    from semble_cli.patient.agenda.opening import Opening
    from semble_cli.patient.agenda.practitioner import Practitioner
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

_HORIZON = 366
"""Days that are looked through for what is free."""

_CHANNELLED = ("reason", "channel", "is_overbooked", "is_despite_block")


class Booking(NamedTuple):
    """An appointment with whom it is about."""

    appointment: Appointment
    patient: Patient
    practitioner: Practitioner


class AgendaOf(NamedTuple):
    """Entries of some days, in order, in the time zone of the practice; without an end, all that is
    to come."""

    entries: list[Booking]
    zone: ZoneInfo
    first: date
    last: date | None


class Stretch(Enum):
    """How much of the agenda is listed, from a day on."""

    DAY = 1
    """That day alone."""
    WEEK = 7
    """The week of that day, from Monday on."""
    TO_COME = None
    """All that is to come."""


class FreeTimes(NamedTuple):
    """When something of so many minutes may begin, in UTC."""

    practitioner: Practitioner
    zone: ZoneInfo
    minutes: int
    starts: list[datetime]


DOCUMENT_KEYS = (
    *("id", "patient_id", "patient", "practitioner_id", "practitioner", "start", "end"),
    *("minutes", *_CHANNELLED, "cancelled_at", "cancelled_by", "version"),
)
"""The keys of an appointment's document, in order."""


def entry_document(entry: Booking, zone: ZoneInfo) -> dict[str, Any]:
    """An appointment as scripts read it: times are local, with their offset."""
    appointment = entry.appointment
    told = appointment._asdict() | {
        "patient": entry.patient.full_name,
        "practitioner": entry.practitioner.name,
        "start": local_text(appointment.starts_at, zone),
        "end": local_text(appointment.ends_at, zone),
        "minutes": appointment.minutes,
        "cancelled_at": plain_value(appointment.cancelled_at),
    }
    return {key: told[key] for key in DOCUMENT_KEYS}


def local_text(moment: datetime, zone: ZoneInfo) -> str:
    """A moment as a clock on the wall of a zone shows it, with its offset."""
    return moment.astimezone(zone).isoformat(timespec="minutes")


def with_whom(connection: Connection, found: Sequence[Appointment]) -> list[Booking]:
    """Appointments with their patients and practitioners."""
    ids = sorted({each.patient_id for each in found})
    people = {
        patient.id: patient
        for some in chunks(ids)
        for patient in patients.get_many(connection, some)
    }
    whose = sorted({each.practitioner_id for each in found})
    doctors = rows.get_many(connection, PRACTITIONER, whose)
    return [Booking(each, people[each.patient_id], doctors[each.practitioner_id]) for each in found]


def list_appointments(
    register: Register,
    own: Own,
    day: date | None = None,
    stretch: Stretch = Stretch.DAY,
    *,
    practitioner: str | None = None,
    patient_id: int | None = None,
    cancelled: bool = False,
) -> AgendaOf:
    """The appointments of a day or of more, at the practice; of today without a *day*.

    Raises:
        NoSuchRecord, Refused: as `practitioner_meant`; nobody has this id.
    """
    with register.reading() as connection:
        zone = practice_zone(connection, own)
        first = day or register.clock().astimezone(zone).date()
        if stretch is Stretch.WEEK:
            first -= timedelta(days=first.weekday())
        whose = practitioner_meant(connection, practitioner).id if practitioner else None
        if patient_id is not None:
            patients.get(connection, patient_id)
        last = first + timedelta(days=stretch.value - 1) if stretch.value else None
        found = appointments.within(
            connection,
            day_bounds(first, zone)[0],
            day_bounds(last, zone)[1] if last else None,
            practitioner_id=whose,
            patient_id=patient_id,
            cancelled=cancelled,
        )
        return AgendaOf(with_whom(connection, found), zone, first, last)


def coming_of(register: Register, patient_id: int, own: Own = nothing_own) -> AgendaOf:
    """The appointments of a patient that stand and have not begun."""
    with register.reading() as connection:
        return coming_within(connection, patient_id, register.clock(), own)


def coming_within(
    connection: Connection, patient_id: int, now: datetime, own: Own = nothing_own
) -> AgendaOf:
    """As `coming_of`, as a part of other work."""
    zone = practice_zone(connection, own)
    found = appointments.to_come(connection, patient_id, now.astimezone(UTC))
    return AgendaOf(with_whom(connection, found), zone, now.astimezone(zone).date(), None)


def coming_of_closed(register: Register, batch: int, own: Own = nothing_own) -> list[AgendaOf]:
    """What is to come of each patient whom a command noted as deceased or blocked, by its number;
    those without anything are left out."""
    now = register.clock()
    with register.reading() as connection:
        closed = appointments.closed_by(connection, batch, now.astimezone(UTC))
        return [coming_within(connection, each, now, own) for each in closed]


def opening_of(
    connection: Connection, practitioner: Practitioner, own: Own
) -> tuple[Opening, ZoneInfo]:
    """Opening hours, and the time zone in which they hold for a practitioner.

    Raises:
        BadUsage: what is set is none.
    """
    hours = value_within(connection, OPENING_HOURS, own(OPENING_HOURS)) or ""
    zone = practitioner.time_zone
    return (
        parse_opening(OPENING_HOURS, hours),
        zone_of(zone) if zone else practice_zone(connection, own),
    )


def free_times(
    register: Register,
    own: Own,
    practitioner: str | None,
    minutes: int,
    *,
    since: date | None = None,
    limit: int = 10,
) -> FreeTimes:
    """When a practitioner is free next, within opening hours: from a day on, and not before now.

    Raises:
        InvalidInput: nothing lasts so long.
        NoSuchRecord, Refused, BadUsage: as `practitioner_meant`.
    """
    check_minutes(minutes)
    now = register.clock().astimezone(UTC)
    with register.reading() as connection:
        found = practitioner_meant(connection, practitioner)
        opening, zone = opening_of(connection, found, own)
        shown_in = practice_zone(connection, own)
        first = max(since or date.min, now.astimezone(zone).date())
        last = first + timedelta(days=_HORIZON)
        taken = appointments.within(
            connection,
            day_bounds(first, zone)[0],
            day_bounds(last, zone)[1],
            practitioner_id=found.id,
        )
    spans = [(each.starts_at, each.ends_at) for each in taken]
    starts = slots(without(open_spans(opening, first, last, zone), spans), minutes, now)
    return FreeTimes(found, shown_in, minutes, list(islice(starts, limit or None)))
