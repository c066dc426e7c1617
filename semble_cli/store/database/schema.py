"""A store's tables: created, upgraded, checked. The only user of Alembic."""

from __future__ import annotations

import logging
import os
import uuid
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from semble_cli.errors import Conflict
from semble_cli.leftovers import half_file
from semble_cli.store.database import errors
from semble_cli.store.database.address import Database
from semble_cli.store.database.files import new_place, put_in_place
from semble_cli.store.database.open import opened
from semble_cli.store.database.sqlite import Sqlite
from semble_cli.store.database.version import CURRENT, REVISIONS, store_revision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    import sqlalchemy

    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.connection import Connection


@contextmanager
def creating(address: StoreAddress, at: datetime) -> Iterator[Connection]:
    """Create the store's tables, and the file of a SQLite store; what is written inside belongs to
    it. There is all of it when the block ends, or nothing, however the program ends.

    Raises:
        Conflict: there is a file, or a register, at this address, or what is left of one.
        StoreError: the place cannot be written to.
    """
    from semble_cli.store.database.engine import writing_on

    with (
        _new_place(address) as place,
        opened(place, address) as connection,
        writing_on(connection) as begun,
    ):
        if _is_register(connection):
            raise Conflict("There is a register at {store} already.", store=address)
        _migrate(connection, begun)
        connection.run_many(
            "INSERT INTO store_info (name, value) VALUES (?, ?)",
            [("id", str(uuid.uuid4())), ("created_at", at.strftime("%Y-%m-%dT%H:%M:%SZ"))],
        )
        yield connection


def upgrade(address: StoreAddress, at: datetime) -> Path | None:
    """Bring the store's tables up to this program's version; the backup made first, or `None`.

    A SQLite store is backed up beside itself; a Postgres store is the administrator's to back up.

    Raises:
        StoreTooNew: the store is newer than this program.
    """
    from semble_cli.store.database.engine import writing_on

    with opened(address) as connection:
        revision = store_revision(connection)
        if revision not in REVISIONS:
            raise errors.StoreTooNew(
                "The store {store} is newer than this program. Upgrade semble.", store=address
            )
        if revision == CURRENT:
            return None
        backup = _back_up(connection, revision, at)
        with writing_on(connection) as begun:
            _migrate(connection, begun)
    return backup


_MOST = 20
"""Faults of pages and indexes after which no more are told."""

_DECRYPTED = 512_000
"""KiB of an encrypted file that are kept in memory at the most while it is looked through."""


def find_damage(connection: Connection) -> list[str]:
    """What the database itself finds wrong with its pages, indexes and references."""
    if connection.address.database is Database.POSTGRES:
        return []
    if connection.is_encrypted:
        if pages := connection.rows("PRAGMA cipher_integrity_check"):
            return [str(row[0]) for row in pages[:_MOST]]
        # Each page that is come back to would be decrypted once more.
        connection.run(f"PRAGMA cache_size = -{_DECRYPTED}")
    found = [str(row[0]) for row in connection.rows(f"PRAGMA integrity_check({_MOST})")]
    broken = connection.rows("PRAGMA foreign_key_check")
    return [line for line in found if line != "ok"] + [
        f"{table}: row {row} refers to a missing row of {other}" for table, row, other, _ in broken
    ]


@contextmanager
def _new_place(address: StoreAddress) -> Iterator[StoreAddress]:
    """Where a store is made that is to stand at an address whole, or not at all."""
    if address.database is Database.POSTGRES:
        yield address
        return
    dialect = Sqlite()
    with new_place(address) as made:
        try:
            dialect.create(made)
        except dialect.error as error:
            raise dialect.translate(address, error) or error from None
        yield made


def _is_register(connection: Connection) -> bool:
    connection.run("SAVEPOINT looking")  # on Postgres, a failure would end the transaction
    try:
        return bool(store_revision(connection))
    except errors.NotAStore:
        return False
    finally:
        connection.run("ROLLBACK TO looking")


def _migrate(connection: Connection, begun: sqlalchemy.Connection) -> None:
    """Run the migrations that the store has not seen, and have Postgres hold anew who may do what,
    in a transaction that has begun."""
    from alembic import command
    from alembic.config import Config

    from semble_cli.store import migrations
    from semble_cli.store.rights.install import install

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", migrations.__path__[0])
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = begun
    command.upgrade(config, "head")
    if connection.guarded:
        install(connection)


def _back_up(connection: Connection, revision: str, at: datetime) -> Path | None:
    """A copy of the store's file beside it: half a backup would look like a whole one."""
    if connection.address.database is Database.POSTGRES:
        return None
    name = f"{connection.address.location}.{revision}.{at:%Y%m%dT%H%M%SZ}"
    for number in count(1):
        path = f"{name}.{number}.backup" if number > 1 else f"{name}.backup"
        if not os.path.lexists(path):  # of an upgrade that was killed a moment ago
            break
    with half_file(path) as half:
        os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        connection.run("VACUUM INTO ?", (half,))
        put_in_place(half, path)
    return Path(path)
