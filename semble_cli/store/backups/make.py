"""A backup made: written under a name of its own, verified, and given its name when it is whole."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from semble_cli.errors import BadUsage, cannot_be_written
from semble_cli.leftovers import half_file
from semble_cli.store.backups.digests import ENDING, digest_line
from semble_cli.store.backups.names import name_of, replaced
from semble_cli.store.backups.writing import (
    file_errors,
    settle_names,
    write_new,
)
from semble_cli.store.database.address import Database
from semble_cli.store.database.files import put_in_place, refuse_remains

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from semble_cli.errors import Finding
    from semble_cli.store.backups.contents import Contents, Look
    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.connection import Connection

_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite keeps beside a register's file."""


class Moment(Protocol):
    """A register as it is at one moment, of either database."""

    ending: str
    contents: Contents

    def write(self, half: str, name: str) -> str: ...

    def verify(self, half: str, name: str, digest: str, look: Look) -> list[Finding]: ...


class Made(NamedTuple):
    """A backup under its name, its digest, and what was found where it was looked through."""

    file: str
    digest: str
    found: list[Finding]


def moment_of(
    address: StoreAddress, admit: Callable[[Connection], None]
) -> AbstractContextManager[Moment]:
    """A register as it is at one moment, though others go on writing. *admit* lets pass who works
    on a connection, or raises."""
    if address.database is Database.POSTGRES:
        from semble_cli.store.backups.dumps import dump_moment

        return dump_moment(address, admit)
    from semble_cli.store.backups.files import file_moment

    return file_moment(address, admit)


def refuse_place(place: str, address: StoreAddress) -> None:
    """Before anything is done: a file is not written over, nor what SQLite keeps for the register.

    Raises:
        BadUsage: there is one, or no directory for it, or none that may be looked into.
    """
    with file_errors(place):
        if os.path.isdir(place):
            return
        own = os.path.realpath(address.location)
        if address.database is Database.SQLITE and os.path.realpath(place) in {
            own + beside for beside in _BESIDE
        }:
            raise BadUsage("{file} is the register's own. Name another file.", file=place)
        if not place or os.path.lexists(place) or os.path.lexists(place + ENDING):
            raise cannot_be_written(place)
        try:
            os.stat(os.path.dirname(os.path.abspath(place)) + os.sep)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise cannot_be_written(place, error) from None


def make(moment: Moment, place: str, at: datetime, look: Look) -> Made:
    """Back up to a new file, or to one in a directory, named by the register, the moment and the
    revision. Its digest is beside it.

    Raises:
        BadUsage: there is a file of this name. StoreError: it could not be written, or is not what
            the register is.
    """
    names = _names(moment, place, at)
    first = next(names)
    with file_errors(place), half_file(first) as half, half_file(first + ENDING) as half_digest:
        refuse_remains(first)
        digest = moment.write(half, first)
        found = moment.verify(half, first, digest, look)
        for name in chain((first,), names):
            try:
                file = _named(half, half_digest, name, digest)
            except FileExistsError:
                continue
            return Made(file, digest, found)
    raise cannot_be_written(place)


def _named(half: str, half_digest: str, name: str, digest: str) -> str:
    """Give a backup and its digest their names.

    Raises:
        FileExistsError: there is one of these names.
    """
    if os.path.lexists(name + ENDING):
        raise FileExistsError(name + ENDING)
    with suppress(FileNotFoundError):  # of a name that was taken
        os.unlink(half_digest)
    write_new((digest_line(digest, name),), half_digest, name + ENDING)
    put_in_place(half, name)
    try:
        put_in_place(half_digest, name + ENDING)
    except FileExistsError:
        os.unlink(name)
        raise
    settle_names(name)
    return name


def _names(moment: Moment, place: str, at: datetime) -> Iterator[str]:
    """The names to be tried, one after the other."""
    if not os.path.isdir(place):
        yield place
        return
    for number in count(1):
        name = name_of(
            moment.contents.store_id, at, moment.contents.revision, moment.ending, number
        )
        path = os.path.join(place, name)
        if not os.path.lexists(path):
            yield path


def remove_replaced(file: str, keep: int) -> list[str]:
    """Remove the backups beside a new one that are older than the *keep* that stay; their names.
    Only what bears a name that was given here, is a file, and of the same register."""
    directory, newest = os.path.split(file)
    removed = []
    for name in replaced(sorted(os.listdir(directory or ".")), newest, keep):
        path = Path(directory, name)
        if path.is_file() and not path.is_symlink():
            with suppress(OSError):  # another's, in a directory of several people
                Path(directory, name + ENDING).unlink(missing_ok=True)  # never a digest alone
                path.unlink(missing_ok=True)  # another backup may have removed it
                removed.append(name)
    return removed
