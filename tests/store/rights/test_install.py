"""What is installed on Postgres: the same for every store of a revision, whoever owns it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.errors import Refused
from semble_cli.services import stores, users
from semble_cli.services.access import PERMISSIONS, Permission, Right, Role, permissions_of
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.store.database.open import connected
from semble_cli.store.database.version import CURRENT
from semble_cli.store.rights.install import script
from semble_cli.store.tables.grants import FUNCTIONS, GRANTS
from semble_cli.store.users import User
from tests.conftest import NOW, a_patient, as_login, in_database, register_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.address import StoreAddress

INSTALLED = ("0015", "2b0f233b6247d220")
"""The last revision, and the digest of what it installs."""


def test_what_is_installed_changes_with_a_revision_alone() -> None:
    """Stores get it with a migration: without one, those there are would keep what they have."""
    assert (CURRENT, hashlib.sha256(script().encode()).hexdigest()[:16]) == INSTALLED


def test_grants_are_for_the_permissions_of_the_program() -> None:
    assert {*GRANTS} == {*Permission, "reader"}
    assert {*FUNCTIONS} <= {*GRANTS}


@pytest.mark.parametrize("store", ["postgres"], indirect=True)
def test_the_database_gives_each_user_the_permissions_that_the_program_gives(
    store: StoreAddress,
) -> None:
    with connected(store) as connection:
        for role in Role:
            for rights in [(), *[(right,) for right in Right], tuple(Right)]:
                given = [right in rights for right in (Right.DELETE, Right.RECOVER)]
                found = connection.value("SELECT semble.permissions(?, ?, ?)", (role, *given))
                user = User(login="x", role=role, added_at=NOW.isoformat(), may_delete=given[0])
                assert {*found} - {"reader"} == permissions_of(user._replace(may_recover=given[1]))
    assert PERMISSIONS[Role.ADMIN] == {*Permission}


@pytest.fixture
def owned(postgres: str) -> Iterator[StoreAddress]:
    """A database whose owner is no superuser, and another user's login."""
    with psycopg.connect(postgres, autocommit=True) as server:
        for login in ("owning", "helping"):
            server.execute(f"DROP ROLE IF EXISTS {login}")
            server.execute(f"CREATE ROLE {login} LOGIN")
        server.execute("CREATE DATABASE owned OWNER owning")
        yield as_login(in_database(postgres, "owned"), "owning")
        server.execute("DROP DATABASE owned WITH (FORCE)")
        server.execute("DROP ROLE owning, helping")


def test_who_owns_the_register_need_be_no_superuser_and_does_not_change_the_journal(
    owned: StoreAddress,
) -> None:
    register = register_on(owned)
    stores.create(register)
    users.add(register, "helping", Role.ADMIN)
    create_patient(register, a_patient())
    helper = register_on(owned._replace(location=owned.location.replace("owning", "helping")))
    delete_patient(helper, 1, "ADRUN Zoé", None)
    users.set_role(helper, "owning", Role.READER)
    with pytest.raises(Refused, match="Only an admin"):
        users.set_role(register, "helping", Role.READER)
    assert stores.check(helper) == []
    with connected(owned) as connection, pytest.raises(Refused, match="does not grant"):
        connection.run("DELETE FROM event")
