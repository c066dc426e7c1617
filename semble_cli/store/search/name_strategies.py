"""The ways to read the names of a search: strategies, from the surest to the broadest.

Words are folded. Each is the beginning of a name, and all of them must hold. A strategy scans the
index of one key, in its order, so that a broad beginning costs no more than a rare one.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.patient.tags import tag_key
from semble_cli.store.search.conditions import (
    ALL_NAMES,
    BROAD_FROM,
    GIVEN_NAMES,
    SCANNED_FROM,
    SURNAMES,
    Condition,
    all_of,
    any_of,
    begins,
    count_up_to,
    equals,
    has_name,
    has_tag,
)
from semble_cli.store.search.given_names import given_names_strategies
from semble_cli.store.search.near_names import is_known
from semble_cli.store.search.run import BY_BIRTH_NAME, BY_GIVEN_NAME, Strategy
from semble_cli.store.search.strategies import (
    email_strategies,
    has_rare_tag,
    is_broad_tag,
    word_strategy,
)
from semble_cli.store.tags import ids_by_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.store.database.connection import Connection
    from semble_cli.store.search.conditions import Keys

_ORDERS = {
    "birth_key": BY_BIRTH_NAME,
    "used_key": "used_key, given_key, id",
    "given_key": BY_GIVEN_NAME,
    "used_given_key": "used_given_key, birth_key, id",
}
"""For each key, the order of its index."""

_EXACT = {
    "birth_key": Sentence("birth name"),
    "used_key": Sentence("used name"),
    "given_key": Sentence("given name"),
    "used_given_key": Sentence("used given name"),
}
_BEGINNING = {
    "birth_key": Sentence("beginning of the birth name"),
    "used_key": Sentence("beginning of the used name"),
    "given_key": Sentence("beginning of the given name"),
    "used_given_key": Sentence("beginning of the used given name"),
}


_WEIGHT_OF_WORDS = 16
"""A patient found by an inner word is read from the table; the other keys' indexes hold it all."""


class Name(NamedTuple):
    """The beginning of a name, and the keys in which it is looked for."""

    word: str
    keys: Keys

    @property
    def condition(self) -> Condition:
        """One of the patient's keys begins so."""
        return has_name(self.word, self.keys)


class BarNames:
    """The words of a search bar, read as names, as one e-mail, and as tags."""

    def __init__(
        self,
        connection: Connection,
        words: Sequence[str],
        email: str | None,
        conditions: Sequence[Condition],
    ) -> None:
        self._connection = connection
        self._words = words
        self._email = email
        self._conditions = conditions
        self._names = [Name(word, ALL_NAMES) for word in _telling(words)]
        self._joined = Name("".join(words), ALL_NAMES)
        self._known: dict[str, bool] = {}

    def exact_strategies(self) -> Iterator[Strategy]:
        """A whole name, or a name and the beginning of a given name."""
        for strategy in self._exact_strategies():
            yield strategy.checked(self._conditions)

    def all_strategies(self) -> Iterator[Strategy]:
        """Beginnings of names, the e-mail, tags."""
        for strategy in self._all_strategies():
            yield strategy.checked(self._conditions)

    def scan_condition(self) -> Condition | None:
        """Where very many match: what holds of each of them."""
        tags = _tags(self._connection, self._words)
        broad_tag = any(is_broad_tag(self._connection, tag_id) for tag_id, _ in tags)
        if not broad_tag and self._are_three_given_names():
            return None
        if not broad_tag and _rarest(self._connection, self._names)[1] < SCANNED_FROM:
            return None
        readings = [all_of([name.condition for name in self._names])]
        if len(self._words) > 1:
            readings.append(self._joined.condition)
        readings += [
            all_of([has_tag(tag_id), *(name.condition for name in others)])
            for tag_id, others in tags
        ]
        return all_of([any_of(*readings), *self._conditions])

    def _exact_strategies(self) -> Iterator[Strategy]:
        if self._is_known(self._joined.word):
            yield from _exact(self._joined)
        for cut in range(1, len(self._words)):
            left, right = "".join(self._words[:cut]), "".join(self._words[cut:])
            if self._is_known(left) and self._is_known(right):
                yield from _exact_pair(left, right)
                yield from _exact_pair(right, left)

    def _all_strategies(self) -> Iterator[Strategy]:
        if self._is_known(self._joined.word):
            yield from _beginnings(self._joined)
        for tag_id, others in _tags(self._connection, self._words):
            yield from _tagged(self._connection, tag_id, others)
        if len(self._words) > 1 and all(map(self._is_known, self._words)):
            yield from self._together()
        if self._email:
            yield from (each._replace(spare=True) for each in email_strategies(self._email))

    def _are_three_given_names(self) -> bool:
        """Whether the names are looked up together, however common each is."""
        words = [name.word for name in self._names]
        return len(words) >= _TRIO and (
            given_names_strategies(self._connection, words[:_TRIO]) is not None
        )

    def _together(self) -> Iterator[Strategy]:
        (first, *others) = self._names
        return _together(self._connection, self._names) if others else _beginnings(first)

    def _is_known(self, word: str) -> bool:
        """Whether any name begins so: one look that spares ten."""
        if word not in self._known:
            self._known[word] = is_known(self._connection, word)
        return self._known[word]


