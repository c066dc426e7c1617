"""What was done from one day to another, summed up by days or months."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.store.database.connection import Connection


class Days(NamedTuple):
    """From the first to the last day, each where it is one; and by how many figures of a day it is
    summed up: 10 for days, 7 for months."""

    first: date | None
    last: date | None
    figures: int = 10


def summed(
    connection: Connection, table: str, day: str, by: str, sums: Sequence[str], days: Days
) -> list[tuple[Any, ...]]:
    """How many rows of a table there are and what columns of it come to, by the stretch of time in
    which their *day* lies, and *by* what another column says: the stretch, that, how many, then the
    sums, in order."""
    conditions, values = ["true"], []
    for condition, on in ((f"{day} >= ?", days.first), (f"{day} <= ?", days.last)):
        if on is not None:
            conditions.append(condition)
            values.append(on.isoformat())
    period = f"substr(CAST({day} AS text), 1, {days.figures:d})"
    columns = ", ".join(["count(*)", *(f"sum({each})" for each in sums)])
    return connection.rows(
        f"SELECT {period}, {by}, {columns} FROM {table}"
        f" WHERE {' AND '.join(conditions)} GROUP BY {period}, {by} ORDER BY 1, 2",
        values,
    )
