"""Users, their roles, and the rights beside them, on both databases' own terms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import BadUsage, Refused
from semble_cli.services import users
from semble_cli.services.access import Right, Role
from semble_cli.store import journal
from semble_cli.store.database.open import connected
from tests.conftest import login

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from tests.conftest import Semble


def rights(register: Register, name: str = "martine") -> set[str]:
    (user,) = (user for user in users.all_users(register) if user.login == name)
    return {right.value for right in user.rights}


def test_nobody_but_an_admin_has_a_right_until_it_is_given(sqlite_register: Register) -> None:
    for role in Role:
        users.add(sqlite_register, role, role)
    assert {role: rights(sqlite_register, role) for role in Role} == {
        Role.READER: set(),
        Role.SECRETARY: set(),
        Role.CLINICIAN: set(),
        Role.ADMIN: {"delete", "recover"},
    }


def test_rights_stay_until_they_are_taken_or_do_not_go_with_the_role(
    sqlite_register: Register,
) -> None:
    users.add(sqlite_register, "martine", Role.SECRETARY, [Right.DELETE])
    users.set_role(sqlite_register, "martine", may=[Right.RECOVER])
    assert rights(sqlite_register) == {"delete", "recover"}
    users.set_role(sqlite_register, "martine", Role.CLINICIAN)
    assert rights(sqlite_register) == {"delete", "recover"}
    users.set_role(sqlite_register, "martine", may_not=[Right.DELETE])
    assert rights(sqlite_register) == {"recover"}
    users.set_role(sqlite_register, "martine", Role.READER)
    assert rights(sqlite_register) == set()
    users.set_role(sqlite_register, "martine", Role.SECRETARY)
    assert rights(sqlite_register) == set()


def test_who_was_an_admin_keeps_no_right_that_was_not_given(sqlite_register: Register) -> None:
    users.add(sqlite_register, "martine", Role.ADMIN, [Right.DELETE])
    users.set_role(sqlite_register, "martine", Role.SECRETARY)
    assert rights(sqlite_register) == set()


def test_a_reader_is_given_no_right_and_none_is_taken_from_an_admin(
    sqlite_register: Register,
) -> None:
    users.add(sqlite_register, "martine", Role.READER)
    with pytest.raises(BadUsage, match="A reader changes nothing"):
        users.add(sqlite_register, "zoe", Role.READER, [Right.DELETE])
    with pytest.raises(BadUsage, match="A reader changes nothing"):
        users.set_role(sqlite_register, "martine", may=[Right.DELETE])
    with pytest.raises(BadUsage, match="An admin may delete and recover"):
        users.set_role(sqlite_register, login(), may_not=[Right.DELETE])


def test_the_last_admin_neither_steps_down_nor_is_removed(register: Register) -> None:
    (me,) = (user.login for user in users.all_users(register))
    with pytest.raises(Refused, match="must keep an admin"):
        users.set_role(register, me, Role.SECRETARY)
    with pytest.raises(Refused, match="must keep an admin"):
        users.remove(register, me)
    assert [user.role for user in users.all_users(register)] == [Role.ADMIN]


def test_the_journal_tells_which_rights_were_given_and_taken(sqlite_register: Register) -> None:
    users.add(sqlite_register, "martine", Role.SECRETARY, [Right.DELETE])
    users.set_role(sqlite_register, "martine", may=[Right.RECOVER], may_not=[Right.DELETE])
    with connected(sqlite_register.store) as connection:
        told = [journal.of_batch(connection, seq)[0].content for seq in (2, 3)]
    assert told == [
        {
            "login": "martine",
            "changes": {"role": [None, "secretary"], "may_delete": [False, True]},
        },
        {
            "login": "martine",
            "changes": {
                "role": ["secretary", "secretary"],
                "may_delete": [True, False],
                "may_recover": [False, True],
            },
        },
    ]


def test_users_are_listed_with_their_rights(semble: Semble) -> None:
    semble("user", "add", "martine", "--role", "secretary", "--may", "delete")
    told = semble("user", "role", "martine", "--may", "recover")
    assert told.err.splitlines() == [
        "martine is a user, as secretary; may: delete, recover.",
        "  may recover: no → yes",
    ]
    told = semble("user", "role", "martine", "--role", "clinician", "--may-not", "recover")
    assert told.err.splitlines() == [
        "martine is a user, as clinician; may: delete.",
        "  role: secretary → clinician",
        "  may recover: yes → no",
    ]
    told = semble("user", "role", "martine", "--role", "reader")
    assert told.err.startswith("martine is a user, as reader.\n  role: clinician → reader\n")
    listed = json.loads(semble("user", "list", "-f", "json").out)
    assert [{**user, "added_at": None} for user in listed] == [
        {
            "login": "martine",
            "role": "reader",
            "may_delete": False,
            "may_recover": False,
            "added_at": None,
        },
        {
            "login": login(),
            "role": "admin",
            "may_delete": True,
            "may_recover": True,
            "added_at": None,
        },
    ]
    head = semble("user", "list", "-f", "tsv").out.splitlines()[0]
    assert head == "login\trole\tadded_at\tmay_delete\tmay_recover"


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "Say what to change: --role, --may or --may-not."),
        (("--may", "delete", "--may-not", "delete"), 2, "not both"),
        (("--may", "erase"), 2, "one of: delete, recover"),
        (("--role", "reader", "--may", "delete"), 2, "A reader changes nothing"),
    ],
)
def test_what_cannot_be_given_is_told_and_nothing_is_written(
    semble: Semble, words: tuple[str, ...], code: int, said: str
) -> None:
    semble("user", "add", "martine", "--role", "secretary")
    told = semble("user", "role", "martine", *words)
    assert (told.code, told.out) == (code, "")
    assert said in told.err
    assert json.loads(semble("store", "status", "-f", "json").out)["events"] == 2


def test_the_store_itself_keeps_rights_from_a_reader(sqlite_register: Register) -> None:
    users.add(sqlite_register, "martine", Role.READER)
    with connected(sqlite_register.store) as connection:
        driver = connection.dialect.error
        with pytest.raises(driver, match="app_user_rights"):
            connection.run("UPDATE app_user SET may_delete = true WHERE login = 'martine'")
