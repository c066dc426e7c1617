"""What the journal tells of those who read, and pages of all that it tells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.store.event_chain import moment_of, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from semble_cli.store.database.connection import Connection

_AT_ONCE = 500


def is_opened(
    connection: Connection, patient_id: int | None, actor: str, since: datetime, until: datetime
) -> bool:
    """Whether it is noted that somebody opened a patient's record between two moments."""
    found = connection.row(
        "SELECT 1 FROM event WHERE patient_id = ? AND actor = ? AND at >= ? AND at < ?"
        " AND action = 'patient.open' LIMIT 1",
        (patient_id, actor, stamp(since), stamp(until)),
    )
    return found is not None


class WantedEvents(NamedTuple):
    """Which events are wanted: by whom, about which patient, from and until when (not of that
    moment itself), of which kinds, and before which sequence."""

    actor: str | None = None
    patient_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    actions: tuple[str, ...] = ()
    before: int | None = None


class LoggedEvent(NamedTuple):
    """One event as the log has it. The content is `None` once erased."""

    seq: int
    at: datetime
    actor: str
    action: str
    patient_id: int | None
    batch: int
    undoes: int | None
    content: dict[str, Any] | None


def pages(connection: Connection, wanted: WantedEvents) -> Iterator[list[LoggedEvent]]:
    """The events that are wanted, the newest first, some at a time: each page begins before the
    last sequence of the one before, so that memory stays flat."""
    conditions, values = _conditions(wanted)
    before = wanted.before
    while True:
        cursor = [] if before is None else ["seq < ?"]
        where = " AND ".join([*conditions, *cursor])
        rows = connection.rows(
            "SELECT seq, at, actor, action, patient_id, batch, undoes, content FROM event"
            f"{' WHERE ' if where else ''}{where} ORDER BY seq DESC LIMIT {_AT_ONCE}",
            (*values, *([] if before is None else [before])),
        )
        if not rows:
            return
        with connection.decoding():
            page = [
                LoggedEvent._make(
                    (seq, moment_of(at), *rest, None if text is None else json.loads(text))
                )
                for seq, at, *rest, text in rows
            ]
        yield page
        before = page[-1].seq


def _conditions(wanted: WantedEvents) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    for sql, value in (
        ("actor = ?", wanted.actor),
        ("patient_id = ?", wanted.patient_id),
        ("at >= ?", wanted.since and stamp(wanted.since)),
        ("at < ?", wanted.until and stamp(wanted.until)),
    ):
        if value is not None:
            conditions.append(sql)
            values.append(value)
    if wanted.actions:
        conditions.append(f"action IN ({_places(wanted.actions)})")
        values += wanted.actions
    return conditions, values


def _places(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
