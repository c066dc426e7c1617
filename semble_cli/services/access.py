"""Who may do what. Every service names the permission it needs; this is the one table of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from semble_cli.errors import Refused, Sentence
from semble_cli.store import users
from semble_cli.store.users import User

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection


class Role(StrEnum):
    """What a user is in the practice; each role may do what the one before may."""

    READER = "reader"
    SECRETARY = "secretary"
    CLINICIAN = "clinician"
    ADMIN = "admin"


class Right(StrEnum):
    """What is given to one user beside the role; an admin has all of them."""

    DELETE = "delete"
    RECOVER = "recover"


class Permission(StrEnum):
    """One thing that may be done; `permissions_of` says by whom."""

    READ = "read"
    EDIT_PATIENTS = "edit_patients"
    EDIT_CARE = "edit_care"
    DELETE = "delete"
    RECOVER = "recover"
    ADMINISTER = "administer"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.READER: frozenset({Permission.READ}),
    Role.SECRETARY: frozenset({Permission.READ, Permission.EDIT_PATIENTS}),
    Role.CLINICIAN: frozenset({Permission.READ, Permission.EDIT_PATIENTS, Permission.EDIT_CARE}),
    Role.ADMIN: frozenset(Permission),
}
"""What each role may do without any right beside it."""

MAY_BE_GIVEN_RIGHTS = frozenset({Role.SECRETARY, Role.CLINICIAN})
"""The roles beside which a right can be given: a reader changes nothing, an admin has them all."""

_REFUSALS = {
    Permission.READ: Sentence(
        "You are not a user of this register. An admin can add you with semble user add."
    ),
    Permission.EDIT_PATIENTS: Sentence(
        "Your role may not change patients. An admin can give you another role."
    ),
    Permission.EDIT_CARE: Sentence(
        "Your role may not change medical contents, nor read them. An admin can give you another "
        "role."
    ),
    Permission.DELETE: Sentence(
        "You may not delete patients, nor take back what created them; who may: {who}. An admin "
        "can give you that right with semble user role."
    ),
    Permission.RECOVER: Sentence(
        "You may not bring deleted patients back; who may: {who}. An admin can give you that right "
        "with semble user role."
    ),
    Permission.ADMINISTER: Sentence("Only an admin may do that. See who is with semble user list."),
}


def rights_of(user: User) -> frozenset[Right]:
    """The rights that a user has beside the role, or with it."""
    if user.role == Role.ADMIN:
        return frozenset(Right)
    given = {Right.DELETE: user.may_delete, Right.RECOVER: user.may_recover}
    return frozenset(right for right, has in given.items() if has)


def permissions_of(user: User | None) -> frozenset[Permission]:
    """What a user may do; a stranger nothing."""
    if user is None:
        return frozenset()
    return PERMISSIONS[Role(user.role)] | {Permission(right.value) for right in rights_of(user)}


def grants_of(role: str, may_delete: bool, may_recover: bool) -> frozenset[str]:
    """What goes with a role and the rights beside it, by the keys of `store.tables.grants`; with
    what is no role, nothing."""
    if role not in {*Role}:
        return frozenset()
    user = User("", role, "", may_delete, may_recover)
    return permissions_of(user) | ({role} if role == Role.READER else set())


def enter(connection: Connection, login: str) -> User | None:
    """The user of a login, or `None` for a stranger. From here on the connection reads what is
    shown to this user."""
    user = users.find(connection, login)
    with connection.decoding():
        connection.reads_care = Permission.EDIT_CARE in permissions_of(user)
    if user is not None and user.role == Role.READER:
        connection.read_masked()
    return user


def require(connection: Connection, user: User | None, permission: Permission) -> None:
    """Let pass a user who has the permission.

    Raises:
        Refused: the user, or a stranger, has not; the sentence tells who has it.
    """
    if permission in permissions_of(user):
        return
    refusal = _REFUSALS[permission if user else Permission.READ]
    who = who_may(connection, permission) if user else ""
    raise Refused(refusal.text, **({"who": who} if "{who}" in refusal.text else {}))


def require_admin_of_before(connection: Connection) -> None:
    """Let pass an admin of a store of whatever revision, to upgrade it.

    Raises:
        Refused: who works here is none.
    """
    if users.role_of(connection, connection.login()) != Role.ADMIN:
        raise Refused(_REFUSALS[Permission.ADMINISTER].text)


def who_may(connection: Connection, permission: Permission) -> str:
    """The logins of those who have a permission, for a sentence."""
    everybody = users.all_users(connection)
    return ", ".join(user.login for user in everybody if permission in permissions_of(user))
