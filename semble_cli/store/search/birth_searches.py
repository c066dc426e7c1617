"""Searches for those born in a month or a year, of whom there may be very many, by their names.

The index of births has the birth name, the used name and the given name of everybody beside the
day: it is looked through alone. Words inside the names are looked up where few have them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.store.search.conditions import (
    BROAD_FROM,
    ROW_WEIGHT,
    SCANNED_FROM,
    WITH_BIRTHS,
    Condition,
    all_of,
    any_of,
    are_more_born,
    begins,
    count_up_to,
    kept_from_index,
    reaches,
)
from semble_cli.store.search.run import Strategy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.store.database.connection import Connection
    from semble_cli.store.search.name_strategies import Name
    from semble_cli.store.search.run import Search

_REASON = Sentence("birth date")
_ORDER = "birth_date, birth_key, given_key, id"
"""That of the index: the first are found without the others."""

FEW_BORN = 500
"""Of so many at most the other names are read from the table too."""

_IN_INDEX = ("birth_key", "used_key", "given_key")

_ELSEWHERE = {("patient", "used_given_key"): "id", ("word", "word"): "patient_id"}
"""Keys that the index of births has not, with what the patient's id is called there."""


class Born:
    """Those who were born so, beside names of which each is one of some."""

    def __init__(self, connection: Connection, born: Condition) -> None:
        self._connection = connection
        self._born = born

    def beside(self, near: Condition) -> Condition:
        """The condition on a key, kept from its index where fewer were born so than are called so:
        then it is the index of births that is looked through."""
        key = near.sql.partition(" ")[0]
        if key not in _IN_INDEX:
            return near
        weight = 1 if key in WITH_BIRTHS else ROW_WEIGHT
        most = -(-SCANNED_FROM // weight)
        called = weight * count_up_to(self._connection, most, "patient", near)
        return (
            near if are_more_born(self._connection, self._born, called) else kept_from_index(near)
        )


class Births:
    """A search for those who were born so and are called so; *pairs* finds a whole surname with a
    given name, from an index that has the births too."""

    def __init__(
        self,
        connection: Connection,
        born: Condition,
        names: Sequence[Name],
        pairs: Search,
        conditions: Sequence[Condition],
    ) -> None:
        self._connection = connection
        self._born = born
        self._names = names
        self._pairs = pairs
        self._conditions = conditions

    def exact_strategies(self) -> Iterator[Strategy]:
        """A whole name and the beginning of a given name."""
        if len(self._names) > 1:
            yield from self._pairs.exact_strategies()

    def all_strategies(self) -> Iterator[Strategy]:
        """Beginnings of names, then used given names and words inside them."""
        called = [self._in_index(name) for name in self._names]
        yield self._strategy([self._born, *called])
        if not reaches(self._connection, FEW_BORN, "patient", self._born):
            yield self._strategy([self._born, *(name.condition for name in self._names)])
            return
        for name in self._names:
            others = [other.condition for other in self._names if other is not name]
            for looked_up in self._rare_elsewhere(name):
                yield self._strategy([looked_up, self._born, *others])

    def scan_condition(self) -> None:
        return None

    def _rare_elsewhere(self, name: Name) -> Iterator[Condition]:
        """The name where the index of births has it not, if few are called so there."""
        for (table, key), column in _ELSEWHERE.items():
            begun = begins(key, name.word)
            if (table, key) not in name.keys:
                continue
            if not reaches(self._connection, BROAD_FROM, table, begun):
                looked_up = f"id IN (SELECT {column} FROM {table} WHERE {begun.sql})"
                yield Condition(looked_up, begun.values)

    def _strategy(self, conditions: Sequence[Condition]) -> Strategy:
        whole = all_of([*conditions, *self._conditions])
        return Strategy(_REASON, whole, _ORDER, by_name=True)

    @staticmethod
    def _in_index(name: Name) -> Condition:
        keys = [key for _, key in name.keys if key in _IN_INDEX]
        return any_of(*(begins(key, name.word) for key in keys))
