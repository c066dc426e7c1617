"""The register, its ledger and its journal read side by side, so many ids at a time."""

from __future__ import annotations

import json
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.store.journal import DOES
from semble_cli.store.patients.keys import KEY_COLUMNS
from semble_cli.store.patients.rows import COLUMNS
from semble_cli.store.soundness.told import Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.store.database.connection import Connection

WIDTH = 2048
"""How many ids are looked at at a time, at most: the memory that a check needs does not grow."""

MOST_EVENTS = 20_000
"""How many events of them: of patients with large records, fewer are looked at at a time."""

_LOWEST = -(2**63)

_NEXT = (
    "SELECT min(id) FROM patient WHERE id >= ?",
    "SELECT min(id) FROM former_patient WHERE id >= ?",
    "SELECT min(patient_id) FROM event WHERE patient_id >= ?",
)

LEDGER_COLUMNS = (
    *("id", "birth_date", "birth_key", "given_key", "used_key", "used_given_key"),
    *("record", "deleted_at", "deleted_by", "reason"),
)

UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, RecursionError)
"""What reading a JSON text may raise that is not of our making."""


class Window(NamedTuple):
    """Some ids and what there is of them.

    Attributes:
        first, last: the ids that are looked at.
        patients: the rows of the register, column by column, JSON-ready but for truths.
        former: the rows of the ledger.
        events: those of each patient, oldest first.
        unreadable: the patients of whom an event has a content that is not of our making.
    """

    first: int
    last: int
    patients: dict[str, Sequence[Any]]
    former: dict[int, dict[str, Any]]
    events: dict[int, list[Entry]]
    unreadable: list[int]


def windows(connection: Connection) -> Iterator[Window]:
    """All the ids that a patient, a former patient or an event has, in order."""
    start = _LOWEST
    while (first := _next(connection, start)) is not None:
        last = _last(connection, first)
        yield _window(connection, first, last)
        start = last + 1


def _next(connection: Connection, start: int) -> int | None:
    # SQLite takes a text for a number where somebody writes one by hand.
    found = (connection.value(sql, (start,)) for sql in _NEXT)
    return min((each for each in found if isinstance(each, int)), default=None)


def _last(connection: Connection, first: int) -> int:
    last = first + WIDTH - 1
    while (
        last > first
        and connection.value(
            f"SELECT count(*) FROM event WHERE patient_id BETWEEN ? AND ? AND {DOES}", (first, last)
        )
        > MOST_EVENTS
    ):
        last = (first + last) // 2
    return last


def _window(connection: Connection, first: int, last: int) -> Window:
    names = (*COLUMNS, *KEY_COLUMNS)
    rows = connection.rows(
        f"SELECT {', '.join(names)} FROM patient WHERE id BETWEEN ? AND ? ORDER BY id",
        (first, last),
    )
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    former = connection.rows(
        f"SELECT {', '.join(LEDGER_COLUMNS)} FROM former_patient WHERE id BETWEEN ? AND ?"
        " ORDER BY id",
        (first, last),
    )
    events, unreadable = _events(connection, first, last)
    return Window(
        first,
        last,
        dict(zip(names, columns, strict=True)),
        {row[0]: dict(zip(LEDGER_COLUMNS, row, strict=True)) for row in former},
        events,
        unreadable,
    )


def _events(
    connection: Connection, first: int, last: int
) -> tuple[dict[int, list[Entry]], list[int]]:
    rows = connection.rows(
        "SELECT patient_id, seq, at, actor, action, batch, content FROM event"
        f" WHERE patient_id BETWEEN ? AND ? AND {DOES} ORDER BY patient_id, seq",
        (first, last),
    )
    events: dict[int, list[Entry]] = {}
    unreadable = []
    for patient_id, of_patient in groupby(rows, itemgetter(0)):
        try:
            events[patient_id] = [
                Entry(seq, at, actor, action, batch, content_of(text))
                for _, seq, at, actor, action, batch, text in of_patient
            ]
        except UNREADABLE:
            unreadable.append(patient_id)
    return events, unreadable


def content_of(text: str | None) -> dict[str, Any] | None:
    """The content of an event, from its row.

    Raises:
        ValueError: it is no JSON object.
    """
    content = None if text is None else json.loads(text)
    if not isinstance(content, dict | None):
        raise ValueError
    return content
