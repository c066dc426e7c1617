"""The journal: one event for each write, chained so that no past event can be changed unseen.

How events are chained is told in `store.event_chain`. Erasing a content with its salt (deletion,
retention) leaves nothing to guess the content from, and the chain still verifies; the event that
erased names what it erased, so a content that merely went missing is found out.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.actions import BESIDE, LEFT_BY_DELETIONS, READINGS, Action
from semble_cli.store import medical_contents
from semble_cli.store.event_chain import (
    COLUMNS,
    ERASED,
    GENESIS,
    MEDICAL,
    Head,
    digest_of,
    erased_by,
    link_of,
    moment_of,
    stamp,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from semble_cli.store.database.connection import Connection

IMPORT = "import"
"""The key, in a content, of what the undoing of an import did with all its patients."""

_AT_ONCE = 100

DOES = f"action NOT IN ({', '.join(repr(action.value) for action in sorted(READINGS | BESIDE))})"
"""The events of what was done, and not of who read, nor of what was noted beside."""


_ERASABLE = (
    "patient_id = ? AND action NOT IN"
    f" ({', '.join(repr(action.value) for action in sorted(LEFT_BY_DELETIONS))})"
)


class Event(NamedTuple):
    """One event: who did what to which patient, when, and the content that says how.

    `content` is `None` once erased. `batch` is the sequence of the first event of the command.
    `medical` is what is told of medical contents; `None` where that was erased, or is not for who
    reads.
    """

    seq: int
    at: datetime
    actor: str
    action: str
    patient_id: int | None
    batch: int
    undoes: int | None
    content: dict[str, Any] | None
    medical: dict[str, Any] | None = None


class PastCommand(NamedTuple):
    """A command: the sequence of its first event, what that did, and the batch that it undid."""

    batch: int
    action: str
    undoes: int | None


class Journal:
    """Appends the events of one command, inside the transaction that holds the write lock.

    `actions` is what they did, and whether they created or erased patients stands beside it: that
    tells who may take the command back.
    """

    def __init__(self, connection: Connection, *, actor: str, at: datetime) -> None:
        self._connection = connection
        self._actor = actor
        self._at = stamp(at)
        self._undoes: int | None = None
        self._head = head(connection)
        self.batch = self._head.seq + 1
        self.actions: set[Action] = set()
        self.has_created = self.has_erased = False

    @property
    def has_events(self) -> bool:
        """Whether the command has written anything."""
        return self._head.seq >= self.batch

    def append(
        self,
        action: Action,
        patient_id: int | None = None,
        content: dict[str, Any] | None = None,
        medical: dict[str, Any] | None = None,
    ) -> int:
        """Append one event; its sequence. What is told of *medical* contents stands apart, and the
        event's own content holds the digest of it."""
        if medical is not None:
            salt, text = os.urandom(16).hex(), _as_text(medical)
            seq = self.append(
                action, patient_id, (content or {}) | {MEDICAL: digest_of(salt, text)}
            )
            medical_contents.insert(self._connection, seq, salt, text)
            return seq
        content = content or {}
        self.actions.add(action)
        self.has_created |= bool(content.get("created") or content.get("first_id"))
        self.has_erased |= ERASED in content
        text = _as_text(content)
        if self._connection.guarded:
            self._head = self._appended(action, patient_id, text)
            return self._head.seq
        seq = self._head.seq + 1
        salt = os.urandom(16).hex()
        digest = digest_of(salt, text)
        plain = (seq, self._at, self._actor, action.value, patient_id, self.batch, self._undoes)
        chain = link_of(self._head.chain, plain, digest)
        self._connection.run(
            f"INSERT INTO event ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*plain, salt, text, digest, chain),
        )
        self._head = Head(seq, chain)
        return seq

    def _appended(self, action: Action, patient_id: int | None, text: str) -> Head:
        """The head after the database appended an event: it says itself who did it."""
        row = self._connection.row(
            "SELECT number, link FROM semble.append_event(?, ?, ?, ?, ?, ?)",
            (self._at, action.value, patient_id, self.batch, self._undoes, text),
        )
        return Head._make(row or ())

    def undo(self, batch: int) -> None:
        """All that is appended from here on takes *batch* back."""
        self._undoes = batch

    def erase(self, patient_id: int) -> list[int]:
        """Erase the contents of all the events of a patient; the sequences of those, and of what
        they had erased, to be journalled: who erased what must be told for ever. Some stay as they
        are (`LEFT_BY_DELETIONS`)."""
        found = self._connection.rows(
            f"SELECT seq, content FROM event WHERE {_ERASABLE} AND content IS NOT NULL",
            (patient_id,),
        )
        if self._connection.guarded:
            self._connection.row("SELECT semble.erase_events(?)", (patient_id,))
        else:
            medical_contents.erase(self._connection, patient_id)
            self._connection.run(
                f"UPDATE event SET content = NULL, salt = NULL WHERE {_ERASABLE}",
                (patient_id,),
            )
        return sorted({each for seq, text in found for each in (seq, *erased_by(text))})


