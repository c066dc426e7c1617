"""What clocks on the wall show, above all in the nights in which they are changed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.patient.agenda.appointment import (
    FARTHEST,
    Appointment,
    Fold,
    check_minutes,
    check_start,
)
from semble_cli.patient.agenda.wall_clock import (
    ComesTwice,
    day_bounds,
    parse_start,
    parse_time_zone,
    span_of,
    zone_of,
)

PARIS = zone_of("Europe/Paris")
REUNION = zone_of("Indian/Reunion")


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2027-01-04T09:00", "2027-01-04T08:00"),
        ("2027-07-04 09:00", "2027-07-04T07:00"),
        ("04/01/2027 9h", "2027-01-04T08:00"),
        ("04/01/2027 à 9h40", "2027-01-04T08:40"),
        ("2027-01-04T09:00:00", "2027-01-04T08:00"),
        ("2027-01-04T09:00Z", "2027-01-04T09:00"),
        ("2027-01-04T09:00+04:00", "2027-01-04T05:00"),
        # The minute before clocks go forward, and the first after.
        ("2027-03-28T01:59", "2027-03-28T00:59"),
        ("2027-03-28T03:00", "2027-03-28T01:00"),
    ],
)
def test_a_time_is_that_of_the_clocks_at_the_practice(text: str, moment: str) -> None:
    assert parse_start("starts_at", text, PARIS) == utc(moment)


def test_another_zone_has_other_moments() -> None:
    assert parse_start("starts_at", "2027-01-04T09:00", REUNION) == utc("2027-01-04T05:00")


@pytest.mark.parametrize("text", ["2027-03-28T02:00", "2027-03-28T02:30", "2027-03-28T02:59"])
def test_an_hour_that_does_not_exist_is_refused(text: str) -> None:
    for fold in (None, *Fold):
        with pytest.raises(InvalidInput, match="skip 02:"):
            parse_start("starts_at", text, PARIS, fold)


def test_of_an_hour_that_comes_twice_somebody_says_which() -> None:
    text = "2027-10-31T02:30"
    with pytest.raises(ComesTwice, match="show 02:30 twice"):
        parse_start("starts_at", text, PARIS)
    assert parse_start("starts_at", text, PARIS, Fold.FIRST) == utc("2027-10-31T00:30")
    assert parse_start("starts_at", text, PARIS, Fold.SECOND) == utc("2027-10-31T01:30")
    assert parse_start("starts_at", "2027-10-31T03:00", PARIS, Fold.SECOND) == utc(
        "2027-10-31T02:00"
    )


@pytest.mark.parametrize(
    "text",
    [
        *("", "demain", "2027-01-04", "9h", "2027-01-04T25:00", "2027-01-04T09:60"),
        *("2027-02-30T09:00", "0001-01-01T00:00", "2027-01-04T09:00+99:00", "9999-12-31T23:59-14"),
    ],
)
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_start("starts_at", text, PARIS)


def test_a_day_has_as_many_hours_as_its_clocks_show() -> None:
    lengths = [
        end - begin
        for day in (date(2027, 1, 4), date(2027, 3, 28), date(2027, 10, 31))
        for begin, end in [day_bounds(day, PARIS)]
    ]
    assert lengths == [timedelta(hours=hours) for hours in (24, 23, 25)]


def test_a_span_of_a_day_is_its_clocks_too() -> None:
    assert span_of(date(2027, 1, 4), 540, 1440, PARIS) == (
        utc("2027-01-04T08:00"),
        utc("2027-01-04T23:00"),
    )
    # Half past two does not exist: clocks show three at that moment.
    assert span_of(date(2027, 3, 28), 150, 240, PARIS) == (
        utc("2027-03-28T01:00"),
        utc("2027-03-28T02:00"),
    )
    # From half past two until three, both times.
    assert span_of(date(2027, 10, 31), 150, 180, PARIS) == (
        utc("2027-10-31T00:30"),
        utc("2027-10-31T02:00"),
    )


def test_twenty_minutes_are_twenty_minutes_in_the_night_of_a_change_too() -> None:
    begins = parse_start("starts_at", "2027-03-28T01:50", PARIS)
    appointment = Appointment(1, 1, begins, begins).lasting(begins, 20)
    assert appointment.ends_at.astimezone(PARIS).strftime("%H:%M") == "03:10"
    assert appointment.minutes == 20


def test_an_appointment_ends_before_the_next_begins() -> None:
    at = utc("2027-01-04T08:00")
    one = Appointment(1, 1, at, at).lasting(at, 20)
    assert not one.overlaps(one.lasting(at + timedelta(minutes=20), 20))
    assert not one.overlaps(one.lasting(at - timedelta(minutes=20), 20))
    assert one.overlaps(one.lasting(at + timedelta(minutes=19), 20))
    assert one.overlaps(one.lasting(at - timedelta(minutes=19), 20))
    assert one.overlaps(one.lasting(at - timedelta(minutes=60), 180))


@pytest.mark.parametrize("minutes", [0, -20, 1441])
def test_nothing_lasts_no_time_or_more_than_a_day(minutes: int) -> None:
    with pytest.raises(InvalidInput, match="from 1 to 1440"):
        check_minutes(minutes)
    assert check_minutes(1440) == 1440


def test_an_appointment_is_neither_before_today_nor_years_ahead() -> None:
    today = utc("2027-01-04T00:00")
    check_start(today, today)
    check_start(today + FARTHEST, today)
    with pytest.raises(InvalidInput, match="is over"):
        check_start(today - timedelta(seconds=1), today)
    with pytest.raises(InvalidInput, match="Check the year"):
        check_start(today + FARTHEST + timedelta(seconds=1), today)


def test_a_time_zone_is_one_of_the_database() -> None:
    assert parse_time_zone("time_zone", "america/martinique") == "America/Martinique"
    for text in ("Paris", "../etc/passwd", "", "posix"):
        with pytest.raises(InvalidInput, match="Europe/Paris"):
            parse_time_zone("time_zone", text)
        with pytest.raises(InvalidInput, match="Europe/Paris"):
            zone_of(text or "Europe")
