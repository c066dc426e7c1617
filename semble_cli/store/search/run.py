"""Patients found by what is known of them, the best match first.

A search is a list of *strategies*. Each is one way to read what was asked, served by one index and
ordered in itself; they are run one after the other, the surest first, until enough is found. Broad
beginnings are never sorted: their strategy scans an index that is in order already.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, Protocol, Self

from semble_cli.errors import Sentence
from semble_cli.patient.order import Order
from semble_cli.store.database.chunks import chunks, one_of
from semble_cli.store.database.connection import Connection, Row
from semble_cli.store.search.conditions import Condition, all_of

BY_BIRTH_NAME = "birth_key, given_key, id"
BY_GIVEN_NAME = "given_key, birth_key, id"


def columns_of(order: Order) -> list[str]:
    """The columns that are sorted by, the id last."""
    by_birth_name = order in (Order.BIRTH_NAME, Order.BIRTH_NAME_DESC)
    return (BY_BIRTH_NAME if by_birth_name else BY_GIVEN_NAME).split(", ")


def sql_of(order: Order) -> str:
    """The order as SQL."""
    direction = " DESC" if order.descends else ""
    return ", ".join(f"{column}{direction}" for column in columns_of(order))


class Strategy(NamedTuple):
    """One way to read the search: what must hold, in which order, and why it is a match. A *spare*
    one is looked at only where the others do not find enough; *source* is what is read.

    *order* is that of an index, so that the first are found without the others; where all of them
    are found, those of a strategy *by_name* are put in the order of their birth names."""

    reason: Sentence
    condition: Condition
    order: str = BY_BIRTH_NAME
    spare: bool = False
    source: str = "patient"
    by_name: bool = False

    def checked(self, conditions: Sequence[Condition]) -> Self:
        """The same strategy for those who meet some more conditions."""
        return self._replace(condition=all_of([self.condition, *conditions]))


class Search(Protocol):
    """What is searched for, as strategies."""

    def exact_strategies(self) -> Iterable[Strategy]:
        """The strategies to run first; whom they find, `all_strategies` finds too."""

    def all_strategies(self) -> Iterable[Strategy]:
        """The strategies that find all together everybody who matches."""

    def scan_condition(self) -> Condition | None:
        """Where very many match, one condition to check on everybody in the order asked for."""


class Scope(NamedTuple):
    """Who may be found beside the patients in use."""

    archived: bool = False
    merged: bool = False

    @property
    def sql(self) -> str:
        hidden = [
            f"{column} IS NULL"
            for column, wanted in (("archived_on", self.archived), ("merged_into", self.merged))
            if not wanted
        ]
        return " AND ".join(("", *hidden))


class Found(NamedTuple):
    """A match: the patient's id, and why (`None` where a broad search was scanned in order)."""

    patient_id: int
    reason: Sentence | None


def find(
    connection: Connection, search: Search, scope: Scope, limit: int, order: Order | None = None
) -> list[Found]:
    """The matches, each patient once, the best first or in *order*; *limit* 0 is no limit."""
    if order is None:
        return _best_first(connection, search, scope, limit)
    if scanned := search.scan_condition():
        sql = _select("id", scanned, scope, sql_of(order), limit)
        ids = [patient_id for (patient_id,) in connection.rows(sql, scanned.values)]
    else:
        ids = _sorted(connection, search.all_strategies(), scope, order, limit)
    return [Found(patient_id, None) for patient_id in ids]


def _sorted(
    connection: Connection, strategies: Iterable[Strategy], scope: Scope, order: Order, limit: int
) -> list[int]:
    """Few match: the first of each strategy are sorted together."""
    columns = ", ".join(columns_of(order))
    found: dict[int, Row] = {}
    for strategy in strategies:
        if strategy.spare and limit and len(found) >= limit:
            continue
        ordered = strategy._replace(order=sql_of(order))
        found.update(
            (row[-1], row) for row in _distinct(connection, columns, ordered, scope, limit)
        )
    rows = sorted(found.values(), reverse=order.descends)
    return [row[-1] for row in rows[: limit or None]]


def count(connection: Connection, conditions: Sequence[Condition], scope: Scope) -> int:
    """How many meet the conditions."""
    whole = all_of([Condition("id IS NOT NULL"), *conditions])
    ((found,),) = connection.rows(
        f"SELECT count(*) FROM patient WHERE {whole.sql}{scope.sql}", whole.values
    )
    return int(found)


def stream_ids(
    connection: Connection, conditions: Sequence[Condition], scope: Scope, order: Order, limit: int
) -> Iterator[int]:
    """The ids of all who meet the conditions, in order, one by one; *limit* 0 is no limit."""
    whole = all_of([Condition("id IS NOT NULL"), *conditions])
    bound = f" LIMIT {limit}" if limit else ""
    for (patient_id,) in connection.stream(
        f"SELECT id FROM patient WHERE {whole.sql}{scope.sql} ORDER BY {sql_of(order)}{bound}",
        whole.values,
    ):
        yield patient_id


def sorted_ids(
    connection: Connection,
    ids: Collection[int],
    conditions: Sequence[Condition],
    scope: Scope,
    order: Order,
    limit: int,
) -> list[int]:
    """Those of *ids*, however many, who meet the conditions, in order; *limit* 0 is no limit."""
    columns = ", ".join(columns_of(order))
    found: list[Row] = []
    for some in chunks(list(dict.fromkeys(ids))):
        condition, bound = one_of("id", some)
        whole = all_of([Condition(condition, tuple(bound)), *conditions])
        sql = _select(columns, whole, scope, sql_of(order), limit)
        found += connection.rows(sql, whole.values)
    return [row[-1] for row in sorted(found, reverse=order.descends)[: limit or None]]


def _best_first(connection: Connection, search: Search, scope: Scope, limit: int) -> list[Found]:
    found: dict[int, Found] = {}
    for strategy in chain(search.exact_strategies(), search.all_strategies()):
        rows = _distinct(connection, BY_BIRTH_NAME, strategy, scope, limit)
        if strategy.by_name and (not limit or len(rows) < limit):
            rows.sort()
        for *_, patient_id in rows:
            found.setdefault(patient_id, Found(patient_id, strategy.reason))
        if limit and len(found) >= limit:
            break
    return list(found.values())[: limit or None]


def _distinct(
    connection: Connection, columns: str, strategy: Strategy, scope: Scope, limit: int
) -> list[Row]:
    """The first rows that a strategy finds, each once: a patient may have two words that match."""
    asked = limit
    while True:
        sql = _select(columns, strategy.condition, scope, strategy.order, asked, strategy.source)
        rows = connection.rows(sql, strategy.condition.values)
        found = list(dict.fromkeys(rows))
        if not asked or len(rows) < asked or len(found) >= limit:
            return found
        asked *= 2


def _select(
    columns: str,
    condition: Condition,
    scope: Scope,
    order: str,
    limit: int,
    source: str = "patient",
) -> str:
    bound = f" LIMIT {limit}" if limit else ""
    return (
        f"SELECT {columns} FROM {source} WHERE {condition.sql}{scope.sql} ORDER BY {order}{bound}"
    )
