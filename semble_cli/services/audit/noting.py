"""Who reads is noted: the opening of a record, a search by number, whatever leaves the register.

It is noted once the reading is over, on the same connection, and before anything is shown. Where
nothing can be appended, on a replica, in a store that can only be read, on a full disk, what was
read is shown all the same, and said to be noted nowhere (`Register.on_unnoted`).
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from semble_cli.errors import Sentence, StoreError
from semble_cli.services.access import Permission, enter, require
from semble_cli.store.database.errors import (
    StoreDiskFails,
    StoreFull,
    StoreLocked,
    StoreNotPermitted,
    StoreReadOnly,
    StoreReplica,
    Unconfirmed,
)
from semble_cli.store.database.open import connected
from semble_cli.store.database.version import check_version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from semble_cli.patient.actions import Action
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

NOTED = "noted"
"""The key, in a content, of what is told of a reading: never what was read."""

_PATIENCE = 0.3
"""Seconds that somebody at the counter waits for another's write before what they read is shown."""

_ONLY_READ = Sentence("here the register can only be read")
_WHY: dict[type[StoreError], Sentence] = {
    StoreReadOnly: _ONLY_READ,
    StoreNotPermitted: _ONLY_READ,
    StoreReplica: Sentence("here is a replica, which is only read"),
    StoreFull: Sentence("there is no room left"),
    StoreDiskFails: Sentence("the disk fails"),
}
_LOCKED = Sentence("another program is writing to the register")


class _Note:
    """One event of a reading."""

    def __init__(
        self, action: Action, patient_id: int | None, told: dict[str, Any] | None = None
    ) -> None:
        self.action, self.patient_id = action, patient_id
        self.content = {} if told is None else {NOTED: told}


class NotedReading:
    """A reading, and what is to be noted of it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.notes: list[_Note] = []

    def opens(self, patient_id: int) -> None:
        """It is one patient's record that is shown: noted once per user, patient and hour."""
        from semble_cli.patient.actions import Action

        self.notes.append(_Note(Action.PATIENT_OPEN, patient_id))

    def tells(self, action: Action, told: dict[str, Any], patient_id: int | None = None) -> None:
        """It is noted each time, with what is *told* of it."""
        self.notes.append(_Note(action, patient_id, told))


@contextmanager
def noted_reading(
    register: Register, permission: Permission = Permission.READ
) -> Iterator[NotedReading]:
    """As `Register.reading`; at its end, what it was is noted.

    Raises:
        Refused: who works here has not the permission. StoreError: the store cannot be read.
    """
    with connected(register.store) as connection:
        with connection.reading():
            login = connection.login()
            require(connection, enter(connection, login), permission)
            reading = NotedReading(connection)
            yield reading
            at = register.clock().astimezone(UTC).replace(microsecond=0)
            due = _due(connection, reading.notes, login, at)
        if due:
            connection.wait_at_most(_PATIENCE)
            try:
                _append(connection, due, login, at, register.on_noted)
            except StoreError as error:
                _tell_unnoted(register, error, _WHY | {StoreLocked: _LOCKED})


def note_export(
    register: Register,
    action: Action,
    told: dict[str, Any],
    patient_id: int | None = None,
    *,
    permission: Permission = Permission.READ,
    reveal: bool = False,
) -> None:
    """Note, before it begins, that somebody takes what is in the register out of it; with *reveal*,
    the NIRs of a list in full.

    Raises:
        Refused: who works here has not the permission.
        StoreError: another program holds the register for long; or, of numbers in full, it cannot
            be noted at all.
    """
    note = _Note(action, patient_id, told)
    if reveal:
        with register.revealing() as work:
            from semble_cli.patient.actions import Action

            work.journal.append(Action.PATIENT_REVEAL, None, {"list": True})
            work.journal.append(note.action, note.patient_id, note.content)
        return
    with connected(register.store) as connection:
        login = connection.login()
        require(connection, enter(connection, login), permission)
        try:
            at = register.clock().astimezone(UTC)
            _append(connection, [note], login, at, register.on_noted)
        except StoreError as error:
            _tell_unnoted(register, error, _WHY)


def _due(connection: Connection, notes: Sequence[_Note], login: str, at: datetime) -> list[_Note]:
    """Those that are still to be noted: not the openings of which one is, of this hour."""
    if not notes:
        return []
    from semble_cli.patient.actions import Action

    return [
        note
        for note in notes
        if note.action is not Action.PATIENT_OPEN
        or not _is_noted(connection, note.patient_id, login, at)
    ]


def _is_noted(connection: Connection, patient_id: int | None, login: str, at: datetime) -> bool:
    from semble_cli.store.readings import is_opened

    hour = at.replace(minute=0, second=0)
    return is_opened(connection, patient_id, login, hour, hour + timedelta(hours=1))


def _append(
    connection: Connection,
    notes: Sequence[_Note],
    login: str,
    at: datetime,
    told: Callable[[], None],
) -> None:
    """Append what is due; what is noted of more than a record that was opened is *told*."""
    from semble_cli.patient.actions import Action
    from semble_cli.store.journal import Journal

    if connection.masked:  # the end of a reading takes it back
        connection.read_masked()
    whole = False
    try:
        with connection.writing():
            check_version(connection)  # another program may have upgraded it meanwhile
            journal = Journal(connection, actor=login, at=at)
            for note in _due(connection, notes, login, at):  # another may have noted it meanwhile
                journal.append(note.action, note.patient_id, note.content)
            whole = journal.has_events and any(
                note.action is not Action.PATIENT_OPEN for note in notes
            )
    except KeyboardInterrupt:
        # One that came while the database committed is raised when it has done so.
        if whole and not connection.is_in_transaction:
            told()
        raise
    if whole:
        told()


def _tell_unnoted(
    register: Register, error: StoreError, causes: Mapping[type[StoreError], Sentence]
) -> None:
    """Say that what was read is not noted, where that is so for one of some *causes*; or that the
    primary alone has noted it."""
    if isinstance(error, Unconfirmed):
        register.on_unnoted(error.sentence)
        return
    why = causes.get(type(error))
    if why is None:
        raise error
    register.on_unnoted(
        Sentence("What was read is shown, but the journal does not note it: {why}.", why=why)
    )
