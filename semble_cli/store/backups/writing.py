"""A backup's bytes written to its file, and read back from the disk."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from semble_cli.errors import NO_ROOM, StoreError, cannot_be_written
from semble_cli.leftovers import half_file
from semble_cli.store.backups.digests import digest_of_file
from semble_cli.store.database import errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import BufferedRandom

CHUNK = 1 << 20
"""Bytes that are copied at a time."""


def write_new(chunks: Iterable[bytes], path: str, name: str) -> str:
    """Write a new file for its owner alone, down to the disk; its digest. *name* is what it is
    called where that is not its name yet.

    Raises:
        BadUsage: it cannot be created. StoreFull: there is no room for it.
    """
    made = hashlib.sha256()
    with file_errors(name):
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb", buffering=0) as out:
            for chunk in chunks:
                made.update(chunk)
                rest = memoryview(chunk)
                while rest:
                    rest = rest[out.write(rest) :]
            os.fsync(handle)
    return made.hexdigest()


def write_whole(chunks: Iterable[bytes], path: str) -> tuple[int, str]:
    """Write a file for its owner alone, in place of one that is there: it is whole under its name,
    or not there; how many bytes it has, and their digest. It is left to the system when it goes to
    the disk.

    Raises:
        BadUsage: it cannot be written. StoreFull: there is no room for it.
    """
    made, size = hashlib.sha256(), 0
    with whole_file(path) as out:
        for chunk in chunks:
            made.update(chunk)
            size += out.write(chunk)
    return size, made.hexdigest()


@contextmanager
def whole_file(path: str) -> Iterator[BufferedRandom]:
    """A file for its owner alone, in place of one that is there, as `write_whole` does: it stands
    under its name when the block has ended without an error.

    Raises:
        BadUsage: it cannot be written. StoreFull: there is no room for it.
    """
    with file_errors(path), half_file(path) as half:
        handle = os.open(half, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        with os.fdopen(handle, "w+b") as out:
            yield out
        os.replace(half, path)


def read_back(path: str, digest: str, name: str) -> None:
    """Read a file that was written from the disk.

    Raises:
        StoreError: it is not what was written.
    """
    with file_errors(name):
        found = digest_of_file(path)
    if found != digest:
        raise StoreError(
            "What stands on the disk of {file} is not what was written: check that disk.", file=name
        )


def settle_names(file: str) -> None:
    """Have the names in a file's directory outlast a power cut, where the system does so."""
    try:
        handle = os.open(os.path.dirname(os.path.abspath(file)), os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)


@contextmanager
def file_errors(file: str) -> Iterator[None]:
    """Turn what the system says of a file into our errors."""
    try:
        yield
    except (OSError, ValueError) as error:  # a name with a NUL in it is a ValueError
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            raise errors.full(file) from None
        raise cannot_be_written(file, error) from None
