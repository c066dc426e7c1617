"""A register on several servers: a primary writes, standbys follow it and are read as replicas.

What is said when one is not the right one, goes away or does not confirm; how a replica stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.store.database.errors import (
    ConnectionLost,
    OutcomeUnknown,
    StoreReplica,
    Unconfirmed,
)

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection


def replica(store: object) -> StoreReplica:
    return StoreReplica(
        "{store} is a replica, which is only read. To write, name the primary, or all the servers"
        " with target_session_attrs=read-write.",
        store=store,
    )


def nothing_revealed(store: object) -> StoreReplica:
    return StoreReplica(
        "{store} is a replica, where it cannot be noted who sees a NIR. To reveal it, name the"
        " primary, or all the servers with target_session_attrs=read-write.",
        store=store,
    )


def lost(store: object) -> ConnectionLost:
    return ConnectionLost(
        "The connection to {store} was lost. What was being written is not. Try again.",
        store=store,
    )


def outcome_unknown(store: object) -> OutcomeUnknown:
    return OutcomeUnknown(
        "The connection to {store} was lost before it said whether the last step is written. Before"
        " you do it again, look whether semble undo --list has it.",
        store=store,
    )


def unconfirmed(store: object) -> Unconfirmed:
    return Unconfirmed(
        "The primary of {store} has written this, but no standby has confirmed it: it is lost if"
        " that server is. Do not do it again; see to the standby.",
        store=store,
    )


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
