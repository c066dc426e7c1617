"""Who may do what. Every service names the right it needs; this is the one table of them."""

from __future__ import annotations

from enum import StrEnum

from semble_cli.errors import Refused, Sentence
from semble_cli.store.users import Role as Role


class Right(StrEnum):
    """One right; `RIGHTS` says which roles have it."""

    READ = "read"
    EDIT_PATIENTS = "edit_patients"
    EDIT_CARE = "edit_care"
    ADMINISTER = "administer"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.READER: frozenset({Right.READ}),
    Role.SECRETARY: frozenset({Right.READ, Right.EDIT_PATIENTS}),
    Role.CLINICIAN: frozenset({Right.READ, Right.EDIT_PATIENTS, Right.EDIT_CARE}),
    Role.ADMIN: frozenset(Right),
}

_REFUSALS = {
    Right.READ: Sentence(
        "You are no user of this register. An admin can add you with semble user add."
    ),
    Right.EDIT_PATIENTS: Sentence(
        "Your role may not change patients. An admin can give you another role."
    ),
    Right.EDIT_CARE: Sentence(
        "Your role may not change medical contents. An admin can give you another role."
    ),
    Right.ADMINISTER: Sentence("Only an admin may do that. See who is with semble user list."),
}


def require(role: Role | None, right: Right) -> None:
    """Let pass a role that has the right.

    Raises:
        Refused: the role, or a stranger, has not.
    """
    if role is None or right not in RIGHTS[role]:
        raise Refused(_REFUSALS[right if role else Right.READ].text)
