"""When a consultation was held, as people write it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.identity.dates import parse_past_date
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from datetime import tzinfo

_WITH_TIME = pattern(r"(.+?)(?:[Tt]| +)([0-9]{1,2})[:hH]([0-9]{2})")


def parse_held_at(text: str, now: datetime) -> datetime:
    """A day, or a day and the time in the zone of *now*: 23/11/2026, 23/11/2026 10:30, 10h30. A day
    alone is its beginning; today alone is now.

    Raises:
        InvalidInput: it is none, or still to come.
    """
    found = _WITH_TIME.fullmatch(text.strip())
    day = parse_past_date("held_at", found[1] if found else text, now.date())
    if found is None:
        held = now if day == now.date() else _local(datetime.combine(day, time()), now.tzinfo)
    else:
        hour, minute = int(found[2]), int(found[3])
        if hour > 23 or minute > 59:
            raise InvalidInput("held_at", "no clock has this time; write it as 10:30.")
        held = _local(datetime.combine(day, time(hour, minute)), now.tzinfo)
        if held > now:
            raise InvalidInput("held_at", "this time is to come. Check it.")
    return held.astimezone(UTC).replace(microsecond=0)


def _local(moment: datetime, zone: tzinfo | None) -> datetime:
    return moment.replace(tzinfo=zone)
