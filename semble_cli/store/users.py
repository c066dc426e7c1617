"""The users of the register, by login, and on Postgres the grants that back their roles."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import NoSuchRecord
from semble_cli.patient.json_form import plain_value
from semble_cli.store.database.address import Database
from semble_cli.store.tables import grants

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection


class User(NamedTuple):
    """A user and the role (`services.access.Role`) given to them."""

    login: str
    role: str
    added_at: datetime


def all_users(connection: Connection) -> list[User]:
    """Every user, by login."""
    rows = connection.rows("SELECT login, role, added_at FROM app_user ORDER BY login")
    with connection.decoding():
        return [
            User(login, role, datetime.fromisoformat(added_at)) for login, role, added_at in rows
        ]


def no_such_user() -> NoSuchRecord:
    """The error for a login that is no user's."""
    return NoSuchRecord("There is no such user. See them with semble user list.")


def role_of(connection: Connection, login: str) -> str | None:
    """The role of a login, or `None` for a stranger."""
    role: str | None = connection.value("SELECT role FROM app_user WHERE login = ?", (login,))
    return role


def save(connection: Connection, login: str, role: str, at: datetime) -> None:
    """Add a user, or give one another role."""
    connection.run(
        "INSERT INTO app_user (login, role, added_at) VALUES (?, ?, ?)"
        " ON CONFLICT (login) DO UPDATE SET role = excluded.role",
        (login, role, plain_value(at)),
    )
    if connection.address.database is Database.POSTGRES:
        grants.revoke(connection, login)
        grants.grant(connection, login, role)


def remove(connection: Connection, login: str) -> None:
    """Remove a user.

    Raises:
        NoSuchRecord: nobody has this login.
    """
    if not connection.run("DELETE FROM app_user WHERE login = ?", (login,)):
        raise no_such_user()
    if connection.address.database is Database.POSTGRES:
        grants.revoke(connection, login)
