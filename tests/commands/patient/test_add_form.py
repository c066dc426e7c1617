"""`patient add` with a person at a terminal: any question gone back to, and all of it reviewed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from semble_cli.store.database.open import connected
from tests.on_terminal import (
    BACK,
    BORN,
    CLEAR,
    DOWN,
    INTERRUPT,
    UP,
    ZOE,
    answer,
    document_of,
    ends,
    pick,
)

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.store.database.address import StoreAddress
    from tests.on_terminal import Start


def test_the_review_says_place_age_and_phone_and_each_answer_can_be_changed(start: Start) -> None:
    process = start("patient", "add", *ZOE, *BORN)
    answer(process, "lieu de naissance", "mazoires")
    answer(process, "téléphones", "0639981234")
    answer(process, "Que voulez-vous ajouter")
    process.expect(r"ADRUN Zoé – F, née le 31/12/1975 \(\d+ ans\) à Mazoires")
    process.expect(r"06 39 98")
    process.expect(r"\(mobile\)")
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
    found = document_of(start)
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
    found = document_of(start)
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
    found = document_of(start)
    assert (found["sex"], found["birth_date"]) == ("F", "1979-03-28")
    assert (found["birth_place_code"], found["birth_date_fictive"]) == ("51215", False)
    assert found["nir"].startswith("2 79 •")


def test_sections_that_are_ticked_are_asked_and_saved_at_once(start: Start) -> None:
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
        ("complémentaire .AMC.", "MUTUELLE TEST"),
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
        ("abonnement depuis le", "01/02/2026"),
        ("profession", "enseignante"),
        ("langue parlée", "breton"),
        ("religion", ""),
        ("commentaires", "Sourde."),
    ):
        answer(process, f"{question} .facultatif", text)
    answer(process, "Quelle relation")
    answer(process, "NOM=VALEUR", "Hôpital=42; Labo=7")
    process.expect("Est-ce exact")
    process.expect("partage dans le DMP : accepté")
    process.send("\r")
    code, said = ends(process)
    assert code == 0, said
    found = document_of(start)
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


def test_what_cannot_be_saved_goes_back_to_the_review(
    start: Start, sqlite_store: StoreAddress
) -> None:
    process = start("patient", "add", *ZOE, "--tag", "ALD", "--birth-place", "63220")
    answer(process, "date de naissance", "31/12/1975")
    answer(process, "téléphones")
    answer(process, "Que voulez-vous ajouter")
    answer(process, "Est-ce exact")
    process.expect("ce tag n'existe pas")
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


def test_answers_that_do_not_go_together_are_told_and_changed_in_the_review(
    start: Start, tmp_path: Path
) -> None:
    file = tmp_path / "zoe.json"
    file.write_text('{"preferences": {"dmp_visible_patient": true}}')
    process = start("patient", "add", *ZOE, *BORN, "--json", str(file))
    answer(process, "lieu de naissance", "63220")
    answer(process, "téléphones")
    answer(process, "Que voulez-vous ajouter")
    process.expect(r"avec\s+le\s+consentement")
    pick(process, "Est-ce exact", *(DOWN,) * 6)
    pick(process, "visible", UP)
    answer(process, "Est-ce exact")
    assert ends(process)[0] == 0


def test_a_proposed_date_is_completed_or_typed_over(start: Start) -> None:
    process = start("patient", "add")
    answer(process, "nom de naissance", "279035121518989")
    answer(process, "nom de naissance", "PAT-TROIS")
    answer(process, "premier prénom", "DOMINIQUE")
    answer(process, "prénoms de naissance")
    process.expect("/03/1979")
    process.send("28/04/19")
    process.send("80\r")
    pick(process, "sexe")
    process.expect("lieu de naissance")
    process.send("\r")
    answer(process, "téléphones")
    answer(process, "Que voulez-vous ajouter")
    process.expect("née le 28/04/1980")
    answer(process, "Est-ce exact")
    assert ends(process)[0] == 0


def test_what_is_wrong_with_an_answer_is_said_whole_on_a_narrow_terminal(start: Start) -> None:
    process = start("patient", "add", *ZOE, *BORN)
    process.setwinsize(40, 50)
    process.expect("lieu de naissance")
    process.send("zzzzq\r")
    process.expect("aucun lieu")
    process.expect("semble place")
    process.send(INTERRUPT)
    assert ends(process)[0] == 130
