"""How many digits a phone number may have, country by country.

`identity/data/phone_lengths.tsv` has what phonenumbers says of each country code, for columns of
numbers; it is made by `tools/build_phones.py`.
"""

from __future__ import annotations

import os
from functools import cache
from typing import NamedTuple

_DATA = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "phone_lengths.tsv")
_LENGTHS_OF_CODES = (2, 3, 1)


class PhoneCountry(NamedTuple):
    """A country code, what is dialled before a number inside the country and not from abroad, and
    how many digits a number may have after the code."""

    code: str
    trunk: str
    lengths: frozenset[int]


def country_of(digits: str) -> PhoneCountry | None:
    """The country of a number whose country code comes first; None where no country has it.

    >>> country_of("33639981234")
    PhoneCountry(code='33', trunk='0', lengths=frozenset({9}))
    """
    countries = _countries()
    for length in _LENGTHS_OF_CODES:
        if country := countries.get(digits[:length]):
            return country
    return None


def has_possible_length(code: str, national: str) -> bool:
    """Whether a number of this country code may have so many digits, by the table."""
    return len(national) in _countries()[code].lengths


@cache
def _countries() -> dict[str, PhoneCountry]:
    with open(_DATA, encoding="utf-8") as file:
        rows = (line.rstrip("\n").split("\t") for line in file)
        return {
            code: PhoneCountry(code, trunk, frozenset(map(int, lengths.split())))
            for code, trunk, lengths in rows
        }
