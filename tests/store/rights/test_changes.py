"""A login holds in Postgres what its user may now, whatever it held before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.services import users
from semble_cli.services.access import Right, Role

if TYPE_CHECKING:
    from tests.store.rights.conftest import Practice

pytestmark = pytest.mark.parametrize("store", ["postgres"], indirect=True)

LIKE = {
    (Role.READER, ()): "reader",
    (Role.SECRETARY, ()): "secretary",
    (Role.SECRETARY, (Right.DELETE,)): "deleting",
    (Role.SECRETARY, (Right.RECOVER,)): "recovering",
    (Role.CLINICIAN, ()): "clinician",
    (Role.ADMIN, ()): "second_admin",
}


def held(practice: Practice, login: str) -> set[tuple[object, ...]]:
    """All that a login was granted in the database, by whomever."""
    granted = (
        "SELECT '{kind}', {name}::text, privilege_type, is_grantable FROM {catalog},"
        " aclexplode({acl}) WHERE grantee = '{login}'::regrole"
    )
    parts = [
        granted.format(kind=catalog, name=name, catalog=catalog, acl=acl, login=login)
        for catalog, name, acl in (
            ("pg_class", "oid::regclass", "relacl"),
            ("pg_proc", "oid::regprocedure", "proacl"),
            ("pg_namespace", "oid::regnamespace", "nspacl"),
        )
    ]
    return set(practice.rows("owner", " UNION ALL ".join(parts)))


@pytest.mark.parametrize("after", LIKE)
@pytest.mark.parametrize("before", LIKE)
def test_whoever_gives_a_role_it_takes_away_all_that_does_not_go_with_it(
    practice: Practice,
    before: tuple[Role, tuple[Right, ...]],
    after: tuple[Role, tuple[Right, ...]],
) -> None:
    users.add(practice.owner, "stranger", *before)
    assert held(practice, "stranger") == held(practice, LIKE[before])
    role, rights = after
    taken = [right for right in Right if right not in rights and role is not Role.ADMIN]
    users.set_role(practice.register("second_admin"), "stranger", role, rights, taken)
    assert held(practice, "stranger") == held(practice, LIKE[after])
    users.remove(practice.register("second_admin"), "stranger")
    assert held(practice, "stranger") == set()


def test_nobody_may_pass_on_what_they_were_granted(practice: Practice) -> None:
    assert not [row for row in held(practice, "second_admin") if row[-1]]
    with practice.sql("second_admin") as connection:
        connection.execute("SET client_min_messages = error")
        connection.execute("GRANT SELECT ON patient TO stranger")  # a warning, and nothing done
    assert held(practice, "stranger") == set()


def test_what_everybody_was_granted_by_hand_goes_with_the_next_upgrade(
    practice: Practice,
) -> None:
    from semble_cli.store.database.open import connected
    from semble_cli.store.rights.install import install

    with practice.sql("owner") as owner:
        owner.execute("GRANT SELECT ON patient TO PUBLIC")
    with connected(practice.store) as connection, connection.writing():
        install(connection)
    practice.refused("stranger", "SELECT 1 FROM patient")


def test_a_login_that_the_database_has_no_more_is_removed_all_the_same(
    practice: Practice,
) -> None:
    with practice.sql("owner") as owner:
        owner.execute("CREATE ROLE leaving LOGIN")
        users.add(practice.owner, "leaving", Role.SECRETARY)
        owner.execute("DROP OWNED BY leaving")
        owner.execute("DROP ROLE leaving")
        users.remove(practice.owner, "leaving")
        with pytest.raises(psycopg.errors.UndefinedObject):
            owner.execute("GRANT SELECT ON patient TO leaving")
