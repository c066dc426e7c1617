"""What a register holds, by which it is told whether a backup is the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.patient.actions import Action
from semble_cli.store import journal, ledger
from semble_cli.store.database.version import store_revision
from semble_cli.store.event_chain import Head
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.errors import Finding
    from semble_cli.store.database.connection import Connection

    Look = Callable[[Connection], list[Finding]]
    """What looks a register through, and tells what it found."""


class Contents(NamedTuple):
    """A register, of whatever revision, at one moment: its own id, the head of its journal, how
    many patients it holds and how many former ones, and the highest id of either."""

    store_id: str
    revision: str
    head: Head
    patients: int
    former_patients: int
    highest_id: int


class Missing(NamedTuple):
    """What a register was told after a backup: how many events, from when until when; how many
    patients it has that were added since; how many others were changed, deleted or recovered."""

    events: int
    since: str | None
    until: str | None
    added: int
    changed: int


def contents_of(connection: Connection) -> Contents:
    """What a register holds.

    Raises:
        NotAStore: there is none.
    """
    highest = (
        "SELECT coalesce(max(id), 0) FROM"
        " (SELECT id FROM patient UNION ALL SELECT id FROM former_patient) AS given"
    )
    with connection.decoding():
        return Contents(
            str(connection.value("SELECT value FROM store_info WHERE name = 'id'")),
            store_revision(connection) or "",
            journal.head(connection),
            patients.count(connection),
            ledger.count(connection),
            int(connection.value(highest)),
        )


def missing_from(backup: Contents, connection: Connection) -> Missing | None:
    """What a register was told after a backup of it, but for the backups themselves; `None` if it
    is another one, or its journal does not lead through the backup's head."""
    store_id = connection.value("SELECT value FROM store_info WHERE name = 'id'")
    chain = connection.value("SELECT chain FROM event WHERE seq = ?", (backup.head.seq,))
    if (store_id, chain) != (backup.store_id, backup.head.chain):
        return None
    events, since, until = connection.row(
        "SELECT count(*), min(at), max(at) FROM event WHERE seq > ? AND action <> ?",
        (backup.head.seq, Action.STORE_BACKUP.value),
    ) or (0, None, None)
    return Missing(
        int(events),
        since,
        until,
        int(connection.value("SELECT count(*) FROM patient WHERE id > ?", (backup.highest_id,))),
        int(
            connection.value(
                "SELECT count(DISTINCT patient_id) FROM event WHERE seq > ? AND patient_id <= ?"
                f" AND {journal.DOES}",
                (backup.head.seq, backup.highest_id),
            )
        ),
    )
