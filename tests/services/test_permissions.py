"""The one table of who may do what: each role may do what the one before may, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import Refused
from semble_cli.services.access import PERMISSIONS, Permission, Right, Role, require
from semble_cli.store.users import User

if TYPE_CHECKING:
    from semble_cli.services.register import Register

SINCE = "2026-01-01T00:00:00Z"

FIRST_ROLE = {
    Permission.READ: Role.READER,
    Permission.EDIT_PATIENTS: Role.SECRETARY,
    Permission.EDIT_CARE: Role.CLINICIAN,
    Permission.DELETE: Role.ADMIN,
    Permission.RECOVER: Role.ADMIN,
    Permission.ADMINISTER: Role.ADMIN,
}
"""From which role on something may be done without a right beside it."""

REFUSED = {
    Permission.READ: "You are not a user of this register",
    Permission.EDIT_PATIENTS: "Your role may not change patients",
    Permission.EDIT_CARE: "Your role may not change medical contents",
    Permission.DELETE: "You may not delete patients",
    Permission.RECOVER: "You may not bring deleted patients back",
    Permission.ADMINISTER: "Only an admin may do that",
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("permission", list(FIRST_ROLE))
def test_what_a_role_may_do_the_greater_ones_may_and_the_lesser_may_not(
    sqlite_register: Register, permission: Permission, role: Role
) -> None:
    order, user = list(Role), User("somebody", role, SINCE)
    if order.index(role) >= order.index(FIRST_ROLE[permission]):
        assert permission in PERMISSIONS[role]
        with sqlite_register.reading() as connection:
            require(connection, user, permission)
    else:
        refusal = pytest.raises(Refused, match=REFUSED[permission])
        with sqlite_register.reading() as connection, refusal:
            require(connection, user, permission)


@pytest.mark.parametrize("permission", list(Permission))
def test_a_stranger_may_do_nothing_and_is_told_so(
    sqlite_register: Register, permission: Permission
) -> None:
    refusal = pytest.raises(Refused, match=REFUSED[Permission.READ])
    with sqlite_register.reading() as connection, refusal:
        require(connection, None, permission)


@pytest.mark.parametrize("right", list(Right))
def test_a_right_beside_the_role_allows_what_it_names_alone(
    sqlite_register: Register, right: Right
) -> None:
    given = {"may_delete": right is Right.DELETE, "may_recover": right is Right.RECOVER}
    user = User("somebody", Role.SECRETARY, SINCE, **given)
    with sqlite_register.reading() as connection:
        require(connection, user, Permission(right.value))
        for other in {Permission.DELETE, Permission.RECOVER, Permission.ADMINISTER}:
            if other.value != right.value:
                with pytest.raises(Refused, match=REFUSED[other]):
                    require(connection, user, other)


def test_the_roles_stand_in_the_order_of_what_they_may_do() -> None:
    assert [str(role) for role in Role] == ["reader", "secretary", "clinician", "admin"]
