"""The ways to read the names of a search: strategies, from the surest to the broadest.

Words are folded. Each is the beginning of a name, and all of them must hold. A strategy scans the
index of one key, in its order, so that a broad beginning costs no more than a rare one.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from semble_cli.errors import Sentence
from semble_cli.store.database.connection import Connection
from semble_cli.store.search.conditions import (
    BROAD_FROM,
    GIVEN_NAMES,
    ROW_WEIGHT,
    SCANNED_FROM,
    SURNAMES,
    WITH_BIRTHS,
    Condition,
    Keys,
    are_more_born,
    begins,
    count_up_to,
    equals,
    has_name,
    reaches,
)
from semble_cli.store.search.given_names import given_names_strategies
from semble_cli.store.search.run import BY_BIRTH_NAME, BY_GIVEN_NAME, Strategy
from semble_cli.store.search.strategies import (
    word_strategy,
)

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

_TOGETHER = Sentence("words of the names")

_TOLD_APART_UP_TO = 2 * BROAD_FROM
"""Up to here broad names are told apart, before all that begin with one are looked through: of two
that are broader still, the first page is found sooner than they are counted."""

_MOST_WORDS = 8 * BROAD_FROM
"""Words inside names that are counted."""

_ID_WEIGHT = ROW_WEIGHT // 2
"""How much longer a patient's row is read from the table than an id is put among others."""


class Name(NamedTuple):
    """The beginning of a name, and the keys in which it is looked for."""

    word: str
    keys: Keys

    @property
    def condition(self) -> Condition:
        """One of the patient's keys begins so."""
        return has_name(self.word, self.keys)

    def elsewhere(self, key: str) -> Condition:
        """The same of those of whom a key of the patient begins with another name: it does not with
        this one too, for no name that is searched for begins another."""
        return has_name(self.word, tuple(each for each in self.keys if each[1] != key))


def exact(name: Name) -> Iterator[Strategy]:
    """The name is one of the keys it is looked for in, whole."""
    for _, key in name.keys:
        if key in _EXACT:
            order = _ORDERS[key].removeprefix(f"{key}, ")
            yield Strategy(_EXACT[key], equals(key, name.word), order)


def exact_pair(surname: str, given: str) -> Iterator[Strategy]:
    """A whole surname, and the beginning of a given name."""
    reason = Sentence("name and given name")
    for _, name_key in SURNAMES:
        for _, first_key in GIVEN_NAMES:
            condition = equals(name_key, surname) & begins(first_key, given)
            yield Strategy(reason, condition, f"{first_key}, id")


def beginnings(name: Name) -> Iterator[Strategy]:
    """The name begins one of the keys it is looked for in, key by key."""
    for _, key in name.keys:
        if key in _ORDERS:
            yield Strategy(_BEGINNING[key], begins(key, name.word), _ORDERS[key])
        else:
            yield word_strategy(Sentence("a word of the names"), name.word)


def together(connection: Connection, names: Sequence[Name]) -> Iterator[Strategy]:
    """Each name begins one of the keys it is looked for in, whichever: the first two as birth name
    and given name, then the rarest in each of its keys, the others being checked. Of three that are
    all common, the rarest alone may be a hundredth of the register's: they are looked up together
    among the given names, and each as the surname."""
    uncounted = list(names)
    for surname, given in ((names[0], names[1]), (names[1], names[0])):
        both = begins("birth_key", surname.word) & begins("given_key", given.word)
        if not reaches(connection, BROAD_FROM, "patient", begins("given_key", given.word)):
            both = _from_given_names(both)
        elif GIVEN_NAMES[0] in given.keys:
            uncounted.remove(given)
        yield Strategy(_TOGETHER, both).checked([name.condition for name in names[2:]])
    if uncounted:
        spread = rarest(connection, uncounted, BROAD_FROM)
    else:
        spread = rarest(connection, names, _TOLD_APART_UP_TO)
    if not spread.extent:
        return
    if spread.extent >= BROAD_FROM and len(names) >= TRIO:
        longest = _longest_first(names)
        three = given_names_strategies(connection, [name.word for name in longest[:TRIO]])
        if three is not None:
            fourth = [name.condition for name in longest[TRIO:]]
            yield from (strategy.checked(fourth) for strategy in three)
            yield from _with_surname(names)
            return
    if uncounted and spread.extent >= BROAD_FROM:
        spread = rarest(connection, names, _TOLD_APART_UP_TO)
    others = [name for name in _longest_first(names) if name is not spread.name]
    yield from _led_by(connection, spread.name, others)


