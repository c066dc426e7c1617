"""Who may use the register, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Refused
from semble_cli.services.rights import Right
from semble_cli.store import users
from semble_cli.store.users import Role, User

if TYPE_CHECKING:
    from semble_cli.services.desk import Desk


def all_users(desk: Desk) -> list[User]:
    """Every user, by login."""
    with desk.reading() as connection:
        return users.all_users(connection)


def set_role(desk: Desk, login: str, role: Role) -> None:
    """Add a user, or give one another role.

    Raises:
        Refused: who works here is no admin, or is the last one and would cease to be.
        NoSuchRecord: Postgres has no such login.
    """
    with desk.writing(Right.ADMINISTER) as work:
        before = users.role_of(work.connection, login)
        if before is role:
            return
        users.save(work.transaction, login, role, work.at)
        _refuse_without_admin(users.all_users(work.connection))
        work.journal.append(
            "user.role", None, {"login": login, "changes": {"role": [before, role]}}
        )


def remove(desk: Desk, login: str) -> None:
    """Remove a user.

    Raises:
        NoSuchRecord: nobody has this login. Refused: no admin would be left.
    """
    with desk.writing(Right.ADMINISTER) as work:
        before = users.role_of(work.connection, login)
        users.remove(work.transaction, login)
        _refuse_without_admin(users.all_users(work.connection))
        work.journal.append(
            "user.remove", None, {"login": login, "changes": {"role": [before, None]}}
        )


def _refuse_without_admin(left: list[User]) -> None:
    if all(user.role is not Role.ADMIN for user in left):
        raise Refused("The register must keep an admin. Make somebody else one first.")
