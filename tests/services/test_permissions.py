"""The one table of who may do what: each role may do what the one before may, and no more."""

from __future__ import annotations

import pytest

from semble_cli.errors import Refused
from semble_cli.services.access import PERMISSIONS, Permission, Role, require

FIRST_ROLE = {
    Permission.READ: Role.READER,
    Permission.EDIT_PATIENTS: Role.SECRETARY,
    Permission.EDIT_CARE: Role.CLINICIAN,
    Permission.ADMINISTER: Role.ADMIN,
}
"""From which role on something may be done."""

REFUSED = {
    Permission.READ: "You are no user of this register",
    Permission.EDIT_PATIENTS: "Your role may not change patients",
    Permission.EDIT_CARE: "Your role may not change medical contents",
    Permission.ADMINISTER: "Only an admin may do that",
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("permission", list(FIRST_ROLE))
def test_what_a_role_may_do_the_greater_ones_may_and_the_lesser_may_not(
    permission: Permission, role: Role
) -> None:
    order = list(Role)
    if order.index(role) >= order.index(FIRST_ROLE[permission]):
        assert permission in PERMISSIONS[role]
        require(role, permission)
    else:
        with pytest.raises(Refused, match=REFUSED[permission]):
            require(role, permission)


@pytest.mark.parametrize("permission", list(Permission))
def test_a_stranger_may_do_nothing_and_is_told_so(permission: Permission) -> None:
    with pytest.raises(Refused, match=REFUSED[Permission.READ]):
        require(None, permission)


def test_the_roles_stand_in_the_order_of_what_they_may_do() -> None:
    assert [str(role) for role in Role] == ["reader", "secretary", "clinician", "admin"]