def _as_text(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def head(connection: Connection) -> Head:
    """The last event of the journal, or the genesis of an empty one."""
    row = connection.row("SELECT seq, chain FROM event ORDER BY seq DESC LIMIT 1")
    return Head(*row) if row else Head(0, GENESIS)


def of_patient(connection: Connection, patient_id: int) -> list[Event]:
    """The events of what was done to one patient, oldest first."""
    return _read(connection, f"WHERE patient_id = ? AND {DOES} ORDER BY seq", (patient_id,))


def of_batch(connection: Connection, batch: int) -> list[Event]:
    """The events of one command, oldest first."""
    return _read(connection, "WHERE batch = ? ORDER BY seq", (batch,))


def undone_by(connection: Connection, batch: int) -> int | None:
    """The last batch that undid *batch* and was not itself undone, or `None`."""
    for undoing in undone_by_all(connection, batch):
        if undone_by(connection, undoing) is None:
            return undoing
    return None


def undone_by_all(connection: Connection, batch: int) -> list[int]:
    """All the batches that undid *batch*, the last first."""
    return [
        undoing
        for (undoing,) in connection.rows(
            "SELECT DISTINCT batch FROM event WHERE undoes = ? ORDER BY batch DESC", (batch,)
        )
    ]


def undoes(connection: Connection, batch: int) -> int | None:
    """The batch that *batch* undid, or `None`."""
    undone = connection.value("SELECT undoes FROM event WHERE seq = ?", (batch,))
    return None if undone is None else int(undone)


def commands_of(connection: Connection, actor: str) -> Iterator[PastCommand]:
    """The commands by which somebody did anything, the last first."""
    before = head(connection).seq + 1
    while rows := connection.rows(
        "SELECT batch, action, undoes FROM event WHERE actor = ? AND seq = batch AND batch < ?"
        f" AND {DOES} ORDER BY batch DESC LIMIT {_AT_ONCE}",
        (actor, before),
    ):
        yield from map(PastCommand._make, rows)
        before = rows[-1][0]


def has_created(connection: Connection) -> bool:
    """Whether any patient's first event, or an import, created a patient with an id of the
    register's own: not one who was recovered."""
    if any(event.content and event.content["first_id"] for event in imports(connection)):
        return True
    return bool(
        connection.row(
            "SELECT 1 FROM event WHERE patient_id IS NOT NULL AND action <> ? AND NOT EXISTS ("
            "SELECT 1 FROM event AS earlier"
            " WHERE earlier.patient_id = event.patient_id AND earlier.seq < event.seq) LIMIT 1",
            (Action.PATIENT_RECOVER.value,),
        )
    )


def imports(connection: Connection) -> list[Event]:
    """The event of every import: one stands for all of its batch."""
    return _read(
        connection,
        "WHERE patient_id IS NULL AND action = ? ORDER BY seq",
        (Action.PATIENT_IMPORT.value,),
    )


def messages_after(connection: Connection, seq: int) -> list[Event]:
    """The events after one that note which messages of a feed were read, oldest first."""
    return _read(
        connection, "WHERE seq > ? AND action = ? ORDER BY seq", (seq, Action.FEED_MESSAGE.value)
    )


def of_import(connection: Connection, patient_id: int) -> list[Event]:
    """The event of the import that created a patient."""
    return [
        event
        for event in imports(connection)
        if event.content
        and event.content["first_id"] is not None
        and event.content["first_id"] <= patient_id <= event.content["last_id"]
    ]


def batches(connection: Connection, limit: int) -> list[tuple[Event, int]]:
    """The last commands, newest first: their first event (of an import, the one that tells it
    all), and how many patients they touched.
    *limit* 0 is no limit."""
    bound = f" LIMIT {limit}" if limit else ""
    rows = connection.rows(
        "SELECT batch, count(DISTINCT patient_id),"
        " coalesce(max(CASE WHEN action = ? THEN seq END), batch) FROM event"
        f" WHERE {DOES} GROUP BY batch ORDER BY batch DESC{bound}",
        (Action.PATIENT_IMPORT.value,),
    )
    return [
        (_read(connection, "WHERE seq = ?", (seq,))[0], int(patients)) for _, patients, seq in rows
    ]


def _read(connection: Connection, where: str, values: tuple[object, ...]) -> list[Event]:
    """Events; whoever undoes them may rely on what they hold.

    Raises:
        StoreDamaged: the content of one is not what was written.
    """
    rows = connection.rows(
        "SELECT seq, at, actor, action, patient_id, batch, undoes, salt, content, digest"
        f" FROM event {where}",
        values,
    )
    with connection.decoding():
        events = [
            Event(
                seq,
                moment_of(at),
                actor,
                action,
                patient_id,
                batch,
                undoes,
                _verified(*rest, masked=connection.masked),
            )
            for seq, at, actor, action, patient_id, batch, undoes, *rest in rows
        ]
        told = {
            event.seq: event.content[MEDICAL]
            for event in events
            if event.content and MEDICAL in event.content
        }
        medical = medical_contents.read(connection, told)
    return [event._replace(medical=medical.get(event.seq)) for event in events]


def _verified(
    salt: str | None, text: str | None, digest: str, *, masked: bool
) -> dict[str, Any] | None:
    """The content of an event; a reader is shown one in which numbers are masked, without salt."""
    if text is None:
        return None
    if not (masked and salt is None) and digest != digest_of(salt or "", text):
        raise ValueError(digest)
    content: dict[str, Any] = json.loads(text)
    return content
