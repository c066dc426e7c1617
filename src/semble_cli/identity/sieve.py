"""Whether somebody like a patient may have come before, among millions and in a fixed memory.

A Bloom filter of what two records of one person share: where it says no, `matching.compare` finds
nobody alike (but for those whom no look-up finds either); where it says yes, a look-up tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.names import compact, words
from semble_cli.identity.phonetics import phonetic
from semble_cli.identity.places import find_place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.identity.patient import Patient

_BITS = 1 << 29
_MASK = _BITS - 1
_SHIFT = 30
_SHORT = 5
"""Letters up to which one typing error may touch two of the first and two of the last."""


class Sieve:
    """The patients met so far. It takes 64 MB, whatever their number."""

    def __init__(self) -> None:
        self._bits = bytearray(_BITS >> 3)

    def meet(self, patient: Patient) -> bool:
        """Whether somebody like the patient may have been met before, who is met from now on."""
        bits = self._bits
        known = False
        for key in shared_keys(patient):
            number = hash(key)
            one, other = number & _MASK, (number >> _SHIFT) & _MASK
            mark, another = 1 << (one & 7), 1 << (other & 7)
            if bits[one >> 3] & mark and bits[other >> 3] & another:
                known = True
            else:
                bits[one >> 3] |= mark
                bits[other >> 3] |= another
        return known


def shared_keys(patient: Patient) -> Iterator[tuple[object, ...]]:
    """What a patient shares with whoever `matching.compare` finds alike: at least one of these.

    Both have the name, or the given name, with the day (or the day exchanged with the month); or
    both names with the year, or with the day of the year. Where only given name and day agree, the
    birth place agrees as well or the name is much the same.
    """
    name, first = compact(patient.birth_name), compact(patient.first_given_name)
    born = patient.birth_date
    day, month = sorted((born.day, born.month))
    date = (born.year * 16 + day) * 32 + month
    names = {name, compact(patient.used_name)} if patient.used_name else (name,)
    for each in names:
        yield 1, date, each
        yield 2, born.year, each, first
        yield 3, born.month * 32 + born.day, each, first
    yield 4, date, min(name, first), max(name, first)
    place = find_place(patient.birth_place_code)
    yield 5, date, first, (place.today if place and place.today else patient.birth_place_code)
    if len(name) >= _SHORT:
        yield 7, date, first, name[:2]
        yield 8, date, first, name[-2:]
    if len(name) <= _SHORT:
        yield 9, date, first, name[:1]
        yield 10, date, first, name[-1:]
    for word in (name, *words(patient.birth_name)[1:]):
        yield 6, date, first, phonetic(word)
    if patient.nir:
        yield (patient.nir,)
    yield from patient.numbers
