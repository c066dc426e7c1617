"""When a consultation was held, as people write it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.patient.around.held import parse_held_at

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("23/11/2026", "2026-11-23T09:30:00+00:00"),
        ("22/11/2026", "2026-11-21T23:00:00+00:00"),
        ("1er juillet 2026 9h05", "2026-07-01T07:05:00+00:00"),
        ("2026-11-23T08:00", "2026-11-23T07:00:00+00:00"),
        ("23/11/2026 10:30", "2026-11-23T09:30:00+00:00"),
    ],
)
def test_a_day_and_a_time_are_those_of_the_practice(text: str, held: str) -> None:
    assert parse_held_at(text, NOW).isoformat() == held


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("24/11/2026", "still to come"),
        ("23/11/2026 10:31", "this time is to come"),
        ("22/11/2026 24:00", "no clock"),
        ("22/11/2026 9:60", "no clock"),
        ("hier", "write the date"),
        ("", "write the date"),
    ],
)
def test_what_is_no_moment_of_the_past_is_refused(text: str, problem: str) -> None:
    with pytest.raises(InvalidInput, match=problem):
        parse_held_at(text, NOW)
