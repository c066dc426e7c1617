"""When the practice is open, by the day of the week: `mon-fri 09:00-12:00 14:00-18:00; sat 9h-12h`.

Days are read in English and French; kept is the English form, hours of two figures.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator

Spans = tuple[tuple[int, int], ...]
"""From and until which minute of a day, in order, none touching another; 1440 is midnight."""

Opening = tuple[Spans, ...]
"""For each day of the week, Monday first."""

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_NAMES = (
    *(("mon", "monday", "lun", "lundi"), ("tue", "tuesday", "mar", "mardi")),
    *(("wed", "wednesday", "mer", "mercredi"), ("thu", "thursday", "jeu", "jeudi")),
    *(("fri", "friday", "ven", "vendredi"), ("sat", "saturday", "sam", "samedi")),
    ("sun", "sunday", "dim", "dimanche"),
)
_DAY = {name: number for number, names in enumerate(_NAMES) for name in names}
_TIME = re.compile(r"([0-9]{1,2})(?:[:h]([0-9]{2})?)?")
_MIDNIGHT = 24 * 60


def parse_opening(field: str, text: str) -> Opening:
    """Opening hours as people write them; days that are not named are closed.

    Raises:
        InvalidInput: they cannot be read, a day stands twice, or hours of a day overlap.
    """
    found: dict[int, Spans] = {}
    for part in filter(None, (part.strip() for part in re.split(r"[;\n]", text.lower()))):
        days, spans = _part(field, part)
        if twice := found.keys() & set(days):
            raise InvalidInput(field, "{day} stands in it twice.", day=DAYS[min(twice)])
        found |= dict.fromkeys(days, spans)
    if not found:
        raise _unreadable(field)
    return tuple(found.get(day, ()) for day in range(len(DAYS)))


def written_opening(opening: Opening) -> str:
    """Opening hours in the form in which they are kept.

    >>> written_opening(parse_opening("hours", "lun-mer 9h-12h, 14h-18h; sam 9h30-24h"))
    'mon-wed 09:00-12:00 14:00-18:00; sat 09:30-24:00'
    """
    return "; ".join(
        f"{DAYS[first]}{f'-{DAYS[last]}' if last > first else ''} "
        + " ".join(f"{_clock(opens)}-{_clock(closes)}" for opens, closes in opening[first])
        for first, last in _alike(opening)
    )


def _alike(opening: Opening) -> Iterator[tuple[int, int]]:
    """The first and last days of runs of days that are open alike; closed ones are left out."""
    first = 0
    for day in range(1, len(DAYS) + 1):
        if day == len(DAYS) or opening[day] != opening[first]:
            if opening[first]:
                yield first, day - 1
            first = day


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _part(field: str, part: str) -> tuple[list[int], Spans]:
    begins = re.search(r"[0-9]", part)
    if begins is None:
        raise _unreadable(field)
    days = list(_days(field, part[: begins.start()]))
    hours = re.sub(r"\s*[-–]\s*", "-", part[begins.start() :])
    spans = tuple(_span(field, each) for each in re.split(r"[\s,]+", hours) if each)
    for (_, closes), (opens, _) in pairwise(spans):
        if opens <= closes:
            raise InvalidInput(field, "the hours of a day come one after the other.")
    return days, spans


def _days(field: str, text: str) -> Iterator[int]:
    plain = re.sub(r"\s*[-–]\s*", "-", text.replace(".", " ").replace(":", " ").strip())
    seen: set[int] = set()
    for each in re.split(r"[\s,]+", plain):
        first, _, last = each.partition("-")
        if first not in _DAY or (last or first) not in _DAY:
            raise _unreadable(field)
        begins, ends = _DAY[first], _DAY[last or first]
        if ends < begins or seen & set(range(begins, ends + 1)):
            raise InvalidInput(field, "the days come in the order of the week, each once.")
        seen |= set(range(begins, ends + 1))
        yield from range(begins, ends + 1)


def _span(field: str, text: str) -> tuple[int, int]:
    times = [_TIME.fullmatch(each) for each in text.split("-")]
    if len(times) != 2 or None in times:
        raise _unreadable(field)
    opens, closes = (int(found[1]) * 60 + int(found[2] or 0) for found in times if found)
    if not opens < closes <= _MIDNIGHT or any(found and int(found[2] or 0) > 59 for found in times):
        raise InvalidInput(field, "{hours} is no time of a day that begins and ends.", hours=text)
    return opens, closes


def _unreadable(field: str) -> InvalidInput:
    return InvalidInput(
        field,
        "it is days and hours, such as {example}.",
        example="mon-fri 09:00-12:00 14:00-18:00; sat 09:00-12:00",
    )
