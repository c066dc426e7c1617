"""Days as people write them: read strictly for the record, generously for a search."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_GREATEST_AGE = 130
"""Nobody is known to have lived longer than 122 years."""

_GAP = r"(?: ?[/.-] ?| )"
_DAY_FIRST = pattern(
    rf"(?P<day>[0-9]{{1,2}}){_GAP}(?P<month>[0-9]{{1,2}}){_GAP}(?P<year>[0-9]{{4}}|[0-9]{{2}})"
)
_YEAR_FIRST = pattern(
    rf"(?P<year>[0-9]{{4}}){_GAP}(?P<month>[0-9]{{1,2}}){_GAP}(?P<day>[0-9]{{1,2}})"
)
_DIGITS = pattern(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4})")
_WHOLE = (_DAY_FIRST, _YEAR_FIRST, _DIGITS)

_IN_PART = (
    *_WHOLE,
    pattern(rf"(?P<month>[0-9]{{1,2}}){_GAP}(?P<year>[0-9]{{4}})"),
    pattern(rf"(?P<year>[0-9]{{4}}){_GAP}(?P<month>[0-9]{{1,2}})"),
    pattern(r"(?P<year>[0-9]{4})"),
)

_ONLY_IN_SEARCHES = (
    pattern(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    pattern(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{2})"),
)
_SPELLED_OUT = pattern(
    r"(?P<day>[0-9]{1,2})(?:ER)? ?(?P<month>[A-Z]{3,}) ?(?P<year>[0-9]{4}|[0-9]{2})"
)
_MONTHS = (
    ("JANVIER", "JANUARY"),
    ("FEVRIER", "FEBRUARY"),
    ("MARS", "MARCH"),
    ("AVRIL", "APRIL"),
    ("MAI", "MAY"),
    ("JUIN", "JUNE"),
    ("JUILLET", "JULY"),
    ("AOUT", "AUGUST"),
    ("SEPTEMBRE", "SEPTEMBER"),
    ("OCTOBRE", "OCTOBER"),
    ("NOVEMBRE", "NOVEMBER"),
    ("DECEMBRE", "DECEMBER"),
)


class BirthDate(NamedTuple):
    """A civil birth date, and whether some of it was set by rule because it is not known."""

    day: date
    fictive: bool


def parse_date(field: str, text: str) -> date:
    """A day written 31/12/1975, 1/2/1975, 01-02-1975, 01.02.1975, 01 02 1975, 01021975 or
    1975-02-01.

    Raises:
        InvalidInput: no date, a year of two digits, or a day that no calendar has.
    """
    year, month, day = _numbers(field, text, _WHOLE)
    return _day(field, year, month, day)


def parse_past_date(field: str, text: str, today: date) -> date:
    """As `parse_date`, for what has happened already: a death, the start of a membership.

    Raises:
        InvalidInput: as `parse_date`; also for a day after *today*.
    """
    day = parse_date(field, text)
    _refuse_future(field, day, today)
    return day


def parse_birth_date(text: str, today: date, field: str = "birth_date") -> BirthDate:
    """A birth date, also one that is known in part: 00/07/1960, 07/1960, 1960, 1960-07-00.

    Raises:
        InvalidInput: as `parse_date`; also for a day after *today* or 130 years and more before.
    """
    birth = settle_birth_date(*_numbers(field, text, _IN_PART), field=field)
    _refuse_future(field, birth.day, today)
    if age(birth.day, today) > _GREATEST_AGE:
        raise InvalidInput(
            field, "nobody is more than {age} years old; check the year.", age=_GREATEST_AGE
        )
    return birth


def settle_birth_date(year: int, month: int, day: int, *, field: str = "birth_date") -> BirthDate:
    """The birth date that is recorded when the month or the day is not known, given as 0.

    Day unknown: the first of the month. Month unknown: January. Both: 31 December (Guide
    d'implémentation INS v3.0, EXI ID 11 and 12; RNIV EXI PP 19). INSi and Vitale cards write such
    "lunar" dates with zeros too.

    Raises:
        InvalidInput: a day that no calendar has.
    """
    if month and day:
        return BirthDate(_day(field, year, month, day), fictive=False)
    if not month and not day:
        month, day = 12, 31
    return BirthDate(_day(field, year, month or 1, day or 1), fictive=True)


def likely_dates(text: str, today: date) -> tuple[date, ...]:
    """Every day that the text of a search may mean, up to *today*; none if it is no date.

    Beside what `parse_date` reads: 31 décembre 1975, 31 déc. 75, 1er mai 2001 (English months
    too), 31/12/75 and 311275 (of this century and the last), 19751231.

    >>> likely_dates("31 déc. 1975", date(2026, 1, 1))
    (datetime.date(1975, 12, 31),)
    """
    if not any(map(str.isdigit, text)):
        return ()
    found = {
        day: None
        for year, month, number in _readings(text, today)
        if (day := _calendar_day(year, month, number)) and day <= today
        if age(day, today) <= _GREATEST_AGE
    }
    return tuple(found)


def age(born: date, today: date) -> int:
    """Full years from *born* to *today*. Born on 29 February: a year older on 1 March."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _numbers(field: str, text: str, forms: tuple[re.Pattern[str], ...]) -> tuple[int, int, int]:
    """Year, month and day as written in the first of the forms that fits; 0 if not written."""
    for form in forms:
        if found := form.fullmatch(" ".join(text.split())):
            parts = found.groupdict(default="0")
            if len(parts["year"]) == 2:
                raise InvalidInput(field, "write the year with four digits, as in 31/12/1975.")
            return int(parts["year"]), int(parts.get("month", 0)), int(parts.get("day", 0))
    raise InvalidInput(field, "write the date as DD/MM/YYYY, such as 31/12/1975.")


def _day(field: str, year: int, month: int, day: int) -> date:
    found = _calendar_day(year, month, day)
    if found is None:
        raise InvalidInput(field, "no calendar has this day; check the day and the month.")
    return found


def _refuse_future(field: str, day: date, today: date) -> None:
    if day > today:
        raise InvalidInput(field, "this day is still to come; check the year.")


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _readings(text: str, today: date) -> Iterator[tuple[int, int, int]]:
    """Year, month and day of each way to read the text."""
    plain = " ".join(text.split())
    for form in (*_WHOLE, *_ONLY_IN_SEARCHES):
        if found := form.fullmatch(plain):
            for year in _years(found["year"], today):
                yield year, int(found["month"]), int(found["day"])
    if found := _SPELLED_OUT.fullmatch(fold(text)):
        for year in _years(found["year"], today):
            for month in _months(found["month"]):
                yield year, month, int(found["day"])


def _years(written: str, today: date) -> tuple[int, ...]:
    if len(written) == 4:
        return (int(written),)
    century = today.year // 100 * 100
    return (century + int(written), century - 100 + int(written))


def _months(word: str) -> list[int]:
    """The months whose French or English name begins with the word."""
    return [
        number
        for number, names in enumerate(_MONTHS, start=1)
        if any(name.startswith(word) for name in names)
    ]
