"""The last patient who was shown or made on a terminal: whom `.` stands for.

What is kept is an id and nothing else, in a file that its owner alone may read. Each terminal, each
session on it, each user and each register has one of its own; with the session it is of no use any
more, and the next command takes it away.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from semble_cli.leftovers import session_file
from semble_cli.patient.identifier import is_id

if TYPE_CHECKING:
    from semble_cli.services.register import Register

_MOST = 32
"""Bytes that an id and the end of its line take, and more."""


def remember(register: Register, patient_id: int) -> None:
    """Note a patient as the last one of this terminal; where that cannot be done, nobody is."""
    path = _path(register)
    if path is None:
        return
    half = f"{path}.{os.getpid()}"
    with suppress(OSError):
        # A file of its own and then a new name: what stood there may be anybody's.
        file = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(file, f"{patient_id}\n".encode())
        finally:
            os.close(file)
        os.replace(half, path)


def recall(register: Register) -> int | None:
    """The id of the last patient of this terminal, if one was noted."""
    path = _path(register)
    if path is None:
        return None
    with suppress(OSError):
        file = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            kept = os.fstat(file)
            text = os.read(file, _MOST).decode("ascii", "replace").strip()
        finally:
            os.close(file)
        if kept.st_uid == os.getuid() and not kept.st_mode & 0o077 and is_id(text):
            return int(text)
    return None


def _path(register: Register) -> str | None:
    """The file of this terminal for a register, or `None` where there is no such thing."""
    if os.name != "posix":
        return None
    import zlib

    where = register.store.location
    where = where if "://" in where else os.path.realpath(where)
    terminal = os.fstat(sys.stdin.fileno()).st_rdev
    return session_file(f"{terminal:x}-{zlib.crc32(where.encode('utf-8', 'replace')):08x}")
