"""What may be wrong with a store, as our errors; what the drivers say is made one of them in
`sqlite_errors` and `postgres_errors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import BadUsage, Conflict, Refused, SembleError, StoreError

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress

LOCK_TIMEOUT = 5
"""Seconds to wait for another program's write before giving up."""


def patience_with(address: StoreAddress) -> float:
    """Seconds that the store at *address* is waited for."""
    return LOCK_TIMEOUT if address.patience is None else address.patience


class StoreMissing(StoreError):
    pass


class StoreLocked(StoreError):
    pass


class NotAStore(StoreError):
    pass


class KeyNeeded(StoreError):
    pass


class WrongKey(StoreError):
    pass


class StoreDamaged(StoreError):
    pass


class StoreFull(StoreError):
    pass


class StoreReadOnly(StoreError):
    pass


class StoreNotPermitted(StoreError):
    """The system does not let this account open the store, or what stands beside it."""


class StoreDiskFails(StoreError):
    """The system cannot read or write where the store is; whether it is damaged is not known."""


class StoreUnreachable(StoreError):
    pass


class StoreReplica(StoreError):
    """The store is a standby of a primary: it is read only."""


class ConnectionLost(StoreError):
    """The server went away before anything was written for good."""


class OutcomeUnknown(StoreError):
    """The server went away and did not tell whether it wrote for good what it was given."""


class Unconfirmed(StoreError):
    """What was written is on the primary, and no standby has confirmed that it has it too."""


class StoreOutdated(StoreError):
    """The store is older than this program."""


class StoreTooNew(StoreError):
    """The store was upgraded by a newer program than this one."""


def missing(store: object) -> StoreMissing:
    return StoreMissing(
        "There is no store at {store}. Create one with semble init, or name yours with --store.",
        store=store,
    )


def locked(store: object) -> StoreLocked:
    return StoreLocked(
        "The store {store} is locked by another program. Try again when it has finished.",
        store=store,
    )


def not_a_store(store: object) -> NotAStore:
    return NotAStore(
        "{store} is not a store of semble, or the beginning of its file is damaged."
        " Look whether it is yours, or name yours with --store.",
        store=store,
    )


def key_needed(store: object) -> KeyNeeded:
    return KeyNeeded(
        "The store {store} is encrypted. Name the file of its key with --key-file, or with the"
        " setting key_file.",
        store=store,
    )


def wrong_key(store: object) -> WrongKey:
    return WrongKey(
        "The key is not that of the store {store}, or the beginning of its file is damaged. Look"
        " for the key that was set last; nothing else opens it.",
        store=store,
    )


def damaged(store: object) -> StoreDamaged:
    return StoreDamaged(
        "The store {store} is damaged. Keep a copy of it as it is, then put back the last backup.",
        store=store,
    )


def disk_fails(store: object) -> StoreDiskFails:
    return StoreDiskFails(
        "The system cannot read or write where the store {store} is. Check its disk; the store"
        " itself may be sound.",
        store=store,
    )


def not_permitted(store: object) -> StoreNotPermitted:
    return StoreNotPermitted(
        "This account may not open the store {store}, or write beside it. Ask who owns it.",
        store=store,
    )


def no_file(store: object) -> NotAStore:
    return NotAStore("{store} is no file. Name yours with --store.", store=store)


def busy(store: object) -> StoreUnreachable:
    return StoreUnreachable(
        "The database of {store} has no connection or no memory left. Try again later.", store=store
    )


def out_of_memory(store: object) -> StoreError:
    return StoreError("There is not enough memory to work with {store}.", store=store)


def faulty(store: object) -> StoreUnreachable:
    return StoreUnreachable(
        "The database of {store} reports a fault of its own. Its log says more.", store=store
    )


def full(store: object) -> StoreFull:
    return StoreFull("There is no room left for {store}. Nothing was written.", store=store)


def read_only(store: object) -> StoreReadOnly:
    return StoreReadOnly(
        "This account may only read the store {store}. Nothing was written.", store=store
    )


def unreachable(store: object) -> StoreUnreachable:
    return StoreUnreachable(
        "The database of {store} does not answer. Check that the server runs and can be reached.",
        store=store,
    )


def none_as_asked_for(store: object) -> StoreUnreachable:
    return StoreUnreachable(
        "Of the servers of {store}, none that answers is of the kind that target_session_attrs asks"
        " for. If the primary is lost, promote a standby.",
        store=store,
    )


def login_refused(store: object) -> StoreUnreachable:
    return StoreUnreachable("The database of {store} refuses this login.", store=store)


def no_grant(store: object) -> Refused:
    return Refused(
        "The database of {store} does not grant this login the right. "
        "An admin can, with semble user.",
        store=store,
    )


def raced(store: object) -> Conflict:
    return Conflict("Another change reached {store} at the same moment. Try again.", store=store)


def no_text(_: object) -> SembleError:
    return BadUsage("What was given holds a character that no text has. Type it again.")


def too_large(_: object) -> SembleError:
    return BadUsage("What was given holds a number that is too large for the register.")
