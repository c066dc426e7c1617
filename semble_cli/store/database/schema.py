"""A store's tables: created, upgraded, checked. The only user of Alembic."""

from __future__ import annotations

import logging
import os
import uuid
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from semble_cli.errors import Conflict
from semble_cli.store.database import errors
from semble_cli.store.database.address import Database
from semble_cli.store.database.open import opened
from semble_cli.store.database.sqlite import Sqlite
from semble_cli.store.database.version import CURRENT, REVISIONS, store_revision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.connection import Connection


def create(address: StoreAddress, at: datetime) -> None:
    """Create the store's tables, and the file of a SQLite store; a failure leaves nothing behind.

    Raises:
        Conflict: there is a file, or a register, at this address.
        StoreError: the place cannot be written to.
    """
    with _new_place(address), opened(address) as connection:
        if _is_register(connection):
            raise Conflict("There is a register at {store} already.", store=address)
        _migrate(connection)
        with connection.writing():
            connection.run_many(
                "INSERT INTO store_info (name, value) VALUES (?, ?)",
                [("id", str(uuid.uuid4())), ("created_at", at.strftime("%Y-%m-%dT%H:%M:%SZ"))],
            )


def upgrade(address: StoreAddress, at: datetime) -> Path | None:
    """Bring the store's tables up to this program's version; the backup made first, or `None`.

    A SQLite store is backed up beside itself; a Postgres store is the administrator's to back up.

    Raises:
        StoreTooNew: the store is newer than this program.
    """
    with opened(address) as connection:
        revision = store_revision(connection)
        if revision not in REVISIONS:
            raise errors.StoreTooNew(
                "The store {store} is newer than this program. Upgrade semble.", store=address
            )
        if revision == CURRENT:
            return None
        backup = _back_up(connection, revision, at)
        _migrate(connection)
    return backup


def find_damage(connection: Connection) -> list[str]:
    """What the database itself finds wrong with its pages, indexes and references."""
    if connection.address.database is Database.POSTGRES:
        return []
    found = [str(row[0]) for row in connection.rows("PRAGMA integrity_check(20)")]
    broken = connection.rows("PRAGMA foreign_key_check")
    return [line for line in found if line != "ok"] + [
        f"{table}: row {row} refers to a missing row of {other}" for table, row, other, _ in broken
    ]


@contextmanager
def _new_place(address: StoreAddress) -> Iterator[None]:
    if address.database is Database.POSTGRES:
        yield
        return
    try:
        Sqlite().create(address)
    except FileExistsError:
        raise Conflict("There is a file at {store} already.", store=address) from None
    except OSError as error:
        raise errors.StoreMissing(
            "The store {store} cannot be created: check the path and who may write there.",
            store=address,
        ) from error
    try:
        yield
    except BaseException:
        for suffix in ("", "-wal", "-shm"):
            Path(address.location + suffix).unlink(missing_ok=True)
        raise


def _is_register(connection: Connection) -> bool:
    try:
        return bool(store_revision(connection))
    except errors.NotAStore:
        return False


def _migrate(connection: Connection) -> None:
    """Run the migrations that the store has not seen, all in one transaction."""
    from alembic import command
    from alembic.config import Config

    from semble_cli.store import migrations
    from semble_cli.store.database.engine import writing_on

    logging.getLogger("alembic").setLevel(logging.WARNING)
    with writing_on(connection) as begun:
        config = Config()
        config.set_main_option("script_location", migrations.__path__[0])
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = begun
        command.upgrade(config, "head")


def _back_up(connection: Connection, revision: str, at: datetime) -> Path | None:
    if connection.address.database is Database.POSTGRES:
        return None
    path = Path(f"{connection.address.location}.{revision}.{at:%Y%m%dT%H%M%SZ}.backup")
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        connection.run("VACUUM INTO ?", (str(path),))
    except BaseException:  # half a backup looks like a whole one
        path.unlink()
        raise
    return path
