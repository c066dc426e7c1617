"""On a terminal, what is missing of a treatment is asked for, and an allergy for an intolerance."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.on_terminal import DOWN, answer, document_of, ends, pick, starter

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress
    from tests.on_terminal import Start


@pytest.fixture
def start(sqlite_store: StoreAddress) -> Start:
    """Start a command on a terminal, on a register with one patient."""
    run = starter(sqlite_store)
    process = run(
        *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
        *("--birth-date", "31/12/1975", "--birth-place", "63220", "--no-input"),
    )
    assert ends(process)[0] == 0
    return run


def treatments(start: Start) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ends(start("treatment", "list", "1", "-f", "json"))[1])
    return found


def noted(start: Start, drug: str) -> None:
    assert ends(start("treatment", "add", "1", "--drug", drug, "--no-input"))[0] == 0


def test_what_is_not_given_is_asked_for_and_checked(start: Start) -> None:
    process = start("treatment", "add", "1", "--dose", "1 comprimé")
    process.expect("Traitement pour ADRUN Zoé")
    answer(process, "médicament", "")
    process.expect("donnez le médicament")
    process.send("Essai 1 g\r")
    answer(process, "voie d'administration", "orale")
    answer(process, "fréquence", "matin et soir")
    answer(process, "début le", "01/13/2026")
    process.expect("aucun calendrier|Aucun calendrier|n'existe")
    process.send("\x15" + "01/02/2026\r")
    answer(process, "fin le", "31/01/2026")
    process.expect("ce jour précède le début du traitement")
    process.send("\x15\r")
    for question in ("prescripteur", "commentaire"):
        answer(process, question)
    code, text = ends(process)
    assert code == 0, text
    (treatment,) = treatments(start)
    given = {name: value for name, value in treatment.items() if value is not None}
    assert (given["drug"], given["dose"], given["route"]) == ("Essai 1 g", "1 comprimé", "orale")
    assert (given["frequency"], given["starts_on"]) == ("matin et soir", "2026-02-01")
    assert not {"ends_on", "prescriber", "comment"} & given.keys()


def test_the_reason_is_asked_for_and_the_allergy_noted_with_the_intolerance(start: Start) -> None:
    assert ends(start("patient", "allergy", "none", "1", "--no-input"))[0] == 0
    noted(start, "Amoxicilline 1 g")
    process = start("treatment", "stop", "1")
    pick(process, r"Motif de l'arrêt : ADRUN Zoé.*Amoxicilline 1 g")
    pick(process, "Noter une allergie, à confirmer, pour ADRUN Zoé", DOWN)
    process.expect("Substance")
    process.expect("Amoxicilline")
    process.send("\r")
    code, text = ends(process)
    assert code == 0, text
    assert "Allergie notée, à confirmer : ADRUN Zoé" in text
    assert "et donc, annulé : Aucune allergie connue" in text
    document = document_of(start)
    assert [each["substance"] for each in document["allergies"]] == ["Amoxicilline"]
    assert document["treatments"] == []
    assert ends(start("undo", "--no-input"))[0] == 0
    document = document_of(start)
    assert document["allergies"] == []
    assert [each["drug"] for each in document["treatments"]] == ["Amoxicilline 1 g"]


def test_an_allergy_that_is_not_wanted_is_not_noted(start: Start) -> None:
    noted(start, "Amoxicilline 1 g")
    process = start("treatment", "stop", "1", "--reason", "intolérance")
    pick(process, "Noter une allergie, à confirmer, pour ADRUN Zoé")
    code, text = ends(process)
    assert code == 0, text
    assert "semble patient allergy add 1 --substance" in text
    assert document_of(start)["allergies"] == []


@pytest.mark.parametrize("words", [("add", "7"), ("stop", "7")])
def test_nobody_is_asked_about_what_is_not_there(start: Start, words: tuple[str, ...]) -> None:
    code, text = ends(start("treatment", *words))
    assert code == 3
    assert "7" in text


def test_nobody_is_asked_about_an_allergy_that_is_known(start: Start) -> None:
    noted(start, "Amoxicilline 1 g")
    process = start("treatment", "stop", "1", "--reason", "intolérance")
    pick(process, "Noter une allergie, à confirmer, pour ADRUN Zoé", DOWN)
    answer(process, "Substance", "\x15amoxicilline")
    assert ends(process)[0] == 0
    noted(start, "AMOXICILLINE 500 mg")
    code, text = ends(start("treatment", "stop", "2", "--reason", "intolérance"))
    assert code == 0, text
    assert "L'allergie est déjà notée : amoxicilline." in text
