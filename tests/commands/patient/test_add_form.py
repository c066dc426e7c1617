"""`patient add` with a person at a terminal: gone back in, reviewed, resumed, nothing lost."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING, Any

import pytest
from pexpect import EOF

from semble_cli.patient.record import ArchiveReason
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.drafts import own_drafts
from semble_cli.services.patients.edit import archive_patient
from semble_cli.services.unit_of_work import Register
from semble_cli.store.database.open import connected
from tests.conftest import ADRUN, a_patient, register_on
from tests.on_terminal import answer, ends, starter

if TYPE_CHECKING:
    from pathlib import Path

    import pexpect

    from semble_cli.store.database.address import StoreAddress
    from tests.on_terminal import Start

BACK, DOWN, UP, CLEAR, INTERRUPT = "\x1b", "\x1b[B", "\x1b[A", "\x15", "\x03"
ZOE = ("--birth-name", "ADRUN", "--first-name", "Zoé", "--given-names", "Zoé", "--sex", "F")
BORN = ("--birth-date", "31/12/1975")


@pytest.fixture
def start(sqlite_store: StoreAddress) -> Start:
    """Start a command on a terminal, on an empty register in a file."""
    return starter(sqlite_store)


def shown(start: Start, patient_id: int = 1) -> dict[str, Any]:
    """The document of a patient."""
    found: dict[str, Any] = json.loads(
        ends(start("patient", "show", str(patient_id), "-f", "json"))[1]
    )
    return found


def pick(process: pexpect.spawn[str], question: str, *keys: str) -> None:
    """Wait for a choice, and press keys and Enter."""
    process.expect(question)
    for key in (*keys, "\r"):
        process.send(key)


def test_the_review_says_place_age_and_phone_and_each_answer_can_be_changed(start: Start) -> None:
    process = start("patient", "add", *ZOE, *BORN)
    answer(process, "lieu de naissance", "mazoires")
    answer(process, "téléphones", "0639981234")
    answer(process, "Que voulez-vous ajouter")
    process.expect(r"ADRUN Zoé – F, né\(e\) le 31/12/1975 \(\d+ ans\) à Mazoires")
    process.expect(r"06 39 98 12 34 \(mobile\)")
    process.expect("Est-ce exact")
    process.expect("Enregistrer")
    process.expect("lieu de naissance : mazoires")
    process.send(DOWN + "\r")  # the first answer
    process.expect("nom de naissance .*ADRUN")
    process.send(CLEAR + "PAT-TROIS\r")
    process.expect("PAT-TROIS Zoé – F")
    answer(process, "Est-ce exact")
    code, said = ends(process)
    assert code == 0, said
    found = shown(start)
    assert (found["birth_name"], found["birth_place"]) == ("PAT-TROIS", "Mazoires")


def test_escape_goes_back_and_keeps_what_stands_in_both_lines(start: Start) -> None:
    process = start("patient", "add")
    answer(process, "nom de naissance", "ADRUM")
    process.expect("premier prénom")
    process.send("Zo")
    process.expect("Zo")
    process.send(BACK)
    process.expect("nom de naissance.*ADRUM")
    process.send(CLEAR + "ADRUN\r")
    process.expect("premier prénom.*Zo")
    process.send("é\r")
    answer(process, "prénoms de naissance")
    answer(process, "date de naissance", "31/12/1975")
    pick(process, "sexe")
    answer(process, "lieu de naissance", "63220")
    process.expect("téléphones")
    process.send(BACK)
    process.expect("lieu de naissance.*63220")
    process.send("\r")
    answer(process, "téléphones")
    process.expect("Que voulez-vous ajouter")
    process.send(BACK)
    answer(process, "téléphones")
    answer(process, "Que voulez-vous ajouter")
    answer(process, "Est-ce exact")
    code, said = ends(process)
    assert code == 0, said
    found = shown(start)
    assert (found["birth_name"], found["first_given_name"]) == ("ADRUN", "Zoé")


def test_a_nir_typed_first_proposes_sex_month_and_place(start: Start) -> None:
    process = start("patient", "add")
    answer(process, "nom de naissance, ou NIR", "2 79 03 51 215 189 80")
    process.expect("la clé ne correspond pas")
    process.send(CLEAR + "2 79 03 51 215 189 89\r")
    answer(process, "nom de naissance", "PAT-TROIS")
    answer(process, "premier prénom", "DOMINIQUE")
    answer(process, "prénoms de naissance")
    process.expect("date de naissance.*/03/1979")
    process.send("\r")
    process.expect("date de naissance : ")
    process.send("28\r")
    pick(process, "sexe")
    process.expect(r"lieu de naissance.*Dompremy \(51215, Marne\)")
    process.send("\r")
    for question in ("téléphones", "Que voulez-vous ajouter", "Est-ce exact"):
        answer(process, question)
    code, said = ends(process)
    assert code == 0, said
    found = shown(start)
    assert (found["sex"], found["birth_date"]) == ("F", "1979-03-28")
    assert (found["birth_place_code"], found["birth_date_fictive"]) == ("51215", False)
    assert found["nir"].startswith("2 79 •")


def test_sections_that_are_ticked_are_asked_and_saved_at_once(start: Start) -> None:
    process = start(
        "patient", "add", *ZOE, *BORN, "--birth-place", "51215", "--phone", "0639981234"
    )
    process.close()
    process = start("patient", "add", *ZOE[2:], *BORN, "--birth-place", "63220")
    answer(process, "nom de naissance", "ADRUN")
    answer(process, "téléphones", "0639981234")
    process.expect("Que voulez-vous ajouter")
    process.send("a\r")  # all of them
    for question, text in (
        ("civilité", "Mme"),
        ("nom utilisé", "DURAND"),
        ("prénom utilisé", ""),
        ("e-mail", "zoe@example.org"),
        ("lignes d'adresse", "1 rue de la Paix"),
        ("code postal", "63000"),
        ("ville", "Clermont-Ferrand"),
        ("pays", ""),
        ("NIR", "275126322074974"),
        ("AMC", "MUTUELLE TEST"),
        ("numéro d'AMC", "99990001"),
        ("numéro d'adhérent", "00000001"),
    ):
        answer(process, f"{question} .facultatif", text)
    pick(process, "politique de confidentialité", DOWN)
    for question in (
        "e-mail",
        "SMS",
        "promo",
        "rappels",
        "MSSanté patient",
        "MSSanté entre",
        "DMP",
    ):
        pick(process, question, DOWN)
    pick(process, "visible", DOWN)
    pick(process, "visible", DOWN, DOWN)
    for question, text in (
        ("nom de facturation", "ADRUN Karl"),
        ("adresse de facturation", ""),
        ("référence de paiement", "R1"),
        ("abonnement", "annuel"),
        ("début de l'abonnement", "01/02/2026"),
        ("profession", "enseignante"),
        ("langue parlée", "breton"),
        ("religion", ""),
        ("commentaires", "Sourde."),
    ):
        answer(process, f"{question} .facultatif", text)
    answer(process, "NOM=VALEUR", "Hôpital=42; Labo=7")
    process.expect("Est-ce exact")
    process.expect("consentement|DMP")
    process.send("\r")
    code, said = ends(process)
    assert code == 0, said
    found = shown(start)
    assert (found["title"], found["used_name"]) == ("Mme", "DURAND")
    assert found["address"] == {
        "lines": ["1 rue de la Paix"],
        "postal_code": "63000",
        "city": "Clermont-Ferrand",
        "country": None,
    }
    assert found["coverage"]["amc_name"] == "MUTUELLE TEST"
    assert found["coverage"]["member_number"] == "00000001"
    assert found["privacy_policy"] == "accepted"
    assert {name for name, value in found["preferences"].items() if not value} == {
        "dmp_visible_professionals"
    }
    assert found["billing"]["membership_started_on"] == "2026-02-01"
    assert (found["occupation"], found["preferred_language"]) == ("enseignante", "br")
    assert (found["comments"], len(found["numbers"])) == ("Sourde.", 2)
    assert len(json.loads(ends(start("patient", "history", "1", "-f", "json"))[1])) == 1


def test_after_ctrl_c_the_entry_is_gone_on_with_where_it_stood(
    start: Start, sqlite_store: StoreAddress
) -> None:
    process = start("patient", "add", *ZOE)
    answer(process, "date de naissance", "31/12/1975")
    process.expect("lieu de naissance")
    process.send("maz")
    process.expect("maz")
    process.send(INTERRUPT)
    code, said = ends(process)
    assert code == 130
    assert "Aucun patient n'a été enregistré. La saisie est gardée un jour" in said
    assert "semble patient add --resume" in said.replace("\r\n", "")
    assert len(ends(start("undo", "--list", "-f", "ndjson"))[1].split()) == 1  # store.init
    process = start("patient", "add")
    process.expect("Vous avez un brouillon du")
    process.send(INTERRUPT)
    assert ends(process)[0] == 130
    process = start("patient", "add", "--resume", "--email", "zoe@example.org")
    process.expect("Reprise de la saisie : ADRUN Zoé, ")
    process.expect("lieu de naissance.*maz")
    process.send("oires\r")
    for question in ("téléphones", "Que voulez-vous ajouter", "Est-ce exact"):
        answer(process, question)
    code, said = ends(process)
    assert code == 0, said
    assert shown(start)["email"] == "zoe@example.org"
    assert own_drafts(register_now(sqlite_store)) == []
    code, said = ends(start("patient", "add", "--resume"))
    assert code == 3
    assert "aucun brouillon de moins d'un jour" in said


def test_of_several_drafts_one_is_chosen_and_giving_up_removes_it(
    start: Start, sqlite_store: StoreAddress
) -> None:
    for name in ("ADRUN", "CORSE"):
        process = start("patient", "add")
        answer(process, "nom de naissance", name)
        process.expect("premier prénom")
        process.send(INTERRUPT)
        assert ends(process)[0] == 130
    process = start("patient", "add", "--resume", *ZOE[2:], *BORN, "--birth-place", "63220")
    process.expect("Quel brouillon")
    process.expect("CORSE, ")
    process.expect("ADRUN, ")
    process.send(DOWN + "\r")
    process.expect("Reprise de la saisie : ADRUN")
    for question in ("téléphones", "Que voulez-vous ajouter"):
        answer(process, question)
    pick(process, "Est-ce exact", UP)
    code, said = ends(process)
    assert code == 0
    assert "Rien n'a été écrit." in said
    (left,) = own_drafts(register_now(sqlite_store))
    assert left.content["answers"] == {"birth_name": "CORSE"}


def register_now(store: StoreAddress) -> Register:
    """The register at the time that the commands have."""
    from semble_cli.commands.ui.context import now

    return Register(store, now)


def test_the_other_record_can_be_looked_at_and_completed_and_what_is_not_taken_is_named(
    start: Start, sqlite_store: StoreAddress
) -> None:
    held = ADRUN | {"email": "zoe@example.org", "phones": "mobile:06 39 98 12 34"}
    create_patient(register_on(sqlite_store), a_patient(held))
    process = start("patient", "add", "--birth-name", "ADRUM", *ZOE[2:6], "--sex", "F")
    answer(process, "date de naissance", "31/12/1975")
    answer(process, "lieu de naissance", "63220")
    process.expect("Un patient proche existe")
    pick(process, "Que faire")  # look at it first
    process.expect("zoe@example.org")
    pick(process, "Que faire", DOWN)
    answer(process, "téléphones", "01 99 00 11 22")
    pick(process, "Que voulez-vous ajouter", DOWN, " ")
    answer(process, "lignes d'adresse", "1 rue de la Paix")
    for question in ("code postal", "ville", "pays"):
        answer(process, question)
    process.expect("Est-ce exact")
    process.expect("Compléter 1")
    process.send("\r")
    code, said = ends(process)
    assert code == 0, said
    assert "Fiche 1 complétée : téléphones, lignes d'adresse." in said
    assert "Non repris : nom de naissance ADRUM, car le dossier contient ADRUN." in said
    found = shown(start)
    assert [phone["number"] for phone in found["phones"]] == ["06 39 98 12 34", "01 99 00 11 22"]
    assert ends(start("patient", "show", "2"))[0] == 3


def test_who_was_deleted_is_brought_back_and_completed(
    start: Start, sqlite_store: StoreAddress
) -> None:
    register = register_on(sqlite_store)
    create_patient(register, a_patient(ADRUN))
    delete_patient(register, 1, "ADRUN Zoé", None)
    process = start("patient", "add", *ZOE)
    answer(process, "date de naissance", "31/12/1975")
    answer(process, "lieu de naissance", "63220")
    process.expect("Un patient supprimé est probablement la même personne : ADRUN Zoé")
    pick(process, "Que faire")
    process.expect("Rétabli : 1")
    answer(process, "téléphones", "0639981234")
    answer(process, "Que voulez-vous ajouter")
    process.expect("Est-ce exact")
    process.send(INTERRUPT)
    code, said = ends(process)
    assert code == 130
    assert "Aucun patient" not in said
    assert "est écrite" in said or "écrit" in said
    process = start("patient", "add", "--resume")
    process.expect("Compléter 1")
    process.send("\r")
    assert ends(process)[0] == 0
    assert shown(start)["phones"] == [{"type": "mobile", "number": "0639981234"}]


def test_an_archived_one_is_said_to_match(start: Start, sqlite_store: StoreAddress) -> None:
    register = register_on(sqlite_store)
    create_patient(register, a_patient(ADRUN))
    archive_patient(register, 1, ArchiveReason.MOVED_AWAY)
    code, said = ends(start("patient", "add", *ZOE, *BORN, "--birth-place", "63220", "--no-input"))
    assert code == 5
    assert "Archivé : 1." in said
    process = start("patient", "add", *ZOE, *BORN, "--birth-place", "63220")
    process.expect("1 est archivé depuis le 23/11/2026")
    pick(process, "Que faire", UP)
    assert ends(process)[0] == 0


def test_what_cannot_be_saved_goes_back_to_the_review(
    start: Start, sqlite_store: StoreAddress
) -> None:
    process = start("patient", "add", *ZOE, "--tag", "ALD", "--birth-place", "63220")
    answer(process, "date de naissance", "31/12/1975")
    answer(process, "téléphones")
    answer(process, "Que voulez-vous ajouter")
    answer(process, "Est-ce exact")
    process.expect("cette étiquette n'existe pas|n'existe pas")
    process.expect("Est-ce exact")
    process.expect("ALD")
    process.send(INTERRUPT)
    assert ends(process)[0] == 130
    with connected(sqlite_store) as connection:
        assert connection.value("SELECT count(*) FROM draft") == 1


def test_what_options_give_is_refused_before_anything_is_asked(start: Start) -> None:
    code, said = ends(start("patient", "add", "--phone", "12", "--email", "x"))
    assert code == 4
    assert said.count("Erreur") == 2
    assert "nom de naissance" not in said


def test_a_terminal_that_is_closed_leaves_a_draft(start: Start, sqlite_store: StoreAddress) -> None:
    process = start("patient", "add")
    answer(process, "nom de naissance", "ADRUN")
    process.expect("premier prénom")
    process.kill(signal.SIGHUP)
    process.expect(EOF)
    process.close()
    (draft,) = own_drafts(register_now(sqlite_store))
    assert draft.content["answers"] == {"birth_name": "ADRUN"}


@pytest.mark.parametrize(("policy", "code"), [("create", 0), ("refuse", 5)])
def test_a_policy_about_duplicates_is_kept_while_questions_are_asked(
    start: Start, sqlite_store: StoreAddress, policy: str, code: int
) -> None:
    create_patient(register_on(sqlite_store), a_patient(ADRUN))
    process = start("patient", "add", *ZOE, *BORN, "--on-duplicate", policy)
    answer(process, "lieu de naissance", "63220")
    if code == 0:
        for question in ("téléphones", "Que voulez-vous ajouter", "Est-ce exact"):
            answer(process, question)
    ended, said = ends(process)
    assert ended == code, said
    assert ("La saisie est gardée un jour" in said) == (code == 5)


def test_answers_that_do_not_go_together_are_told_and_changed_in_the_review(
    start: Start, tmp_path: Path
) -> None:
    file = tmp_path / "zoe.json"
    file.write_text('{"preferences": {"dmp_visible_patient": true}}')
    process = start("patient", "add", *ZOE, *BORN, "--json", str(file))
    answer(process, "lieu de naissance", "63220")
    answer(process, "téléphones")
    answer(process, "Que voulez-vous ajouter")
    process.expect("avec le consentement")
    pick(process, "Est-ce exact", *(DOWN,) * 6)
    pick(process, "visible", UP)
    answer(process, "Est-ce exact")
    assert ends(process)[0] == 0
