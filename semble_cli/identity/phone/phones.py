"""Telephone numbers: compared by the digits that identify them, however they are written.

Ten digits are a number in France or overseas by how they begin:
`identity/data/overseas_phones.tsv`, made by `tools/build_phones.py` from the metadata of
phonenumbers.
"""

from __future__ import annotations

import os
from functools import cache
from itertools import product

from semble_cli.identity.patterns import pattern

OVERSEAS = ("262", "508", "590", "594", "596")
"""The country codes of overseas numbers that are dialled there as in France, with ten digits."""

FICTITIOUS = ("19900", "26191", "35301", "46571", "53649", "63998")
"""How the numbers begin that are nobody's, after the 0 (Arcep, decision 2018-0881)."""

_FRANCE = "33"
_NATIONAL = 10
_DATA = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "overseas_phones.tsv")

IN_FRANCE = pattern(r"0[1-9](?:[ .-]?[0-9]{2}){4}")
"""Ten digits in pairs, which are possible in France and overseas: nearly every number."""
_NOT_DIGITS = pattern(r"[^0-9]")


def country_digits(text: str) -> str | None:
    """The digits of a phone from its country code on; None where nothing tells the country.

    >>> country_digits("06 39 98 12 34"), country_digits("25 12 34")
    ('33639981234', None)
    """
    typed, digits = dialled(text), phone_digits(text)
    if is_national(digits):
        return _FRANCE + digits[1:]
    if typed.startswith("00"):
        return typed[2:]
    return digits[2:] if digits.startswith("00") else None


def dialled(text: str) -> str:
    """The digits of a phone, or of its end, with 00 for a +.

    >>> dialled("+49 30 12"), dialled("98.12.34")
    ('00493012', '981234')
    """
    digits = _NOT_DIGITS.sub("", text)
    return "00" + digits if text.lstrip(" (").startswith("+") else digits


def phone_digits(text: str) -> str:
    """The digits that identify a phone, however it is written: in France as dialled there, else
    with 00 and the country.

    A number without its first 0, or with a country code but no +, is one that a spreadsheet kept.

    >>> phone_digits("+33 (0)6 39 98 12 34"), phone_digits("639981234")
    ('0639981234', '0639981234')
    >>> phone_digits("0692 12 34 56"), phone_digits("+262 692 12 34 56")
    ('00262692123456', '00262692123456')
    >>> phone_digits("+49 30 1234567")
    '0049301234567'
    """
    if IN_FRANCE.fullmatch(text):
        return _national(text.replace(" ", "").replace(".", "").replace("-", ""))
    digits = dialled(text)
    if digits.startswith("00"):
        return _international(digits)
    if len(digits) == _NATIONAL - 1 and not digits.startswith("0"):
        return _national("0" + digits)
    if len(digits) == _NATIONAL and digits.startswith("0"):
        return _national(digits)
    for code in (_FRANCE, *OVERSEAS):
        rest = digits.removeprefix(code)
        if rest != digits and len(rest) == _NATIONAL - 1 and not rest.startswith("0"):
            return _international("00" + digits)
    return digits


def phone_ends(digits: str) -> tuple[str, ...]:
    """What a phone may end with, in the form that `phone_digits` gives, that people dialled so.

    >>> phone_ends("639981234"), phone_ends("1234")
    (('0639981234', '639981234'), ('1234',))
    """
    return tuple(dict.fromkeys((phone_digits(digits), digits)))


def national_digits(text: str) -> str:
    """The ten digits dialled in France or overseas; of another country, as `phone_digits`.

    >>> national_digits("+262 692 12 34 56")
    '0692123456'
    """
    digits = phone_digits(text)
    rest = digits[5:]
    is_ours = digits[:2] == "00" and digits[2:5] in OVERSEAS and len(rest) == _NATIONAL - 1
    return "0" + rest if is_ours else digits


def is_national(digits: str) -> bool:
    """Whether these are ten digits as they are dialled in France or overseas."""
    return len(digits) == _NATIONAL and digits[0] == "0" != digits[1]


def _international(digits: str) -> str:
    for code in (_FRANCE, *OVERSEAS):
        rest = digits[2:].removeprefix(code)
        if rest != digits[2:]:
            local = rest.removeprefix("0")
            if local.startswith("0"):  # one 0 may stand for the call within the country, not two
                return digits
            return _national("0" + local) if code == _FRANCE else f"00{code}{local}"
    return digits


def _national(digits: str) -> str:
    """Of a number as dialled in France or overseas."""
    if len(digits) == _NATIONAL and (code := _overseas_code(digits[1:])):
        return f"00{code}{digits[1:]}"
    return digits


def _overseas_code(digits: str) -> str | None:
    return _beginnings().get(digits[:_TELLING])


_TELLING = 5
"""How many digits after the 0 tell of every number whether it is overseas."""


@cache
def _beginnings() -> dict[str, str]:
    """The code of each beginning of overseas numbers, all with as many digits as are telling."""
    known = {}
    with open(_DATA, encoding="utf-8") as file:
        for start, code in map(str.split, file):
            for digits in product("0123456789", repeat=_TELLING - len(start)):
                known[start + "".join(digits)] = code
    return known
