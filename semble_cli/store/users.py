"""The users of the register, by login, and on Postgres the grants that back what they may."""

from typing import NamedTuple

from semble_cli.errors import NoSuchRecord
from semble_cli.store.database.connection import Connection

_SELECT = "SELECT login, role, added_at, may_delete, may_recover FROM app_user"


class User(NamedTuple):
    """A user, the role (`services.access.Role`) given to them, the time they were added (UTC,
    as the store has it), and the rights beside the role."""

    login: str
    role: str
    added_at: str
    may_delete: bool = False
    may_recover: bool = False


def all_users(connection: Connection) -> list[User]:
    """Every user, by login."""
    rows = connection.rows(f"{_SELECT} ORDER BY login")
    with connection.decoding():
        return [_user(*row) for row in rows]


def find(connection: Connection, login: str) -> User | None:
    """The user of a login, or `None` for a stranger."""
    row = connection.row(f"{_SELECT} WHERE login = ?", (login,))
    with connection.decoding():
        return _user(*row) if row else None


def no_such_user() -> NoSuchRecord:
    """The error for a login that is no user's."""
    return NoSuchRecord("There is no such user. See them with semble user list.")


def role_of(connection: Connection, login: str) -> str | None:
    """The role of a login in a store of whatever revision, or `None` for a stranger."""
    role: str | None = connection.value("SELECT role FROM app_user WHERE login = ?", (login,))
    return role


def save(connection: Connection, user: User) -> None:
    """Add a user, or give one another role and other rights. On Postgres the database does it, and
    grants what goes with them, and no more.

    Raises:
        NoSuchRecord: the database has no such login.
    """
    values = (user.login, user.role, user.added_at, user.may_delete, user.may_recover)
    if not connection.guarded:
        connection.run(
            "INSERT INTO app_user (login, role, added_at, may_delete, may_recover)"
            " VALUES (?, ?, ?, ?, ?) ON CONFLICT (login) DO UPDATE SET role = excluded.role,"
            " may_delete = excluded.may_delete, may_recover = excluded.may_recover",
            values,
        )
        return
    if not connection.row("SELECT 1 FROM pg_roles WHERE rolname = ?", (user.login,)):
        raise NoSuchRecord(
            "The database has no such login. Create it first, with CREATE ROLE ... LOGIN."
        )
    connection.row("SELECT semble.set_user(?, ?, ?, ?, ?)", values)


def remove(connection: Connection, login: str) -> None:
    """Remove a user with the drafts of theirs, and on Postgres all that the login was granted.

    Raises:
        NoSuchRecord: nobody has this login.
    """
    if find(connection, login) is None:
        raise no_such_user()
    if connection.guarded:
        connection.row("SELECT semble.remove_user(?)", (login,))
    else:
        connection.run("DELETE FROM draft WHERE author = ?", (login,))
        connection.run("DELETE FROM app_user WHERE login = ?", (login,))


def _user(login: str, role: str, added_at: str, may_delete: object, may_recover: object) -> User:
    return User(login, role, added_at, bool(may_delete), bool(may_recover))
