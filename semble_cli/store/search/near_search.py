"""Patients called nearly as asked: some of their names are one typing error away, or sound so.

One name at a time is taken for mistyped, the others hold as typed; where nobody is found so, two
are. Candidates for a name are many and few of them go with the others: they are looked up with
these, in the indexes of two names, before any is left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, permutations
from operator import itemgetter
from typing import NamedTuple

from semble_cli.patient.order import Order
from semble_cli.store.database.chunks import chunks, one_of
from semble_cli.store.database.connection import Connection, Row
from semble_cli.store.search.birth_searches import Born
from semble_cli.store.search.conditions import (
    BROAD_FROM,
    GIVEN_NAMES,
    INNER_WORDS,
    SURNAMES,
    Condition,
    Keys,
    all_of,
    any_of,
    begins,
    equals,
    kept_from_index,
    reaches,
)
from semble_cli.store.search.name_strategies import Name
from semble_cli.store.search.near_names import far_names, is_known, near_names
from semble_cli.store.search.run import Scope, columns_of

_MOST_ROWS = 100
"""So many nearly so called are compared: more are not told apart by their names."""

_MOST_BOTH = 24
"""Candidates for each of two mistyped names."""

_MOST_INNER = 8
_MOST_WORDS = 4
"""Words that are a name or two."""

_MOST_BESIDE = 2
"""Names beside the mistyped one of which each is tried as the surname and as a given name."""

_SHORTEST_USED = 3
"""Of a used name beside a mistyped given name, all that begin so are looked through."""

_PARTICLES = ("D", "L", "O")

_BEGINNING, _NEAR, _INNER, _FARTHEST = 1, 2, 1, 99

_ROW = "birth_key, given_key, id, used_key, used_given_key, inner_key"
_ID = 2


class Guess(NamedTuple):
    """A name as it was typed, and the names of the register that it may stand for."""

    name: Name
    near: Mapping[str, int]

    def distance(self, own: set[str], inner: set[str]) -> int:
        """How far the nearest of a patient's names is from the one typed; those inside them, and
        beside the first, are farther."""
        word = self.name.word
        if word in own:
            return 0
        far = [_NEAR + self.near[name] for name in own & self.near.keys()]
        far += [_NEAR + _INNER + self.near[name] for name in inner & self.near.keys()]
        if not far and word in inner:
            return _INNER
        return min(far, default=_BEGINNING)

    def is_near(self, keys: Keys, most: int | None = None) -> Iterator[Condition]:
        """For each of the keys: it is one of the candidates."""
        for table, key in keys:
            if table == "patient" and self.near:
                condition, bound = one_of(key, list(self.near)[:most])
                yield Condition(condition, tuple(bound))

    @property
    def is_inner(self) -> list[Condition]:
        """For each of the nearest candidates: it is a word inside the names."""
        if INNER_WORDS[0] not in self.name.keys:
            return []
        near = list(self.near)[:_MOST_INNER]
        return [Condition("inner_key || ' ' LIKE ?", (f"% {name} %",)) for name in near]

    @property
    def holds(self) -> Condition:
        """One of the patient's names begins with what was typed, or is one of the candidates."""
        return any_of(self.name.condition, *self.is_near(self.name.keys), *self.is_inner)


_Select = tuple[Sequence[Guess], Condition]
"""What is looked up, and the guesses that it stands for."""


