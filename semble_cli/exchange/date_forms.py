"""How the dates of a column are written: as somebody says it, or as its own dates tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern
from semble_cli.identity.written_dates import without_time

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import BinaryIO

_FRENCH = str.maketrans("JA", "DY")
"""The letters of JJ/MM/AAAA."""
_WORDS = pattern(r"YYYY|YY|MM?|DD?|HH?|SS?|[^A-Z]|T")
_GAP = r"(?: ?[/.-] ?| )"
_IN_NAME = pattern(
    r"(?i)(?<![A-Z0-9])"
    r"((?:DD?|JJ?)([/. -]?)MM?\2[YA]{2,4}|MM?([/. -]?)(?:DD?|JJ?)\3[YA]{2,4}"
    r"|[YA]{4}([/. -]?)MM?\4(?:DD?|JJ?))"
    r"(?: HH[:H]MM(?::?SS)?)?(?![A-Z0-9])"
)
"""A form in the name of a column, in brackets or not: it is a word by itself."""
_YEAR = "(?:1[89]|20)[0-9]{2}"
"""A whole year where nothing stands before it: what eight digits else end with is month and day."""
_SERIAL = pattern(r"[1-4][0-9]{4}(?:[.,][0-9]+)?")
_NUMBER = pattern(
    rf"([0-9]{{1,2}}){_GAP}([0-9]{{1,2}}){_GAP}(?:[0-9]{{2}}){{1,2}}"
    rf"|([0-9]{{2}})([0-9]{{2}})(?:{_YEAR}|[0-9]{{2}})"
)


class DateForm(NamedTuple):
    """A form of dates: as it is called, and as a pattern of years, months and days."""

    name: str
    pattern: re.Pattern[str]

    def read(self, text: str) -> str | None:
        """A date in ISO form, known in part where it has zeros; with the day first where its year
        has two digits, for which century is meant is told as everywhere; `None` where it is not of
        the form."""
        found = self.pattern.fullmatch(text)
        if not found:
            return None
        parts = found.groupdict()
        year, month, day = (
            next(text for name, text in parts.items() if name.startswith(word) and text)
            for word in ("year", "month", "day")
        )
        return f"{year}-{month:0>2}-{day:0>2}" if len(year) > 2 else f"{day}/{month}/{year}"


class _DayAndMonth(DateForm):
    """Dates whose day and month are only put in their usual order: which century is meant, and
    whether there is such a day, is told as everywhere."""

    def read(self, text: str) -> str | None:
        found = self.pattern.fullmatch(without_time(text))
        if not found:
            return None
        month, day, year = filter(None, found.groups())
        return f"{year}-{month:0>2}-{day:0>2}" if len(year) > 2 else f"{day}/{month}/{year}"


MONTH_FIRST = _DayAndMonth(
    "MM/DD/YYYY",
    pattern(
        rf"(?P<month>[0-9]{{1,2}}){_GAP}(?P<day>[0-9]{{1,2}}){_GAP}(?P<year>[0-9]{{4}}|[0-9]{{2}})"
        rf"|(?P<month_>[0-9]{{2}})(?P<day_>[0-9]{{2}})(?P<year_>{_YEAR}|[0-9]{{2}})"
    ),
)
DAY_FIRST = "DD/MM/YYYY"


def form_of(name: str) -> DateForm:
    """The form that somebody names by letters: `MM/DD/YYYY`, `D/M/YY`, `JJ/MM/AAAA HH:MM`.

    Numbers of one digit may stand for two where something is between them, and a whole year for
    one of two digits.

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
        digits = short
        if kind == "year":
            digits = "{4}" if len(word) > 2 else "{2}(?:[0-9]{2})?"
        parts.append(f"(?P<{kind}>[0-9]{digits})" if kind not in met else "")
        met.append(kind)
    is_whole = "".join(words) == plain and len(set(met)) == len(met)
    if not is_whole or not {"day", "month", "year"} <= set(met):
        raise InvalidInput(
            "date_form", "it has DD, MM and YYYY in it, once each, such as MM/DD/YYYY HH:MM."
        )
    return DateForm(name, re.compile("".join(parts)))


