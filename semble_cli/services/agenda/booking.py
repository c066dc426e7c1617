"""Appointments: made, moved, cancelled. Each is one transaction, under the write lock."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Conflict
from semble_cli.patient.actions import Action
from semble_cli.patient.agenda.appointment import (
    Appointment,
    Channel,
    Fold,
    check_minutes,
    check_start,
)
from semble_cli.patient.agenda.free import is_open
from semble_cli.patient.agenda.wall_clock import day_bounds, parse_start
from semble_cli.patient.around.kinds import APPOINTMENT, PRACTITIONER
from semble_cli.patient.texts import parse_reason
from semble_cli.services.access import Permission
from semble_cli.services.agenda.finding import Booking, opening_of
from semble_cli.services.agenda.rules import (
    Own,
    despite_block,
    placed,
    practice_zone,
    practitioner_meant,
)
from semble_cli.services.record import keeping
from semble_cli.store.record import appointments, rows

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from semble_cli.patient.agenda.practitioner import Practitioner
    from semble_cli.services.changes import Changes
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork


class When(NamedTuple):
    """The time that somebody asks for, as it is typed: what is `None` stays, or has its default.
    *fold* says which is meant of an hour that comes twice, *overbook* that it may be taken."""

    start: str | None = None
    minutes: int | None = None
    practitioner: str | None = None
    channel: Channel = Channel.DESK
    fold: Fold | None = None
    overbook: bool = False


class Booked(NamedTuple):
    """An appointment with whom it is about, and the time zone of the practice; what changed; and
    whether some of it is outside opening hours."""

    entry: Booking
    zone: ZoneInfo
    changes: Changes = {}  # noqa: RUF012 - never written to
    is_outside: bool = False


def add_appointment(
    register: Register, patient_id: int, when: When, reason: str | None, own: Own
) -> Booked:
    """Make an appointment of a patient with a practitioner.

    Raises:
        NoSuchRecord: nobody has this id, or is called so. InvalidInput: what was given cannot be
            taken. ComesTwice: the hour is two, and nothing says which.
        Refused: the patient died, or is blocked. Conflict: the time is taken.
    """
    why = parse_reason("reason", reason or "") or None
    with register.writing(Permission.EDIT_PATIENTS) as work:
        zone = practice_zone(work.connection, own)
        patient = work.patient(patient_id)
        is_despite_block = despite_block(work, patient, when.channel, own)
        practitioner = practitioner_meant(work.connection, when.practitioner)
        asked = Appointment(
            patient_id,
            practitioner.id or 0,
            starts_at=work.at,
            ends_at=work.at,
            reason=why,
            channel=when.channel.value,
            is_despite_block=is_despite_block,
        ).lasting(_start(work, when, zone), check_minutes(when.minutes or 0))
        new = keeping.add(
            work,
            APPOINTMENT,
            placed(work, asked, overbook=when.overbook),
            Action.APPOINTMENT_ADD,
        )
        return _booked(work, Booking(new, patient, practitioner), zone, own)


def move_appointment(register: Register, appointment_id: int, when: When, own: Own) -> Booked:
    """Have an appointment at another time, for longer or shorter, or with another practitioner. All
    that holds of a new one holds again.

    Raises:
        NoSuchRecord: there is none of this number. Conflict: it was cancelled.
        As `add_appointment`.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        zone = practice_zone(work.connection, own)
        before: Appointment = rows.get(work.connection, APPOINTMENT, appointment_id)
        if before.is_cancelled:
            raise Conflict("This appointment was cancelled. Make a new one.")
        patient = work.patient(before.patient_id)
        despite_block(work, patient, when.channel, own)
        practitioner = _whose(work, before, when.practitioner)
        starts_at = before.starts_at if when.start is None else _start(work, when, zone)
        minutes = before.minutes if when.minutes is None else check_minutes(when.minutes)
        asked = before._replace(practitioner_id=practitioner.id or 0).lasting(starts_at, minutes)
        if asked != before:
            asked = placed(work, asked, overbook=when.overbook)
        after = keeping.change(work, APPOINTMENT, before, asked, Action.APPOINTMENT_MOVE)
        moved = _booked(work, Booking(after, patient, practitioner), zone, own)
        return moved._replace(changes=keeping.difference(APPOINTMENT, before, after))


def cancel_appointment(register: Register, appointment_id: int, own: Own) -> Booked:
    """Cancel an appointment: it stays, and its time is free.

    Raises:
        NoSuchRecord: there is none of this number.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before: Appointment = rows.get(work.connection, APPOINTMENT, appointment_id)
        after = before if before.is_cancelled else cancel_within(work, before)
        entry = Booking(after, work.patient(before.patient_id), _whose(work, before, None))
        changes = keeping.difference(APPOINTMENT, before, after)
        return Booked(entry, practice_zone(work.connection, own), changes)


def cancel_coming(work: UnitOfWork, patient_id: int) -> list[Appointment]:
    """Cancel all appointments of a patient that have not begun, as a part of other work."""
    coming = appointments.to_come(work.connection, patient_id, work.at)
    return [cancel_within(work, each) for each in coming]


def cancel_within(work: UnitOfWork, appointment: Appointment) -> Appointment:
    """Cancel one appointment, as a part of other work."""
    cancelled = appointment._replace(cancelled_at=work.at, cancelled_by=work.actor)
    written: Appointment = keeping.change(
        work, APPOINTMENT, appointment, cancelled, Action.APPOINTMENT_CANCEL
    )
    return written


def _whose(work: UnitOfWork, appointment: Appointment, named: str | None) -> Practitioner:
    if named is not None:
        return practitioner_meant(work.connection, named)
    found: Practitioner = rows.get(work.connection, PRACTITIONER, appointment.practitioner_id)
    return found


def _start(work: UnitOfWork, when: When, zone: ZoneInfo) -> datetime:
    starts_at = parse_start("starts_at", when.start or "", zone, when.fold)
    check_start(starts_at, day_bounds(work.at.astimezone(zone).date(), zone)[0])
    return starts_at


def _booked(work: UnitOfWork, entry: Booking, zone: ZoneInfo, own: Own) -> Booked:
    opening, its_zone = opening_of(work.connection, entry.practitioner, own)
    span = (entry.appointment.starts_at, entry.appointment.ends_at)
    return Booked(entry, zone, is_outside=not is_open(opening, span, its_zone))
