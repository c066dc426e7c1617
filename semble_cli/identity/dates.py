"""Days as people write them: read strictly for the record, generously for a search."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.written_dates import WrittenDate, ways_to_read, written_age

_GREATEST_AGE = 130
"""Nobody is known to have lived longer than 122 years."""

_LIKELY_SINCE = 1850
"""Eight digits may be read from either end: nobody writes of days before."""


class BirthDate(NamedTuple):
    """A civil birth date, and whether some of it was set by rule because it is not known."""

    day: date
    fictive: bool


class Span(NamedTuple):
    """Days from the first to the last: one day, a month, a year."""

    first: date
    last: date

    @property
    def is_day(self) -> bool:
        return self.first == self.last


def parse_date(field: str, text: str, today: date | None = None) -> date:
    """A day written 31/12/1975, 1/2/1975, 01-02-1975, 01.02.1975, 01 02 1975, 01021975,
    1975-02-01, 19750201, 1er février 1975 or fév. (English months too); the day of the week before
    it and a time behind it do not count.

    A year of two digits, as in 1/2/85 and 010285, is taken where *today* is given: it is the last
    such day that is not still to come.

    Raises:
        InvalidInput: no date, a year of two digits of no known century, several days, or a day
            that no calendar has.
    """
    written = [each for each in ways_to_read(text) if each.is_whole]
    if not written:
        raise InvalidInput(field, "write the date as DD/MM/YYYY, such as 31/12/1975.")
    if today is None and all(len(each.year) == 2 for each in written):
        raise _short_year(field)
    days = [
        day
        for each in written
        if (spelled := [*_days(each, today)])
        for day in ([max(spelled)] if len(each.year) == 2 else spelled)
    ]
    if not days:
        raise InvalidInput(field, "no calendar has this day; check the day and the month.")
    return _only(field, days)


_EMPTY_CELL = BirthDate(date(1900, 1, 1), fictive=True)
"""What a spreadsheet makes of a zero that it takes for a date: 00/01/1900."""


def parse_past_date(field: str, text: str, today: date) -> date:
    """As `parse_date`, for what has happened already: a death, the start of a membership.

    Raises:
        InvalidInput: as `parse_date`; also for a day after *today*.
    """
    day = parse_date(field, text, today)
    _refuse_future(field, day, today)
    return day


def parse_birth_date(text: str, today: date, field: str = "birth_date") -> BirthDate:
    """A birth date as `parse_date` has it, also one that is known in part: 00/07/1960, 07/1960,
    juillet 1960, 1960, 1960-07-00; "né le" and "né en" may stand before it. A year of two digits
    is taken where only one century can be meant.

    Raises:
        InvalidInput: as `parse_date`; also for an age, for a day after *today* or 130 years and
            more before.
    """
    written = ways_to_read(text)
    if not written:
        if written_age(text) is not None:
            raise InvalidInput(field, "an age is no birth date; write the year, such as 1975.")
        raise InvalidInput(field, "write the date as DD/MM/YYYY, such as 31/12/1975.")
    births = [
        birth
        for each in written
        for year in _years(each.year, today)
        if (birth := _settled(year, each.month, each.day))
    ]
    if not births:
        raise InvalidInput(field, "no calendar has this day; check the day and the month.")
    possible = {birth.day: birth for birth in births if _is_possible(birth.day, today)}
    if not possible:
        for birth in births:
            _refuse_future(field, birth.day, today)
        raise InvalidInput(
            field, "nobody is more than {age} years old; check the year.", age=_GREATEST_AGE
        )
    if len(possible) == 1:
        (birth,) = possible.values()
        if birth == _EMPTY_CELL and any(each.is_whole for each in written):
            raise InvalidInput(
                field,
                "a spreadsheet shows a cell so that has no date; write it as 01/1900 if it is.",
            )
        return birth
    if all(len(each.year) == 2 for each in written):
        raise _short_year(field)
    return possible[_only(field, list(possible))]


def settle_birth_date(year: int, month: int, day: int, *, field: str = "birth_date") -> BirthDate:
    """The birth date that is recorded when the month or the day is not known, given as 0.

    Day unknown: the first of the month. Month unknown: January. Both: 31 December (Guide
    d'implémentation INS v3.0, EXI ID 11 and 12; RNIV EXI PP 19). INSi and Vitale cards write such
    "lunar" dates with zeros too.

    Raises:
        InvalidInput: a day that no calendar has.
    """
    birth = _settled(year, month, day)
    if birth is None:
        raise InvalidInput(field, "no calendar has this day; check the day and the month.")
    return birth


def _settled(year: int, month: int, day: int) -> BirthDate | None:
    """As `settle_birth_date`; `None` where no calendar has such a day."""
    is_fictive = not (month and day)
    if is_fictive:
        month, day = (month or 1, day or 1) if month or day else (12, 31)
    try:
        return BirthDate(date(year, month, day), is_fictive)
    except ValueError:
        return None


def likely_births(text: str, today: date) -> tuple[Span, ...]:
    """Every day, month or year of birth that the text of a search may mean, up to *today*; none if
    it is no date.

    All that `parse_birth_date` reads, years of two digits of this century and the last, and an age
    (50 ans).

    >>> likely_births("31 déc. 1975", date(2026, 1, 1))
    (Span(first=datetime.date(1975, 12, 31), last=datetime.date(1975, 12, 31)),)
    """
    if not any(map(str.isdigit, text)):
        return ()
    years = written_age(text)
    if years is not None:
        return _of_age(years, today)
    found = {
        span: None
        for each in ways_to_read(text)
        for year in _years(each.year, today)
        if _is_of_calendar(year, each) and _is_possible((span := _span(year, each)).first, today)
    }
    return tuple(found)


def age(born: date, today: date) -> int:
    """Full years from *born* to *today*. Born on 29 February: a year older on 1 March."""
    return age_in_months(born, today) // 12


def age_in_months(born: date, today: date) -> int:
    """Full months from *born* to *today*. Born on the 31st: a month older after one of 30 days."""
    return (today.year - born.year) * 12 + today.month - born.month - (today.day < born.day)


def _days(written: WrittenDate, today: date | None) -> Iterator[date]:
    """The days of the calendar that are written, of a year of two digits those up to *today*."""
    for year in _years(written.year, today):
        day = _calendar_day(year, written.month, written.day)
        if day and (len(written.year) == 4 or (today and day <= today)):
            yield day


def _years(written: str, today: date | None) -> tuple[int, ...]:
    if len(written) == 4:
        return (int(written),)
    if today is None:
        return ()
    century = today.year // 100 * 100
    return (century + int(written), century - 100 + int(written))


def _only(field: str, days: list[date]) -> date:
    """The one day that is meant.

    Raises:
        InvalidInput: there are several.
    """
    likely = set(days)
    if len(likely) > 1:
        likely = {day for day in days if day.year >= _LIKELY_SINCE} or likely
    if len(likely) > 1:
        raise InvalidInput(
            field, "this may be several days; write the date as DD/MM/YYYY, such as 31/12/1975."
        )
    return likely.pop()


def _short_year(field: str) -> InvalidInput:
    return InvalidInput(field, "write the year with four digits, as in 31/12/1975.")


def _refuse_future(field: str, day: date, today: date) -> None:
    if day > today:
        raise InvalidInput(field, "this day is still to come; check the year.")


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_of_calendar(year: int, written: WrittenDate) -> bool:
    """Whether there is such a day, such a month."""
    return _calendar_day(year, written.month or 1, written.day or 1) is not None


def _is_possible(day: date, today: date) -> bool:
    """Whether somebody may have been born that day."""
    is_likely = today.year - day.year <= _GREATEST_AGE  # then the months do not matter
    return day <= today and (is_likely or age(day, today) <= _GREATEST_AGE)


def _span(year: int, written: WrittenDate) -> Span:
    """The days that are written, of a date that the calendar has."""
    if written.day:
        day = date(year, written.month or 1, written.day)
        return Span(day, day)
    if written.month:
        next_month = date(year + written.month // 12, written.month % 12 + 1, 1)
        return Span(date(year, written.month, 1), next_month - timedelta(1))
    return Span(date(year, 1, 1), date(year, 12, 31))


def _of_age(years: int, today: date) -> tuple[Span, ...]:
    """The births of those who are so old today."""
    if years > _GREATEST_AGE:
        return ()
    return (Span(_years_before(today, years + 1) + timedelta(1), _years_before(today, years)),)


def _years_before(day: date, years: int) -> date:
    """The same day so many years before, 28 February for the 29th."""
    return _calendar_day(day.year - years, day.month, day.day) or date(day.year - years, 2, 28)
