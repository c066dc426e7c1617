"""What Postgres refuses of the records around patients to whoever goes around the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import TREATMENT
from semble_cli.patient.around.treatment import Treatment
from semble_cli.services import stores
from semble_cli.services.access import Permission
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.show import show_patient
from semble_cli.services.record import keeping
from semble_cli.services.record.allergies import add_allergy
from semble_cli.services.record.treatments import add_treatment
from semble_cli.store.tables.grants import MEDICAL
from semble_cli.store.tables.schema import METADATA
from tests.conftest import NOW
from tests.services.record.documents import keep

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.rights.conftest import Practice

pytestmark = pytest.mark.parametrize("store", ["postgres"], indirect=True)

TODAY = NOW.date().isoformat()
USERS = ("reader", "secretary", "deleting", "recovering", "clinician", "second_admin")


def test_medical_contents_are_read_and_written_by_clinicians_and_admins_alone(
    practice: Practice,
) -> None:
    for table in MEDICAL:
        column = METADATA.tables[table].columns.keys()[0]
        for login in ("stranger", "reader", "secretary", "deleting", "recovering"):
            practice.refused(
                login,
                f"SELECT * FROM {table}",
                f"SELECT count(*) FROM {table}",
                f"INSERT INTO {table} DEFAULT VALUES",
                f"UPDATE {table} SET {column} = {column}",
                f"DELETE FROM {table}",
            )
        for login in ("clinician", "second_admin"):
            practice.rows(login, f"SELECT * FROM {table}")


def test_what_the_journal_tells_of_medical_contents_is_read_by_clinicians_and_written_by_none(
    practice: Practice,
) -> None:
    with practice.register("clinician").writing(Permission.EDIT_CARE) as work:
        keeping.add(work, TREATMENT, Treatment(1, "Essai 1 g"), Action.TREATMENT_ADD)
    drug = "content::json -> 'created' ->> 'drug'"
    asked = f"SELECT {drug} FROM medical_content ORDER BY seq DESC LIMIT 1"
    for login in ("clinician", "second_admin"):
        assert practice.rows(login, asked) == [("Essai 1 g",)]
        practice.refused(
            login,
            "DELETE FROM medical_content",
            "UPDATE medical_content SET content = content",
            "INSERT INTO medical_content VALUES (1, 'x', 'x')",
            "SELECT semble.keep_medical(seq, salt, content) FROM medical_content",
        )
    for login in ("stranger", "reader", "secretary", "deleting", "recovering"):
        practice.refused(login, asked, "SELECT semble.keep_medical(1, 'x', 'x')")
    assert stores.check(practice.owner) == []


def test_an_allergy_that_a_clinician_noted_is_changed_by_clinicians_alone(
    practice: Practice,
) -> None:
    told = (
        "INSERT INTO allergy (patient_id, substance, certainty, noted_at, noted_by, version)"
        " VALUES (1, 'latex', '{}', now(), 'x', 1)"
    )
    practice.refused(
        "secretary",
        told.format("confirmed"),
        "UPDATE allergy SET substance = 'x' WHERE substance = 'pénicilline'",
        "DELETE FROM allergy WHERE substance = 'pénicilline'",
    )
    with practice.sql("secretary") as connection:
        connection.execute(told.format("unconfirmed"))
        connection.execute("UPDATE allergy SET severity = 'mild' WHERE substance = 'latex'")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(
                "UPDATE allergy SET certainty = 'confirmed' WHERE substance = 'latex'"
            )
        connection.execute("DELETE FROM allergy WHERE substance = 'latex'")
    with practice.sql("clinician") as connection:
        connection.execute("UPDATE allergy SET certainty = 'refuted'")


def test_every_role_is_told_of_an_allergy_and_clinicians_how_it_showed_itself(
    practice: Practice,
) -> None:
    asked = "SELECT substance, severity, certainty FROM allergy"
    practice.refused("stranger", asked, "SELECT scope FROM no_known_allergy")
    for login in USERS:
        is_medical = login in ("clinician", "second_admin")
        reaction = "urticaire" if is_medical else None
        assert practice.rows(login, asked) == [("pénicilline", None, "unconfirmed")]
        assert practice.rows(login, "SELECT scope FROM no_known_allergy") == []
        document = show_patient(practice.register(login), 1).document
        (allergy,) = document["allergies"]
        assert (allergy["substance"], allergy["reaction"]) == ("pénicilline", reaction)
        assert document["allergy_status"]["state"] == "noted"


def test_below_clinician_everybody_sees_that_records_exist_and_when_and_nothing_of_them(
    practice: Practice, tmp_path: Path
) -> None:
    clinician = practice.register("clinician")
    keep(clinician, tmp_path, b"courrier")
    add_treatment(clinician, 1, {"drug": "Essai 1 g"})
    asked = "SELECT kind, number, latest FROM semble.attached(1, 1) ORDER BY kind"
    told = (
        "SELECT action FROM event WHERE content LIKE '%medical%' AND at IS NOT NULL"
        " ORDER BY seq DESC LIMIT 2"
    )
    practice.refused("stranger", asked, told)
    for login in USERS:
        assert practice.rows(login, asked) == [
            ("allergies", 1, TODAY),
            ("consultations", 2, TODAY),
            ("documents", 1, TODAY),
            ("treatments", 1, None),
        ]
    for login in ("secretary", "deleting", "recovering"):
        assert practice.rows(login, told) == [("treatment.add",), ("document.add",)]
        for private in ("courrier", "Essai", "toux", "urticaire"):
            found = f"SELECT seq FROM event WHERE content LIKE '%{private}%'"
            assert practice.rows(login, found) == []


def test_below_clinician_an_allergy_is_noted_as_told_by_the_patient_and_no_more(
    practice: Practice,
) -> None:
    noted = (
        "INSERT INTO allergy (patient_id, substance, certainty, noted_at, noted_by, version)"
        " VALUES (1, 'latex', '{}', now(), session_user, 1)"
    )
    for login in ("secretary", "deleting", "recovering"):
        practice.refused(
            login,
            noted.format("confirmed"),
            noted.format("refuted"),
            "UPDATE allergy SET severity = 'mild'",  # a consultation tells of it
            "UPDATE allergy SET certainty = 'refuted'",
            "DELETE FROM allergy",
        )
        with practice.sql(login) as connection:
            connection.execute(noted.format("unconfirmed"))
            of_latex = "WHERE substance = 'latex'"
            connection.execute(f"UPDATE allergy SET severity = 'mild' {of_latex}")
            assert connection.execute(f"DELETE FROM allergy {of_latex}").rowcount == 1
    with practice.sql("clinician") as connection:
        connection.execute(noted.format("confirmed"))
    practice.refused("secretary", "DELETE FROM allergy WHERE substance = 'latex'")
    for login in ("stranger", "reader"):
        practice.refused(
            login,
            noted.format("unconfirmed"),
            "SELECT semble.has_note(1)",
            "INSERT INTO no_known_allergy (patient_id, scope, noted_at, noted_by, version)"
            " VALUES (1, 'food', now(), session_user, 1)",
        )


def test_a_note_and_an_allergy_go_with_a_patient_whom_a_secretary_deletes(
    practice: Practice,
) -> None:
    add_allergy(practice.register("clinician"), 1, {"substance": "latex", "certainty": "confirmed"})
    delete_patient(practice.register("deleting"), 1, "PAT-TROIS DOMINIQUE", None)
    for table in ("allergy", "consultation", "section", "medical_content"):
        assert practice.rows("owner", f"SELECT count(*) FROM {table}") == [(0,)]
    assert stores.check(practice.owner) == []
