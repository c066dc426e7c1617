"""Patients found by what is known of them, the best match first.

A search is a list of *strategies*. Each is one way to read what was asked, served by one index and
ordered in itself; they are run one after the other, the surest first, until enough is found. Broad
beginnings are never sorted: their strategy scans an index that is in order already.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol

from semble_cli.patient.order import Order
from semble_cli.store.database.chunks import chunks, placeholders
from semble_cli.store.search.conditions import Condition, all_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from semble_cli.errors import Sentence
    from semble_cli.store.database.connection import Connection, Row

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
    one is looked at only where the others do not find enough."""

    reason: Sentence
    condition: Condition
    order: str = BY_BIRTH_NAME
    spare: bool = False

    def checked(self, conditions: Sequence[Condition]) -> Strategy:
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
        ids = _ids(connection, scanned, scope, sql_of(order), limit)
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
        sql = _select(columns, strategy.condition, scope, sql_of(order), limit)
        found.update((row[-1], row) for row in connection.rows(sql, strategy.condition.values))
    rows = sorted(found.values(), reverse=order.descends)
    return [row[-1] for row in rows[: limit or None]]


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
        among = Condition(f"id IN ({placeholders(some)})", tuple(some))
        whole = all_of([among, *conditions])
        sql = _select(columns, whole, scope, sql_of(order), limit)
        found += connection.rows(sql, whole.values)
    return [row[-1] for row in sorted(found, reverse=order.descends)[: limit or None]]


def _best_first(connection: Connection, search: Search, scope: Scope, limit: int) -> list[Found]:
    found: dict[int, Found] = {}
    for strategy in chain(search.exact_strategies(), search.all_strategies()):
        for patient_id in _ids(connection, strategy.condition, scope, strategy.order, limit):
            found.setdefault(patient_id, Found(patient_id, strategy.reason))
        if limit and len(found) >= limit:
            break
    return list(found.values())[: limit or None]


def _ids(
    connection: Connection, condition: Condition, scope: Scope, order: str, limit: int
) -> list[int]:
    rows = connection.rows(_select("id", condition, scope, order, limit), condition.values)
    return [patient_id for (patient_id,) in rows]


def _select(columns: str, condition: Condition, scope: Scope, order: str, limit: int) -> str:
    bound = f" LIMIT {limit}" if limit else ""
    return f"SELECT {columns} FROM patient WHERE {condition.sql}{scope.sql} ORDER BY {order}{bound}"