def form_in(header: str) -> str:
    """The form of dates that a column's name has, in brackets or not; empty for none.

    >>> form_in("Date de naissance (jj/mm/aaaa)"), form_in("Date au format AAAA-MM-JJ")
    ('JJ/MM/AAAA', 'AAAA-MM-JJ')
    """
    found = _IN_NAME.search(header)
    return found[1].upper() if found else ""


def without_form(header: str) -> str:
    """The name of a column without the form of dates in it.

    >>> without_form("Né le JJ/MM/AAAA")
    'Né le  '
    """
    return _IN_NAME.sub(" ", header)


_KINDS = {"Y": "year", "M": "month", "D": "day", "H": "hour", "S": "second"}


class DateOrder(NamedTuple):
    """How many dates of a column can only be read with the day first, how many with the month
    first, and how many either way; how many are numbers of days, as spreadsheets have them, and
    how many are six digits, of which a spreadsheet makes five."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0
    serials: int = 0
    six_digits: int = 0

    def with_those_of(self, cells: Iterable[str], nirs: Sequence[str] = ()) -> DateOrder:
        """The same with more of its cells; what is no date tells nothing. A date that may be read
        either way is told by the month in the NIR of its row."""
        day_first, month_first, either, serials, six_digits = self
        for place, cell in enumerate(cells):
            text = without_time(cell.strip())
            if found := _NUMBER.fullmatch(text):
                first, second = (int(number) for number in found.groups() if number)
                six_digits += len(text) == _SHORT
                if first == second:
                    continue
                if not first or not second:  # what is not known is the day, or the month as well
                    day_first += not first
                    month_first += not second
                    continue
                month = nirs[place][3:5] if nirs and max(first, second) <= _MONTHS else ""
                day_first += first > _MONTHS or month == f"{second:02}"
                month_first += second > _MONTHS >= first or month == f"{first:02}"
                either += max(first, second) <= _MONTHS and month not in (
                    f"{first:02}",
                    f"{second:02}",
                )
            elif _SERIAL.fullmatch(text):
                serials += 1
        return DateOrder(day_first, month_first, either, serials, six_digits)

    @property
    def is_mixed(self) -> bool:
        """Whether some have the day first and some the month, more than a few by mistake."""
        return min(self.day_first, self.month_first) * _STRAY > max(
            self.day_first, self.month_first
        )

    @property
    def is_month_first(self) -> bool:
        """Whether nearly all that tell it have the month first."""
        return self.month_first > self.day_first

    @property
    def is_open(self) -> bool:
        """Whether its dates do not tell which comes first."""
        return self.is_mixed or (bool(self.either) and not (self.day_first or self.month_first))

    @property
    def is_numeric(self) -> bool:
        """Whether it matters which comes first."""
        return bool(self.day_first or self.month_first or self.either)

    @property
    def has_serials(self) -> bool:
        return bool(self.serials) and not self.six_digits


_MONTHS = 12
_SHORT = 6
_STRAY = 20
"""One date of so many is a mistake, and its row is refused; more of them leave the order open."""
_CHUNK = 1 << 20
_GAPS = {b"/": b"?", b"-": b"?", b"\\.": b"", b" ": b""}
"""What stands between the numbers of a date; where phones have it too, the year is a whole one."""


def has_month_first(stream: BinaryIO) -> bool:
    """Whether anything in a file looks like a date whose second number is no month: a look at its
    bytes, at a hundredth of the time that its cells take."""
    forms = [
        re.compile(gap + b"(?:1[3-9]|2[0-9]|3[01])" + gap + b"(?:19|20)" + is_short + b"[0-9][0-9]")
        for gap, is_short in _GAPS.items()
    ]
    before = b""
    while chunk := stream.read(_CHUNK):
        text = before + chunk
        if any(form.search(text) for form in forms):
            return True
        before = text[-10:]
    return False
