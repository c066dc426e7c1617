"""Who may use the register, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Conflict, InvalidInput, Refused
from semble_cli.patient.actions import Action
from semble_cli.patient.texts import parse_line
from semble_cli.services.access import Permission, Role, role_of
from semble_cli.store import users
from semble_cli.store.users import User

if TYPE_CHECKING:
    from semble_cli.services.unit_of_work import Register, UnitOfWork

_LONGEST_LOGIN = 63
"""Bytes of a name in Postgres, which cuts a longer one short: another role would be granted."""


def all_users(register: Register) -> list[User]:
    """Every user, by login."""
    with register.reading() as connection:
        return users.all_users(connection)


def add(register: Register, login: str, role: Role) -> str:
    """Add a user; the login as it is kept.

    Raises:
        Refused: who works here is no admin. Conflict: the login is a user already.
        NoSuchRecord: Postgres has no such login. InvalidInput: there is no such login anywhere.
    """
    login = _login(login)
    with register.writing(Permission.ADMINISTER) as work:
        if role_of(work.connection, login):
            raise Conflict("This login is a user already. Change the role with semble user role.")
        _set_role(work, login, None, role)
    return login


def _login(text: str) -> str:
    """A login as people typed it. Those that are on record are only looked up: one that would not
    be taken any more can still be removed.

    Raises:
        InvalidInput: nothing, characters that nobody sees, or more than a login has.
    """
    login = parse_line("login", text)
    if not 1 <= len(login.encode()) <= _LONGEST_LOGIN:
        raise InvalidInput(
            "login",
            "a login has 1 to {longest} characters, of which letters with accents count twice.",
            longest=_LONGEST_LOGIN,
        )
    return login


def set_role(register: Register, login: str, role: Role) -> None:
    """Give a user another role.

    Raises:
        Refused: who works here is no admin, or no admin would be left.
        NoSuchRecord: nobody has this login.
    """
    with register.writing(Permission.ADMINISTER) as work:
        before = role_of(work.connection, login)
        if before is None:
            raise users.no_such_user()
        _set_role(work, login, before, role)
        _refuse_without_admin(users.all_users(work.connection))


def remove(register: Register, login: str) -> None:
    """Remove a user.

    Raises:
        NoSuchRecord: nobody has this login. Refused: no admin would be left.
    """
    with register.writing(Permission.ADMINISTER) as work:
        before = role_of(work.connection, login)
        users.remove(work.connection, login)
        _refuse_without_admin(users.all_users(work.connection))
        work.journal.append(
            Action.USER_REMOVE, None, {"login": login, "changes": {"role": [before, None]}}
        )


def _set_role(work: UnitOfWork, login: str, before: Role | None, role: Role) -> None:
    users.save(work.connection, login, role, work.at)
    work.journal.append(
        Action.USER_ROLE, None, {"login": login, "changes": {"role": [before, role]}}
    )


def _refuse_without_admin(left: list[User]) -> None:
    if all(user.role != Role.ADMIN for user in left):
        raise Refused("The register must keep an admin. Make somebody else one first.")
