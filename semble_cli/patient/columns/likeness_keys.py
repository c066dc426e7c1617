"""What two records of one person share, as keys: numbers, of many patients at a time."""

from __future__ import annotations

import struct
from enum import IntEnum, auto
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from semble_cli.identity.given_names import sound_of_family
from semble_cli.identity.names import compact, words
from semble_cli.identity.phonetics import phonetic
from semble_cli.identity.places import code_today
from semble_cli.patient.columns.misread_dates import FIRST_OF_JANUARY, date_numbers
from semble_cli.patient.evidence import is_day_by_habit

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Sequence

    from numpy.typing import NDArray

    from semble_cli.patient.columns.bloom import Keys
    from semble_cli.patient.columns.patient_columns import PatientColumns

    Places = NDArray[np.intp]

_HEAD = 3
"""Letters of a name's beginning: a typing error is in it, or behind it, or exchanges its last."""
_ERRONEOUS = _HEAD + 1
"""Letters of which one is too much, or another, in a name whose beginning is mistyped."""
_NAMES_REMEMBERED = 1 << 15


class KeyKind(IntEnum):
    """What a key is of. Two keys of different kinds are never one."""

    PAIR = auto()
    PLACE = auto()
    SOUND = auto()
    HEAD_OF_NAME = auto()
    REST_OF_NAME = auto()
    FICTIVE = auto()
    YEAR = auto()
    DAY = auto()
    NUMBER = auto()
    NIR = auto()
    GIVEN_SOUND = auto()
    HEAD_OF_GIVEN = auto()
    REST_OF_GIVEN = auto()
    WOMAN = auto()
    UNPLACED = auto()


class Keyed(NamedTuple):
    """Keys, and for each the place of the patient who has it."""

    keys: Keys
    places: Places

    def where(self, chosen: NDArray[np.bool_]) -> Keyed:
        return Keyed(self.keys[chosen], self.places[chosen])


class ComparedTraits(NamedTuple):
    """What patients are compared by, as numbers: a hash for a text."""

    everybody: Places
    date: Keys
    """The same for a date and for that with day and month exchanged."""
    year: Keys
    day: Keys
    first: Keys
    place: Keys
    names: Sequence[tuple[Keys, Places]]
    """The birth names, and the used names of those who have one."""
    sounds: Sequence[tuple[Keys, Places]]
    """How these names sound, and the parts of birth names that have several."""
    head: Keys
    rests: Sequence[Keys]
    """Birth names whole, and without one of the letters in which an error may be."""
    given_sound: Keys
    given_heads: tuple[Keys, Places]
    given_rests: Sequence[Keys]
    unsure: Places
    """Whose birth date is not known, or the first of January abroad."""

    @classmethod
    def of(cls, people: PatientColumns) -> ComparedTraits:
        birth_names = list(map(compact, people.column("birth_name")))
        firsts = list(map(compact, people.column("first_given_name")))
        used = {place: name for place, name in enumerate(people.column("used_name")) if name}
        used_names, users = list(map(compact, used.values())), places_of(used)
        everybody = np.arange(people.size)
        date, year, day = _numbers(map(date_numbers, people.column("birth_date")), 3)
        sound, head, *rests = _numbers(map(_name_hashes, birth_names), 2 + _ERRONEOUS)
        given_sound, *given_rests = _numbers(map(_given_name_hashes, firsts), 3)
        names = _hashes(birth_names)
        return cls(
            everybody,
            date,
            year,
            day,
            _hashes(firsts),
            _hashes(map(code_today, people.column("birth_place_code"))),
            [(names, everybody), (_hashes(used_names), users)],
            [
                (sound, everybody),
                (_hashes(map(phonetic, used_names)), users),
                _of_each(map(_sounds_of_parts, people.column("birth_name"))),
            ],
            head,
            [names, *rests],
            given_sound,
            _of_each(
                map(
                    _heads,
                    people.column("birth_given_names"),
                    people.column("first_given_name"),
                    people.column("used_given_name"),
                )
            ),
            given_rests,
            _unsure(people, day),
        )


def sure_keys(traits: ComparedTraits) -> list[Keyed]:
    """What a patient shares with whoever `matching.compare` finds alike, unless that is one of
    `hint_keys` and a birth date near by: the day (or the day exchanged with the month) with the
    given name, and with the birth place or a name that is much the same; or with the name, and a
    given name that is much the same."""
    date, first, everybody = traits.date, traits.first, traits.everybody
    keys = [
        Keyed(key_of(KeyKind.PLACE, date, first, traits.place), everybody),
        Keyed(key_of(KeyKind.HEAD_OF_NAME, date, first, traits.head), everybody),
    ]
    for rest in traits.rests:
        keys.append(Keyed(key_of(KeyKind.REST_OF_NAME, date, first, rest), everybody))
    for sound, of in traits.sounds:
        keys.append(Keyed(key_of(KeyKind.SOUND, date[of], first[of], sound), of))
    for name, of in traits.names:
        keys.append(Keyed(names_key(KeyKind.PAIR, date[of], name, first[of]), of))
        unsure = np.isin(of, traits.unsure)
        some = of[unsure]
        of_year = names_key(KeyKind.FICTIVE, traits.year[some], name[unsure], first[some])
        keys.append(Keyed(of_year, some))
        keys += _given_keys(traits, name, of)
    return keys


