"""What the two drivers say when something is wrong, as our errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Conflict, Refused, SembleError, StoreError

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress

LOCK_TIMEOUT = 5
"""Seconds to wait for another program's write before giving up."""


class StoreMissing(StoreError):
    pass


class StoreLocked(StoreError):
    pass


class NotAStore(StoreError):
    pass


class StoreDamaged(StoreError):
    pass


class StoreFull(StoreError):
    pass


class StoreReadOnly(StoreError):
    pass


class StoreUnreachable(StoreError):
    pass


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
        "{store} is not a store of semble. Create one with semble init, "
        "or name yours with --store.",
        store=store,
    )


def damaged(store: object) -> StoreDamaged:
    return StoreDamaged(
        "The store {store} is damaged, or its disk fails. Put back the last backup.", store=store
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


# Primary result codes of SQLite: https://www.sqlite.org/rescode.html
_SQLITE = {
    5: locked,
    6: locked,
    8: read_only,
    10: damaged,
    11: damaged,
    13: full,
    14: missing,
    23: missing,
    26: not_a_store,
}

# SQLSTATE codes, or their class: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES = {
    "08": unreachable,
    "28": login_refused,
    "3D": missing,
    "3F": not_a_store,
    "40": raced,
    "42501": no_grant,
    "42P01": not_a_store,
    "53": full,
    "55P03": locked,
    "57014": locked,
    "57": unreachable,
    "XX": damaged,
}


def translate_sqlite(address: StoreAddress, error: Exception) -> SembleError | None:
    """Our error for one of SQLite's, or `None` where it shows a defect of ours."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == 1 and str(error).startswith("no such table"):
        return not_a_store(address)
    make = _SQLITE.get(code)
    return make(address) if make else None


def translate_postgres(address: StoreAddress, error: Exception) -> SembleError | None:
    """Our error for one of Postgres's, or `None` where it shows a defect of ours.

    A connection that fails has no SQLSTATE: the server's words are all there is to tell a refused
    login or an unknown database from a server that is down.
    """
    state = getattr(error, "sqlstate", None)
    if state is not None:
        make = _POSTGRES.get(state) or _POSTGRES.get(state[:2])
        return make(address) if make else None
    words = str(error)
    if "authentication failed" in words or "no pg_hba.conf entry" in words:
        return login_refused(address)
    if "does not exist" in words:
        return login_refused(address) if 'role "' in words else missing(address)
    return unreachable(address)
