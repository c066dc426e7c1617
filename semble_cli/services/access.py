"""Who may do what. Every service names the permission it needs; this is the one table of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from semble_cli.errors import Refused, Sentence
from semble_cli.store import users

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection


class Role(StrEnum):
    """What a user is in the practice; each role may do what the one before may."""

    READER = "reader"
    SECRETARY = "secretary"
    CLINICIAN = "clinician"
    ADMIN = "admin"


class Permission(StrEnum):
    """One thing that may be done; `PERMISSIONS` says by which roles."""

    READ = "read"
    EDIT_PATIENTS = "edit_patients"
    EDIT_CARE = "edit_care"
    ADMINISTER = "administer"


PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.READER: frozenset({Permission.READ}),
    Role.SECRETARY: frozenset({Permission.READ, Permission.EDIT_PATIENTS}),
    Role.CLINICIAN: frozenset({Permission.READ, Permission.EDIT_PATIENTS, Permission.EDIT_CARE}),
    Role.ADMIN: frozenset(Permission),
}

_REFUSALS = {
    Permission.READ: Sentence(
        "You are no user of this register. An admin can add you with semble user add."
    ),
    Permission.EDIT_PATIENTS: Sentence(
        "Your role may not change patients. An admin can give you another role."
    ),
    Permission.EDIT_CARE: Sentence(
        "Your role may not change medical contents. An admin can give you another role."
    ),
    Permission.ADMINISTER: Sentence("Only an admin may do that. See who is with semble user list."),
}


def role_of(connection: Connection, login: str) -> Role | None:
    """The role of a login, or `None` for a stranger."""
    role = users.role_of(connection, login)
    with connection.decoding():
        return Role(role) if role else None


def require(role: Role | None, permission: Permission) -> None:
    """Let pass a role that has the permission.

    Raises:
        Refused: the role, or a stranger, has not.
    """
    if role is None or permission not in PERMISSIONS[role]:
        raise Refused(_REFUSALS[permission if role else Permission.READ].text)
