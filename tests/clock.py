"""The time of tests: a clock for commands, and days that are always to come.

Commands of this process read the clock that stands here, so that what they say of a day is the same
on every day and at every hour. Commands in processes of their own read the machine's: the days that
they are given are reckoned from its today.
"""

from __future__ import annotations

from calendar import SUNDAY
from datetime import UTC, date, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from semble_cli.commands.ui import context

if TYPE_CHECKING:
    import pytest

PRACTICE_ZONE = ZoneInfo("Europe/Paris")
"""What `practice.time_zone` is by default."""


def stand(monkeypatch: pytest.MonkeyPatch, at: datetime) -> None:
    """Have the commands of this process be at a moment, from which their time goes on."""
    since = monotonic()

    def now() -> datetime:
        return (at + timedelta(seconds=monotonic() - since)).astimezone()

    monkeypatch.setattr(context, "now", now)


def today_of_the_practice() -> date:
    """The day at the practice by the machine's clock."""
    return datetime.now(UTC).astimezone(PRACTICE_ZONE).date()


def day_to_come(weekday: int) -> date:
    """The next such day of the week (0 is Monday) that is at least a week away, whatever day
    it becomes meanwhile."""
    soonest = today_of_the_practice() + timedelta(days=8)
    return soonest + timedelta(days=(weekday - soonest.weekday()) % 7)


def when_clocks_go_back() -> date:
    """The next day to come on which 02:30 comes twice in Paris: the last Sunday of an October."""
    today = today_of_the_practice()
    days = (_last_sunday(year, 10, 31) for year in (today.year, today.year + 1))
    return next(day for day in days if day > today + timedelta(days=1))


def when_clocks_go_forward() -> date:
    """The next day to come on which there is no 02:30 in Paris: the last Sunday of a March."""
    today = today_of_the_practice()
    days = (_last_sunday(year, 3, 31) for year in (today.year, today.year + 1))
    return next(day for day in days if day > today + timedelta(days=1))


def _last_sunday(year: int, month: int, last: int) -> date:
    end = date(year, month, last)
    return end - timedelta(days=(end.weekday() - SUNDAY) % 7)