def _telling(words: Sequence[str]) -> list[str]:
    """The words that tell more than another: whoever bears `JEANNE` bears `JEAN`."""
    return [
        word
        for place, word in enumerate(words)
        if not any(
            other.startswith(word) and (other != word or at < place)
            for at, other in enumerate(words)
            if at != place
        )
    ]


class FieldNames:
    """The names of the advanced search: each is the beginning of its field, all must hold."""

    def __init__(
        self, connection: Connection, names: Sequence[Name], conditions: Sequence[Condition]
    ) -> None:
        self._connection = connection
        self._names = names
        self._conditions = conditions

    def exact_strategies(self) -> Iterator[Strategy]:
        """A whole name, or a name and the beginning of a given name."""
        strategies = (
            _exact(self._names[0])
            if len(self._names) == 1
            else _exact_pair(*(name.word for name in self._names))
        )
        for strategy in strategies:
            yield strategy.checked(self._conditions)

    def all_strategies(self) -> Iterator[Strategy]:
        """Beginnings of names."""
        strategies = (
            _beginnings(self._names[0])
            if len(self._names) == 1
            else _together(self._connection, self._names)
        )
        for strategy in strategies:
            yield strategy.checked(self._conditions)

    def scan_condition(self) -> Condition | None:
        """Where very many match: what holds of each of them."""
        if _rarest(self._connection, self._names)[1] < SCANNED_FROM:
            return None
        return all_of([*(name.condition for name in self._names), *self._conditions])


def _exact(name: Name) -> Iterator[Strategy]:
    for _, key in name.keys:
        if key in _EXACT:
            order = _ORDERS[key].removeprefix(f"{key}, ")
            yield Strategy(_EXACT[key], equals(key, name.word), order)


def _exact_pair(surname: str, given: str) -> Iterator[Strategy]:
    reason = Sentence("name and given name")
    for _, name_key in SURNAMES:
        for _, first_key in GIVEN_NAMES:
            condition = equals(name_key, surname) & begins(first_key, given)
            yield Strategy(reason, condition, f"{first_key}, id")


def _beginnings(name: Name) -> Iterator[Strategy]:
    """The name begins one of the keys it is looked for in, key by key."""
    for _, key in name.keys:
        if key in _ORDERS:
            yield Strategy(_BEGINNING[key], begins(key, name.word), _ORDERS[key])
        else:
            yield word_strategy(Sentence("a word of the names"), name.word)


