"""What SQLite says when something is wrong, as our errors."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from semble_cli.store.database import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.errors import SembleError
    from semble_cli.store.database.address import StoreAddress

# Result codes of SQLite, extended ones and primary ones: https://www.sqlite.org/rescode.html
_SQLITE: dict[int, Callable[[object], SembleError]] = {
    3: errors.not_permitted,
    5: errors.locked,
    6: errors.locked,
    7: errors.out_of_memory,
    8: errors.read_only,
    11: errors.damaged,
    13: errors.full,
    15: errors.locked,
    23: errors.not_permitted,
    26: errors.not_a_store,
    3082: errors.out_of_memory,  # IOERR_NOMEM
    3850: errors.locked,  # IOERR_LOCK
    2314: errors.locked,  # IOERR_UNLOCK
    3594: errors.locked,  # IOERR_CHECKRESERVEDLOCK
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


def is_no_database(error: Exception) -> bool:
    """Whether SQLite says that a file is none of its own, or not one with this key."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == _NO_DATABASE


def translate(address: StoreAddress, error: Exception) -> SembleError | None:
    """Our error for one of SQLite's, or `None` where it shows a defect of ours.

    SQLite says that a file cannot be opened, or written beside, whatever the cause: the system is
    asked for it, so that nobody is told to create or to put back a store that is there and sound.
    """
    if isinstance(error, UnicodeDecodeError):  # in a name, or in what the driver says
        return errors.damaged(address)
    words = str(error)
    code = getattr(error, "sqlite_errorcode", 0)
    if code in (0, _ANY):
        code = _WITHOUT_CODE.get(words, code)
    primary = code & 0xFF
    if primary == _ANY and words.startswith("no such table"):
        return errors.not_a_store(address)
    if words.startswith(_OF_DAMAGE):
        return errors.damaged(address)
    if primary == _CANNOT_OPEN:
        return _cannot_open(address)
    if primary == _DISK and code not in _SQLITE:
        return errors.full(address) if _has_no_room(address) else errors.disk_fails(address)
    make = _SQLITE.get(code) or _SQLITE.get(primary)
    return make(address) if make else None


def _cannot_open(address: StoreAddress) -> SembleError:
    """Why the file of a store, or one of those beside it, cannot be opened."""
    path = address.location
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return errors.missing(address)
    except OSError:
        return errors.not_permitted(address)
    if not os.path.isfile(path):
        return errors.no_file(address)
    if not os.access(path, os.R_OK, effective_ids=os.access in os.supports_effective_ids):
        return errors.not_permitted(address)
    if _has_no_room(address):
        return errors.full(address)
    return (
        errors.not_permitted(address) if not _may_write_beside(path) else errors.disk_fails(address)
    )


def _may_write_beside(path: str) -> bool:
    """Whether files may be made beside a store's, and those that are there be written."""
    beside = (f"{path}-wal", f"{path}-shm", f"{path}-journal")
    places = (os.path.dirname(os.path.abspath(path)), *filter(os.path.lexists, beside))
    as_effective = os.access in os.supports_effective_ids
    return all(os.access(each, os.R_OK | os.W_OK, effective_ids=as_effective) for each in places)


_LEAST_ROOM = 64 << 10
"""Bytes that SQLite needs beside a file to open it at all: the index of its write-ahead log."""


def _has_no_room(address: StoreAddress) -> bool:
    """Whether the disk of a store's file is errors.full, of bytes or of files."""
    try:
        disk = os.statvfs(os.path.dirname(os.path.abspath(address.location)))
    except (OSError, AttributeError):  # Windows
        return False
    return disk.f_bavail * disk.f_frsize < _LEAST_ROOM or (disk.f_files > 0 and not disk.f_favail)
