"""Privileges of the database that no right of the register gives: the check names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.services import stores, users
from semble_cli.services.access import Role

if TYPE_CHECKING:
    from tests.store.rights.conftest import Practice

pytestmark = pytest.mark.parametrize("store", ["postgres"], indirect=True)

STRAY = {
    "GRANT SELECT ON consultation TO secretary": "secretary holds SELECT on public.consultation",
    "GRANT SELECT, UPDATE ON event TO clinician": "clinician holds UPDATE on public.event",
    "GRANT SELECT (nir) ON patient TO reader": "reader holds SELECT on public.patient.nir",
    "GRANT SELECT, DELETE ON patient TO stranger": (
        "stranger holds DELETE, SELECT on public.patient"
    ),
    "GRANT SELECT ON phone TO PUBLIC": "PUBLIC holds SELECT on public.phone",
    "GRANT SELECT ON semble.patient TO secretary": "secretary holds SELECT on semble.patient",
    "GRANT UPDATE ON SEQUENCE patient_id_seq TO secretary": (
        "secretary holds UPDATE on public.patient_id_seq"
    ),
    "GRANT EXECUTE ON FUNCTION semble.erase_events(integer) TO recovering": (
        "recovering holds EXECUTE on semble.erase_events"
    ),
    "CREATE FUNCTION semble.spy() RETURNS integer LANGUAGE sql AS 'SELECT 1'": (
        "PUBLIC holds EXECUTE on semble.spy"  # as of every function, unless it is taken away
    ),
    "GRANT SELECT ON tag TO reader WITH GRANT OPTION": "reader holds SELECT on public.tag",
}


def test_what_the_rights_give_is_no_finding(practice: Practice) -> None:
    assert stores.check(practice.owner) == []
    assert stores.check(practice.register("second_admin")) == []


@pytest.mark.parametrize(("statement", "said"), STRAY.items())
def test_what_no_right_gives_is_named(practice: Practice, statement: str, said: str) -> None:
    with practice.sql("owner") as connection:
        connection.execute(statement)
    assert [*map(str, stores.check(practice.owner))] == [
        f"database: {said}, which no right gives. Revoke it."
    ]


def test_giving_the_role_again_takes_a_users_stray_privileges_away(practice: Practice) -> None:
    with practice.sql("owner") as connection:
        connection.execute("GRANT SELECT ON consultation TO secretary")
    users.set_role(practice.owner, "secretary", Role.SECRETARY)
    assert stores.check(practice.owner) == []
