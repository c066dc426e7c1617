"""What the two drivers say when something is wrong, as our errors."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from semble_cli.errors import BadUsage, Conflict, Refused, SembleError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

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


# Result codes of SQLite, extended ones and primary ones: https://www.sqlite.org/rescode.html
_SQLITE: dict[int, Callable[[object], SembleError]] = {
    3: not_permitted,
    5: locked,
    6: locked,
    7: out_of_memory,
    8: read_only,
    11: damaged,
    13: full,
    15: locked,
    23: not_permitted,
    26: not_a_store,
    3082: out_of_memory,  # IOERR_NOMEM
    3850: locked,  # IOERR_LOCK
    2314: locked,  # IOERR_UNLOCK
    3594: locked,  # IOERR_CHECKRESERVEDLOCK
}

_OF_DAMAGE = ("Could not decode to UTF-8", "no such column", "no such index", "no such collation")
"""How SQLite begins where it has no code for damage. Our statements name what a store has, as tests
hold them to: where it is not there, its name in the schema is damaged."""

_WITHOUT_CODE = {
    "database is locked": 5,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "database or disk is full": 13,
}
"""What the driver's own commit says without the code of it, and SQLCipher's export with that of any
error."""

_ANY = 1
_CANNOT_OPEN = 14
_DISK = 10
_NO_DATABASE = 26

_NOT_ASKED_FOR = ("session is read-only", "session is not read-only", "in hot standby mode")
"""What libpq says where a server answers, and is not what target_session_attrs asks for."""

# SQLSTATE codes, or their class: https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES: dict[str, Callable[[object], SembleError]] = {
    "08": unreachable,
    "28": login_refused,
    "3D": missing,
    "3F": not_a_store,
    "40": raced,
    "42501": no_grant,
    "42P01": not_a_store,
    "22003": too_large,
    "22021": no_text,
    "25006": read_only,  # by a setting of the server or the login: replicas are known before
    "53": busy,
    "53100": full,
    "55P03": locked,
    "57014": locked,
    "57": unreachable,
    "58": disk_fails,
    "XX": faulty,
    "XX001": damaged,
    "XX002": damaged,
}


def is_no_database(error: Exception) -> bool:
    """Whether SQLite says that a file is none of its own, or not one with this key."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == _NO_DATABASE


def translate_sqlite(address: StoreAddress, error: Exception) -> SembleError | None:
    """Our error for one of SQLite's, or `None` where it shows a defect of ours.

    SQLite says that a file cannot be opened, or written beside, whatever the cause: the system is
    asked for it, so that nobody is told to create or to put back a store that is there and sound.
    """
    if isinstance(error, UnicodeDecodeError):  # in a name, or in what the driver says
        return damaged(address)
    words = str(error)
    code = getattr(error, "sqlite_errorcode", 0)
    if code in (0, _ANY):
        code = _WITHOUT_CODE.get(words, code)
    primary = code & 0xFF
    if primary == _ANY and words.startswith("no such table"):
        return not_a_store(address)
    if words.startswith(_OF_DAMAGE):
        return damaged(address)
    if primary == _CANNOT_OPEN:
        return _cannot_open(address)
    if primary == _DISK and code not in _SQLITE:
        return full(address) if _has_no_room(address) else disk_fails(address)
    make = _SQLITE.get(code) or _SQLITE.get(primary)
    return make(address) if make else None


def _cannot_open(address: StoreAddress) -> SembleError:
    """Why the file of a store, or one of those beside it, cannot be opened."""
    path = address.location
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return missing(address)
    except OSError:
        return not_permitted(address)
    if not os.path.isfile(path):
        return no_file(address)
    if not os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids):
        return not_permitted(address)
    if _has_no_room(address):
        return full(address)
    return not_permitted(address) if not _may_write_beside(path) else disk_fails(address)


def _may_write_beside(path: str) -> bool:
    """Whether files may be made beside a store's, and those that are there be written."""
    beside = (f"{path}-wal", f"{path}-shm", f"{path}-journal")
    places = (os.path.dirname(os.path.abspath(path)), *filter(os.path.lexists, beside))
    as_effective = os.access in os.supports_effective_ids
    return all(os.access(each, os.R_OK | os.W_OK, effective_ids=as_effective) for each in places)


_LEAST_ROOM = 64 << 10
"""Bytes that SQLite needs beside a file to open it at all: the index of its write-ahead log."""


def _has_no_room(address: StoreAddress) -> bool:
    """Whether the disk of a store's file is full, of bytes or of files."""
    try:
        disk = os.statvfs(os.path.dirname(os.path.abspath(address.location)))
    except (OSError, AttributeError):  # Windows
        return False
    return disk.f_bavail * disk.f_frsize < _LEAST_ROOM or (disk.f_files > 0 and not disk.f_favail)


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
    if "No space left on device" in words:  # of the server, where a connection is to begin
        return full(address)
    if "NUL (0x00)" in words:
        return no_text(address)
    if "authentication failed" in words or "no pg_hba.conf entry" in words:
        return login_refused(address)
    if "does not exist" in words:
        return login_refused(address) if 'role "' in words else missing(address)
    if any(each in words for each in _NOT_ASKED_FOR):
        return none_as_asked_for(address)
    return unreachable(address)
