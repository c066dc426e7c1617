"""iCalendar (RFC 5545): events of one time zone, whose rules are written along."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, NamedTuple

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
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", f"-//semble-cli//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for each in events:
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
    calendar.add_missing_timezones()
    text: str = calendar.to_ical().decode()
    return text


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    """A moment in its zone; in UTC where clocks show it a second time: a local time that comes
    twice is the first to every reader (RFC 5545, 3.3.5)."""
    local = moment.astimezone(zone)
    return local if local.fold == 0 else moment.astimezone(UTC)
