"""The ways to read a text as a date: days in numbers and with the names of months, as people and
programs write them. Which of them may be meant is for `dates`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern

_GAP = r"(?: ?[/.-] ?| )"
_SHORT_OR_LONG = r"(?P<year>[0-9]{4}|[0-9]{2})"
_NOT_KNOWN = "(?P<day>)"
_APART = (
    pattern(rf"(?P<day>[0-9]{{1,2}}){_GAP}(?P<month>[0-9]{{1,2}}){_GAP}{_SHORT_OR_LONG}"),
    pattern(rf"(?P<year>[0-9]{{4}}){_GAP}(?P<month>[0-9]{{1,2}}){_GAP}(?P<day>[0-9]{{1,2}})"),
    pattern(rf"(?P<month>[0-9]{{1,2}}){_GAP}(?P<year>[0-9]{{4}}){_NOT_KNOWN}"),
    pattern(rf"(?P<year>[0-9]{{4}}){_GAP}(?P<month>[0-9]{{1,2}}){_NOT_KNOWN}"),
)
_TOGETHER = (
    pattern(rf"(?P<day>[0-9]{{2}})(?P<month>[0-9]{{2}}){_SHORT_OR_LONG}"),
    pattern(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"),
    pattern(rf"(?P<year>[0-9]{{4}})(?P<month>){_NOT_KNOWN}"),
)
_SPELLED_OUT = (
    pattern(
        r"(?:(?P<day>[0-9]{1,2})(?:ER|ST|ND|RD|TH)? ?(?:OF )?)?"
        rf"(?P<month>[A-Z]{{3,}}) ?{_SHORT_OR_LONG}"
    ),
    pattern(rf"(?P<month>[A-Z]{{3,}}) (?P<day>[0-9]{{1,2}})(?:ST|ND|RD|TH)? {_SHORT_OR_LONG}"),
)
"""Of the folded text."""

_WEEKDAY = pattern(
    r"(?i)(?:lun|mar|mer|jeu|ven|sam)(?:di|credi|dredi|edi)?\.?,? |dim(?:anche)?\.?,? "
    r"|(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,? "
)
_TIME = pattern(
    r"(?i)(?: ?T ?| (?:à |at )?)(?P<time>(?:[01]?[0-9]|2[0-3])"
    r"(?:(?::[0-5][0-9]){1,2}| ?h ?(?:[0-5][0-9])?))"
    r"(?:[.,][0-9]+)?(?: ?[ap]\.?m\.?)?(?P<zone> ?(?:Z|UTC|GMT))?(?: ?[+-][0-9]{2}:?[0-9]{2})?"
)
"""What stands behind a day that a program writes as a moment."""

_BORN = pattern(r"(?i:n[ée]e?(?:\(e\))?|born)(?i: le| en| on| in)? |(?i:le|en|on|in) ")
"""What people write before a birth date."""

_AGE = pattern(r"([0-9]{1,3}) ?(?:ans?|years?(?: old)?)")
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


class WrittenDate(NamedTuple):
    """A date as it is written: the year with two digits or four, 0 for what is not known."""

    year: str
    month: int
    day: int
    is_whole: bool


def ways_to_read(text: str) -> list[WrittenDate]:
    """Each way to read a text as a date."""
    if in_numbers := _in_numbers(text):  # as nearly all are
        return in_numbers
    plain = without_time(_plain(text))
    if before := _BORN.match(plain):
        plain = plain[before.end() :]
    found = list(_readings(plain))
    weekday = None if found else _WEEKDAY.match(plain)  # "mar 1975" is March
    return list(_readings(plain[weekday.end() :])) if weekday else found


def written_age(text: str) -> int | None:
    """The years of a text that is an age, as "50 ans".

    >>> written_age("50 ans"), written_age("1950")
    (50, None)
    """
    found = _AGE.fullmatch(_plain(text).casefold())
    return int(found[1]) if found else None


def without_time(text: str) -> str:
    """The text of a moment without its time of the day; as it is where that is told for Greenwich
    and is not midnight: in France, it may be the next day there.

    >>> without_time("12/03/1975 00:00:00"), without_time("1975-03-11T23:00:00Z")
    ('12/03/1975', '1975-03-11T23:00:00Z')
    """
    if ":" not in text and "h" not in text and "H" not in text:
        return text
    for found in _TIME.finditer(text):
        if found.end() == len(text) and (not found["zone"] or not found["time"].strip("0:hH")):
            return text[: found.start()]
    return text


def _plain(text: str) -> str:
    return " ".join(text.split())


def _readings(plain: str) -> Iterator[WrittenDate]:
    yield from _in_numbers(plain)
    folded = fold(plain)
    for form in _SPELLED_OUT:
        if found := form.fullmatch(folded):
            is_whole = found["day"] is not None
            for month in _months(found["month"]):
                yield WrittenDate(found["year"], month, int(found["day"] or 0), is_whole)


def _in_numbers(plain: str) -> list[WrittenDate]:
    if plain.isdecimal():
        return [_as_written(found) for form in _TOGETHER if (found := form.fullmatch(plain))]
    for form in _APART:
        if found := form.fullmatch(plain):
            return [_as_written(found)]  # then no other form fits
    return []


def _as_written(found: re.Match[str]) -> WrittenDate:
    year, month, day = found.group("year", "month", "day")
    return WrittenDate(year, int(month or 0), int(day or 0), bool(day))


def _months(word: str) -> list[int]:
    """The months whose French or English name begins with the word."""
    return [
        number
        for number, names in enumerate(_MONTHS, start=1)
        if any(name.startswith(word) for name in names)
    ]
