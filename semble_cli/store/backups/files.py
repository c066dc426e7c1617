"""A register in a file is backed up by its bytes: pages stay where they are, so that programs that
back up only what changed find nearly all of them known, also those of an encrypted register, which
SQLite's own copies would encrypt anew."""

from __future__ import annotations

import time
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from semble_cli.store.backups import refusals
from semble_cli.store.backups.contents import contents_of
from semble_cli.store.backups.writing import CHUNK, read_back, write_new
from semble_cli.store.database import errors
from semble_cli.store.database.open import connected, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from semble_cli.errors import Finding
    from semble_cli.store.backups.contents import Look
    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.connection import Connection

PATIENCE = 600.0
"""Seconds that others are waited for who write for long, or read the register as it was before."""

_PAUSE = 0.1


class FileMoment:
    """A register's file as it was at one moment."""

    ending = "db"

    def __init__(self, connection: Connection, source: BinaryIO) -> None:
        self.contents = contents_of(connection)
        self._connection = connection
        self._source = source

    def write(self, half: str, name: str) -> str:
        """Copy the file to *half*, that is to be called *name*; its digest."""
        return write_new(self._chunks(), half, name)

    def verify(self, half: str, name: str, digest: str, look: Look) -> list[Finding]:
        """Read the copy back, open it, look through it and count it; what was found.

        Raises:
            StoreError: it is not what was copied.
        """
        address = self._connection.address
        with (
            opened(address._replace(location=half), address._replace(location=name)) as copy,
            copy.reading(),
        ):
            counted = contents_of(copy)
            found = look(copy)
        if counted != self.contents:
            raise refusals.differs(name)
        read_back(half, digest, name)
        return found

    def _chunks(self) -> Iterator[bytes]:
        # An encrypted one tells the size of its pages as text.
        left = int(self._connection.value("PRAGMA page_count")) * int(
            self._connection.value("PRAGMA page_size")
        )
        self._source.seek(0)
        while left:
            try:
                chunk = self._source.read(min(CHUNK, left))
            except OSError:
                raise errors.disk_fails(self._connection.address) from None
            if not chunk:
                raise errors.damaged(self._connection.address)
            left -= len(chunk)
            yield chunk


@contextmanager
def file_moment(address: StoreAddress, admit: Callable[[Connection], None]) -> Iterator[FileMoment]:
    """A register in a file as it is at one moment, though others go on writing: they write to its
    log, and nothing goes from there into the file before the block ends.

    Raises:
        StoreLocked: somebody writes, or reads the register as it was before, all the time.
    """
    with ExitStack() as until_closed, connected(address) as connection:
        admit(connection)
        # Closing any handle of a file gives up all locks that the process has on it (POSIX): this
        # one is closed after the connection.
        source = until_closed.enter_context(_source(address))
        waited_until = time.monotonic() + PATIENCE
        while not _hold(connection):
            if time.monotonic() > waited_until:
                raise errors.locked(address)
            time.sleep(_PAUSE)
        try:
            yield FileMoment(connection, source)
        finally:
            connection.run("ROLLBACK")


def _hold(connection: Connection) -> bool:
    """Begin to read the register from its file alone, if all of the log can be brought into it:
    while somebody reads so, nothing more is (https://www.sqlite.org/walformat.html, 2.3.1).

    With the write lock nothing comes to the log meanwhile.
    """
    connection.value("PRAGMA wal_checkpoint(PASSIVE)")  # most of it, before anybody has to wait
    with opened(connection.address) as lock:
        try:
            lock.begin_write()
        except errors.StoreLocked:
            return False
        _, in_log, in_file = connection.row("PRAGMA wal_checkpoint(PASSIVE)") or (0, -1, 0)
        if in_log != in_file:
            return False
        connection.run("BEGIN")
        connection.value("SELECT count(*) FROM sqlite_master")
        return True


def _source(address: StoreAddress) -> BinaryIO:
    try:
        return open(address.location, "rb", buffering=0)
    except OSError:
        raise errors.not_permitted(address) from None
