"""SQLAlchemy over the driver's own connection, for what is done to the store as a whole.

Single records are read and written without it: it takes longer to import than a command to run.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from semble_cli.store.database.address import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy

    from semble_cli.store.database.connection import Connection

_SCHEMES = {Database.SQLITE: "sqlite://", Database.POSTGRES: "postgresql+psycopg://"}


def engine_on(connection: Connection) -> Engine:
    """SQLAlchemy's engine over one driver connection that is already open."""
    # Parameters are hidden: an error would otherwise print the traits and numbers it refused.
    return create_engine(
        _SCHEMES[connection.address.database],
        creator=lambda: connection.raw,
        poolclass=StaticPool,
        hide_parameters=True,
    )


@contextmanager
def writing_on(connection: Connection) -> Iterator[sqlalchemy.Connection]:
    """One transaction that holds the register's write lock: committed when the block ends, rolled
    back when anything is raised in it. Errors of the driver come as ours."""
    engine = engine_on(connection)
    event.listen(engine, "begin", lambda _: connection.begin_migration())
    event.listen(engine, "commit", lambda _: connection.commit())  # nothing is left to SQLAlchemy
    try:
        # SQLAlchemy knows the errors of its own driver for SQLite; ours are another's.
        with connection.translating(), engine.begin() as begun:
            yield begun
    except DBAPIError as error:
        with connection.translating():
            raise error.orig or error from None
    finally:
        engine.dispose(close=False)
