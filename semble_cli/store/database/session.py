"""A SQLModel session for every single write, with plain SQL beside it.

Both share one connection of the driver and one transaction, which takes the register's
write lock at once.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from semble_cli.store.database.address import Database

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.connection import Connection

_SCHEMES = {Database.SQLITE: "sqlite://", Database.POSTGRES: "postgresql+psycopg://"}


class Transaction(NamedTuple):
    """One transaction of one connection: the session, and plain SQL."""

    session: Session
    connection: Connection


@contextmanager
def transaction_on(connection: Connection) -> Iterator[Transaction]:
    """One transaction: committed when the block ends, rolled back when anything is raised in it.

    Errors of the driver come as ours.
    """
    engine = engine_on(connection)
    event.listen(engine, "begin", lambda _: connection.begin_write())
    try:
        with Session(engine) as session, session.begin():
            session.connection()
            yield Transaction(session, connection)
    except DBAPIError as error:
        translated = (
            connection.dialect.translate(connection.address, error.orig)
            if isinstance(error.orig, Exception)
            else None
        )
        if translated is None:
            raise
        raise translated from None
    finally:
        engine.dispose(close=False)


def engine_on(connection: Connection) -> Engine:
    """SQLAlchemy's engine over one driver connection that is already open."""
    # Parameters are hidden: an error would otherwise print the traits and numbers it refused.
    return create_engine(
        _SCHEMES[connection.address.database],
        creator=lambda: connection.raw,
        poolclass=StaticPool,
        hide_parameters=True,
    )
