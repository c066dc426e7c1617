"""Days, weeks, what is free; and whom a name means."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import BadUsage, Conflict, InvalidInput, InvalidRecord, NoSuchRecord, Refused
from semble_cli.services.agenda.finding import Stretch, coming_of, free_times, list_appointments
from semble_cli.services.agenda.practitioners import (
    add_practitioner,
    edit_practitioner,
    find_practitioners,
)
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.patients.delete import delete_patient, prepare_deletion
from semble_cli.services.patients.show import show_patient
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.undo import last_of_mine, undo_command
from semble_cli.settings.table import BY_NAME
from tests.conftest import NOW, register_on

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from tests.services.agenda.conftest import Book

MONDAY = date(2027, 1, 4)


def listed(
    register: Register, day: date | None, stretch: Stretch = Stretch.DAY, **more: object
) -> list[int | None]:
    found = list_appointments(register, nothing_own, day, stretch, **more)  # type: ignore[arg-type]
    return [each.appointment.id for each in found.entries]


def starts(register: Register, minutes: int = 20, limit: int = 4, **more: object) -> list[str]:
    found = free_times(register, nothing_own, "rous", minutes, limit=limit, **more)  # type: ignore[arg-type]
    return [f"{each.astimezone(found.zone):%a %H:%M}" for each in found.starts]


def test_a_day_is_that_of_the_practice(office: Register, book: Book) -> None:
    book("2027-01-04T00:00")
    book("2027-01-04T23:50")
    book("2027-01-05T00:10")
    assert listed(office, MONDAY) == [1, 2]
    assert listed(office, MONDAY, Stretch.WEEK) == [1, 2, 3]
    assert listed(office, date(2027, 1, 5)) == [2, 3]
    set_setting(office, BY_NAME["practice.time_zone"], "Indian/Reunion")
    assert listed(office, MONDAY) == [1]
    assert listed(office, date(2027, 1, 5)) == [2, 3]


def test_today_and_its_week_are_those_of_the_practice(office: Register, book: Book) -> None:
    """Where the program runs, the Sunday before is not over."""
    book("2027-01-03T10:00")
    book("2027-01-04T09:00")
    book("2027-01-10T09:00")
    book("2027-01-11T09:00")
    night = register_on(office.store, datetime(2027, 1, 3, 23, 30, tzinfo=UTC))
    assert listed(night, None) == [2]
    assert listed(night, None, Stretch.WEEK) == [2, 3]
    assert listed(night, date(2027, 1, 10), Stretch.WEEK) == [2, 3]


def test_a_list_is_of_one_practitioner_or_patient(office: Register, book: Book) -> None:
    book("09:00")
    book("09:00", patient=2, practitioner="martin")
    assert listed(office, MONDAY, practitioner="mart") == [2]
    assert listed(office, MONDAY, patient_id=1) == [1]
    with pytest.raises(NoSuchRecord):
        listed(office, MONDAY, patient_id=9)


def test_free_times_are_those_that_nothing_takes(office: Register, book: Book) -> None:
    book("09:00")
    book("09:30", 30)
    assert starts(office, since=MONDAY) == ["Mon 10:00", "Mon 10:20", "Mon 10:40", "Mon 11:00"]
    assert starts(office, 10, 1, since=MONDAY) == ["Mon 09:20"]
    assert starts(office, 180, 2, since=MONDAY) == ["Mon 14:00", "Tue 09:00"]
    assert starts(office, 300, since=MONDAY) == []
    with pytest.raises(InvalidInput):
        starts(office, 0)


def test_nothing_is_free_before_now(office: Register) -> None:
    assert starts(office, limit=2, since=date(2020, 1, 1)) == ["Mon 11:30", "Mon 14:00"]
    later = register_on(office.store, NOW.replace(hour=17, minute=1))
    assert starts(later, limit=1) == ["Tue 09:00"]


def test_opening_hours_hold_in_the_zone_of_the_practitioner(office: Register) -> None:
    edit_practitioner(office, "rous", {"time_zone": "Indian/Reunion"})
    assert starts(office, limit=1, since=MONDAY) == ["Mon 06:00"]


def test_a_practitioner_is_found_by_the_beginning_of_a_name(office: Register) -> None:
    assert [each.id for each in find_practitioners(office, "rous")] == [1]
    assert [each.id for each in find_practitioners(office, "DR  ali")] == [1]
    assert [each.id for each in find_practitioners(office, "oussel")] == []
    assert find_practitioners(office, "x" * 2000) == []
    assert [each.id for each in find_practitioners(office)] == [1, 2]


def test_a_whole_name_means_one_though_another_begins_so(office: Register) -> None:
    add_practitioner(office, {"name": "Dr Max MARTIN-ESSAI"})
    assert edit_practitioner(office, "dr max martin", {"address_lines": "x"}).practitioner.id == 2
    with pytest.raises(Refused, match=r"MARTIN \(2\), Dr Max MARTIN-ESSAI \(3\)"):
        edit_practitioner(office, "martin", {"address_lines": "x"})


def test_two_practitioners_are_told_apart(office: Register) -> None:
    with pytest.raises(Conflict, match="Practitioner 2 is called so"):
        add_practitioner(office, {"name": "dr max martin"})
    with pytest.raises(Conflict, match="Practitioner 2 is called so"):
        edit_practitioner(office, "1", {"name": "Dr Max MARTIN"})
    edit_practitioner(office, "2", {"rpps": "10001234565"})
    with pytest.raises(Conflict, match="RPPS number already"):
        edit_practitioner(office, "1", {"rpps": "1000 1234 565"})
    assert add_practitioner(office, {"name": "Dr Max MARTIN", "rpps": "10001234573"}).id == 3


def test_every_field_of_a_practitioner_that_cannot_be_taken_is_told(office: Register) -> None:
    with pytest.raises(InvalidRecord) as caught:
        add_practitioner(office, {"name": " ", "rpps": "123", "time_zone": "Paris"})
    assert [each.field for each in caught.value.problems] == ["rpps", "time_zone", "name"]


def test_a_change_of_a_practitioner_is_taken_back(office: Register) -> None:
    done = edit_practitioner(office, "1", {"time_zone": "Indian/Reunion", "address_lines": ""})
    assert done.changes == {"time_zone": [None, "Indian/Reunion"]}
    with pytest.raises(Conflict):
        edit_practitioner(office, "1", {"time_zone": ""}, version=1)
    undo_command(office, last_of_mine(office).number)
    assert find_practitioners(office, "rous")[0].time_zone is None


def test_without_a_name_the_only_practitioner_is_meant(register: Register) -> None:
    with pytest.raises(NoSuchRecord, match="semble practitioner"):
        free_times(register, nothing_own, None, 20)
    add_practitioner(register, {"name": "Dr Alix ROUSSEL"})
    assert free_times(register, nothing_own, None, 20).practitioner.id == 1
    add_practitioner(register, {"name": "Dr Max MARTIN"})
    with pytest.raises(BadUsage, match="--practitioner"):
        free_times(register, nothing_own, None, 20)


def test_the_document_of_a_patient_has_those_of_today_and_to_come(
    office: Register, book: Book
) -> None:
    book("2026-11-23T08:00")
    book("2026-11-23T23:00")
    book("2026-11-24T09:00")
    told = show_patient(office, 1).document["appointments"]
    assert [(each["id"], each["today"]) for each in told] == [(1, True), (2, True), (3, False)]
    assert told[0]["start"] == "2026-11-23T08:00+01:00"
    assert show_patient(office, 1, whole=True).document["past_appointments"] == []
    tomorrow = register_on(office.store, datetime(2026, 11, 24, 5, tzinfo=UTC))
    assert [each["id"] for each in show_patient(tomorrow, 1).document["appointments"]] == [3]
    assert [each.appointment.id for each in coming_of(office, 1).entries] == [2, 3]


def test_a_deletion_cancels_what_is_to_come(office: Register, book: Book) -> None:
    book("2026-11-23T08:00")
    book("09:00")
    coming = prepare_deletion(office, 1).coming
    assert coming is not None
    assert [each.appointment.id for each in coming.entries] == [2]
    taken = delete_patient(office, 1, "ADRUN Zoé", None)
    assert taken.attached["appointments"] == 2
    assert taken.coming == coming
    assert not book("09:00", patient=2).entry.appointment.is_overbooked
