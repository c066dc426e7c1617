"""iCalendar (RFC 5545): events of one time zone, whose rules are written along."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from zoneinfo import ZoneInfo


class CalendarEvent(NamedTuple):
    """One event: `uid` is the same whenever it is written, `sequence` grows when it changes."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    sequence: int
    summary: str
    description: str | None = None


def calendar_text(events: Iterable[CalendarEvent], zone: ZoneInfo, name: str, now: datetime) -> str:
    """A calendar of a name as text, its lines ended and folded as the standard has them; *now* is
    when it is written."""
    from icalendar import Calendar, Event, vText

    days = [now.date()]
    calendar = Calendar()
    calendar.add("prodid", f"-//semble-cli//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(name))
    for each in events:
        days += (each.starts_at.date(), each.ends_at.date())
        event = Event()
        event.add("uid", each.uid)
        event.add("dtstamp", now.astimezone(UTC))
        event.add("dtstart", _local(each.starts_at, zone))
        event.add("dtend", _local(each.ends_at, zone))
        event.add("sequence", each.sequence)
        event.add("summary", each.summary)
        if each.description:
            event.add("description", each.description)
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    calendar.add_missing_timezones(
        first_date=min(days) - timedelta(days=366), last_date=max(days) + timedelta(days=366)
    )
    for rules in calendar.walk("VTIMEZONE"):
        _one_day_a_line(rules)
    text: str = calendar.to_ical().decode()
    return text


def _one_day_a_line(rules: Any) -> None:
    """Have each day on which clocks are changed in a line of its own: there are programs that read
    the first of several alone, and have no summer time after it."""
    from icalendar.prop import vDDDLists

    for change in rules.subcomponents:
        if "RDATE" in change:
            held = change.pop("RDATE")
            several = held if isinstance(held, list) else [held]
            change["RDATE"] = [vDDDLists([day.dt]) for each in several for day in each.dts]


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment in its zone; in UTC where clocks show it a second time: a local time that comes
    twice is the first to every reader (RFC 5545, 3.3.5)."""
    local = moment.astimezone(zone)
    return local if local.fold == 0 else moment.astimezone(UTC)
