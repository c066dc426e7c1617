"""What is left of opening hours."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from semble_cli.patient.agenda.free import is_open, open_spans, slots, without
from semble_cli.patient.agenda.opening import parse_opening
from semble_cli.patient.agenda.wall_clock import zone_of

PARIS = zone_of("Europe/Paris")
MONDAY = date(2027, 1, 4)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 1, 4, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("taken", "left"),
    [
        ([], [(8, 0, 11, 0)]),
        ([(8, 0, 11, 0)], []),
        ([(7, 0, 12, 0)], []),
        ([(8, 0, 8, 20)], [(8, 20, 11, 0)]),
        ([(10, 40, 11, 0)], [(8, 0, 10, 40)]),
        ([(9, 0, 9, 20), (9, 10, 9, 40)], [(8, 0, 9, 0), (9, 40, 11, 0)]),
        ([(9, 0, 10, 0), (9, 10, 9, 20)], [(8, 0, 9, 0), (10, 0, 11, 0)]),
        ([(7, 0, 8, 0), (11, 0, 12, 0)], [(8, 0, 11, 0)]),
    ],
)
def test_what_is_free_is_what_nothing_takes(
    taken: list[tuple[int, int, int, int]], left: list[tuple[int, int, int, int]]
) -> None:
    spans = [(at(a, b), at(c, d)) for a, b, c, d in taken]
    found = list(without([(at(8), at(11))], spans))
    assert found == [(at(a, b), at(c, d)) for a, b, c, d in left]


def test_slots_follow_each_other_and_end_within_what_is_free() -> None:
    assert list(slots([(at(8), at(9))], 25, at(7))) == [at(8), at(8, 25)]
    assert list(slots([(at(8), at(9))], 60, at(7))) == [at(8)]
    assert list(slots([(at(8), at(9))], 61, at(7))) == []


def test_no_slot_is_before_now_nor_at_an_odd_minute() -> None:
    assert list(slots([(at(8), at(9))], 20, at(8, 13))) == [at(8, 15), at(8, 35)]
    assert next(slots([(at(8), at(9))], 20, at(8, 15) + timedelta(seconds=1))) == at(8, 20)
    assert next(slots([(at(8), at(9))], 20, at(8, 15))) == at(8, 15)


def test_the_practice_is_open_by_its_own_clocks() -> None:
    opening = parse_opening("hours", "mon 9h-12h; wed 9h-12h")
    found = list(open_spans(opening, MONDAY, MONDAY + timedelta(days=3), PARIS))
    assert found == [(at(8), at(11)), (at(8) + timedelta(days=2), at(11) + timedelta(days=2))]
    assert is_open(opening, (at(8), at(11)), PARIS)
    assert not is_open(opening, (at(7, 59), at(11)), PARIS)
    assert not is_open(opening, (at(8), at(11, 1)), PARIS)
    assert not is_open(opening, (at(8) + timedelta(days=1), at(9) + timedelta(days=1)), PARIS)


def test_hours_that_do_not_exist_are_not_open() -> None:
    opening = parse_opening("hours", "sun 2h15-2h45")
    assert list(open_spans(opening, date(2027, 3, 28), date(2027, 3, 28), PARIS)) == []
    (span,) = open_spans(opening, date(2027, 10, 31), date(2027, 10, 31), PARIS)
    assert span[1] - span[0] == timedelta(minutes=90)
