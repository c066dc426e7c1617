"""Relations with a person at a terminal: a contact found as it is typed, or made on the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.on_terminal import BACK, BORN, CLEAR, DOWN, UP, ZOE, answer, ends, pick

if TYPE_CHECKING:
    from tests.on_terminal import Start

MARTIN = ("--kind", "person", "--name", "MARTIN", "--first-name", "Claire", "--city", "Lyon")
PLACE = ("--birth-place", "63220")


def relations_of(start: Start, patient: int = 1) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        ends(start("patient", "relations", str(patient), "-f", "json"))[1]
    )
    return found


def test_a_contact_is_proposed_as_its_name_is_typed(start: Start) -> None:
    ends(start("patient", "add", *ZOE, *BORN, *PLACE))
    ends(start("contact", "add", *MARTIN))
    process = start("patient", "relate", "1")
    process.expect("ADRUN Zoé")
    answer(process, "Quel est son lien avec le patient", "médecin traitant")
    process.expect("Quel contact")
    process.send("cl mart")
    process.expect(r"MARTIN Claire, Lyon \(1\)")
    process.send(DOWN + "\r")
    answer(process, r"depuis \(facultatif\)", "31/13/2026")
    process.expect("aucun calendrier")
    process.send(CLEAR + "\r")
    code, said = ends(process)
    assert code == 0, said
    assert "médecin traitant : MARTIN Claire" in said
    assert [(each["type"], each["contact_id"]) for each in relations_of(start)] == [("gp", 1)]


def test_a_name_that_is_none_yet_makes_a_contact(start: Start) -> None:
    ends(start("patient", "add", *ZOE, *BORN, *PLACE))
    process = start("patient", "relate", "1", "--type", "école")
    answer(process, "Quel contact", "Jules Ferry")
    process.expect(r"Créer : Jules Ferry \(organisme\)")
    answer(process, "", "")
    answer(process, "depuis", "1/9/2026")
    code, said = ends(process)
    assert code == 0, said
    assert [(each["name"], each["kind"]) for each in relations_of(start)] == [
        ("Jules Ferry", "organisation")
    ]


def test_another_patient_is_found_by_name(start: Start) -> None:
    ends(start("patient", "add", *ZOE, *BORN, *PLACE))
    other = ("--first-name", "Agathe", "--given-names", "Agathe", "--on-duplicate", "create")
    ends(start("patient", "add", *ZOE, *other, *BORN, *PLACE))
    process = start("patient", "relate", "1", "--type", "famille")
    answer(process, "Qui est-ce", "un autre patient")
    answer(process, "Quel patient", "ADRUN Agathe")
    pick(process, "qui paie", "o")
    answer(process, "depuis")
    code, said = ends(process)
    assert code == 0, said
    told = [(each["patient_id"], each["is_payer"]) for each in relations_of(start)]
    assert told == [(2, True)]


def test_the_policy_of_an_insurer_is_asked_for(start: Start) -> None:
    ends(start("patient", "add", *ZOE, *BORN, *PLACE))
    process = start("patient", "relate", "1", "--new", "Mutuelle Essai")
    answer(process, "Quel est son lien avec le patient", "assureur")
    answer(process, r"numéro de contrat \(facultatif\)", "00012345")
    answer(process, "numéro d'accord")
    answer(process, "depuis", "1/1/2026")
    code, said = ends(process)
    assert code == 0, said
    assert "assureur : Mutuelle Essai, depuis le 01/01/2026, contrat 00012345" in " ".join(
        said.split()
    )


def test_the_form_of_a_new_patient_offers_relations(start: Start) -> None:
    ends(start("contact", "add", *MARTIN))
    process = start("patient", "add", *ZOE, *BORN)
    answer(process, "lieu de naissance", "mazoires")
    answer(process, "téléphones")
    pick(process, "Que voulez-vous ajouter", UP, UP, " ")
    answer(process, "Quelle relation", "médecin traitant")
    process.expect("Quel contact")
    process.send(BACK)  # to the list of what somebody can be
    answer(process, "Quelle relation", "médecin traitant")
    answer(process, "Quel contact", "martin")
    answer(process, "Quel contact")
    answer(process, "depuis")
    answer(process, "Quelle relation", "autre")
    answer(process, "libellé", "marraine")
    answer(process, "Qui est-ce", "un contact")
    answer(process, "Quel contact", "DURAND")
    answer(process, "Quel contact")
    pick(process, "qui paie", "o")
    answer(process, "depuis")
    answer(process, "Quelle relation", "Aucune autre relation")
    process.expect("Est-ce exact")
    answer(
        process,
        r"relations : médecin traitant : MARTIN Claire, Lyon \(1\); marraine : DURAND, paie",
    )
    code, said = ends(process)
    assert code == 0, said
    assert [(each["type"], each["name"]) for each in relations_of(start)] == [
        ("gp", "MARTIN Claire"),
        ("other", "DURAND"),
    ]


def test_what_is_missing_of_a_contact_is_asked(start: Start) -> None:
    process = start("contact", "add", "--city", "Lyon")
    answer(process, "Une personne ou un organisme", "organisme")
    process.expect("nom")
    process.send("Mutuelle Essai\r")
    answer(process, r"téléphones \(facultatif\)", "12")
    process.expect("téléphones :")
    process.send(CLEAR + "01 99 00 00 01\r")
    answer(process, r"e-mail \(facultatif\)", "é@example.org")
    process.expect("n'a ni accents")
    process.send(CLEAR + "\r")
    code, said = ends(process)
    assert code == 0, said
    shown = json.loads(ends(start("contact", "show", "1", "-f", "json"))[1])
    assert (shown["name"], shown["address"]["city"]) == ("Mutuelle Essai", "Lyon")
    assert [phone["number"] for phone in shown["phones"]] == ["01 99 00 00 01"]