class NearSearch:
    """A search for those who are called nearly as asked."""

    def __init__(
        self,
        connection: Connection,
        names: Sequence[Name],
        checked: Sequence[Condition],
        born: Condition | None = None,
    ) -> None:
        self._connection = connection
        self._names = _with_particles(names)
        self._is_as_typed = self._names == [*names]
        self._checked = checked
        self._born = born and Born(connection, born)
        self._known: dict[str, bool] = {}
        self._at_all = True
        self._guesses: dict[Name, Guess] = {}
        self._candidates = near_names

    @property
    def guesses(self) -> list[Guess]:
        """All that was guessed."""
        return list(self._guesses.values())

    @property
    def is_exact(self) -> bool:
        """Whether whoever is called nearly so is called so: no name may stand for another."""
        return self._is_as_typed and not any(self._guess(name).near for name in self._names)

    def conditions(self) -> list[Condition]:
        """What holds of those who are called so or nearly so, to be checked on a few."""
        return [self._guess(name).holds for name in self._names]

    def found(self, scope: Scope, limit: int, order: Order | None, *, at_all: bool) -> list[int]:
        """The ids of those who are called nearly so, the nearest first or in *order*. *at_all*
        looks farther where nobody is."""
        self._at_all = at_all
        found = self._ranked(self._one_mistyped(self._names), scope, limit)
        for farther in (self._composed, self._two_mistyped, self._farther) if at_all else ():
            found = found or self._ranked(farther(), scope, limit)
        if order is not None:
            columns = [_ROW.split(", ").index(column) for column in columns_of(order)]
            found.sort(key=lambda row: [row[each] for each in columns], reverse=order.descends)
        return [row[_ID] for row in found[: limit or None]]

    def ranked_ids(self, ids: Sequence[int]) -> list[int]:
        """Some patients who are called so or nearly so, the nearest first."""
        rows: list[Row] = []
        for some in chunks(ids):
            condition, bound = one_of("id", some)
            sql = f"SELECT {_ROW} FROM patient WHERE {condition}"
            rows += self._connection.rows(sql, bound)
        guesses = [self._guess(name) for name in self._names]
        return [row[_ID] for row in _nearest_first({row: _distance(row, guesses) for row in rows})]

    def _guess(self, name: Name) -> Guess:
        """What a name may stand for."""
        if name not in self._guesses:
            self._guesses[name] = Guess(name, self._candidates(self._connection, name.word))
        return self._guesses[name]

    def _ranked(self, selects: Iterable[_Select], scope: Scope, limit: int) -> list[Row]:
        far: dict[Row, int] = {}
        for guesses, condition in selects:
            if len(guesses) == 1 and limit and len(far) >= limit:
                break  # of one name, the nearest candidates come first
            whole = all_of([condition, *self._checked])
            rows = self._connection.rows(
                f"SELECT {_ROW} FROM patient WHERE {whole.sql}{scope.sql} LIMIT {_MOST_ROWS}",
                whole.values,
            )
            for row in rows:
                far[row] = min(_distance(row, guesses), far.get(row, _FARTHEST))
        return _nearest_first(far)

    def _one_mistyped(self, names: Sequence[Name]) -> Iterator[_Select]:
        if len(names) == 1:
            yield from self._as_one(names[0])
            return
        for mistyped, others in self._each(names):
            if not self._are_known(others):
                continue
            guess = self._guess(mistyped)
            if not guess.near:
                continue
            guesses = [guess, *(Guess(name, {}) for name in others)]
            for condition in self._beside(guess, others):
                yield guesses, condition
            for condition in self._rare_inner(guess) if self._at_all else ():
                yield guesses, all_of([condition, *(name.condition for name in others)])

    def _beside(self, guess: Guess, others: Sequence[Name]) -> Iterator[Condition]:
        """One of the others is the surname and the mistyped one a given name, or the other way
        round; of two others both may be, and it is a word inside."""
        if len(others) > _MOST_BESIDE:
            return
        besides = list(self._each(others))
        if not self._at_all:
            besides = besides[:1]
        for beside, rest in besides:
            for condition in _together(guess, beside, used=self._at_all and not rest):
                yield all_of([condition, *(name.condition for name in rest)])
        inner = guess.is_inner if self._at_all else ()
        if inner and len(others) == _MOST_BESIDE:
            for surname, given in (others, others[::-1]):
                typed = equals("birth_key", surname.word) & begins("given_key", given.word)
                yield typed & any_of(*inner)

    def _farther(self) -> Iterator[_Select]:
        self._candidates, self._guesses = far_names, {}
        return self._one_mistyped(self._names)

    def _two_mistyped(self) -> Iterator[_Select]:
        for one, other in permutations(self._names, 2):
            first, second = self._guess(one), self._guess(other)
            rest = [name.condition for name in self._names if name not in (one, other)]
            for surname in first.is_near(_of(one, SURNAMES), _MOST_BOTH):
                for given in second.is_near(_of(other, GIVEN_NAMES), _MOST_BOTH):
                    yield [first, second], all_of([surname, given, *rest])
            if inner := second.is_inner:
                typed = equals("birth_key", one.word)
                yield [Guess(one, {}), second], all_of([typed, any_of(*inner), *rest])

    def _composed(self) -> Iterator[_Select]:
        """Words that stand together are one name, as PAT TROI for PAT-TROIS: all of them, or one
        side beside the other."""
        keys = self._names[0].keys
        if not 1 < len(self._names) <= _MOST_WORDS or any(n.keys != keys for n in self._names):
            return
        yield from self._as_one(_joined(self._names))
        for cut in range(1, len(self._names)) if len(self._names) > 2 else ():
            yield from self._one_mistyped([_joined(self._names[:cut]), _joined(self._names[cut:])])

    def _as_one(self, name: Name) -> Iterator[_Select]:
        """The one name that was typed, the nearest first."""
        guess = self._guess(name)
        for _, some in groupby(guess.near.items(), key=itemgetter(1)):
            tier = guess._replace(near=dict(some))
            for near in tier.is_near(name.keys):
                yield [tier], self._born.beside(near) if self._born else near
            for inner in self._rare_inner(tier):
                yield [tier], inner

    @staticmethod
    def _each(names: Sequence[Name]) -> Iterator[tuple[Name, Sequence[Name]]]:
        """Each name, and the others."""
        for at, name in enumerate(names):
            yield name, [*names[:at], *names[at + 1 :]]

    def _are_known(self, names: Sequence[Name]) -> bool:
        for name in names:
            if name.word not in self._known:
                self._known[name.word] = is_known(self._connection, name.word)
        return all(self._known[name.word] for name in names)

    def _rare_inner(self, guess: Guess) -> Iterator[Condition]:
        """A word inside the names is one of the candidates: looked up where few have one."""
        if INNER_WORDS[0] not in guess.name.keys or not guess.near:
            return
        condition, bound = one_of("word", list(guess.near))
        inner = Condition(condition, tuple(bound))
        if not reaches(self._connection, BROAD_FROM, "word", inner):
            yield Condition(f"id IN (SELECT patient_id FROM word WHERE {condition})", inner.values)


