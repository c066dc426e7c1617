"""Moments as our own files write them, and as spreadsheets write them again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time

from semble_cli.errors import InvalidInput
from semble_cli.identity.dates import parse_date

_WITH_TIME = re.compile(
    r"(?P<day>[0-9][0-9 ./-]*[0-9])(?:[Tt]| +)"
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.0+)?)?"
    r"(?P<zone>[Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)


def parse_moment(field: str, text: str) -> datetime:
    """A moment, in UTC unless a zone is written: 2026-11-23T10:30:00Z, 23/11/2026 10:30, or a day
    alone, which is its beginning.

    >>> parse_moment("created_at", "23/11/2026 10:30").isoformat()
    '2026-11-23T10:30:00+00:00'

    Raises:
        InvalidInput: it is no moment.
    """
    plain = text.strip()
    found = _WITH_TIME.fullmatch(plain)
    if found is None:
        return datetime.combine(parse_date(field, plain), time(), UTC)
    day = parse_date(field, found["day"])
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    zone = (found["zone"] or "Z").upper()
    try:
        written = f"{day.isoformat()}T{hour:02d}:{minute:02d}:{second:02d}{zone}"
        return datetime.fromisoformat(written).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InvalidInput(
            field, "no clock has this time; write 2026-11-23T10:30:00Z, or the day alone."
        ) from None
