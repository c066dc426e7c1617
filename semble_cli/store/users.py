"""The users of the register, by login, and on Postgres the grants that back their roles."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import NoSuchRecord
from semble_cli.store.database.address import Database
from semble_cli.store.tables import grants

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.database.session import Transaction


class User(NamedTuple):
    """A user and the role (`services.access.Role`) given to them."""

    login: str
    role: str
    added_at: datetime


def all_users(connection: Connection) -> list[User]:
    """Every user, by login."""
    return [
        User(login, role, datetime.fromisoformat(added_at))
        for login, role, added_at in connection.rows(
            "SELECT login, role, added_at FROM app_user ORDER BY login"
        )
    ]


def no_such_user() -> NoSuchRecord:
    """The error for a login that is no user's."""
    return NoSuchRecord("There is no such user. See them with semble user list.")


def role_of(connection: Connection, login: str) -> str | None:
    """The role of a login, or `None` for a stranger."""
    role: str | None = connection.value("SELECT role FROM app_user WHERE login = ?", (login,))
    return role


def save(transaction: Transaction, login: str, role: str, at: datetime) -> None:
    """Add a user, or give one another role."""
    from semble_cli.store.tables.office import UserRow

    row = transaction.session.get(UserRow, login) or UserRow(login=login, role="", added_at=at)
    row.role = role
    transaction.session.add(row)
    transaction.session.flush()
    if transaction.connection.address.database is Database.POSTGRES:
        grants.revoke(transaction.connection, login)
        grants.grant(transaction.connection, login, role)


def remove(transaction: Transaction, login: str) -> None:
    """Remove a user.

    Raises:
        NoSuchRecord: nobody has this login.
    """
    from semble_cli.store.tables.office import UserRow

    row = transaction.session.get(UserRow, login)
    if row is None:
        raise no_such_user()
    transaction.session.delete(row)
    transaction.session.flush()
    if transaction.connection.address.database is Database.POSTGRES:
        grants.revoke(transaction.connection, login)
