"""Who may do what. Every service names the right it needs; this is the one table of them."""

from __future__ import annotations

from enum import StrEnum

from semble_cli.errors import Refused, Sentence
from semble_cli.store.users import Role as Role


class Permission(StrEnum):
    """One right; `PERMISSIONS` says which roles have it."""

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


def require(role: Role | None, right: Permission) -> None:
    """Let pass a role that has the right.

    Raises:
        Refused: the role, or a stranger, has not.
    """
    if role is None or right not in PERMISSIONS[role]:
        raise Refused(_REFUSALS[right if role else Permission.READ].text)
