"""Keys in files, and from a program that hands one over."""

from __future__ import annotations

import os
import stat

from semble_cli.errors import BadUsage, Refused, SembleError
from semble_cli.store.backups.writing import settle_names, write_new
from semble_cli.store.encryption.keys import StoreKey, new_key, parse_key

_LONGEST = 256
"""Bytes that are read: a key, and what may stand around it."""


def read_key_file(path: str) -> StoreKey:
    """The key in a file, which is its owner's alone.

    Raises:
        BadUsage: it cannot be read, or holds no key. Refused: others may read it, or it is another
            person's.
    """
    shared = Refused(
        "The file {file} with the key must be yours, and be read by nobody else: chmod 600.",
        file=path,
    )
    unreadable = BadUsage("The file {file} with the key cannot be read.", file=path)
    return _key_in(read_own_file(path, _LONGEST, unreadable, shared), path)


def read_key_descriptor(number: str) -> StoreKey:
    """The key that comes through a file descriptor, which whoever started the program opened.

    Raises:
        BadUsage: there is none of this number, or no key comes.
    """
    unreadable = BadUsage(
        "Nothing can be read from the file descriptor {number} for the key.", number=number
    )
    return _key_in(read_descriptor(number, _LONGEST, unreadable), f"/dev/fd/{number}")


def read_own_file(path: str, longest: int, unreadable: SembleError, shared: SembleError) -> bytes:
    """The beginning of a file that is its owner's alone, where a secret stands.

    Raises:
        SembleError: *unreadable*, where it is no file or cannot be read; *shared*, where others may
            read it, or it is another person's.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except (OSError, ValueError):  # a name with a NUL in it is a ValueError
        raise unreadable from None
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise unreadable
        if _is_shared(found):
            raise shared
        return os.read(handle, longest)
    except OSError:
        raise unreadable from None
    finally:
        os.close(handle)


def read_descriptor(number: str, longest: int, unreadable: SembleError) -> bytes:
    """What comes through a file descriptor, up to a length.

    Raises:
        SembleError: *unreadable*, where there is none of this number.
    """
    text = b""
    try:
        while (more := os.read(int(number), longest)) and len(text) < longest:
            text += more
    except (OSError, ValueError, OverflowError):
        raise unreadable from None
    return text


def make_key_file(path: str) -> StoreKey:
    """Draw a key into a new file for its owner alone.

    Raises:
        BadUsage: there is a file of this name, or none can be created.
    """
    key = new_key()
    write_new((f"{key.figures}\n".encode(),), path, path)
    settle_names(path)
    return key


def _is_shared(found: os.stat_result) -> bool:
    if os.name != "posix":
        return False
    return found.st_uid not in (os.geteuid(), 0) or bool(stat.S_IMODE(found.st_mode) & 0o077)


def _key_in(text: bytes, place: str) -> StoreKey:
    key = parse_key(text.decode("ascii", "replace"))
    if key is None:
        raise BadUsage("{file} holds no key: 64 hexadecimal figures.", file=place)
    return key
