"""Patients deleted, blocked, archived, tagged; what was done to them is taken back, and told."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Said

    Semble = Callable[..., Said]

from tests.commands.patient.test_one_patient import added, shown


def test_a_deletion_needs_the_exact_full_name(semble: Semble) -> None:
    patient = added(semble)
    for typed in ("ADRUN Zoe", "adrun zoé", "ADRUN  Zoé", "ADRUN Zoé ", ""):
        said = semble("patient", "delete", patient, "--confirm", typed)
        assert said.code == 6, typed
        assert "Nothing was deleted" in said.err
        assert "Zoé" not in said.err
    said = semble("patient", "delete", patient)
    assert said.code == 2
    said = semble("patient", "delete", patient, "--confirm", "ADRUN Zoé", "--reason", "twice")
    assert said.code == 0
    assert said.err == (
        f"Deleted: ADRUN Zoé, born 1975-12-31 ({patient}).\n"
        f"Identity and contact data can come back: semble patient recover {patient}\n"
    )
    said = semble("patient", "show", patient)
    assert (said.code, said.err) == (3, f"Error: Patient {patient} was deleted.\n")


def test_the_full_name_is_the_used_name_and_the_used_given_name(semble: Semble) -> None:
    patient = added(semble, "--used-name", "D’Œuvré", "--used-first-name", "Zouzou")
    assert semble("patient", "delete", patient, "--confirm", "ADRUN Zoé").code == 6
    typed = unicodedata.normalize("NFD", "D’Œuvré Zouzou")  # as some keyboards give accents
    assert semble("patient", "delete", patient, "--confirm", typed).code == 0


def test_blocked_archived_and_deceased_are_noted_and_taken_back(semble: Semble) -> None:
    patient = added(semble)
    assert semble("patient", "block", patient, "--reason", "impayés").code == 0
    assert semble("patient", "archive", patient, "--reason", "moved_away").code == 0
    assert semble("patient", "deceased", patient, "--on", "01/02/2020").code == 0
    document = shown(semble, patient)
    assert document["blocked"]["reason"] == "impayés"
    assert document["archived"]["reason"] == "moved_away"
    assert document["deceased_on"] == "2020-02-01"
    assert semble("patient", "unblock", patient).code == 0
    assert semble("patient", "unarchive", patient).code == 0
    assert semble("patient", "deceased", patient, "--undo").code == 0
    document = shown(semble, patient)
    assert (document["blocked"], document["archived"], document["deceased_on"]) == (None,) * 3


def test_tags_are_added_named_in_any_case_and_taken(semble: Semble) -> None:
    patient = added(semble)
    assert semble("tag", "add", "Suivi annuel", "--color", "#3366CC").code == 0
    assert semble("patient", "tag", patient, "SUIVI ANNUEL").code == 0
    assert shown(semble, patient)["tags"] == ["Suivi annuel"]
    said = semble("tag", "list", "-f", "json")
    assert json.loads(said.out) == [{"name": "Suivi annuel", "color": "#3366cc", "patients": 1}]
    assert semble("tag", "rename", "suivi annuel", "Bilan").code == 0
    assert shown(semble, patient)["tags"] == ["Bilan"]
    assert semble("patient", "untag", patient, "bilan").code == 0
    assert semble("patient", "tag", patient, "bilan").code == 0
    said = semble("tag", "delete", "Bilan")
    assert said.err == "The tag Bilan is deleted. Patients who bore it: 1. Undo: semble undo\n"
    assert shown(semble, patient)["tags"] == []


CONSENTS = [
    *("receive_email", "receive_sms", "promotional", "payment_reminders"),
    *("mssante_patient", "mssante_professionals", "dmp_consent"),
]


def test_preferences_hold_the_rule_of_the_dmp(semble: Semble) -> None:
    patient = added(semble)
    said = semble("patient", "prefs", patient, "--dmp-visible", "patient,pro")
    assert said.code == 4
    assert "only with the patient's consent" in said.err
    said = semble(
        *("patient", "prefs", patient, "--dmp", "yes", "--dmp-visible", "patient", "--sms"),
        *("-f", "json"),
    )
    told = json.loads(said.out)
    assert list(told.pop("consents")) == CONSENTS
    assert told == {
        "privacy_policy": "not_asked",
        "receive_email": False,
        "receive_sms": True,
        "promotional": False,
        "payment_reminders": False,
        "mssante_patient": False,
        "mssante_professionals": False,
        "dmp_consent": True,
        "dmp_visible_patient": True,
        "dmp_visible_professionals": False,
    }
    assert semble("patient", "prefs", patient, "--dmp", "no").code == 0
    assert not shown(semble, patient)["preferences"]["dmp_visible_patient"]


def test_undo_takes_back_the_last_command_or_the_one_named(semble: Semble) -> None:
    patient = added(semble, "--city", "Reims")
    assert semble("patient", "edit", patient, "--city", "Lyon").code == 0
    assert semble("patient", "block", patient).code == 0
    assert semble("undo").code == 0
    assert shown(semble, patient)["blocked"] is None
    commands = json.loads(semble("undo", "--list", "-f", "json").out)
    (edit,) = [command["batch"] for command in commands if command["action"] == "patient.edit"]
    assert semble("undo", edit).code == 0
    assert shown(semble, patient)["address"]["city"] == "Reims"
    said = semble("undo", edit)
    assert said.code in (5, 6)
    assert "taken back already" in said.err


def test_undo_refuses_what_was_changed_again_and_deletions(semble: Semble) -> None:
    patient = added(semble)
    semble("patient", "edit", patient, "--city", "Lyon")
    semble("patient", "edit", patient, "--city", "Nice")
    commands = json.loads(semble("undo", "--list", "-f", "json").out)
    said = semble("undo", commands[1]["batch"])
    assert said.code == 5
    assert "changed again since" in said.err
    semble("patient", "delete", patient, "--confirm", "ADRUN Zoé")
    deletion = json.loads(semble("undo", "--list", "-f", "json").out)[0]["batch"]
    said = semble("undo", deletion)
    assert said.code == 6
    assert "A deletion cannot be taken back" in said.err
    said = semble("undo", 9999)
    assert (said.code, said.err) == (3, "Error: No command has the number 9999.\n")


def test_undoing_a_creation_takes_the_patient_out(semble: Semble) -> None:
    patient = added(semble)
    assert semble("undo").code == 0
    assert semble("patient", "show", patient).code == 3


def test_a_history_is_told_even_of_a_deleted_patient(semble: Semble) -> None:
    patient = added(semble)
    semble("patient", "edit", patient, "--city", "Lyon")
    events = json.loads(semble("patient", "history", patient, "-f", "json").out)
    assert [event["action"] for event in events] == ["patient.add", "patient.edit"]
    assert events[1]["changes"] == {"city": [None, "Lyon"]}
    semble("patient", "delete", patient, "--confirm", "ADRUN Zoé", "--reason", "twice")
    events = json.loads(semble("patient", "history", patient, "-f", "json").out)
    assert [event["action"] for event in events][-1] == "patient.delete"
    assert events[0]["changes"] is None


@pytest.mark.parametrize(
    ("written", "day"),
    [("1/2/85", "1985-02-01"), ("010285", "1985-02-01"), ("21 janvier 1977", "1977-01-21")],
)
def test_a_date_is_written_as_in_the_search_bar(semble: Semble, written: str, day: str) -> None:
    patient = added(semble, "--birth-date", written)
    (document,) = json.loads(semble("patient", "search", written, "-f", "json").out)
    assert (document["birth_date"], str(document["id"])) == (day, patient)
    assert semble("patient", "deceased", patient, "--on", "1er fév. 20").code == 0
    (document,) = json.loads(semble("patient", "search", written, "-f", "json").out)
    assert document["deceased_on"] == "2020-02-01"


def test_an_age_is_no_birth_date(semble: Semble) -> None:
    patient = added(semble)
    said = semble("patient", "edit", patient, "--birth-date", "50 ans")
    assert said.code == 4
    assert "an age is no birth date; write the year, such as 1975." in said.err
