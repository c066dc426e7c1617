"""Numbers that a spreadsheet took for amounts: first zeros that it left out, points and powers that
it wrote. What only one number can have been is put back, whole columns at a time."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput, Sentence, field_id
from semble_cli.identity.names import fold
from semble_cli.identity.patterns import pattern
from semble_cli.identity.places import find_place, is_called
from semble_cli.identity.postal_codes import places_served

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from semble_cli.exchange.record import Texts

SHORTENED = "\0E+\0"
"""What stands for a number whose last digits are lost: a text that no reader takes."""

BEHEADED = "\0" + "0\0"
"""The same for a number whose first zeros are lost, nobody knows how many."""

_POSTAL_CODE = "postal_code"
_PLACES = ("birth_place", "birth_place_code")
_LENGTHS = {"phones": 9, **dict.fromkeys(_PLACES, 4)}
"""How long a number of a field is without the zero that it begins with."""
_WIDTHS = {"regime": 2, "fund": 3, "fund_center": 4}
"""How many digits the codes of the health insurance have."""
_MISSING: dict[str, Collection[int]] = {
    **{field: (length,) for field, length in _LENGTHS.items()},
    **{field: range(1, width) for field, width in _WIDTHS.items()},
}
"""Lengths that a number of a field has where zeros are missing."""
_OF_INSURERS = ("member_number", "amc_number")
"""Numbers that each insurer writes in its own way."""
_AMOUNTS = ("phones", *_PLACES, "nir", "ins_number", _POSTAL_CODE, *_WIDTHS)
"""Numbers that are never written with a point."""
_NUMBERS = (*_AMOUNTS, *_OF_INSURERS, "numbers")

_FEWEST = 10
_NEARLY_ALL = 0.8
"""Of so many numbers of a column that have one length, others are ones that lost zeros."""

_POWER = pattern(r"([0-9])(?:[.,]([0-9]+))?[eE]\+?([0-9]{1,2})")
_POINT = pattern(r"([0-9]+)[.,]0+")
_SIGNS = (("+", "E+"), ("+", "e+"), (".", ".0"), (",", ",0"))
"""What powers and points have in them, behind the sign that is looked for first: one alone is found
in a tenth of the time."""

_SHORT_CODE = 4
_SHORT = Sentence(
    "{field}: it has four digits, and no town of its row tells whether a zero is missing; taken as"
    " it is.",
    field=Sentence(field_id("postal_code")),
)

_REMEMBERED = 1 << 14
_FRANCE = ("", "FRANCE", "FR", "FRA")


class Restoring:
    """Puts back what a spreadsheet took from the numbers of one file; `said` counts, for the rows
    read since it was last cleared, what was done; `remarks` tell what may be lost of whole columns,
    and cannot be put back. In lists of our own (*is_own*), codes are texts
    that somebody typed."""

    def __init__(self, *, is_own: bool = False) -> None:
        self._is_own = is_own
        self._lengths: dict[str, int] = {}
        self.said: Counter[Sentence] = Counter()
        self.remarks: list[Sentence] = []
        self._readers: dict[str, Callable[[str], str]] = {}

    def look(self, field: str, cells: Sequence[str]) -> None:
        """Learn from the first cells of a column how long its numbers are."""
        if field not in _OF_INSURERS:
            return
        digits = [cell for cell in cells if cell.isdecimal()]
        if len(digits) < _FEWEST or any(cell[0] == "0" for cell in digits):
            return
        lengths = Counter(map(len, digits))
        length, times = lengths.most_common(1)[0]
        is_usual = times >= _NEARLY_ALL * len(digits) and length == max(lengths)
        if is_usual and not self._is_own:
            self._lengths[field] = length
        elif len(lengths) > 1:
            self.remarks.append(
                Sentence(
                    "{field}: its numbers have different lengths, and none begins with a zero:"
                    " if a spreadsheet has saved this file, it may have left zeros out.",
                    field=Sentence(field_id(field)),
                )
            )

    def restored(self, field: str, cells: Sequence[str]) -> Sequence[str]:
        """The cells of a column, with numbers as they were before."""
        if field not in _NUMBERS or (self._is_own and field in _WIDTHS):
            return cells
        if field not in self._lengths and not _may_be_touched(field, cells):
            return cells
        found = list(map(self._reader(field), cells))
        if changed := sum(map(str.__ne__, found, cells)) - found.count(SHORTENED):
            self._say(field, changed)
        if length := self._lengths.get(field):
            found = [
                BEHEADED if len(cell) < length and cell.isdecimal() else cell for cell in found
            ]
        return found

    def restore_postal_codes(self, found: Texts) -> None:
        """Put the zero before postal codes of four digits where the town is one in France that has
        that code; others may be foreign ones, and are left."""
        codes = found.get(_POSTAL_CODE)
        if codes is None or 4 not in set(map(len, codes)):
            return
        blank = ("",) * len(codes)
        towns, countries = (found.get(field, blank) for field in ("city", "country"))
        restored = list(map(_postal_code, codes, towns, countries))
        if short := sum(map(_is_short, restored, countries)):
            self.said[_SHORT] += short
        if changed := sum(map(str.__ne__, restored, codes)):
            found[_POSTAL_CODE] = restored
            self._say(_POSTAL_CODE, changed)

    def _say(self, field: str, count: int) -> None:
        said = Sentence(
            "{field}: what a spreadsheet had made of a number was taken back.",
            field=Sentence(field_id(field)),
        )
        self.said[said] += count

    def length_of(self, field: str) -> int:
        """How many digits nearly all numbers of a column have."""
        return self._lengths[field]

    def _reader(self, field: str) -> Callable[[str], str]:
        if field not in self._readers:
            self._readers[field] = lru_cache(_REMEMBERED)(partial(_restored, field))
        return self._readers[field]


def shortened(field: str) -> InvalidInput:
    """The error for a number whose last digits a spreadsheet has left out."""
    return InvalidInput(
        field,
        "a spreadsheet has shortened this number (as in 2.75E+14), and its last digits are lost:"
        " take them from where the file comes from, in a column of texts.",
    )


def beheaded(field: str, length: int) -> InvalidInput:
    """The error for a number whose first zeros a spreadsheet has left out."""
    return InvalidInput(
        field,
        "it is shorter than the others of its column, which have {digits} digits: a spreadsheet may"
        " have left out its first zeros. Write it whole.",
        digits=length,
    )


def _may_be_touched(field: str, cells: Sequence[str]) -> bool:
    if field in _MISSING:
        lengths = set(map(len, cells))
        if not lengths.isdisjoint(_MISSING[field]):
            return True
    together = "".join(cells)
    return any(alone in together and sign in together for alone, sign in _SIGNS)


def _restored(field: str, cell: str) -> str:
    """A number as it was before a spreadsheet; any other text as it is.

    >>> _restored("phones", "639981234"), _restored("birth_place", "1004.0")
    ('0639981234', '01004')
    >>> _restored("nir", "2.75126322074974E+14"), _restored("nir", "2,75E+14") == SHORTENED
    ('275126322074974', True)
    """
    text = cell.strip()
    if power := _POWER.fullmatch(text):
        digit, rest, zeros = power[1], power[2] or "", int(power[3])
        if len(rest) < zeros:
            return SHORTENED if "+" in text else cell
        if len(rest) > zeros:
            return cell
        text = digit + rest
    elif (point := _POINT.fullmatch(text)) and field in _AMOUNTS:
        text = point[1]
    if len(text) == _LENGTHS.get(field) and text.isdecimal() and text[0] != "0":
        whole = f"0{text}"
        return whole if field == "phones" or find_place(whole) else cell
    if text.isdecimal() and field in _WIDTHS:
        text = text.rjust(_WIDTHS[field], "0")
    return cell if text == cell.strip() else text


def _is_short(code: str, country: str) -> bool:
    """Whether a postal code of France lacks a digit."""
    return len(code) == _SHORT_CODE and code.isdecimal() and fold(country) in _FRANCE


@lru_cache(_REMEMBERED)
def _postal_code(code: str, town: str, country: str) -> str:
    text = code.strip()
    if len(text) != 4 or not text.isdecimal() or fold(country) not in _FRANCE:
        return code
    served = map(find_place, places_served(f"0{text}"))
    return f"0{text}" if any(place and is_called(place, town) for place in served) else code
