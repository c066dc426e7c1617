"""Whether somebody like a patient may have come before, among millions and in a fixed memory.

Kept are keys of what two records of one person share: where none came before, `matching.compare`
finds nobody alike (but for those whom no look-up finds either); where one did, a look-up tells.
"""

from __future__ import annotations

import struct
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from semble_cli.identity.given_names import sound_of_family
from semble_cli.identity.names import compact, words
from semble_cli.identity.phonetics import phonetic
from semble_cli.identity.places import UNKNOWN_PLACE, code_today
from semble_cli.patient.columns.bloom import BloomFilter
from semble_cli.patient.columns.misread_dates import FIRST_OF_JANUARY, date_numbers, misread
from semble_cli.patient.evidence import is_day_by_habit
from semble_cli.patient.record import Sex

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

# What a key is of. Two keys of different kinds are never one.
_PAIR, _PLACE, _SOUND, _HEAD_OF_NAME, _REST_OF_NAME, _FICTIVE, _YEAR, _DAY, _NUMBER, _NIR = range(
    10
)
_GIVEN_SOUND, _HEAD_OF_GIVEN, _REST_OF_GIVEN, _WOMAN, _UNPLACED = range(10, 15)


class EarlierPatients:
    """The patients met so far."""

    def __init__(self) -> None:
        self._filter = BloomFilter()
        self._has_unplaced = False

    def check_and_add(self, people: PatientColumns) -> list[bool]:
        """For each patient, in order, whether somebody like this one may have come before: earlier
        or farther up among the same *people*, who have all come now."""
        traits = _Traits.of(people)
        sure = _joined([*_sure_keys(traits), *_own_numbers(people)])
        hints = _joined(_hint_keys(traits))
        came = np.zeros(people.size, np.bool_)
        came[sure.places[self._came(sure)]] = True
        hinted = self._came(hints) & ~came[hints.places]
        self._filter.add(sure.keys)
        self._filter.add(hints.keys)
        came[self._near_date(people, traits, hints.where(hinted))] = True
        came[self._married(people, traits)] = True
        found: list[bool] = came.tolist()
        return found

    def _came(self, keyed: _Keyed) -> NDArray[np.bool_]:
        """For each key, whether it may have come: earlier, or with a patient farther up."""
        _, group = np.unique(keyed.keys, return_inverse=True)
        first = np.full(len(keyed.keys), np.iinfo(np.intp).max)
        np.minimum.at(first, group, keyed.places)
        came: NDArray[np.bool_] = self._filter.has(keyed.keys) | (keyed.places > first[group])
        return came

    def _near_date(self, people: PatientColumns, traits: _Traits, hinted: _Keyed) -> Places:
        """Of those who share both names with somebody before, and the year or the day of it, who
        may share a birth date that is alike: one digit apart, or not known."""
        born = people.column("birth_date")
        found = [np.empty(0, np.intp)]
        for name, of in traits.names:
            mine = np.isin(of, hinted.places)
            name, of = name[mine], of[mine]
            first = traits.first[of]
            is_fictive = self._filter.has(_names_key(_FICTIVE, traits.year[of], name, first))
            away = [misread(born[place]) for place in of]
            each = np.repeat(np.arange(len(of)), list(map(len, away)))
            dates = np.array([number for some in away for number in some], np.uint64)
            is_near = self._filter.has(_names_key(_PAIR, dates, name[each], first[each]))
            found += of[is_fictive], of[each[is_near]]
        return np.concatenate(found)

    def _married(self, people: PatientColumns, traits: _Traits) -> Places:
        """Of the women, who may be somebody of another name, whose birth place is not known for
        one of them: the day and the given name are all that is shared."""
        sexes, codes = people.column("sex"), people.column("birth_place_code")
        women = _places(place for place, sex in enumerate(sexes) if sex is not Sex.MALE)
        lacking = [place for place, code in enumerate(codes) if code == UNKNOWN_PLACE]
        unplaced: Places = women[np.isin(women, lacking)]
        self._has_unplaced = self._has_unplaced or len(unplaced) > 0
        everybody = _Keyed(_key(_WOMAN, traits.date[women], traits.first[women]), women)
        found = unplaced
        if self._has_unplaced:
            again = everybody.places[self._came(everybody)]
            self._filter.add(_key(_UNPLACED, traits.date[unplaced], traits.first[unplaced]))
            placed = np.setdiff1d(women, unplaced)
            asked = _key(_UNPLACED, traits.date[placed], traits.first[placed])
            found = np.concatenate((placed[self._filter.has(asked)], np.intersect1d(again, found)))
        self._filter.add(everybody.keys)
        return found


