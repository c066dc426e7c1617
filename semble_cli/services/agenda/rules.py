"""What holds of every appointment, however it comes to stand: made, moved, or brought back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from semble_cli.errors import BadUsage, Conflict, NoSuchRecord, Refused
from semble_cli.patient.agenda.appointment import Channel
from semble_cli.patient.agenda.wall_clock import zone_of
from semble_cli.patient.around.kinds import PRACTITIONER
from semble_cli.patient.identifier import is_id
from semble_cli.services.access import Permission, who_may
from semble_cli.services.practice.settings import value_within
from semble_cli.settings.kinds import TRUE
from semble_cli.store.record import appointments, practitioners, rows

if TYPE_CHECKING:
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from semble_cli.patient.agenda.appointment import Appointment
    from semble_cli.patient.agenda.practitioner import Practitioner
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.database.connection import Connection

Own = Callable[[str], str | None]
"""What who works here set as their own for a setting of the practice's; `None` for nothing."""

TIME_ZONE = "practice.time_zone"
OPENING_HOURS = "appointments.opening_hours"
ONLINE_WHEN_BLOCKED = "appointments.online_when_blocked"


def nothing_own(name: str) -> None:
    """Who works here set nothing."""


def practice_zone(connection: Connection, own: Own = nothing_own) -> ZoneInfo:
    """The time zone in which times are given and shown.

    Raises:
        BadUsage: what is set is none.
    """
    return zone_of(value_within(connection, TIME_ZONE, own(TIME_ZONE)) or "UTC")


def day_at_practice(connection: Connection, moment: datetime, own: Own = nothing_own) -> date:
    """The day that calendars at the practice show at a moment.

    Raises:
        BadUsage: as `practice_zone`.
    """
    return moment.astimezone(practice_zone(connection, own)).date()


def zone_at(register: Register, own: Own) -> ZoneInfo:
    """As `practice_zone`, of a register that is not read yet.

    Raises:
        BadUsage: what is set is none. StoreError: it cannot be read. Refused: no user of it.
    """
    with register.reading() as connection:
        return practice_zone(connection, own)


def practitioner_meant(connection: Connection, text: str | None) -> Practitioner:
    """The practitioner that a text means: a number, or the beginning of a name; without one, the
    only one that the practice has.

    Raises:
        NoSuchRecord: there is none. Refused: several are called so. BadUsage: no text, and several
            practitioners.
    """
    if text is not None and is_id(text):
        found: Practitioner = rows.get(connection, PRACTITIONER, int(text))
        return found
    several = practitioners.find(connection, text or "")
    if text is not None and not text.strip():
        several = []
    exact = practitioners.called(connection, text or "")
    if len(exact) == 1 or len(several) == 1:
        return exact[0] if len(exact) == 1 else several[0]
    if several and text is None:
        raise BadUsage("Name the practitioner with --practitioner.")
    if several:
        raise Refused(
            "Several practitioners are called so: {names}. Give more of the name, or the number.",
            names=", ".join(f"{each.name} ({each.id})" for each in several[:10]),
        )
    raise NoSuchRecord(
        "No practitioner is called so. See semble practitioner list, or add one with semble"
        " practitioner add."
    )


def placed(work: UnitOfWork, appointment: Appointment, *, overbook: bool) -> Appointment:
    """An appointment that stands where it is to: overbooked where it overlaps another and may.

    The work holds the write lock, so that nobody takes the time meanwhile.

    Raises:
        Conflict: the time is taken, and it is not to be overbooked.
    """
    taken = appointments.overlapping(work.connection, appointment)
    if taken and not overbook:
        zone = practice_zone(work.connection)
        raise Conflict(
            "This time is taken, from {start} to {end} (appointment {id}). semble appointment free"
            " finds another; --overbook makes it all the same.",
            start=taken[0].starts_at.astimezone(zone),
            end=taken[0].ends_at.astimezone(zone),
            id=taken[0].id,
        )
    return appointment._replace(is_overbooked=bool(taken))


def refuse_brought_back(work: UnitOfWork, appointment: Appointment) -> None:
    """Refuse an appointment that would stand again where it may not any more. What was overbooked
    meanwhile was put beside it knowingly.

    Raises:
        Conflict: the time was taken since. Refused: the patient died.
    """
    if appointment.is_cancelled:
        return
    if work.patient(appointment.patient_id).deceased_on is not None:
        raise _of_dead(work.patient(appointment.patient_id))
    others = appointments.overlapping(work.connection, appointment)
    if not appointment.is_overbooked and not all(each.is_overbooked for each in others):
        raise Conflict("The time of this appointment was given to another since. Make a new one.")


def despite_block(work: UnitOfWork, patient: Patient, channel: Channel, own: Own) -> bool:
    """Whether a patient is blocked who may have an appointment all the same: one made online.

    Raises:
        Refused: the patient died; or is blocked, and the practice makes none, or closed that way
            too.
    """
    if patient.deceased_on is not None:
        raise _of_dead(patient)
    if patient.blocked_on is None:
        return False
    passes = value_within(work.connection, ONLINE_WHEN_BLOCKED, own(ONLINE_WHEN_BLOCKED)) == TRUE
    if channel is Channel.ONLINE and passes:
        return True
    who = who_may(work.connection, Permission.EDIT_PATIENTS)
    if patient.blocked_reason:
        raise Refused(
            "Patient {id} is blocked: {reason}. No appointment is made or moved. Who may unblock:"
            " {who}, with semble patient unblock {id}.",
            id=patient.id,
            reason=patient.blocked_reason,
            who=who,
        )
    raise Refused(
        "Patient {id} is blocked, no reason is noted. No appointment is made or moved. Who may"
        " unblock: {who}, with semble patient unblock {id}.",
        id=patient.id,
        who=who,
    )


def _of_dead(patient: Patient) -> Refused:
    return Refused("Patient {id} has died. No appointment is made or moved.", id=patient.id)
