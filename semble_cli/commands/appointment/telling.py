"""What is said of an appointment: when, with whom, and what is unusual about it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.confirmations.records import confirm_record
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import chosen, say, warn
from semble_cli.commands.ui.tables import shown_day, write_one
from semble_cli.commands.ui.written import batches
from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.patient.agenda.wall_clock import written_time
from semble_cli.services.agenda.finding import entry_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from semble_cli.commands.ui.context import Context
    from semble_cli.commands.ui.output import Format
    from semble_cli.services.agenda.booking import Booked
    from semble_cli.services.agenda.finding import AgendaOf, Booking

_MARKS = {
    "cancelled_at": Sentence("cancelled"),
    "is_overbooked": Sentence("overbooked"),
    "is_despite_block": Sentence("⛔ despite the block"),
}
"""What is said of an appointment that has some field."""

_DAY_NAMES = (
    *(Sentence("Monday"), Sentence("Tuesday"), Sentence("Wednesday"), Sentence("Thursday")),
    *(Sentence("Friday"), Sentence("Saturday"), Sentence("Sunday")),
)


def tell_booked(action: Action, booked: Booked, form: Format | None) -> None:
    """Say what was done to an appointment, and what deserves a look."""
    appointment = booked.entry.appointment
    named = tr(
        "{what} (appointment {id})",
        what=when_and_whom(booked.entry, booked.zone),
        id=appointment.id,
    )
    is_new = action is Action.APPOINTMENT_ADD
    confirm_record(action, booked.entry.patient, named, None if is_new or booked.changes else {})
    warn(_unusual(booked))
    if form is not None:
        write_one(entry_document(booked.entry, booked.zone), chosen(form))


def _unusual(booked: Booked) -> Iterator[Sentence]:
    if booked.entry.appointment.is_cancelled:
        return
    if booked.entry.appointment.is_overbooked:
        yield Sentence("it overlaps another appointment.")
    if booked.entry.appointment.is_despite_block:
        yield Sentence("the patient is blocked at the practice; online, it was made all the same.")
    if booked.is_outside:
        yield Sentence("it is outside opening hours.")


def when_and_whom(entry: Booking, zone: ZoneInfo) -> str:
    """When an appointment is, how long, and with whom."""
    starts = entry.appointment.starts_at.astimezone(zone)
    return tr(
        "{day} {time}, {minutes} min, {practitioner}",
        day=shown_day(starts.date().isoformat()),
        time=written_time(starts),
        minutes=entry.appointment.minutes,
        practitioner=entry.practitioner.name,
    )


def document_line(document: dict[str, Any]) -> str:
    """An appointment of a patient's document, on one line; the day, where it is not today."""
    starts = datetime.fromisoformat(document["start"])
    day = tr("today") if document["today"] else shown_day(starts.date().isoformat())
    said = tr(
        "{day} {time}, {minutes} min, {practitioner}",
        day=day,
        time=f"{starts:%H:%M}",
        minutes=document["minutes"],
        practitioner=document["practitioner"],
    )
    return " · ".join(filter(None, (said, document["reason"], marks_of(document))))


def marks_of(document: dict[str, Any]) -> str:
    """What is unusual about an appointment, in words."""
    marks = [tr(said) for field, said in _MARKS.items() if document.get(field)]
    if document["channel"] == "online":
        marks.insert(0, tr("online"))
    return ", ".join(marks)


def day_heading(day: datetime) -> str:
    """A day with its name, for a heading."""
    return f"{tr(_DAY_NAMES[day.weekday()])} {shown_day(day.date().isoformat())}"


def tell_coming(agenda: AgendaOf | None) -> None:
    """List the appointments of a patient that are to come, where there are any."""
    if agenda is None or not agenda.entries:
        return
    say("Appointments to come:")
    for entry in agenda.entries:
        named = when_and_whom(entry, agenda.zone)
        say("  {id}  {what}", id=entry.appointment.id, what=named)


def tell_closed(context: Context) -> None:
    """List what is to come of the patients whom the commands in hand noted as deceased or blocked:
    it stays until somebody cancels it."""
    from semble_cli.services.agenda.finding import coming_of_closed

    for batch in batches():
        for agenda in coming_of_closed(context.register, batch, context.settings.own):
            say("Patient {id}:", id=agenda.entries[0].appointment.patient_id)
            tell_coming(agenda)


def tell_cancelled(agenda: AgendaOf | None) -> None:
    """Say which appointments were cancelled along with something else."""
    if agenda is None:
        return
    for entry in agenda.entries:
        say(
            "Cancelled: appointment {id}, {what}.",
            id=entry.appointment.id,
            what=when_and_whom(entry, agenda.zone),
        )
