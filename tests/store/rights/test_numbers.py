"""A NIR leaves Postgres for a reader only once the journal says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.services import stores
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.duplicates import candidates
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.history import history_of
from semble_cli.services.patients.list_all import Listing, all_patients, note_list
from semble_cli.services.patients.search import SearchQuery, search_patients
from semble_cli.services.patients.search_plan import SearchFields
from semble_cli.services.patients.show import reveal_patient, show_patient
from semble_cli.store.patients.candidates import ids_with_matricules
from tests.conftest import PAT_TROIS, a_patient, tamper
from tests.store.rights.conftest import NIR

if TYPE_CHECKING:
    from tests.store.rights.conftest import Practice

pytestmark = pytest.mark.parametrize("store", ["postgres"], indirect=True)

MASKED = "279************"
SHOWN = "SELECT nir FROM semble.patient WHERE id = 1"
REVEAL = (
    "SELECT semble.append_event(now(), 'patient.reveal', {},"
    " (SELECT max(seq) + 1 FROM semble.event), NULL, '{}')"
)


def test_a_reader_reads_no_table_in_which_a_number_stands(practice: Practice) -> None:
    for table in ("patient", "ins_history", "event", "former_patient"):
        practice.refused("reader", f"SELECT 1 FROM public.{table}")
    practice.refused("reader", "SELECT * FROM semble.reveal")
    assert practice.rows("reader", SHOWN) == [(MASKED,)]
    assert practice.rows("secretary", "SELECT nir FROM patient") == [(NIR,)]


def test_a_reader_sees_what_everybody_sees_with_the_number_masked(practice: Practice) -> None:
    mine = show_patient(practice.register("reader"), 1).document
    theirs = show_patient(practice.register("secretary"), 1).document
    assert mine == theirs
    assert mine["nir"].startswith("2 79 ")
    assert "•" in mine["nir"]


def test_a_number_is_shown_once_it_is_noted_and_of_that_patient_alone(practice: Practice) -> None:
    with practice.sql("owner") as owner:
        owner.execute("CREATE TEMP TABLE other AS SELECT * FROM patient")
        owner.execute("UPDATE other SET id = nextval('patient_id_seq')")
        owner.execute("INSERT INTO patient SELECT * FROM other")
    register = practice.register("reader")
    shown = reveal_patient(register, 1)
    assert shown.document["nir"] == NIR
    last = "SELECT actor, action, patient_id FROM event ORDER BY seq DESC LIMIT 1"
    assert practice.rows("owner", last) == [("reader", "patient.reveal", 1)]
    assert practice.rows("reader", SHOWN) == [(NIR,)]
    assert practice.rows("reader", "SELECT nir FROM semble.patient WHERE id = 2") == [(MASKED,)]


def test_what_is_noted_and_not_kept_shows_nothing(practice: Practice) -> None:
    with practice.sql("reader") as connection:
        connection.execute("BEGIN")
        connection.execute(REVEAL.format(1, "{}"))
        assert connection.execute(SHOWN).fetchone() == (MASKED,)
        connection.execute("ROLLBACK")
        connection.execute("BEGIN")
        connection.execute("SAVEPOINT inner_one")
        connection.execute(REVEAL.format(1, "{}"))
        connection.execute("RELEASE SAVEPOINT inner_one")
        assert connection.execute(SHOWN).fetchone() == (MASKED,)
        connection.execute("ROLLBACK")
        assert connection.execute(SHOWN).fetchone() == (MASKED,)


def test_what_was_noted_some_minutes_ago_shows_nothing_any_more(practice: Practice) -> None:
    reveal_patient(practice.register("reader"), 1)
    with practice.sql("owner") as owner:
        owner.execute("UPDATE semble.reveal SET at = at - interval '6 minutes'")
    assert practice.rows("reader", SHOWN) == [(MASKED,)]
    practice.refused("reader", "UPDATE semble.reveal SET at = now()")


def test_what_one_reader_noted_shows_another_nothing(practice: Practice) -> None:
    with practice.sql("owner") as owner:
        owner.execute("SELECT semble.set_user('stranger', 'reader', now(), false, false)")
    reveal_patient(practice.register("reader"), 1)
    assert practice.rows("stranger", SHOWN) == [(MASKED,)]


def test_a_list_is_shown_with_numbers_once_it_is_noted(practice: Practice) -> None:
    register = practice.register("reader")
    assert [patient.nir for patient in all_patients(register, Listing())] == [MASKED]
    note_list(register, Listing(), "csv", whole=False, documents=False, reveal=True)
    assert [patient.nir for patient in all_patients(register, Listing())] == [NIR]


def test_a_reader_finds_by_a_whole_number_that_the_card_in_hand_bears(practice: Practice) -> None:
    register = practice.register("reader")
    asked = SearchQuery(fields=SearchFields(number=NIR))
    (hit,) = search_patients(register, asked).hits
    assert (hit.patient.id, hit.patient.nir) == (1, MASKED)
    unknown = SearchQuery(fields=SearchFields(number="1 60 01 01 001 001 35"))
    assert search_patients(register, unknown).hits == []


@pytest.mark.parametrize("nir", [NIR, "260015121500135", None])
def test_a_reader_compares_numbers_as_everybody_does(practice: Practice, nir: str | None) -> None:
    probe = a_patient(PAT_TROIS | {"birth_name": "PAT-TROYS"})._replace(nir=nir)
    found = {}
    for login in ("reader", "secretary"):
        with practice.register(login).reading() as connection:
            found[login] = [(one.patient.id, one.likeness) for one in candidates(connection, probe)]
    assert len(found["reader"]) == 1
    assert found["reader"] == found["secretary"]


def test_the_journal_and_the_ledger_show_a_reader_no_number(practice: Practice) -> None:
    edit_fields(practice.owner, 1, {"nir": "2 79 03 51 215 189 89", "city": "Lyon"})
    texts = practice.rows("reader", "SELECT content, salt FROM semble.event WHERE patient_id = 1")
    assert all(NIR not in str(text) for text in texts)
    assert any(MASKED in str(text) and salt is None for text, salt in texts)
    mine = history_of(practice.register("reader"), 1)
    assert mine == history_of(practice.register("secretary"), 1)
    delete_patient(practice.owner, 1, "PAT-TROIS DOMINIQUE", None)
    ((record,),) = practice.rows("reader", "SELECT record FROM semble.former_patient")
    assert NIR not in str(record)
    assert MASKED in str(record)


def test_a_reader_checks_the_whole_journal_all_the_same(practice: Practice) -> None:
    register = practice.register("reader")
    assert stores.check(register) == []
    tamper(
        practice.owner,
        f"UPDATE event SET content = replace(content, '{NIR}', '1{NIR[1:]}') WHERE seq > 2",
    )
    faults = [str(fault) for fault in stores.check(register)]
    assert faults == [str(fault) for fault in stores.check(practice.owner)]
    assert any("content of event" in fault for fault in faults)


def test_a_matricule_is_shown_for_a_qualified_identity_alone(practice: Practice) -> None:
    with practice.sql("owner") as owner:
        owner.execute("UPDATE patient SET ins_matricule = nir, ins_oid = '1.2.250.1.213.1.4.8'")
        owner.execute(
            "INSERT INTO ins_history (patient_id, matricule, oid) SELECT 1, nir, '1' FROM patient"
        )
        asked = (
            "SELECT patient.ins_matricule, matricule FROM semble.patient"
            " JOIN semble.ins_history ON patient_id = patient.id"
        )
        assert practice.rows("reader", asked) == [(MASKED, MASKED)]
        owner.execute("UPDATE patient SET identity_retrieved = true, identity_checked = true")
    assert practice.rows("reader", asked) == [(NIR, NIR)]


def test_a_reader_finds_the_holder_of_a_matricule_as_everybody_does(practice: Practice) -> None:
    with practice.sql("owner") as owner:
        owner.execute(
            "INSERT INTO ins_history (patient_id, matricule, oid)"
            " VALUES (1, '260015121500135', '1')"
        )
    for login in ("reader", "secretary"):
        with practice.register(login).reading() as connection:
            assert ids_with_matricules(connection, ["260015121500135"]) == [1]
            assert ids_with_matricules(connection, [str(NIR)]) == []


def test_the_mask_of_a_provisional_number_shows_two_figures(practice: Practice) -> None:
    with practice.sql("owner") as owner:
        assert owner.execute("SELECT semble.masked('712345678901234')").fetchone() == (
            "71*************",
        )
        assert owner.execute("SELECT semble.masked(NULL)").fetchone() == (None,)


def test_a_secretary_has_no_use_of_a_readers_views(practice: Practice) -> None:
    with practice.sql("secretary") as connection:
        connection.execute("SET search_path = semble, public")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT nir FROM patient")
