"""What clocks on the wall show, and the moments that they mean.

Where clocks go forward, an hour of the wall does not exist; where they go back, one comes twice
(`datetime`, PEP 495). Neither is guessed: the first is refused, of the second somebody says which.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.identity.dates import parse_date
from semble_cli.patient.agenda.appointment import Fold

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_START = re.compile(
    r"(?P<day>[0-9][0-9 ./-]*[0-9])(?:[Tt]| +|, *| +à +)"
    r"(?P<hour>[0-9]{1,2})(?:[:hH](?P<minute>[0-9]{2})?)(?::00)?"
    r"(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)


class ComesTwice(InvalidInput):
    """An hour of the wall that is two moments: which one is meant must be said."""


def parse_time_zone(field: str, text: str) -> str:
    """The name of a time zone of the IANA's database, as it writes it.

    >>> parse_time_zone("time_zone", "indian/reunion")
    'Indian/Reunion'

    Raises:
        InvalidInput: it is none.
    """
    from zoneinfo import available_timezones

    wanted = text.strip().replace(" ", "_").casefold()
    for known in available_timezones():
        if known.casefold() == wanted:
            return known
    raise _no_zone(field)


def _no_zone(field: str) -> InvalidInput:
    return InvalidInput(
        field, "it is a time zone such as Europe/Paris, Indian/Reunion or America/Martinique."
    )


def zone_of(name: str) -> ZoneInfo:
    """The rules of a time zone, by its name.

    Raises:
        InvalidInput: there is none of this name.
    """
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (ValueError, KeyError, OSError):  # a name that is a path, unknown, or a directory
        raise _no_zone("time_zone") from None


def parse_start(field: str, text: str, zone: ZoneInfo, fold: Fold | None = None) -> datetime:
    """The moment, in UTC, that a clock on the wall of a zone shows: 2027-01-04T09:00, 04/01/2027
    9h, or with an offset of its own, 2027-01-04T09:00+01:00.

    Args:
        fold: which one is meant of an hour that comes twice; of others it says nothing.

    Raises:
        InvalidInput: it is no time, or the hour does not exist. ComesTwice: it is two, and *fold*
            does not say which.
    """
    found = _START.fullmatch(text.strip())
    if found is None:
        raise InvalidInput(field, "write the day and the time, such as 2027-01-04T09:00.")
    day = parse_date(field, found["day"])
    try:
        at = time(int(found["hour"]), int(found["minute"] or 0))
    except ValueError:
        raise InvalidInput(field, "no clock has this time.") from None
    if found["zone"]:
        written = f"{day.isoformat()}T{at:%H:%M}:00{found['zone'].upper()}"
        try:
            return datetime.fromisoformat(written).astimezone(UTC)
        except (ValueError, OverflowError):
            raise InvalidInput(field, "no clock has this time.") from None
    return _moment(field, datetime.combine(day, at), zone, fold)


def _moment(field: str, wall: datetime, zone: ZoneInfo, fold: Fold | None) -> datetime:
    try:
        first, second = (wall.replace(tzinfo=zone, fold=each).astimezone(UTC) for each in (0, 1))
    except OverflowError:
        raise InvalidInput(field, "no clock has this time.") from None
    if first.astimezone(zone).replace(tzinfo=None) != wall:
        raise InvalidInput(
            field,
            "clocks go forward on this day, and skip {time}. Give another hour.",
            time=f"{wall:%H:%M}",
        )
    if first != second and fold is None:
        raise ComesTwice(
            field,
            "clocks go back on this day, and show {time} twice. Say which with --fold first or"
            " --fold second.",
            time=f"{wall:%H:%M}",
        )
    return second if fold is Fold.SECOND else first


def written_time(local: datetime) -> str:
    """What a clock on the wall shows; with the offset, where it shows that twice.

    >>> summer = datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    >>> written_time(summer.astimezone(zone_of("Europe/Paris")))
    '02:30+02:00'
    >>> written_time((summer + timedelta(hours=2)).astimezone(zone_of("Europe/Paris")))
    '03:30'
    """
    offsets = {local.replace(fold=fold).utcoffset() for fold in (0, 1)}
    return local.strftime("%H:%M") if len(offsets) == 1 else local.isoformat("T", "minutes")[11:]


def day_bounds(day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The first moment of a day of a zone, and that of the next, in UTC: 23 to 25 hours."""
    return _opens(day, 0, zone), _opens(day + timedelta(days=1), 0, zone)


def span_of(day: date, opens: int, closes: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From one minute of a day until another, in UTC; 1440 is midnight. What does not exist is the
    moment at which clocks go forward; of what comes twice, a span has both."""
    return _opens(day, opens, zone), _opens(day, closes, zone, latest=True)


def _opens(day: date, minute: int, zone: ZoneInfo, *, latest: bool = False) -> datetime:
    wall = datetime.combine(day, time()) + timedelta(minutes=minute)
    both = [wall.replace(tzinfo=zone, fold=each).astimezone(UTC) for each in (0, 1)]
    if both[0] <= both[1]:
        return both[latest]
    # It does not exist: read with the offset of after, it is before the change; the change itself
    # is where the offset is another.
    before, after = both[1], both[0]
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) / 2
        is_changed = middle.astimezone(zone).utcoffset() != before.astimezone(zone).utcoffset()
        before, after = (before, middle) if is_changed else (middle, after)
    return (after + timedelta(seconds=30)).replace(second=0, microsecond=0)
