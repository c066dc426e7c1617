"""Birth dates in three columns, by themselves or beside a column that holds the whole."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.exchange.headers import BIRTH_DAY, BIRTH_MONTH, BIRTH_YEAR
from semble_cli.identity.written_dates import ways_to_read

if TYPE_CHECKING:
    from semble_cli.exchange.record import Texts
    from semble_cli.identity.written_dates import WrittenDate

TWO_DATES = "?/?/? ≠ ?/?/?"
"""What stands for a date whose parts tell another one: a text that no reader takes."""


def put_birth_dates_together(found: Texts, blank: tuple[str, ...]) -> None:
    """A date from a day, a month and a year; what is not given is not known (`00`). Where the row
    has a whole one too, that, unless the parts tell another."""
    parts = [found.pop(field, None) for field in (BIRTH_DAY, BIRTH_MONTH, BIRTH_YEAR)]
    if parts[2] is None:
        return
    made = map(_made, *(part or blank for part in parts))
    whole = found.get("birth_date", blank)
    found["birth_date"] = list(map(_of_both, whole, made))


def two_dates(field: str) -> InvalidInput:
    """The error for a date in two ways that are not one."""
    return InvalidInput(
        field,
        "the columns of its day, month and year tell another date than the whole one; correct it.",
    )


def _made(day: str, month: str, year: str) -> str:
    if not year.strip():
        return ""
    return f"{day.strip() or '00'}/{month.strip() or '00'}/{year.strip()}"


@lru_cache(1 << 14)
def _of_both(whole: str, made: str) -> str:
    ways, others = ways_to_read(whole), ways_to_read(made)
    if ways and others and not any(_may_be(way, other) for way in ways for other in others):
        return TWO_DATES
    return whole or made


def _may_be(one: WrittenDate, other: WrittenDate) -> bool:
    """Whether two dates may be one: what either does not tell is not compared."""
    shortest = min(len(one.year), len(other.year))
    return one.year[-shortest:] == other.year[-shortest:] and all(
        mine in (0, its) or its == 0
        for mine, its in ((one.month, other.month), (one.day, other.day))
    )