def _given_keys(traits: ComparedTraits, name: Keys, of: Places) -> list[Keyed]:
    """The day and a name, with each way in which given names are much the same."""
    date = traits.date[of]
    keys = [Keyed(key_of(KeyKind.GIVEN_SOUND, date, name, traits.given_sound[of]), of)]
    for rest in traits.given_rests:
        keys.append(Keyed(key_of(KeyKind.REST_OF_GIVEN, date, name, rest[of]), of))
    by_place = np.zeros(len(traits.first), np.uint64)
    by_place[of] = name
    head, bearers = traits.given_heads
    named = np.isin(bearers, of)
    head, bearers = head[named], bearers[named]
    heads = key_of(KeyKind.HEAD_OF_GIVEN, traits.date[bearers], by_place[bearers], head)
    return [*keys, Keyed(heads, bearers)]


def hint_keys(traits: ComparedTraits) -> list[Keyed]:
    """Both names with the year, and with the day of the year."""
    return [
        Keyed(names_key(kind, when[of], name, traits.first[of]), of)
        for name, of in traits.names
        for kind, when in ((KeyKind.YEAR, traits.year), (KeyKind.DAY, traits.day))
    ]


def own_numbers(people: PatientColumns) -> list[Keyed]:
    """The numbers of the practice, and the NIR."""
    numbers, bearers = _of_each(people.column("numbers"))
    nirs, insured = _of_each((nir,) if nir else () for nir in people.column("nir"))
    return [
        Keyed(key_of(KeyKind.NUMBER, numbers), bearers),
        Keyed(key_of(KeyKind.NIR, nirs), insured),
    ]


def key_of(kind: KeyKind, *parts: Keys) -> Keys:
    """One key of a kind for the same numbers in the same order, each bit as if drawn by chance."""
    key = np.full(len(parts[0]), hash((kind, _FACTOR)), np.int64).view(np.uint64)
    for part in parts:
        key = (key ^ part) * _FACTOR
        key ^= key >> _HALF
    key *= _FACTOR
    return key ^ (key >> _HALF)


_FACTOR, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)


def names_key(kind: KeyKind, when: Keys, name: Keys, first: Keys) -> Keys:
    """One key for two names and for the same exchanged."""
    return key_of(kind, when, np.minimum(name, first), np.maximum(name, first))


def joined(some: Sequence[Keyed]) -> Keyed:
    return Keyed(
        np.concatenate([each.keys for each in some]),
        np.concatenate([each.places for each in some]),
    )


def _hashes(values: Iterable[Hashable]) -> Keys:
    return np.fromiter(map(hash, values), np.int64).view(np.uint64)


def _unsure(people: PatientColumns, day: Keys) -> Places:
    """The places of those whose birth date is not known, or the first of January abroad."""
    unsure = np.fromiter(people.column("birth_date_fictive"), np.bool_)
    born, codes = people.column("birth_date"), people.column("birth_place_code")
    for place in np.flatnonzero(day == FIRST_OF_JANUARY).tolist():
        unsure[place] |= is_day_by_habit(codes[place], born[place])
    return np.flatnonzero(unsure)


def places_of(places: Iterable[int]) -> Places:
    return np.fromiter(places, np.intp)


def _numbers(packed: Iterable[bytes], width: int) -> tuple[Keys, ...]:
    """The columns of rows of so many packed 64-bit numbers."""
    rows = np.frombuffer(b"".join(packed), np.uint64).reshape(-1, width)
    return tuple(np.ascontiguousarray(column) for column in rows.T)


def _of_each(values: Iterable[Collection[Hashable]]) -> tuple[Keys, Places]:
    """The hashes of the values that each patient has, and the places of the patients."""
    each = list(values)
    places = np.repeat(np.arange(len(each)), list(map(len, each)))
    return _hashes(chain.from_iterable(each)), places


@lru_cache(_NAMES_REMEMBERED)
def _name_hashes(name: str) -> bytes:
    """How a folded name sounds, how it begins, and what is left of it without one of the letters in
    which an error leaves another beginning, packed."""
    left = (name[:place] + name[place + 1 :] for place in range(_ERRONEOUS))
    return struct.pack(f"{2 + _ERRONEOUS}q", *map(hash, (phonetic(name), name[:_HEAD], *left)))


@lru_cache(_NAMES_REMEMBERED)
def _given_name_hashes(name: str) -> bytes:
    """How a folded given name sounds, or its short forms, and how it goes on behind its beginning:
    with an error in that, a letter farther on."""
    return struct.pack("3q", *map(hash, (sound_of_family(name), name[_HEAD:], name[_HEAD + 1 :])))


@lru_cache(_NAMES_REMEMBERED)
def _sounds_of_parts(name: str) -> tuple[str, ...]:
    """How the words of a name that has several sound."""
    parts = words(name)
    return tuple(map(phonetic, parts)) if len(parts) > 1 else ()


def _heads(birth_given_names: str, first: str, used: str | None) -> set[str]:
    """How given names begin that are compared with another's first."""
    heads = {*_heads_of_words(first)}
    if birth_given_names != first:
        heads.update(*map(_heads_of_words, birth_given_names.split()))
    if used:
        heads.add(compact(used)[:_HEAD])
    return heads


@lru_cache(_NAMES_REMEMBERED)
def _heads_of_words(name: str) -> tuple[str, ...]:
    return (compact(name)[:_HEAD], *(word[:_HEAD] for word in words(name)))