def _distance(row: Row, guesses: Sequence[Guess]) -> int:
    """How far a patient's names are from those typed."""
    birth, given, _, used, used_given, inner = row
    own, words = {birth, given, used, used_given}, set((inner or "").split())
    return sum(guess.distance(own, words) for guess in guesses)


def _nearest_first(far: Mapping[Row, int]) -> list[Row]:
    return sorted(far, key=lambda row: (far[row], *row[: _ID + 1]))


def _joined(names: Sequence[Name]) -> Name:
    return names[0]._replace(word="".join(name.word for name in names))


def _with_particles(names: Sequence[Name]) -> list[Name]:
    """The names, those of D'ESTRÉE as one: a single letter says nothing of what is mistyped."""
    found: list[Name] = []
    for name in names:
        before = found[-1] if found else None
        if before and before.word in _PARTICLES and before.keys == name.keys:
            found[-1] = name._replace(word=before.word + name.word)
        else:
            found.append(name)
    return found


def _together(guess: Guess, beside: Name, *, used: bool) -> Iterator[Condition]:
    """The mistyped name is the surname and the other a given name, or the other way round; *used*
    given names too."""
    given_names = GIVEN_NAMES if used else GIVEN_NAMES[:1]
    for own, of_other in ((SURNAMES, given_names), (given_names, SURNAMES)):
        for near in guess.is_near(_of(guess.name, own)):
            for _, key in _of(beside, of_other):
                if key == "used_key" and len(beside.word) < _SHORTEST_USED:
                    continue
                # Only the index of used names has both, and very many may have the given name.
                looked_up = kept_from_index(near) if key == "used_key" else near
                yield looked_up & begins(key, beside.word)


def _of(name: Name, keys: Keys) -> Keys:
    return tuple(key for key in keys if key in name.keys)
