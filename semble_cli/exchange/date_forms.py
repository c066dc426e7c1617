"""How the dates of a column are written: as somebody says it, or as its own dates tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_FRENCH = str.maketrans("JA", "DY")
"""The letters of JJ/MM/AAAA."""
_WORDS = pattern(r"YYYY|YY|MM?|DD?|HH?|SS?|[^A-Z]|T")
_GAP = r"(?: ?[/.-] ?| )"
_NUMBER = pattern(
    rf"([0-9]{{1,2}}){_GAP}([0-9]{{1,2}}){_GAP}(?:[0-9]{{2}}){{1,2}}"
    r"|([0-9]{2})([0-9]{2})(?:[0-9]{2}){1,2}"
)


class DateForm(NamedTuple):
    """A form of dates: as it is called, and as a pattern of years, months and days."""

    name: str
    pattern: re.Pattern[str]

    def read(self, text: str, today: date | None) -> str | None:
        """A date in ISO form, known in part where it has zeros; `None` where it is not of the form,
        or has a year of two digits that may be of either century."""
        found = self.pattern.fullmatch(text)
        if not found:
            return None
        parts = found.groupdict()
        year, month, day = (
            next(text for name, text in parts.items() if name.startswith(word) and text)
            for word in ("year", "month", "day")
        )
        if len(year) == 2:
            if today is None or 2000 + int(year) <= today.year:
                return None
            year = f"19{year}"
        return f"{year}-{month:0>2}-{day:0>2}"


MONTH_FIRST = DateForm(
    "MM/DD/YYYY",
    pattern(
        rf"(?P<month>[0-9]{{1,2}}){_GAP}(?P<day>[0-9]{{1,2}}){_GAP}(?P<year>[0-9]{{4}})"
        r"|(?P<month_>[0-9]{2})(?P<day_>[0-9]{2})(?P<year_>[0-9]{4})"
    ),
)


def form_of(name: str) -> DateForm:
    """The form that somebody names by letters: `MM/DD/YYYY`, `D/M/YY`, `JJ/MM/AAAA HH:MM`.

    Numbers of one digit may stand for two where something is between them.

    Raises:
        InvalidInput: it has not one day, one month and one year, or other words.
    """
    plain = name.upper().translate(_FRENCH)
    words = _WORDS.findall(plain)
    has_gaps = any(not word.isalpha() for word in words)
    short = "{1,2}" if has_gaps else "{2}"
    parts: list[str] = []
    met: list[str] = []
    for word in words:
        kind = "minute" if word[0] == "M" and "hour" in met else _KINDS.get(word[0], "")
        if not kind:
            parts.append(r"\s+" if word.isspace() else re.escape(word))
            continue
        digits = f"{{{len(word)}}}" if kind == "year" else short
        parts.append(f"(?P<{kind}>[0-9]{digits})" if kind not in met else "")
        met.append(kind)
    is_whole = "".join(words) == plain and len(set(met)) == len(met)
    if not is_whole or not {"day", "month", "year"} <= set(met):
        raise InvalidInput(
            "date_form", "it has DD, MM and YYYY in it, once each, such as MM/DD/YYYY HH:MM."
        )
    return DateForm(name, re.compile("".join(parts)))


_KINDS = {"Y": "year", "M": "month", "D": "day", "H": "hour", "S": "second"}


class DateOrder(NamedTuple):
    """Whether some dates of a column can only be read with the day first, or the month first."""

    day_first: bool = False
    month_first: bool = False

    def with_those_of(self, cells: Iterable[str]) -> DateOrder:
        """The same with more of its cells; what is no date tells nothing."""
        day_first, month_first = self
        for cell in cells:
            if found := _NUMBER.fullmatch(cell.strip()):
                first, second = (int(number) for number in found.groups() if number)
                day_first |= first > _MONTHS
                month_first |= second > _MONTHS >= first
        return DateOrder(day_first, month_first)


_MONTHS = 12
