"""Relations with a person at a terminal: a contact found as it is typed, or made on the way."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.on_terminal import BACK, BORN, DOWN, UP, ZOE, answer, ends, pick

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
    answer(process, "Qu'est l'autre pour le patient", "médecin traitant")
    process.expect("Quel contact")
    process.send("cl mart")
    process.expect(r"MARTIN Claire, Lyon \(1\)")
    process.send(DOWN + "\r\r")
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
    code, said = ends(process)
    assert code == 0, said
    assert [each["patient_id"] for each in relations_of(start)] == [2]


def test_the_form_of_a_new_patient_offers_relations(start: Start) -> None:
    ends(start("contact", "add", *MARTIN))
    process = start("patient", "add", *ZOE, *BORN)
    answer(process, "lieu de naissance", "mazoires")
    answer(process, "téléphones")
    pick(process, "Que voulez-vous ajouter", UP, UP, " ")
    answer(process, "Qui est quoi", "médecin traitant")
    process.expect("Quel contact")
    process.send(BACK)  # to the list of what somebody can be
    answer(process, "Qui est quoi", "médecin traitant")
    answer(process, "Quel contact", "martin")
    answer(process, "Quel contact")
    answer(process, "Qui est quoi", "autre")
    answer(process, "libellé", "marraine")
    answer(process, "Qui est-ce", "un contact")
    answer(process, "Quel contact", "DURAND")
    answer(process, "Quel contact")
    answer(process, "Qui est quoi", "Personne de plus")
    process.expect("Est-ce exact")
    answer(process, r"relations : médecin traitant : MARTIN Claire, Lyon \(1\); marraine : DURAND")
    code, said = ends(process)
    assert code == 0, said
    assert [(each["type"], each["name"]) for each in relations_of(start)] == [
        ("gp", "MARTIN Claire"),
        ("other", "DURAND"),
    ]


def test_what_is_missing_of_a_contact_is_asked(start: Start) -> None:
    process = start("contact", "add", "--city", "Lyon")
    answer(process, "Quel contact est-ce", "organisme")
    process.expect("nom")
    process.send("Mutuelle Essai\r")
    code, said = ends(process)
    assert code == 0, said
    shown = json.loads(ends(start("contact", "show", "1", "-f", "json"))[1])
    assert (shown["name"], shown["address"]["city"]) == ("Mutuelle Essai", "Lyon")
