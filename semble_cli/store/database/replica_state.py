"""How a replica stands to the primary that it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection


class ReplicaState(NamedTuple):
    """How a replica stands: the moment (UTC) of the last transaction of the primary that it shows,
    where it has had any since it began; and whether it is connected to what it follows."""

    as_of: str | None
    follows: bool


def state_of(connection: Connection) -> ReplicaState | None:
    """How a replica stands; `None` of a register that is none."""
    if not connection.is_replica:
        return None
    row = connection.row(
        "SELECT to_char(pg_last_xact_replay_timestamp() AT TIME ZONE 'UTC',"
        ' \'YYYY-MM-DD"T"HH24:MI:SS"Z"\'), EXISTS (SELECT FROM pg_stat_wal_receiver)'
    )
    return ReplicaState._make(row or (None, False))