def _together(connection: Connection, names: Sequence[Name]) -> Iterator[Strategy]:
    """Each name begins one of the keys it is looked for in, whichever: the first two as birth name
    and given name, then the rarest in each of its keys, the others being checked. Of three that are
    all common, the rarest alone may be a hundredth of the register's: they are looked up together
    among the given names, and each as the surname."""
    reason = Sentence("words of the names")
    for surname, given in ((names[0], names[1]), (names[1], names[0])):
        yield Strategy(reason, _pair(connection, surname.word, given.word)).checked(
            [name.condition for name in names[2:]]
        )
    counted = [(_spread(connection, name, BROAD_FROM), name) for name in names]
    (spread, rarest), *_ = ordered = sorted(counted, key=itemgetter(0))
    if not spread:
        return
    if spread >= BROAD_FROM and len(names) >= _TRIO:
        three = given_names_strategies(connection, [name.word for _, name in ordered[:_TRIO]])
        if three is not None:
            others = [name.condition for _, name in ordered[_TRIO:]]
            yield from (strategy.checked(others) for strategy in three)
            yield from _with_surname(names)
            return
    others = [name.condition for name in names if name is not rarest]
    for strategy in _beginnings(rarest):
        yield strategy._replace(reason=reason).checked(others)


def _pair(connection: Connection, surname: str, given: str) -> Condition:
    """The birth name and the given name begin so. Where few given names do, it is they who are
    looked up: in the order of the birth names all the broad surname's would be passed through."""
    rare = begins("given_key", given)
    both = begins("birth_key", surname) & rare
    if count_up_to(connection, BROAD_FROM, "patient", rare) == BROAD_FROM:
        return both
    looked_up = f"SELECT id FROM patient WHERE {both.sql} ORDER BY {BY_GIVEN_NAME}"
    return Condition(f"id IN ({looked_up} LIMIT {BROAD_FROM})", both.values)


_TRIO = 3


def _with_surname(names: Sequence[Name]) -> Iterator[Strategy]:
    """One of the names is the birth name or the used name, the others are anywhere."""
    for name in names:
        others = [other.condition for other in names if other is not name]
        for _, key in SURNAMES:
            yield Strategy(
                Sentence("words of the names"), begins(key, name.word), _ORDERS[key]
            ).checked(others)


def _tagged(connection: Connection, tag_id: int, names: Sequence[Name]) -> Iterator[Strategy]:
    """The patients who bear a tag and the names: looked up from whichever is rarer."""
    reason = Sentence("tag")
    if not is_broad_tag(connection, tag_id):
        yield Strategy(reason, has_rare_tag(tag_id)).checked([name.condition for name in names])
    elif not names:
        yield Strategy(reason, has_tag(tag_id))
    else:
        checked = [has_tag(tag_id), *(name.condition for name in names[1:])]
        for strategy in _beginnings(names[0]):
            yield strategy._replace(reason=reason).checked(checked)


def _tags(connection: Connection, words: Sequence[str]) -> list[tuple[int, list[Name]]]:
    """The tags that some words that stand together are, and the names that the others are."""
    known = ids_by_key(connection)
    found = []
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            tag_id = known.get(tag_key(" ".join(words[start:end])))
            if tag_id is not None:
                others = [Name(word, ALL_NAMES) for word in (*words[:start], *words[end:])]
                found.append((tag_id, others))
    return found


def _rarest(connection: Connection, names: Sequence[Name]) -> tuple[Name, int]:
    """The name with which the fewest keys begin, and how many, counted up to `SCANNED_FROM`."""
    for most in (BROAD_FROM, SCANNED_FROM) if len(names) > 1 else (SCANNED_FROM,):
        spreads = [_spread(connection, name, most) for name in names]
        if min(spreads) < most:
            break
    return min(zip(names, spreads, strict=True), key=lambda counted: counted[1])


def _spread(connection: Connection, name: Name, most: int) -> int:
    """How much there is to look up for a name: the keys that begin with it, counted up to *most*,
    inner words for as much more as they take."""
    spread = 0
    for table, key in name.keys:
        weight = 1 if key in _ORDERS else _WEIGHT_OF_WORDS
        left = -(-(most - spread) // weight)
        spread += count_up_to(connection, left, table, begins(key, name.word)) * weight
        if spread >= most:
            break
    return spread
