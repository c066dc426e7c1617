"""Which version of the tables a store has, and which one this program works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.store.database import errors

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection

REVISIONS = (
    *("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010"),
    *("0011", "0012", "0013", "0014", "0015"),
)
"""The revisions of the tables, oldest first; a test compares them with the migrations."""

CURRENT = REVISIONS[-1]


def store_revision(connection: Connection) -> str | None:
    """The revision of the store's tables.

    Raises:
        NotAStore: the database has other tables, or none.
    """
    try:
        revision: str | None = connection.value("SELECT version_num FROM alembic_version")
    except errors.NotAStore:
        raise errors.not_a_store(connection.address) from None
    if revision is None:
        raise errors.not_a_store(connection.address)
    return revision


def check_version(connection: Connection) -> None:
    """Refuse a store older or newer than this program, and say which side to upgrade.

    Raises:
        StoreOutdated, StoreTooNew, NotAStore
    """
    revision = store_revision(connection)
    if revision == CURRENT:
        return
    if revision in REVISIONS:
        raise errors.StoreOutdated(
            "The store {store} is older than this program. Upgrade it with semble store upgrade.",
            store=connection.address,
        )
    raise errors.StoreTooNew(
        "The store {store} is newer than this program. Upgrade semble.", store=connection.address
    )
