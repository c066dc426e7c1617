"""`semble patient allergy`, and how what is known of allergies is shown wherever a patient is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from semble_cli.commands.patient.allergy import asking
from semble_cli.commands.ui.context import Context
from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.services.patients.create import create_patient
from semble_cli.store.database import sqlite
from tests.commands.patient.test_one_patient import added
from tests.conftest import a_patient
from tests.on_terminal import answer, ends, pick

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.register import Register
    from tests.conftest import Said
    from tests.on_terminal import Start

    Semble = Callable[..., Said]

DOWN = "\x1b[B"


@pytest.fixture
def patient(semble_on_both: Semble) -> str:
    """The id of a patient on a register of either database."""
    return str(added(semble_on_both))


def top(semble: Semble, patient: str) -> str:
    """What stands above the record, within the panel."""
    return str(semble("patient", "show", patient, "-f", "table").out).partition("╰")[0]


def test_an_allergy_is_noted_with_its_id(semble_on_both: Semble, patient: str) -> None:
    add = ("patient", "allergy", "add", patient, "--substance")
    said = semble_on_both(*add, "Latex", "--severity", "légère")
    assert (said.code, said.out) == (0, "1\n")
    assert "Allergy noted: ADRUN" in said.err
    assert "Latex, mild, unconfirmed. Undo: semble undo" in said.err
    said = semble_on_both(
        *(*add, "Pénicilline", "--severity", "grave", "--certainty", "confirmée"),
        *("--reaction", "urticaire", "--on", "12/03/2020", "--comment", "vu", "-f", "json"),
    )
    told = json.loads(said.out)
    stamp, login = told.pop("noted_at"), told.pop("noted_by")
    assert (len(stamp), bool(login)) == (20, True)
    assert told == {
        "id": 2,
        "substance": "Pénicilline",
        "severity": "severe",
        "reaction": "urticaire",
        "noted_on": "2020-03-12",
        "certainty": "confirmed",
        "comment": "vu",
        "consultation_id": 2,
        "patient_id": 1,
        "none_known_taken_back": [],
    }


def test_the_three_states_stand_at_the_top_of_a_patient(
    semble_on_both: Semble, patient: str
) -> None:
    assert "Allergies: NOT ASKED" in top(semble_on_both, patient)
    none = ("patient", "allergy", "none", patient, "--scope")
    said = semble_on_both(*none, "médicaments")
    assert "No known drug allergy (" in said.err
    assert "Undo: semble undo" in said.err
    shown = top(semble_on_both, patient)
    assert "No known drug allergy (" in shown
    assert "NOT ASKED" not in shown
    said = semble_on_both("patient", "allergy", "add", patient, "--substance", "Latex")
    assert "  with it, taken back: No known drug allergy (" in said.err
    shown = top(semble_on_both, patient)
    assert "⚠ ALLERGY: Latex, unconfirmed" in shown
    assert "No known" not in shown
    semble_on_both("patient", "allergy", "edit", patient, "latex", "--certainty", "refuted")
    shown = top(semble_on_both, patient)
    assert "Allergies: NOT ASKED" in shown
    assert "Allergies refuted: Latex" in shown
    assert "⚠" not in shown


def test_the_gravest_allergy_stands_first(semble: Semble) -> None:
    patient = str(added(semble))
    for substance, severity in (("Œuf", "mild"), ("Noix", "severe"), ("Lait", "moderate")):
        add = ("patient", "allergy", "add", patient, "--substance", substance)
        semble(*add, "--severity", severity)
    semble("patient", "allergy", "add", patient, "--substance", "Kiwi")
    shown = top(semble, patient)
    places = [shown.index(substance) for substance in ("Noix", "Lait", "Kiwi", "Œuf")]
    assert places == sorted(places)


@pytest.mark.parametrize("words", [("search", "adrun"), ("list",)])
def test_each_row_of_whoever_has_an_allergy_is_marked_and_no_other(
    semble_on_both: Semble, patient: str, words: tuple[str, ...]
) -> None:
    def marks() -> int:
        said = semble_on_both("patient", *words, "-f", "table")
        assert said.code == 0
        rows = [line for line in said.out.splitlines() if line.startswith(f"{patient}  ")]
        return sum(row.count("⚠") for row in rows)

    semble_on_both("patient", "allergy", "none", patient)
    assert marks() == 0
    semble_on_both("patient", "allergy", "add", patient, "--substance", "Latex")
    assert marks() == 1
    semble_on_both("patient", "allergy", "edit", patient, "1", "--certainty", "refuted")
    assert marks() == 0


def test_allergies_are_listed_with_what_is_known(semble: Semble) -> None:
    patient = str(added(semble))
    listed = ("patient", "allergy", "list", patient, "-f")
    assert semble(*listed, "table").out == "Allergies: NOT ASKED\n"
    assert json.loads(semble(*listed, "json").out) == []
    semble("patient", "allergy", "none", patient)
    assert "No known allergy (" in semble(*listed, "table").out
    semble("patient", "allergy", "add", patient, "--substance", "Latex", "--reaction", "x")
    (one,) = json.loads(semble(*listed, "json").out)
    assert (one["substance"], one["reaction"], one["consultation_id"]) == ("Latex", "x", 1)
    table = semble(*listed, "table").out
    assert "Latex" in table
    assert "unconfirmed" in table


def test_an_allergy_is_changed_confirmed_and_removed(semble: Semble) -> None:
    patient = str(added(semble))
    semble("patient", "allergy", "add", patient, "--substance", "Latex", "--severity", "mild")
    said = semble("patient", "allergy", "edit", patient, "latex", "--severity", "", "-f", "json")
    assert (said.code, json.loads(said.out)["severity"]) == (0, None)
    assert "Allergy changed: " in said.err
    said = semble("patient", "allergy", "confirm", patient, "1", "--reaction", "urticaire")
    assert "Latex, confirmed, urticaire" in said.err
    assert said.out == ""
    said = semble("patient", "allergy", "confirm", patient, "1")
    assert "it was so already. Nothing was written." in said.err
    said = semble("patient", "allergy", "remove", patient, "LATEX", "-f", "json")
    assert (json.loads(said.out)["id"], "Allergy removed: " in said.err) == (1, True)
    assert semble("consultation", "show", "1").code == 3


def test_that_none_is_known_is_said_once_and_taken_back(semble: Semble) -> None:
    patient = str(added(semble))
    none = ("patient", "allergy", "none", patient)
    told = json.loads(semble(*none, "-f", "json").out)
    assert (told["id"], told["patient_id"], told["scope"]) == (1, int(patient), "all")
    said = semble(*none, "--undo")
    assert (said.code, "Taken back: " in said.err) == (0, True)
    assert semble(*none, "--undo").code == 3


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("add", "1"), 2, "Give the substance with --substance"),
        (("add", "1", "--substance", "aucune"), 4, "semble patient allergy none"),
        (("add", "1", "--substance", ""), 4, "write what the patient is allergic to"),
        (("add", "1", "--substance", "x", "--severity", "fatal"), 2, "mild, moderate, severe"),
        (("add", "1", "--substance", "x", "--on", "2090-01-02"), 4, "still to come"),
        (("add", "9", "--substance", "x"), 3, "9"),
        (("edit", "1", "latex"), 2, "Say what to change"),
        (("edit", "1", "latex", "--comment", "x"), 3, "has no such allergy"),
        (("remove", "1", "4"), 3, "has no such allergy"),
        (("none", "1", "--scope", "pollen"), 2, "drugs, food"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_written(
    semble: Semble, words: tuple[str, ...], code: int, sentence: str
) -> None:
    added(semble)
    said = semble("patient", "allergy", *words)
    assert (said.code, sentence in said.err) == (code, True), said.err
    assert "NOT ASKED" in top(semble, "1")


def test_what_is_missing_is_asked_for_in_french(start: Start) -> None:
    made = ("--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F", "--no-input")
    ends(start("patient", "add", *made, "--birth-date", "31/12/1975", "--birth-place", "63220"))
    process = start("patient", "allergy", "add", "1")
    answer(process, "À quoi est allergique ADRUN Zoé .1.", "aucune")
    process.expect("aucune n'est connue")
    process.send("\x15")
    answer(process, "", "Latex")
    pick(process, "Quelle est sa gravité", "g", "r", "a")
    pick(process, "À quel point est-ce certain", "c")
    answer(process, "Comment s'est-elle manifestée", "urticaire")
    answer(process, "Quel jour", "12/03/2020")
    answer(process, "Que faut-il dire de plus")
    code, said = ends(process)
    assert code == 0
    assert "Allergie notée : ADRUN Zoé" in said
    assert "Latex, sévère, confirmée, urticaire" in said


def test_a_secretary_is_asked_for_nothing_medical(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_patient(sqlite_register, a_patient())
    users.add(sqlite_register, "zoe", Role.SECRETARY)
    asked: list[str] = []

    def answer(question: str, *_: object, **__: object) -> str:
        asked.append(question)
        return {0: "Latex", 1: "mild"}[len(asked) - 1]

    monkeypatch.setattr(asking, "ask_text", answer)
    monkeypatch.setattr(asking, "choose", answer)
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "zoe")
    context = Context(sqlite_register.store.location, no_input=False)
    assert asking.ask_allergy(context, 1, {}) == {"substance": "Latex", "severity": "mild"}
    assert len(asked) == 2
