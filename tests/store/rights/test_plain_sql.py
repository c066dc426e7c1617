"""What Postgres refuses whoever goes around the program, by plain SQL as each role."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.errors import Refused
from semble_cli.patient.actions import LogKind
from semble_cli.services import stores
from semble_cli.services.audit.log import LogQuery, logged_events
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.recover import from_ledger, recover_patients
from semble_cli.services.patients.show import open_patient
from semble_cli.services.patients.tags import add_tag
from semble_cli.store.tables.grants import FUNCTIONS

if TYPE_CHECKING:
    from tests.store.rights.conftest import Practice

pytestmark = pytest.mark.parametrize("store", ["postgres"], indirect=True)

USERS = ("reader", "secretary", "deleting", "recovering", "clinician", "second_admin")
EVENT = "SELECT semble.append_event(now(), '{}', {}, (SELECT max(seq) + 1 FROM {}), {}, '{}')"


def event(
    kind: str, patient: str = "1", told: str = "{}", of: str = "event", undone: str = "NULL"
) -> str:
    return EVENT.format(kind, patient, of, undone, told)


def test_nobody_inserts_updates_or_deletes_an_event(practice: Practice) -> None:
    for login in ("stranger", *USERS):
        practice.refused(
            login,
            "INSERT INTO public.event SELECT 99, at, 'owner', action, patient_id, 99, NULL, salt,"
            " content, digest, chain FROM public.event LIMIT 1",
            "UPDATE public.event SET actor = 'nobody'",
            "UPDATE public.event SET content = NULL, salt = NULL",
            "DELETE FROM public.event",
            "TRUNCATE public.event CASCADE",
        )
    practice.refused(
        "owner",
        "UPDATE public.event SET actor = 'nobody'",
        "UPDATE public.event SET content = NULL, salt = NULL",
        "DELETE FROM public.event",
        "TRUNCATE public.event CASCADE",
    )
    assert stores.check(practice.owner) == []


def test_a_reader_appends_no_event_but_that_a_number_was_shown(practice: Practice) -> None:
    of = "semble.event"
    practice.refused(
        "reader",
        event("patient.edit", told='{"changes":{"city":[null,"Lyon"]}}', of=of),
        event("patient.reveal", told='{"changes":{"city":[null,"Lyon"]}}', of=of),
        event("patient.reveal", undone="2", of=of),
        event("patient.reveal", "99", of=of),
        event("patient.reveal", "NULL", of=of),
        "SELECT semble.note_reveal(1, NULL, '{}')",
    )
    practice.rows("reader", event("patient.reveal", of=of))
    assert practice.rows("owner", "SELECT actor, action FROM event ORDER BY seq DESC LIMIT 1") == [
        ("reader", "patient.reveal")
    ]
    assert stores.check(practice.owner) == []


def test_that_somebody_read_tells_of_nothing_else(practice: Practice) -> None:
    of = "semble.event"
    practice.refused(
        "reader",
        event("patient.open", told='{"changes":{"city":[null,"Lyon"]}}', of=of),
        event("patient.open", told='{"noted":{}}', of=of),
        event("patient.open", "NULL", of=of),
        event("patient.open", "99", of=of),
        event("patient.open", undone="2", of=of),
        event("patient.search", told="{}", of=of),
        event("patient.search", told='{"noted":{},"changes":{}}', of=of),
        event("patient.export", "NULL", told='{"erased":[1]}', of=of),
        event("document.get", told='{"noted":{"document":1}}', of=of),
    )
    practice.rows("reader", event("patient.open", of=of))
    practice.rows("reader", event("patient.export", "NULL", told='{"noted":{}}', of=of))
    assert stores.check(practice.owner) == []


@pytest.mark.parametrize("login", ["reader", "secretary", "clinician"])
def test_who_opened_a_record_is_noted_by_whoever_may_read(practice: Practice, login: str) -> None:
    register = practice.register(login)
    for _ in range(2):
        open_patient(register, 1)
    opened = logged_events(practice.owner, LogQuery(kinds=(LogKind.OPENED,)))
    assert [(event.actor, event.patient_id) for event in opened] == [(login, 1)]
    mine = logged_events(register, LogQuery(kinds=(LogKind.OPENED,)))
    assert [event.actor for event in mine] == [login]
    with pytest.raises(Refused):
        list(logged_events(register, LogQuery(user="owner")))
    assert stores.check(register) == []


@pytest.mark.parametrize(
    ("login", "kind", "told"),
    [
        ("secretary", "patient.delete", "{}"),
        ("secretary", "undo", '{"erased":[2]}'),
        ("recovering", "patient.delete", "{}"),
        ("secretary", "patient.recover", "{}"),
        ("deleting", "patient.recover", "{}"),
        ("clinician", "user.role", '{"login":"clinician"}'),
        ("clinician", "config.set", "{}"),
        ("clinician", "undo", '{"setting":"labels.size","before":"1x1","after":null}'),
        ("clinician", "ledger.purge", "{}"),
        ("clinician", "store.init", "{}"),
        ("stranger", "patient.reveal", "{}"),
    ],
)
def test_an_event_asks_for_the_right_to_what_it_tells(
    practice: Practice, login: str, kind: str, told: str
) -> None:
    with practice.sql("owner") as owner:
        row = owner.execute("SELECT max(seq) + 1 FROM event").fetchone()
    assert row is not None
    practice.refused(
        login, f"SELECT semble.append_event(now(), '{kind}', 1, {row[0]}, NULL, '{told}')"
    )


def test_an_event_joins_no_command_of_somebody_else(practice: Practice) -> None:
    add_tag(practice.owner, "ALD", None)
    practice.refused(
        "secretary",
        "SELECT semble.append_event(now(), 'patient.edit', 1,"
        " (SELECT max(seq) FROM event), NULL, '{}')",
    )


def test_an_actor_is_who_opened_the_session_however_the_login_is_spelt(
    practice: Practice,
) -> None:
    name = 'Zoë "x" \\ 😀\x7f'
    with practice.sql("owner") as owner:
        if not owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (name,)).fetchone():
            owner.execute('CREATE ROLE "Zoë ""x"" \\ 😀\x7f" LOGIN')
        owner.execute("SELECT semble.set_user(%s, 'secretary', now(), false, false)", (name,))
        owner.execute('GRANT "Zoë ""x"" \\ 😀\x7f" TO secretary')
    with practice.sql("secretary") as connection:
        connection.execute('SET ROLE "Zoë ""x"" \\ 😀\x7f"')
        connection.execute(event("patient.edit"))
    assert practice.rows("owner", "SELECT actor FROM event ORDER BY seq DESC LIMIT 1") == [
        ("secretary",)
    ]
    with practice.sql("owner") as owner:
        owner.execute('SET SESSION AUTHORIZATION "Zoë ""x"" \\ 😀\x7f"')
        owner.execute(event("patient.edit"))
        owner.execute("RESET SESSION AUTHORIZATION")
        owner.execute('DROP OWNED BY "Zoë ""x"" \\ 😀\x7f"')
        row = owner.execute("SELECT actor FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    assert row == (name,)
    # No event added this user; the chain is whole, and of the name as it is.
    (found,) = stores.check(practice.owner)
    assert f"user {name}: is secretary here, and no user in the journal." in str(found.sentence)


def test_deleting_is_for_those_alone_who_have_the_right(practice: Practice) -> None:
    statements = (
        "DELETE FROM patient",
        "INSERT INTO former_patient SELECT * FROM former_patient",
        "SELECT semble.erase_events(1)",
    )
    for login in ("stranger", "reader", "secretary", "recovering", "clinician"):
        practice.refused(login, *statements)
    with pytest.raises(Refused, match=r"who may: deleting, .*second_admin"):
        delete_patient(practice.register("secretary"), 1, "PAT-TROIS DOMINIQUE", None)
    practice.refused("deleting", "SELECT semble.erase_events(1)")  # the patient is there
    delete_patient(practice.register("deleting"), 1, "PAT-TROIS DOMINIQUE", "entered twice")
    assert practice.rows("owner", "SELECT id, deleted_by FROM former_patient") == [(1, "deleting")]
    assert practice.rows("owner", "SELECT count(*) FROM consultation") == [(0,)]
    assert stores.check(practice.owner) == []


def test_recovering_is_for_those_alone_who_have_the_right(practice: Practice) -> None:
    delete_patient(practice.owner, 1, "PAT-TROIS DOMINIQUE", None)
    for login in ("stranger", "reader", "secretary", "deleting", "clinician"):
        practice.refused(
            login,
            "DELETE FROM former_patient",
            "SELECT setval('patient_id_seq', 1)",
        )
    practice.refused("recovering", "DELETE FROM former_patient")  # to erase for good is an admin's
    register = practice.register("recovering")
    assert recover_patients(register, from_ledger(register, [1]))[0].result == "recovered"
    assert practice.rows("owner", "SELECT nir FROM patient") == [("279035121518989",)]
    assert stores.check(practice.owner) == []


def test_an_admin_erases_former_patients_for_good(practice: Practice) -> None:
    delete_patient(practice.owner, 1, "PAT-TROIS DOMINIQUE", None)
    with practice.sql("second_admin") as connection:
        assert connection.execute("DELETE FROM former_patient").rowcount == 1


def test_the_write_lock_is_held_by_no_stranger(practice: Practice) -> None:
    practice.refused(
        "stranger",
        "SELECT semble.take_write_lock()",
        "LOCK TABLE store_info IN SHARE ROW EXCLUSIVE MODE",
        "LOCK TABLE store_info IN ACCESS SHARE MODE",
    )
    with practice.sql("stranger") as connection:
        # As programs of before took it.
        connection.execute(f"SELECT pg_advisory_lock({0x5E3B1E})")
        edit_fields(practice.owner, 1, {"city": "Lyon"})
    with practice.sql("reader") as connection, connection.transaction():
        connection.execute("LOCK TABLE store_info IN ACCESS SHARE MODE")
        edit_fields(practice.owner, 1, {"city": "Reims"})


def test_two_programs_write_one_after_the_other(practice: Practice) -> None:
    with practice.sql("secretary") as first, practice.sql("clinician") as second:
        second.execute("SET lock_timeout = '50ms'")
        with first.transaction():
            first.execute("SELECT semble.take_write_lock()")
            with pytest.raises(psycopg.errors.LockNotAvailable):
                second.execute(event("patient.edit"))
        second.execute(event("patient.edit"))


def test_users_are_changed_by_admins_alone_and_one_of_them_stays(practice: Practice) -> None:
    call = "SELECT semble.set_user('{}', '{}', now(), false, false)"
    for login in ("stranger", "reader", "secretary", "deleting", "clinician"):
        practice.refused(
            login,
            call.format(login, "admin"),
            "SELECT semble.remove_user('second_admin')",
            f"SELECT semble.grant_to('{login}')",
            "UPDATE app_user SET role = 'admin'",
        )
    practice.refused("second_admin", "UPDATE app_user SET role = 'admin'")
    with practice.sql("owner") as connection:
        login = connection.info.user
    practice.rows("second_admin", f"SELECT semble.remove_user('{login}')")
    practice.refused(
        "second_admin",
        call.format("second_admin", "reader"),
        "SELECT semble.remove_user('second_admin')",
    )


def test_a_stranger_reads_nothing_of_the_register(practice: Practice) -> None:
    tables = practice.rows(
        "owner",
        "SELECT schemaname || '.' || tablename FROM pg_tables"
        " WHERE schemaname IN ('public', 'semble')"
        " UNION SELECT schemaname || '.' || viewname FROM pg_views WHERE schemaname = 'semble'",
    )
    assert len(tables) > 24
    for (table,) in tables:
        practice.refused("stranger", f"SELECT 1 FROM {table}")


def test_each_role_calls_the_functions_that_it_needs_and_no_other(practice: Practice) -> None:
    every = {signature for functions in FUNCTIONS.values() for signature in functions}
    made = "SELECT proname FROM pg_proc WHERE pronamespace = 'semble'::regnamespace"
    for login, permissions in {
        "stranger": (),
        "reader": ("read", "reader"),
        "secretary": ("read", "edit_patients"),
        "deleting": ("read", "edit_patients", "delete"),
        "recovering": ("read", "edit_patients"),
        "clinician": ("read", "edit_patients", "edit_care"),
        "second_admin": ("read", "edit_patients", "edit_care", "delete", "administer"),
    }.items():
        called = {name for each in permissions for name in FUNCTIONS[each]}
        found = practice.rows(
            "owner", f"{made} AND has_function_privilege('{login}', pg_proc.oid, 'EXECUTE')"
        )
        assert {str(name) for (name,) in found} == {each.split("(")[0] for each in called}
    assert {each.split("(")[0] for each in every} < {
        str(name) for (name,) in practice.rows("owner", made)
    }


def test_an_event_that_undo_would_write_is_not_forged_by_a_reader(practice: Practice) -> None:
    before = practice.rows("owner", "SELECT count(*) FROM event")
    forged = json.dumps({"changes": {"city": ["Lyon", None]}})
    practice.refused("reader", event("patient.edit", told=forged, of="semble.event"))
    assert practice.rows("owner", "SELECT count(*) FROM event") == before


def test_a_draft_is_its_authors_alone(practice: Practice) -> None:
    keep = 'SELECT semble.keep_draft({}, now(), \'{{"sex":"F"}}\')'
    asked = "SELECT id, content FROM semble.drafts()"
    ((kept,),) = practice.rows("secretary", keep.format("NULL"))
    for login in ("stranger", *USERS):
        practice.refused(
            login, "SELECT * FROM public.draft", "DELETE FROM draft", "UPDATE draft SET id = id"
        )
    for login in ("stranger", "reader"):
        practice.refused(login, asked, keep.format("NULL"), f"SELECT semble.remove_draft({kept})")
    practice.rows("clinician", f"SELECT semble.remove_draft({kept})")
    practice.rows("clinician", keep.format(kept))
    practice.rows("second_admin", "SELECT semble.remove_wrong_drafts()")
    practice.rows("reader", "SELECT semble.remove_old_drafts(now() + interval '9 days')")
    assert practice.rows("second_admin", asked) == []
    assert practice.rows("secretary", asked) == [(kept, '{"sex":"F"}')]
    assert stores.check(practice.register("reader")) == []
    practice.rows("second_admin", "SELECT semble.remove_user('secretary')")
    assert practice.rows("owner", "SELECT author FROM draft") == [("clinician",)]


def test_the_practice_s_settings_are_read_by_users_and_written_by_admins(
    practice: Practice,
) -> None:
    written = (
        "INSERT INTO practice_setting VALUES ('mail.port', '25')",
        "UPDATE practice_setting SET value = '465'",
        "DELETE FROM practice_setting",
    )
    for login in ("stranger", "reader", "secretary", "clinician", "deleting", "recovering"):
        practice.refused(login, *written)
    practice.refused("stranger", "SELECT * FROM practice_setting")
    assert practice.rows("reader", "SELECT * FROM practice_setting") == []
    with practice.sql("second_admin") as admin:
        for statement in written:
            admin.execute(statement)
