"""A backup made a register again, in a new place, checked before and after."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from semble_cli.errors import BadUsage, Conflict
from semble_cli.store.backups import refusals
from semble_cli.store.backups.contents import contents_of
from semble_cli.store.backups.digests import ENDING, digest_of_file, read_digest_line
from semble_cli.store.backups.kinds import FIRST, BackupKind, kind_of
from semble_cli.store.backups.writing import CHUNK, read_back, settle_names, write_new
from semble_cli.store.database import errors
from semble_cli.store.database.address import Database
from semble_cli.store.database.files import new_place
from semble_cli.store.database.open import opened
from semble_cli.store.database.version import CURRENT, REVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.backups.contents import Contents, Look
    from semble_cli.store.database.address import StoreAddress

_DATABASES = {
    BackupKind.SQLITE: Database.SQLITE,
    BackupKind.ENCRYPTED: Database.SQLITE,
    BackupKind.DUMP: Database.POSTGRES,
}
_REFUSED = {
    BackupKind.FOREIGN: refusals.foreign,
    BackupKind.TRUNCATED: refusals.truncated,
}


@contextmanager
def restoring(file: str, address: StoreAddress, look: Look) -> Iterator[Contents]:
    """What a backup holds, that is found to be whole; it is a register at *address* when the block
    ends, and nothing if that raises. *look* looks through what is restored.

    Raises:
        StoreError: the file is no backup that can be taken. Conflict: the place is not new.
        BadUsage: the file cannot be read, or is of the other database.
    """
    database = _database_of(file, address.database)
    if database is not address.database:
        raise refusals.other_database(
            file, "Postgres" if database is Database.POSTGRES else "SQLite"
        )
    restore = _into_database if database is Database.POSTGRES else _into_file
    with restore(file, address, look) as contents:
        yield contents


def _database_of(file: str, wanted: Database) -> Database:
    """Of which database a file is a backup, after a look at its first bytes and at its digest. What
    an encrypted one is of is not seen: of a register in a file, where that is *wanted*."""
    with _read(file) as source:
        kind = kind_of(source.read(FIRST), os.fstat(source.fileno()).st_size)
    if refused := _REFUSED.get(kind):
        raise refused(file)
    if kind is BackupKind.ENCRYPTED and wanted is Database.POSTGRES:
        raise refusals.encrypted(file)
    beside = file + ENDING
    if os.path.lexists(beside):
        with _read(beside) as line:
            told = read_digest_line(line.read(FIRST))
        if told is None:
            raise refusals.no_digest(beside)
        with _read(file):
            found = digest_of_file(file)
        if told != found:
            raise refusals.not_its_digest(file, beside)
    return _DATABASES[kind]


@contextmanager
def _read(file: str) -> Iterator[BinaryIO]:
    """A file to be read.

    Raises:
        BadUsage: it is none, or cannot be read.
    """
    try:
        with open(file, "rb") as source:
            yield source
    except (OSError, ValueError):  # a name with a NUL in it is a ValueError
        raise refusals.unreadable(file) from None


@contextmanager
def _into_file(file: str, address: StoreAddress, look: Look) -> Iterator[Contents]:
    with new_place(address) as place:
        with _read(file) as source:
            chunks = iter(lambda: source.read(CHUNK), b"")
            try:
                digest = write_new(chunks, place.location, address.location)
            except BadUsage:
                raise PermissionError(address.location) from None
        name = address._replace(location=file)
        with opened(place, name) as connection, connection.reading():
            try:
                contents = contents_of(connection)
                _refuse_newer(contents, file)
                look(connection)
            except errors.StoreDamaged:
                raise refusals.damaged(file) from None
            except errors.NotAStore:
                raise refusals.foreign(file) from None
        read_back(place.location, digest, address.location)
        yield contents
    settle_names(address.location)


@contextmanager
def _into_database(file: str, address: StoreAddress, look: Look) -> Iterator[Contents]:
    from semble_cli.store.backups.dumps import read_dump
    from semble_cli.store.backups.programs import RESTORE, run

    _refuse_full(address)
    contents, _ = read_dump(file, file)
    _refuse_newer(contents, file)
    yield contents
    words = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-acl", file)
    run(RESTORE, words, address, address)
    with opened(address) as connection:
        if contents.revision == CURRENT:
            from semble_cli.store.rights.install import install

            with connection.writing():
                install(connection)
        with connection.reading():
            if contents_of(connection) != contents:
                raise refusals.restored_otherwise(address)
            look(connection)


def _refuse_newer(contents: Contents, file: str) -> None:
    if contents.revision != CURRENT and contents.revision not in REVISIONS:
        raise refusals.newer(file)


def _refuse_full(address: StoreAddress) -> None:
    """Let pass a database in which there is nothing yet.

    Raises:
        Conflict: there is something.
    """
    with opened(address) as connection:
        if connection.row(
            "SELECT 1 FROM pg_namespace LEFT JOIN pg_class ON relnamespace = pg_namespace.oid"
            " WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'"
            " AND (nspname <> 'public' OR relname IS NOT NULL) LIMIT 1"
        ):
            raise Conflict(
                "The database {store} is not empty. Restore into a new one, which createdb makes.",
                store=address,
            )