def _led_by(connection: Connection, lead: Name, others: Sequence[Name]) -> Iterator[Strategy]:
    """A name in each of its keys, the others being checked."""
    for (_, key), strategy in zip(lead.keys, beginnings(lead), strict=True):
        if key in _ORDERS:
            checked = [name.elsewhere(key) for name in others]
        else:
            checked = [name.condition for name in others]
            checked = [*_called_too(connection, lead, others[0]), *checked]
        yield strategy._replace(reason=_TOGETHER).checked(checked)


def _from_given_names(both: Condition) -> Condition:
    """The birth name and the given name begin so, as few given names do: it is they who are looked
    up, in the order of the birth names all the broad surname's would be passed through."""
    looked_up = f"SELECT id FROM patient WHERE {both.sql} ORDER BY {BY_GIVEN_NAME}"
    return Condition(f"id IN ({looked_up} LIMIT {BROAD_FROM})", both.values)


TRIO = 3


def _with_surname(names: Sequence[Name]) -> Iterator[Strategy]:
    """One of the names is the birth name or the used name, the others are anywhere."""
    for name in names:
        others = [other for other in names if other is not name]
        for _, key in SURNAMES:
            strategy = Strategy(_TOGETHER, begins(key, name.word), _ORDERS[key])
            yield strategy.checked([other.elsewhere(key) for other in others])


def _called_too(connection: Connection, inner: Name, other: Name) -> list[Condition]:
    """What holds of those who are called so too. Where very many have the one name inside theirs,
    these are looked up before the row of each is read from the table."""
    many = count_up_to(connection, _MOST_WORDS, "word", begins("word", inner.word))
    most = many * _ID_WEIGHT
    if many < BROAD_FROM or _spread(connection, other, most, covered=(*_ORDERS, "word")) >= most:
        return []
    return [is_called(other, "+patient_id")]


def is_called(name: Name, column: str, among: Condition | None = None) -> Condition:
    """A column has the id of somebody who is called so, *among* those of a query if one is given:
    read from the indexes of the names alone."""
    queries = []
    for table, key in name.keys:
        own = "id" if table == "patient" else "patient_id"
        called = begins(key, name.word)
        if among:  # the plus keeps the database from going from the ids to the names
            called &= Condition(f"+{own} IN ({among.sql})", among.values)
        queries.append(Condition(f"SELECT {own} FROM {table} WHERE {called.sql}", called.values))
    sql = " UNION ALL ".join(query.sql for query in queries)
    return Condition(f"{column} IN ({sql})", tuple(chain(*(query.values for query in queries))))


def spread_of_rarest(connection: Connection, names: Sequence[Name]) -> int:
    """How much there is to look up for the rarest of the names, counted up to `SCANNED_FROM`."""
    return rarest(connection, names, SCANNED_FROM).extent


def are_rarer(connection: Connection, names: Sequence[Name], born: Condition) -> bool:
    """Whether there is less to look up for one of the names than for those born in a span, where
    the birth is to be checked on each: only the indexes of surnames have it."""
    called = rarest(connection, names, SCANNED_FROM, covered=WITH_BIRTHS)
    return are_more_born(connection, born, called.extent)


class Spread(NamedTuple):
    extent: int
    name: Name


def rarest(
    connection: Connection, names: Sequence[Name], most: int, *, covered: Collection[str] = _ORDERS
) -> Spread:
    """The name for which there is the least to look up, counted up to *most*; of those that have as
    much, the longest. None is counted further than the rarest before it."""
    first, *others = _longest_first(names)
    least = Spread(_spread(connection, first, most, covered=covered), first)
    for name in others:
        extent = _spread(connection, name, min(most, least.extent), covered=covered)
        if extent < least.extent:
            least = Spread(extent, name)
    return least


def _longest_first(names: Sequence[Name]) -> list[Name]:
    """The names, those that are likely to be the rarer first."""
    return sorted(names, key=lambda name: -len(name.word))


def _spread(connection: Connection, name: Name, most: int, *, covered: Collection[str]) -> int:
    """How much there is to look up for a name: the keys that begin with it, counted up to *most*;
    of keys whose index is not *covered*, for as much more as reading the table takes."""
    spread = 0
    for table, key in name.keys:
        weight = 1 if key in covered else ROW_WEIGHT
        left = -(-(most - spread) // weight)
        spread += count_up_to(connection, left, table, begins(key, name.word)) * weight
        if spread >= most:
            break
    return spread
