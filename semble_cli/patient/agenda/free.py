"""What is free: opening hours without the time that appointments take."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from semble_cli.patient.agenda.wall_clock import span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime
    from zoneinfo import ZoneInfo

    from semble_cli.patient.agenda.opening import Opening

Span = tuple["datetime", "datetime"]
"""From a moment until before another, in UTC."""

_STEP = 5
"""Minutes: no slot is proposed at 09:13 because it is that now."""


def open_spans(opening: Opening, first: date, last: date, zone: ZoneInfo) -> Iterator[Span]:
    """When the practice is open from one day to another, in order."""
    day = first
    while day <= last:
        for opens, closes in opening[day.weekday()]:
            begins, ends = span_of(day, opens, closes, zone)
            if begins < ends:
                yield begins, ends
        day += timedelta(days=1)


def is_open(opening: Opening, span: Span, zone: ZoneInfo) -> bool:
    """Whether all of a span is within opening hours."""
    begins, ends = span
    day = begins.astimezone(zone).date()
    return any(
        opens <= begins and ends <= closes for opens, closes in open_spans(opening, day, day, zone)
    )


def without(open_time: Iterable[Span], taken: Sequence[Span]) -> Iterator[Span]:
    """What is left of spans, in order, without some others, which may overlap each other."""
    busy = sorted(taken)
    for opens, closes in open_time:
        begins = opens
        for start, end in busy:
            if end <= begins or start >= closes:
                continue
            if start > begins:
                yield begins, start
            begins = end
        if begins < closes:
            yield begins, closes


def slots(left: Iterable[Span], minutes: int, since: datetime) -> Iterator[datetime]:
    """When something of so many minutes may begin, one slot after the other, none before *since*,
    on the next full five minutes."""
    length = timedelta(minutes=minutes)
    earliest = _rounded_up(since.astimezone(UTC))
    for opens, closes in left:
        begins = max(opens, earliest)
        while begins + length <= closes:
            yield begins
            begins += length


def _rounded_up(moment: datetime) -> datetime:
    whole = moment.replace(second=0, microsecond=0)
    if whole < moment:
        whole += timedelta(minutes=1)
    return whole + timedelta(minutes=-whole.minute % _STEP)
