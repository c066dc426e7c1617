"""Whether somebody like a patient may have come before, among millions and in a fixed memory.

A Bloom filter of what two records of one person share: where it says no, `matching.compare` finds
nobody alike (but for those whom no look-up finds either); where it says yes, a look-up tells.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from mmap import mmap
from typing import TYPE_CHECKING

from semble_cli.identity.names import compact, words
from semble_cli.identity.phonetics import phonetic
from semble_cli.identity.places import code_today

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.patient.record import Patient

_WORDS = 1 << 23
_PLACES = _WORDS - 1
_SHIFT = 24
_MASKS = tuple(
    1 << one | 1 << (one * 7 + 13) % 64 | 1 << (one * 37 + other * 11 + 29) % 64
    for one in range(64)
    for other in range(16)
)
"""Three bits of a word, for each of 1,024 remainders of a key's hash."""
_REMAINDERS = len(_MASKS) - 1
_MONTHS, _DAYS = 12, 31
_HEAD = 3
"""Letters of a name's beginning: a typing error is in it, or behind it, or exchanges its last."""


class BloomFilter:
    """The patients added so far. It takes up to 64 MB, whatever their number."""

    def __init__(self) -> None:
        # Zeros from the system, which take memory only where they are written over.
        self._words = memoryview(mmap(-1, _WORDS * 8)).cast("Q")

    def check_and_add(self, patient: Patient) -> bool:
        """Whether somebody like the patient may have been added before; the patient is now."""
        sure, hints, names = _keys(patient)
        known = self._added(sure + hints)
        if True not in known:
            return False
        # The hints are two for each name.
        hinted = known[len(sure) :]
        return any(known[: len(sure)]) or any(
            self._has_near_date(patient, name)
            for name, both in zip(names, zip(hinted[::2], hinted[1::2], strict=True), strict=True)
            if any(both)
        )

    def _added(self, keys: list[object]) -> list[bool]:
        """Add keys; for each, whether it may have been there."""
        words, masks = self._words, _MASKS
        found = []
        for number in map(hash, keys):
            place, mask = number & _PLACES, masks[number >> _SHIFT & _REMAINDERS]
            word = words[place]
            is_there = word & mask == mask
            if not is_there:
                words[place] = word | mask
            found.append(is_there)
        return found

    def _has(self, key: object) -> bool:
        """Whether a key may have been added."""
        number = hash(key)
        mask = _MASKS[number >> _SHIFT & _REMAINDERS]
        return self._words[number & _PLACES] & mask == mask

    def _has_near_date(self, patient: Patient, name: str) -> bool:
        """Whether somebody with both names may have been added whose birth date, in the same year
        or on the same day of another, is alike: one digit apart, or not known."""
        born, first = patient.birth_date, compact(patient.first_given_name)
        if self._has(_fictive_key(born.year, name, first)):  # of somebody before, or its own
            return True
        return any(self._has(_pair_key(date, name, first)) for date in _one_digit_away(born))


def _keys(patient: Patient) -> tuple[list[object], list[object], list[str]]:
    """What a patient shares with whoever `matching.compare` finds alike: one of the keys of the
    first list; or one of the second, two for each of the family names, and a birth date near by.

    Those of the first list: the name, or the given name, with the day (or the day exchanged with
    the month). Where only given name and day agree, the birth place agrees as well or the name is
    much the same. Those of the second: both names with the year, or with the day of the year.
    """
    name, first = compact(patient.birth_name), compact(patient.first_given_name)
    born, used = patient.birth_date, patient.used_name
    year, month, day = born.year, born.month, born.day
    date = _date_number(month, day, year)
    sure: list[object] = [
        (date, name),
        _pair_key(date, name, first),
        (date, first, code_today(patient.birth_place_code)),
        (date, first, phonetic(name), 0),
        # One of these is left by one typing error: behind it, the rest may be a letter farther on.
        (date, first, name[:_HEAD], 1),
        (date, first, name[_HEAD:], 2),
        (date, first, name[_HEAD + 1 :], 2),
        *patient.numbers,
    ]
    hints: list[object] = [(year, name, first), (month, day, name, first)]
    names = [name]
    if patient.nir:
        sure.append(patient.nir)
    if used:
        used = compact(used)
        sure += (date, used), _pair_key(date, used, first), (date, first, phonetic(used), 0)
        hints += (year, used, first), (month, day, used, first)
        names.append(used)
    if patient.birth_date_fictive:
        sure += (_fictive_key(year, each, first) for each in names)
    if len(parts := words(patient.birth_name)) > 1:
        sure += [(date, first, phonetic(part), 0) for part in parts]
    return sure, hints, names


def _date_number(month: int, day: int, year: int) -> int:
    """One number for a date and for that with day and month exchanged."""
    return year * 1000 + (month * 32 + day if month < day else day * 32 + month)


def _pair_key(date: int, name: str, first: str) -> object:
    """One key for two names and for the same exchanged."""
    return (date, name, first) if name < first else (date, first, name)


def _fictive_key(year: int, name: str, first: str) -> object:
    return (year, name, first, 3)


@lru_cache(1 << 12)
def _one_digit_away(born: date) -> tuple[int, ...]:
    """The numbers of the dates that differ from one in one digit."""
    text = born.isoformat().replace("-", "")
    found = []
    for place, digit in product(range(len(text)), "0123456789"):
        other = text[:place] + digit + text[place + 1 :]
        year, month, day = int(other[:4]), int(other[4:6]), int(other[6:])
        if 1 <= month <= _MONTHS and 1 <= day <= _DAYS and other != text:
            found.append(_date_number(month, day, year))
    return tuple(dict.fromkeys(found))
