"""How a register stands with backups, as every writing command looks at it."""

from datetime import datetime
from typing import NamedTuple

from semble_cli.store.database.connection import Connection


class BackupState(NamedTuple):
    """The moment of the last verified backup, or that of the register's creation; and after how
    many days the practice wants a warning, where it set that."""

    since: str | None
    warning_days: str | None


_BACKED_UP_AT = "backed_up_at"
"""Beside the journal, where the look of every writing command is short: from when the last verified
backup is, as its event tells (`store.soundness.register_events` compares them)."""


def note_backup(connection: Connection, at: datetime) -> None:
    """Note beside the journal from when the last verified backup is."""
    from semble_cli.store.event_chain import stamp

    connection.run(
        "INSERT INTO store_info (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (_BACKED_UP_AT, stamp(at)),
    )


def backed_up_at(connection: Connection) -> str | None:
    """From when the last verified backup is that was noted, or `None`."""
    found: str | None = connection.value(
        "SELECT value FROM store_info WHERE name = ?", (_BACKED_UP_AT,)
    )
    return found


def backup_state(connection: Connection) -> BackupState:
    """How the register stands with backups."""
    row = connection.row(
        "SELECT max(value),"
        " (SELECT value FROM practice_setting WHERE name = 'backup_warning_days')"
        " FROM store_info WHERE name IN (?, 'created_at')",
        (_BACKED_UP_AT,),
    )
    return BackupState._make(row or (None, None))
