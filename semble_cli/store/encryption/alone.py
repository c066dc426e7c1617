"""A register that nobody else has open, and whose place another file can take."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import NO_ROOM, Refused
from semble_cli.leftovers import half_file, overwrite, place_of_replaced
from semble_cli.store.backups.writing import settle_names
from semble_cli.store.database import errors
from semble_cli.store.database.open import connected

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.connection import Connection

_PAUSE = 0.05


class Held(NamedTuple):
    """A register that is held alone: its connection, its file where links lead to, and that file
    open to be written over."""

    connection: Connection
    file: str
    handle: int

    @property
    def is_replaced(self) -> bool:
        """Whether another file stands in its place by now."""
        return not os.path.samestat(os.stat(self.file), os.fstat(self.handle))

    def replace(self, new: str) -> bool:
        """Put a file in the place of the register's, which is written over then; whether it was.

        There is the one or the other at every moment, and under its name the old one is gone when
        the new one is on the disk. Whoever waits for the old one opens the new one
        (`store.database.sqlite`).

        Raises:
            StoreError: it cannot be done. Nothing is then.
        """
        with _system_errors(self.connection.address):
            _like(new, os.fstat(self.handle), self.file)
            _sync(new)
        with half_file(place_of_replaced(self.file)) as replaced:
            with suppress(OSError):  # a file system without links
                os.link(self.file, replaced)
            with _system_errors(self.connection.address):
                os.rename(new, self.file)
            settle_names(self.file)
            with suppress(OSError):
                return overwrite(self.handle)
            return False


@contextmanager
def held_alone(address: StoreAddress, admit: Callable[[Connection], None]) -> Iterator[Held]:
    """A register while nobody else reads or writes it: who comes waits. *admit* lets pass who works
    on a connection, or raises.

    Raises:
        StoreLocked: somebody has it open all the time. Refused: its file is another person's.
    """
    waited_until = time.monotonic() + errors.patience_with(address)
    while True:
        with ExitStack() as until_closed, connected(address) as connection:
            admit(connection)
            file = os.path.realpath(address.location)
            if _take(connection, file):
                # Closed after the connection: closing any handle of a file gives up all locks that
                # the process has on it (POSIX).
                handle = _opened(file, address)
                until_closed.callback(os.close, handle)
                yield Held(connection, file, handle)
                return
        if time.monotonic() > waited_until:
            raise errors.locked(address)
        time.sleep(_PAUSE)


def _take(connection: Connection, file: str) -> bool:
    """Bring the log into the file and do without it, for which nobody else may have the file open,
    and keep others out from then on. Nothing is left beside the file, by which SQLite would take
    what comes into its place for a damaged one, nor does it remove anything there when it is
    closed."""
    connection.rows("PRAGMA locking_mode = EXCLUSIVE")
    try:
        connection.rows("PRAGMA journal_mode = DELETE")
    except errors.StoreLocked:
        return False
    connection.rows("PRAGMA journal_mode = MEMORY")
    with suppress(FileNotFoundError):
        os.unlink(f"{file}-journal")
    settle_names(file)
    return True


def _opened(file: str, address: StoreAddress) -> int:
    with _system_errors(address):
        handle = os.open(file, os.O_WRONLY)
        if os.name == "posix" and os.geteuid() not in (0, os.fstat(handle).st_uid):
            os.close(handle)
            raise Refused(
                "The file of the store {store} is another account's. Its owner sets the key.",
                store=address,
            )
    return handle


def _like(new: str, old: os.stat_result, file: str) -> None:
    """Give a file the owner, the group and the rights that another has."""
    made = os.stat(new)
    if (made.st_uid, made.st_gid) != (old.st_uid, old.st_gid):
        os.chown(new, old.st_uid, old.st_gid)
    shutil.copystat(file, new)


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _system_errors(address: StoreAddress) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise errors.full(address) from None
        raise errors.not_permitted(address) from None
