"""Whether somebody like a patient may have come before, among millions and in a fixed memory.

A Bloom filter of what two records of one person share: where it says no, `matching.compare` finds
nobody alike (but for those whom no look-up finds either); where it says yes, a look-up tells.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

from semble_cli.identity.names import compact, words
from semble_cli.identity.phonetics import phonetic
from semble_cli.identity.places import code_today

if TYPE_CHECKING:
    from semble_cli.identity.patient import Patient

_WORDS = 1 << 23
_PLACES = _WORDS - 1
_SHIFT = 24
_MARKS = tuple(
    1 << one | 1 << (one * 7 + 13) % 64 | 1 << (one * 37 + other * 11 + 29) % 64
    for one in range(64)
    for other in range(16)
)
"""Three bits of a word, for each of 1,024 remainders of a key's hash."""
_REMAINDERS = len(_MARKS) - 1
_SHORT = 5
"""Letters up to which one typing error may touch both the first two and the last three."""


class Sieve:
    """The patients met so far. It takes 64 MB, whatever their number."""

    def __init__(self) -> None:
        self._words = array("Q", [0]) * _WORDS

    def meet(self, patient: Patient) -> bool:
        """Whether somebody like the patient may have been met before, who is met from now on."""
        words, marks = self._words, _MARKS
        known = False
        for number in map(hash, shared_keys(patient)):
            place, mark = number & _PLACES, marks[number >> _SHIFT & _REMAINDERS]
            word = words[place]
            if word & mark == mark:
                known = True
            else:
                words[place] = word | mark
        return known


def shared_keys(patient: Patient) -> list[object]:
    """What a patient shares with whoever `matching.compare` finds alike: at least one of these.

    Both have the name, or the given name, with the day (or the day exchanged with the month); or
    both names with the year, or with the day of the year. Where only given name and day agree, the
    birth place agrees as well or the name is much the same.
    """
    name, first = compact(patient.birth_name), compact(patient.first_given_name)
    born, used = patient.birth_date, patient.used_name
    year, month, day = born.year, born.month, born.day
    date = year * 1000 + (month * 32 + day if month < day else day * 32 + month)
    code = patient.birth_place_code
    keys: list[object] = [
        (date, name),
        (year, name, first),
        (month, day, name, first),
        (date, name, first) if name < first else (date, first, name),
        (date, first, code_today(code)),
        (date, first, phonetic(name), 0),
        *patient.numbers,
    ]
    if patient.nir:
        keys.append(patient.nir)
    if used:
        used = compact(used)
        keys += (date, used), (year, used, first), (month, day, used, first)
    if len(name) >= _SHORT:  # one error leaves a beginning or an end of a name as it is
        keys += (date, first, name[:2], 1), (date, first, name[-3:], 2)
    if len(name) <= _SHORT:
        keys += (date, first, name[:1], 1), (date, first, name[-1:], 2), (date, first, name[-2:], 2)
    if len(parts := words(patient.birth_name)) > 1:
        keys += [(date, first, phonetic(part), 0) for part in parts[1:]]
    return keys
