"""Appointments are made, moved and cancelled where they may be, and taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import BadUsage, Conflict, InvalidInput, NoSuchRecord, Refused
from semble_cli.patient.actions import Action
from semble_cli.patient.agenda.appointment import Channel, Fold
from semble_cli.patient.agenda.wall_clock import ComesTwice
from semble_cli.services.agenda.booking import (
    When,
    add_appointment,
    cancel_appointment,
    move_appointment,
)
from semble_cli.services.agenda.finding import Stretch, list_appointments
from semble_cli.services.agenda.practitioners import edit_practitioner
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.batches import last_batches
from semble_cli.services.patients.edit import (
    block_patient,
    declare_deceased,
    unblock_patient,
    undeclare_deceased,
)
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.stores import check
from semble_cli.services.undo import last_of_mine, last_undone_of_mine, undo_command
from semble_cli.settings.table import BY_NAME
from tests.conftest import register_on

if TYPE_CHECKING:
    from semble_cli.patient.agenda.appointment import Appointment
    from semble_cli.services.register import Register
    from tests.services.agenda.conftest import Book


def standing(register: Register, patient: int = 1) -> list[Appointment]:
    found = list_appointments(register, nothing_own, stretch=Stretch.TO_COME, patient_id=patient)
    return [each.appointment for each in found.entries]


def move(register: Register, number: int, **when: object) -> Appointment:
    return move_appointment(register, number, When(**when), nothing_own).entry.appointment  # type: ignore[arg-type]


def test_an_appointment_is_kept_in_utc(office: Register, book: Book) -> None:
    made = book("09:00").entry.appointment
    assert made.starts_at == datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
    assert (made.minutes, made.channel, made.is_overbooked) == (20, "desk", False)
    assert standing(office) == [made]


def test_the_zone_of_the_practice_is_a_setting(office: Register, book: Book) -> None:
    set_setting(office, BY_NAME["practice.time_zone"], "Indian/Reunion")
    made = book("09:00")
    assert made.entry.appointment.starts_at == datetime(2027, 1, 4, 5, 0, tzinfo=UTC)
    own = {"practice.time_zone": "America/Martinique"}.get
    here = add_appointment(office, 1, When("2027-01-04T09:00", 20, "martin"), None, own)
    assert here.entry.appointment.starts_at == datetime(2027, 1, 4, 13, 0, tzinfo=UTC)


def test_a_time_that_is_taken_is_refused_and_may_be_overbooked(
    office: Register, book: Book
) -> None:
    first = book("09:00")
    for time, minutes in (("09:00", 20), ("08:50", 20), ("09:19", 5), ("08:00", 120)):
        with pytest.raises(Conflict, match=r"09:00:00\+01:00 to 2027-01-04 09:20"):
            book(time, minutes, patient=2)
    assert book("08:40").entry.appointment.is_overbooked is False
    assert book("09:20", overbook=True).entry.appointment.is_overbooked is False
    assert book("09:00", practitioner="martin").entry.appointment.is_overbooked is False
    over = book("09:10", patient=2, overbook=True).entry.appointment
    assert over.is_overbooked
    with pytest.raises(Conflict):
        book("09:05", 10)
    assert first.entry.appointment in standing(office)
    assert check(office) == []


def test_an_overbooked_time_stands_in_the_journal(office: Register, book: Book) -> None:
    book("09:00")
    book("09:00", patient=2, overbook=True)
    (done,) = last_batches(office, 1)[0].records
    assert done.created["is_overbooked"] is True


def test_a_move_is_checked_again(office: Register, book: Book) -> None:
    book("09:00")
    other = book("10:00").entry.appointment
    with pytest.raises(Conflict):
        move(office, 2, start="2027-01-04T09:10")
    with pytest.raises(Conflict):
        move(office, 1, minutes=61)
    moved = move(office, 2, start="2027-01-04T09:10", overbook=True)
    assert moved.is_overbooked
    assert moved.minutes == other.minutes
    away = move(office, 2, start="2027-01-04T09:20")
    assert not away.is_overbooked
    assert move(office, 1, practitioner="martin", minutes=40).practitioner_id == 2
    assert move(office, 2, start="2027-01-04T09:00").minutes == 20


def test_what_is_moved_nowhere_is_left_as_it_is(office: Register, book: Book) -> None:
    book("09:00")
    number = last_batches(office, 1)[0].number
    moved = move_appointment(office, 1, When("2027-01-04T09:00", 20, "rous"), nothing_own)
    assert moved.changes == {}
    assert last_batches(office, 1)[0].number == number


def test_a_cancelled_one_takes_no_time_and_is_not_moved(office: Register, book: Book) -> None:
    book("09:00")
    cancelled = cancel_appointment(office, 1, nothing_own).entry.appointment
    assert cancelled.is_cancelled
    assert standing(office) == []
    assert cancel_appointment(office, 1, nothing_own).changes == {}
    with pytest.raises(Conflict, match="was cancelled"):
        move(office, 1, start="2027-01-04T11:00")
    assert book("09:00").entry.appointment.id == 2
    found = list_appointments(office, nothing_own, datetime(2027, 1, 4).date(), cancelled=True)  # noqa: DTZ001
    assert [each.appointment.is_cancelled for each in found.entries] == [True, False]


def test_each_is_taken_back_and_done_again(office: Register, book: Book) -> None:
    made = book("09:00").entry.appointment
    move(office, 1, start="2027-01-04T11:00")
    cancel_appointment(office, 1, nothing_own)
    for wanted in (["2027-01-04T10:00"], ["2027-01-04T08:00"], []):
        undo_command(office, last_of_mine(office).number)
        assert [f"{each.starts_at:%Y-%m-%dT%H:%M}" for each in standing(office)] == wanted
    for wanted in (["2027-01-04T08:00"], ["2027-01-04T10:00"], []):
        undo_command(office, last_undone_of_mine(office).undone_by or 0)
        assert [f"{each.starts_at:%Y-%m-%dT%H:%M}" for each in standing(office)] == wanted
    assert made.id == 1
    assert check(office) == []


def test_what_comes_back_finds_its_time_free_or_does_not(office: Register, book: Book) -> None:
    book("09:00")
    cancel_appointment(office, 1, nothing_own)
    number = last_of_mine(office).number
    book("09:10", patient=2)
    with pytest.raises(Conflict, match="given to another since"):
        undo_command(office, number)
    cancel_appointment(office, 2, nothing_own)
    undo_command(office, number)
    assert len(standing(office)) == 1


def test_what_was_overbooked_meanwhile_does_not_keep_one_from_coming_back(
    office: Register, book: Book
) -> None:
    book("09:00")
    book("09:10", patient=2, overbook=True)
    move(office, 1, start="2027-01-04T11:00")
    undo_command(office, last_of_mine(office).number)
    assert standing(office)[0].starts_at.hour == 8


def test_a_practitioner_whom_somebody_has_an_appointment_with_is_not_taken_back(
    office: Register, book: Book
) -> None:
    book("09:00")
    number = next(
        batch.number
        for batch in reversed(last_batches(office, 0))
        if batch.action == Action.PRACTITIONER_ADD
    )
    with pytest.raises(Conflict):
        undo_command(office, number)


def test_the_desk_makes_none_for_a_blocked_patient(office: Register, book: Book) -> None:
    book("09:00")
    block_patient(office, 1, "impayés")
    with pytest.raises(Refused, match=r"impayés.*Who may unblock: \S+, with semble patient unb"):
        book("10:00")
    with pytest.raises(Refused, match="impayés"):
        move(office, 1, start="2027-01-04T10:00")
    unblock_patient(office, 1)
    block_patient(office, 1, None)
    with pytest.raises(Refused, match="no reason is noted"):
        book("10:00")
    online = book("10:00", channel=Channel.ONLINE).entry.appointment
    assert (online.channel, online.is_despite_block) == ("online", True)
    assert move(office, 1, start="2027-01-04T11:00", channel=Channel.ONLINE)
    cancel_appointment(office, 1, nothing_own)
    unblock_patient(office, 1)
    assert book("12:00").entry.appointment.is_despite_block is False


def test_a_setting_closes_the_way_online_too(office: Register, book: Book) -> None:
    block_patient(office, 1, "impayés")
    set_setting(office, BY_NAME["appointments.online_when_blocked"], "false")
    with pytest.raises(Refused, match="impayés"):
        book("10:00", channel=Channel.ONLINE)
    unblock_patient(office, 1)
    assert book("10:00", channel=Channel.ONLINE).entry.appointment.is_despite_block is False


def test_none_is_made_for_who_died(office: Register, book: Book) -> None:
    book("09:00")
    declare_deceased(office, 1, office.today)
    for channel in Channel:
        with pytest.raises(Refused, match="has died"):
            book("10:00", channel=channel)
        with pytest.raises(Refused, match="has died"):
            move(office, 1, start="2027-01-04T11:00", channel=channel)
    assert len(standing(office)) == 1


def test_a_death_cancels_what_is_to_come_and_both_are_taken_back(
    office: Register, book: Book
) -> None:
    book("09:00")
    book("10:00")
    book("10:20", patient=2)
    number = last_batches(office, 1)[0].number
    declare_deceased(office, 1, office.today, cancel=True)
    assert standing(office) == []
    assert len(standing(office, 2)) == 1
    death = last_of_mine(office).number
    assert death > number
    undo_command(office, death)
    assert len(standing(office)) == 2
    undo_command(office, last_undone_of_mine(office).undone_by or 0)
    assert standing(office) == []
    assert check(office) == []


def test_what_was_cancelled_does_not_come_back_to_who_died(office: Register, book: Book) -> None:
    book("09:00")
    cancel_appointment(office, 1, nothing_own)
    number = last_of_mine(office).number
    declare_deceased(office, 1, office.today)
    with pytest.raises(Refused, match="has died"):
        undo_command(office, number)
    undeclare_deceased(office, 1)
    undo_command(office, number)
    assert len(standing(office)) == 1


@pytest.mark.parametrize(
    ("when", "error"),
    [
        (When("2026-11-22T09:00", 20, "1"), InvalidInput),
        (When("2034-01-04T09:00", 20, "1"), InvalidInput),
        (When("2027-01-04T09:00", 0, "1"), InvalidInput),
        (When("2027-01-04T09:00", -5, "1"), InvalidInput),
        (When("2027-01-04T09:00", 20, "nobody"), NoSuchRecord),
        (When("2027-01-04T09:00", 20, "99"), NoSuchRecord),
        (When("2027-01-04T09:00", 20, " "), NoSuchRecord),
        (When("2027-01-04T09:00", 20, "dr"), Refused),
        (When("2027-01-04T09:00", 20), BadUsage),
        (When("2027-03-28T02:30", 20, "1"), InvalidInput),
        (When("2027-10-31T02:30", 20, "1"), ComesTwice),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_written(
    office: Register, when: When, error: type[Exception]
) -> None:
    with pytest.raises(error):
        add_appointment(office, 1, when, None, nothing_own)
    assert standing(office) == []


def test_of_an_hour_that_comes_twice_each_is_another(office: Register, book: Book) -> None:
    first = book("2027-10-31T02:30", 60, fold=Fold.FIRST)
    second = book("2027-10-31T02:30", 60, fold=Fold.SECOND)
    assert first.entry.appointment.ends_at == second.entry.appointment.starts_at
    assert len(standing(office)) == 2


def test_what_is_outside_opening_hours_is_told(office: Register, book: Book) -> None:
    assert not book("09:00").is_outside
    assert book("12:00").is_outside
    assert book("2027-01-03T09:00").is_outside
    set_setting(office, BY_NAME["appointments.opening_hours"], "sun 09:00-12:00")
    assert not book("2027-01-10T09:00").is_outside


def test_opening_hours_hold_where_the_practitioner_is(office: Register, book: Book) -> None:
    edit_practitioner(office, "rous", {"time_zone": "Indian/Reunion"})
    assert not book("06:00").is_outside
    assert book("09:00").is_outside, "it is noon there"


def test_a_day_is_over_when_it_is_at_the_practice(office: Register) -> None:
    night = register_on(office.store, datetime(2027, 1, 3, 23, 30, tzinfo=UTC))
    add_appointment(night, 1, When("2027-01-04T00:10", 20, "rous"), None, nothing_own)
    with pytest.raises(InvalidInput, match="is over"):
        add_appointment(night, 1, When("2027-01-03T23:50", 20, "rous"), None, nothing_own)