class _Keyed(NamedTuple):
    """Keys, and for each the place of the patient who has it."""

    keys: Keys
    places: Places

    def where(self, chosen: NDArray[np.bool_]) -> _Keyed:
        return _Keyed(self.keys[chosen], self.places[chosen])


class _Traits(NamedTuple):
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
    def of(cls, people: PatientColumns) -> _Traits:
        birth_names = list(map(compact, people.column("birth_name")))
        firsts = list(map(compact, people.column("first_given_name")))
        used = {place: name for place, name in enumerate(people.column("used_name")) if name}
        used_names, users = list(map(compact, used.values())), _places(used)
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


def _sure_keys(traits: _Traits) -> list[_Keyed]:
    """What a patient shares with whoever `matching.compare` finds alike, unless that is one of
    `_hint_keys` and a birth date near by: the day (or the day exchanged with the month) with the
    given name, and with the birth place or a name that is much the same; or with the name, and a
    given name that is much the same."""
    date, first, everybody = traits.date, traits.first, traits.everybody
    keys = [
        _Keyed(_key(_PLACE, date, first, traits.place), everybody),
        _Keyed(_key(_HEAD_OF_NAME, date, first, traits.head), everybody),
    ]
    keys += (_Keyed(_key(_REST_OF_NAME, date, first, rest), everybody) for rest in traits.rests)
    keys += (_Keyed(_key(_SOUND, date[of], first[of], sound), of) for sound, of in traits.sounds)
    for name, of in traits.names:
        keys.append(_Keyed(_names_key(_PAIR, date[of], name, first[of]), of))
        unsure = np.isin(of, traits.unsure)
        some = of[unsure]
        of_year = _names_key(_FICTIVE, traits.year[some], name[unsure], first[some])
        keys.append(_Keyed(of_year, some))
        keys += _given_keys(traits, name, of)
    return keys


def _given_keys(traits: _Traits, name: Keys, of: Places) -> list[_Keyed]:
    """The day and a name, with each way in which given names are much the same."""
    date = traits.date[of]
    keys = [_Keyed(_key(_GIVEN_SOUND, date, name, traits.given_sound[of]), of)]
    keys += (_Keyed(_key(_REST_OF_GIVEN, date, name, rest[of]), of) for rest in traits.given_rests)
    by_place = np.zeros(len(traits.first), np.uint64)
    by_place[of] = name
    head, bearers = traits.given_heads
    named = np.isin(bearers, of)
    head, bearers = head[named], bearers[named]
    heads = _key(_HEAD_OF_GIVEN, traits.date[bearers], by_place[bearers], head)
    return [*keys, _Keyed(heads, bearers)]


def _hint_keys(traits: _Traits) -> list[_Keyed]:
    """Both names with the year, and with the day of the year."""
    return [
        _Keyed(_names_key(kind, when[of], name, traits.first[of]), of)
        for name, of in traits.names
        for kind, when in ((_YEAR, traits.year), (_DAY, traits.day))
    ]


def _own_numbers(people: PatientColumns) -> list[_Keyed]:
    """The numbers of the practice, and the NIR."""
    numbers = [
        (place, number) for place, each in enumerate(people.column("numbers")) for number in each
    ]
    nirs = [(place, nir) for place, nir in enumerate(people.column("nir")) if nir]
    return [
        _Keyed(_key(kind, _hashes(value for _, value in some)), _places(place for place, _ in some))
        for kind, some in ((_NUMBER, numbers), (_NIR, nirs))
    ]


def _key(kind: int, *parts: Keys) -> Keys:
    """One key of a kind for the same numbers in the same order, each bit as if drawn by chance."""
    key = np.full(len(parts[0]), hash((kind, _FACTOR)), np.int64).view(np.uint64)
    for part in parts:
        key = (key ^ part) * _FACTOR
        key ^= key >> _HALF
    key *= _FACTOR
    return key ^ (key >> _HALF)


_FACTOR, _HALF = np.uint64(0x9E3779B97F4A7C15), np.uint64(32)


def _names_key(kind: int, when: Keys, name: Keys, first: Keys) -> Keys:
    """One key for two names and for the same exchanged."""
    return _key(kind, when, np.minimum(name, first), np.maximum(name, first))


def _joined(some: Sequence[_Keyed]) -> _Keyed:
    return _Keyed(
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


def _places(places: Iterable[int]) -> Places:
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
