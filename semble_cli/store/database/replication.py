"""A register on several servers: a primary writes, standbys follow it and are read as replicas.

What is said when one is not the right one, goes away or does not confirm."""

from __future__ import annotations

from semble_cli.store.database.errors import (
    ConnectionLost,
    OutcomeUnknown,
    StoreReplica,
    Unconfirmed,
)


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
