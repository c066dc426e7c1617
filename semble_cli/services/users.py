"""Who may use the register, as what, and with which rights beside the role."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage, Conflict, InvalidInput, Refused
from semble_cli.patient.actions import Action
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.texts import parse_line
from semble_cli.services.access import MAY_BE_GIVEN_RIGHTS, Permission, Right, Role, rights_of
from semble_cli.store import users
from semble_cli.store.users import User

if TYPE_CHECKING:
    from collections.abc import Collection

    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork

_LONGEST_LOGIN = 63
"""Bytes of a name in Postgres, which cuts a longer one short: another role would be granted."""


class Account(NamedTuple):
    """A user as others see one: the role, and the rights that come beside it or with it."""

    login: str
    role: Role
    rights: frozenset[Right]
    added_at: datetime


def all_users(register: Register) -> list[Account]:
    """Every user, by login."""
    with register.reading() as connection, connection.decoding():
        return list(map(_account, users.all_users(connection)))


def add(register: Register, login: str, role: Role, may: Collection[Right] = ()) -> Account:
    """Add a user; the user.

    Raises:
        Refused: who works here is no admin. Conflict: the login is a user already.
        NoSuchRecord: Postgres has no such login. BadUsage: a right for a reader.
        InvalidInput: there is no such login anywhere.
    """
    _refuse_unfit(role, may)
    login = _login(login)
    with register.writing(Permission.ADMINISTER) as work:
        if users.find(work.connection, login):
            raise Conflict("This login is a user already. Change the role with semble user role.")
        return _save(work, User(login, role, plain_value(work.at)), None, may)


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


def set_role(
    register: Register,
    login: str,
    role: Role | None = None,
    may: Collection[Right] = (),
    may_not: Collection[Right] = (),
) -> tuple[Account, Account]:
    """Give a user another role, or rights beside it, or take such away; the user before and after.
    What is not named stays, but for rights that do not go with the new role.

    Raises:
        Refused: who works here is no admin, or no admin would be left.
        NoSuchRecord: nobody has this login.
        BadUsage: a right for a reader, or one to be taken from an admin.
    """
    with register.writing(Permission.ADMINISTER) as work:
        before = users.find(work.connection, login)
        if before is None:
            raise users.no_such_user()
        role = role or Role(before.role)
        _refuse_unfit(role, may, may_not)
        if role is not Role.ADMIN:
            _refuse_without_admin_but(work, login)
        own = {right for right in rights_of(before) if before.role != Role.ADMIN}
        after = _save(work, before._replace(role=role), before, (own | {*may}) - {*may_not})
        return _account(before), after


def remove(register: Register, login: str) -> Account:
    """Remove a user; the user as it was.

    Raises:
        NoSuchRecord: nobody has this login. Refused: no admin would be left.
    """
    with register.writing(Permission.ADMINISTER) as work:
        before = users.find(work.connection, login)
        if before is None:
            raise users.no_such_user()
        _refuse_without_admin_but(work, login)
        users.remove(work.connection, login)
        changes = {"role": [before.role, None]}
        work.journal.append(Action.USER_REMOVE, None, {"login": login, "changes": changes})
        return _account(before)


def _save(work: UnitOfWork, user: User, before: User | None, rights: Collection[Right]) -> Account:
    """Write a user with those of the rights that go with the role; the user as written."""
    own = {*rights} if user.role in MAY_BE_GIVEN_RIGHTS else set()
    after = user._replace(may_delete=Right.DELETE in own, may_recover=Right.RECOVER in own)
    users.save(work.connection, after)
    changes: dict[str, list[object]] = {"role": [before.role if before else None, after.role]}
    for name in ("may_delete", "may_recover"):
        values = [getattr(before, name, False), getattr(after, name)]
        if values[0] != values[1]:
            changes[name] = values
    work.journal.append(Action.USER_ROLE, None, {"login": after.login, "changes": changes})
    return _account(after)


def _account(user: User) -> Account:
    return Account(
        user.login, Role(user.role), rights_of(user), datetime.fromisoformat(user.added_at)
    )


def _refuse_unfit(role: Role, may: Collection[Right], may_not: Collection[Right] = ()) -> None:
    """Refuse rights that do not go with a role."""
    if role is Role.READER and may:
        raise BadUsage(
            "A reader changes nothing, and may neither delete nor recover. Give the role secretary "
            "or clinician with it."
        )
    if role is Role.ADMIN and may_not:
        raise BadUsage("An admin may delete and recover. Give another role with --role first.")


def _refuse_without_admin_but(work: UnitOfWork, login: str) -> None:
    others = [user for user in users.all_users(work.connection) if user.login != login]
    if all(user.role != Role.ADMIN for user in others):
        raise Refused("The register must keep an admin. Make somebody else one first.")
