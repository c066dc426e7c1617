"""iCalendar, read back by a parser of another house."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
import vobject

from semble_cli.commands.ui.safe_text import discreet
from semble_cli.patient.agenda.appointment import Fold
from semble_cli.services.agenda.booking import When, add_appointment, cancel_appointment
from semble_cli.services.agenda.calendars import write_calendar
from semble_cli.services.agenda.practitioners import edit_practitioner
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.audit.log import LogQuery, logged_events
from tests.conftest import NOW, register_on

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from tests.services.agenda.conftest import Book


def written(register: Register, **how: Any) -> str:
    return write_calendar(register, nothing_own, "rous", "Appointment", discreet, **how)


def events(text: str) -> list[Any]:
    calendar = vobject.readOne(text)
    return list(getattr(calendar, "vevent_list", []))


def moments(text: str) -> list[str]:
    """The beginnings, as another program understands them, in UTC."""
    return [f"{each.dtstart.value.astimezone(UTC):%Y-%m-%dT%H:%M}" for each in events(text)]


def test_a_calendar_begins_with_today_where_the_practitioner_is(
    office: Register, book: Book
) -> None:
    book("2027-01-03T18:00")
    book("2027-01-04T09:00")
    night = register_on(office.store, datetime(2027, 1, 3, 23, 30, tzinfo=UTC))
    assert moments(written(night)) == ["2027-01-04T08:00"]


def test_another_program_reads_the_same_moments(office: Register, book: Book) -> None:
    book("09:00")
    book("2027-07-05T09:00", 30)
    book("2027-03-28T01:50")
    book("2027-10-31T02:30", fold=Fold.FIRST)
    book("2027-10-31T02:30", fold=Fold.SECOND)
    text = written(office)
    assert moments(text) == [
        *("2027-01-04T08:00", "2027-03-28T00:50", "2027-07-05T07:00"),
        *("2027-10-31T00:30", "2027-10-31T01:30"),
    ]
    lasting = [
        each.dtend.value.astimezone(UTC) - each.dtstart.value.astimezone(UTC)
        for each in events(text)
    ]
    assert [each.total_seconds() // 60 for each in lasting] == [20, 20, 30, 20, 20]
    assert "TZID:Europe/Paris" in text
    assert not any("," in line for line in text.splitlines() if line.startswith("RDATE"))
    assert "DTSTART;TZID=Europe/Paris:20270104T090000" in text
    assert "DTSTART:20271031T013000Z" in text


def test_the_zone_is_that_of_the_practitioner(office: Register, book: Book) -> None:
    book("09:00")
    edit_practitioner(office, "rous", {"time_zone": "Indian/Reunion"})
    text = written(office)
    assert "TZID:Indian/Reunion" in text
    assert "DTSTART;TZID=Indian/Reunion:20270104T120000" in text
    assert moments(text) == ["2027-01-04T08:00"]


def test_nothing_tells_of_a_patient_unless_it_is_asked_for(office: Register) -> None:
    when = When("2027-01-04T09:00", 20, "rous")
    add_appointment(office, 1, when, "Suivi 2 79 03 51 215 189 89", nothing_own)
    text = written(office)
    assert "ADRUN" not in text
    assert "Suivi" not in text
    assert events(text)[0].summary.value == "Appointment"
    named = written(office, with_names=True)
    (event,) = events(named)
    assert event.summary.value == "ADRUN Zoé"
    assert "Suivi" in event.description.value
    assert "215 189" not in event.description.value


def test_that_names_are_taken_out_is_noted(office: Register, book: Book) -> None:
    book("09:00")
    before = len(list(logged_events(office, LogQuery())))
    written(office)
    assert len(list(logged_events(office, LogQuery()))) == before
    written(office, with_names=True)
    assert len(list(logged_events(office, LogQuery()))) == before + 1


def test_an_event_keeps_its_name_and_counts_its_changes(office: Register, book: Book) -> None:
    from semble_cli.services.agenda.booking import move_appointment

    book("09:00")
    (before,) = events(written(office))
    move_appointment(office, 1, When("2027-01-04T11:00"), nothing_own)
    (after,) = events(written(office))
    assert before.uid.value == after.uid.value
    assert (before.sequence.value, after.sequence.value) == ("0", "1")
    assert after.dtstamp.value == NOW


def test_those_that_were_cancelled_or_are_of_others_are_not_in_it(
    office: Register, book: Book
) -> None:
    book("09:00")
    book("10:00")
    book("10:00", practitioner="martin")
    book("2027-01-05T09:00")
    cancel_appointment(office, 1, nothing_own)
    assert moments(written(office)) == ["2027-01-04T09:00", "2027-01-05T08:00"]
    assert moments(written(office, since=date(2027, 1, 5))) == ["2027-01-05T08:00"]


def test_an_empty_calendar_is_one(office: Register) -> None:
    assert events(written(office)) == []


@pytest.mark.parametrize("since", [None, date(2027, 1, 4)])
def test_lines_are_ended_and_folded_as_the_standard_has_them(
    office: Register, book: Book, since: date | None
) -> None:
    book("09:00")
    text = written(office, since=since)
    assert text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
