"""Birth dates as numbers, and those for which one may have been misread."""

from __future__ import annotations

import struct
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

FIRST_OF_JANUARY = 1 * 32 + 1
"""What `date_numbers` has for that day of the year."""

_MONTHS, _DAYS, _CENTURY = 12, 31, 100
_DATES_REMEMBERED = 1 << 16


@lru_cache(_DATES_REMEMBERED)
def date_numbers(born: date) -> bytes:
    """A date's number, its year and its day in the year, packed."""
    day = born.month * 32 + born.day
    return struct.pack("3q", _date_number(born.month, born.day, born.year), born.year, day)


def _date_number(month: int, day: int, year: int) -> int:
    """One number for a date and for that with day and month exchanged."""
    return year * 1000 + (month * 32 + day if month < day else day * 32 + month)


def misread(born: date) -> list[int]:
    """The numbers of the dates that are one in which a digit, the century, or two digits that
    stand beside each other, are wrong."""
    year, month, day = born.year, born.month, born.day
    text = f"{day:02}{month:02}{year:04}"
    exchanged = (
        text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        for at in range(len(text) - 1)
        if text[at] != text[at + 1]
    )
    return [
        *(_date_number(int(each[2:4]), int(each[:2]), int(each[4:])) for each in exchanged),
        *(_date_number(month, day, year + away) for away in (-_CENTURY, _CENTURY)),
        *(_date_number(month, day, other) for other in _near_years(year)),
        *(_date_number(other, day, year) for other in _near(month, _MONTHS)),
        *(_date_number(month, other, year) for other in _near(day, _DAYS)),
    ]


@lru_cache(1 << 10)
def _near_years(year: int) -> list[int]:
    found = [
        year + (digit - year // place % 10) * place
        for place in (1, 10, 100, 1000)
        for digit in range(10)
    ]
    return [other for other in found if other != year]


@lru_cache(_MONTHS + _DAYS)
def _near(number: int, most: int) -> list[int]:
    """The numbers of two digits up to the greatest that differ from one in one of them."""
    return [
        other
        for other in range(1, most + 1)
        if other != number and (other // 10 == number // 10 or other % 10 == number % 10)
    ]
