"""A store is opened: its database found by its address, its version checked."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from semble_cli.errors import StoreError
from semble_cli.store.database import errors
from semble_cli.store.database.address import Database
from semble_cli.store.database.connection import Connection
from semble_cli.store.database.version import check_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.dialect import Dialect


@contextmanager
def connected(address: StoreAddress) -> Iterator[Connection]:
    """A connection to the store at *address*, whose version is this program's.

    Raises:
        StoreError: the store is missing, is no store, is of another version, or does not answer.
    """
    with opened(address) as connection:
        check_version(connection)
        yield connection


@contextmanager
def opened(address: StoreAddress, name: StoreAddress | None = None) -> Iterator[Connection]:
    """A connection to the database at *address*, whatever is in it; *name* is what it is called
    where that is not its name yet."""
    name = name or address
    dialect = _dialect_of(address)
    try:
        raw = dialect.open(address, name)
    except (dialect.error, UnicodeDecodeError) as error:
        raise dialect.translate(name, error) or errors.unreachable(name) from None
    connection = Connection(raw, dialect, name)
    try:
        yield connection
    finally:
        connection.close()


def _dialect_of(address: StoreAddress) -> Dialect:
    """The dialect of a store's database.

    Raises:
        StoreError: when the driver for Postgres is not installed.
    """
    if address.database is Database.SQLITE:
        from semble_cli.store.database.sqlite import Sqlite

        return Sqlite()
    try:
        from semble_cli.store.database.postgres import Postgres

        return Postgres()
    except ModuleNotFoundError as missing:
        raise StoreError(
            "The driver for Postgres is not installed. Install semble-cli[postgres]."
        ) from missing
