"""Allergies, and that none is known: noted, changed, removed, taken back, by whom who may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Conflict, InvalidRecord, NoSuchRecord, Refused
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.show import show_patient
from semble_cli.services.record.allergies import (
    add_allergy,
    confirm_allergy,
    edit_allergy,
    known_allergies,
    remove_allergy,
    say_none_known,
    take_back_none_known,
)
from semble_cli.services.record.consultations import consultations_of
from semble_cli.services.stores import check
from semble_cli.services.undo import last_undone_of_mine, undo_command
from semble_cli.store import journal
from tests.conftest import a_patient

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.register import Register
    from tests.services.record.conftest import As

LATEX = {"substance": "Latex", "severity": "mild"}
WHOLE = {
    "substance": "Pénicilline",
    "severity": "grave",
    "certainty": "confirmée",
    "reaction": "urticaire",
    "noted_on": "12/03/2020",
    "comment": "vu aux urgences",
}


def state(register: Register, patient_id: int = 1) -> tuple[str, list[str], list[str]]:
    """The state, the scopes of which none is known, and the substances."""
    document = show_patient(register, patient_id).document
    status = document["allergy_status"]
    scopes = [said["scope"] for said in status["none_known"]]
    return status["state"], scopes, [each["substance"] for each in document["allergies"]]


def undo(register: Register) -> int:
    """Undo the last command; its number."""
    with register.reading() as connection:
        (event,) = [journal.batches(connection, 1)[0][0]]
    undo_command(register, event.batch)
    return event.batch


def redo(register: Register) -> None:
    undo_command(register, last_undone_of_mine(register).undone_by or 0)


def everything(register: Register) -> list[Any]:
    """What stands in the tables, but for versions."""
    asked = (
        "SELECT id, patient_id, substance, severity, certainty, noted_by FROM allergy",
        "SELECT patient_id, scope FROM no_known_allergy",
        "SELECT id, patient_id, author FROM consultation",
        "SELECT consultation_id, keyword, body, allergy_id, reaction, noted_on FROM section",
    )
    with register.reading() as connection:
        return [sorted(connection.rows(query), key=repr) for query in asked]


def test_nobody_was_asked_until_somebody_was(people: Register) -> None:
    assert state(people) == ("not_asked", [], [])
    say_none_known(people, 1, "drug")
    say_none_known(people, 1, "food")
    assert state(people) == ("none_known", ["drug", "food"], [])
    assert state(people, 2) == ("not_asked", [], [])


def test_who_said_that_none_is_known_and_when_are_those_of_the_last_time(people: Register) -> None:
    said = say_none_known(people, 1, "all")
    assert said.changed
    assert not say_none_known(people, 1, "all").changed
    later = people._replace(clock=lambda: people.clock().replace(hour=18))
    assert say_none_known(later, 1, "all").changed
    (known,) = known_allergies(people, 1).status["none_known"]
    assert known["at"] == "2026-11-23T18:30:00Z"


def test_the_first_allergy_takes_back_that_none_is_known_of_all_kinds(people: Register) -> None:
    say_none_known(people, 1, "drug")
    say_none_known(people, 1, "food")
    done = add_allergy(people, 1, LATEX)
    assert {said.scope for said in done.cleared} == {"drug", "food"}
    assert state(people) == ("noted", [], ["Latex"])
    undo(people)
    assert state(people) == ("none_known", ["drug", "food"], [])
    redo(people)
    assert state(people) == ("noted", [], ["Latex"])


def test_a_refuted_allergy_is_none(people: Register) -> None:
    say_none_known(people, 1, "all")
    done = add_allergy(people, 1, {**LATEX, "certainty": "refuted"})
    assert done.cleared == ()
    assert state(people) == ("none_known", ["all"], ["Latex"])
    done = edit_allergy(people, 1, "latex", {"certainty": "confirmed"})
    assert [said.scope for said in done.cleared] == ["all"]
    assert state(people) == ("noted", [], ["Latex"])
    edit_allergy(people, 1, "latex", {"certainty": "refuted"})
    assert state(people) == ("not_asked", [], ["Latex"])
    say_none_known(people, 1, "food")


def test_none_is_said_to_be_known_of_nobody_who_has_an_allergy(people: Register) -> None:
    add_allergy(people, 1, LATEX)
    with pytest.raises(Conflict, match="Allergies are noted for patient 1: 1"):
        say_none_known(people, 1, "food")


def test_that_none_is_known_is_taken_back_by_a_command(people: Register) -> None:
    say_none_known(people, 1, "drug")
    with pytest.raises(NoSuchRecord, match="Nobody said"):
        take_back_none_known(people, 1, "all")
    take_back_none_known(people, 1, "drug")
    assert state(people) == ("not_asked", [], [])
    undo(people)
    assert state(people) == ("none_known", ["drug"], [])


def test_undoing_mixes_up_no_states(people: Register) -> None:
    say_none_known(people, 1, "all")
    add_allergy(people, 1, LATEX)
    add_allergy(people, 1, {"substance": "Œuf"})
    with people.reading() as connection:
        first = journal.batches(connection, 0)[1][0].batch
    with pytest.raises(Conflict, match="noted again since"):
        undo_command(people, first)
    assert state(people) == ("noted", [], ["Latex", "Œuf"])


def test_what_was_said_again_meanwhile_is_not_brought_back_beside_it(people: Register) -> None:
    say_none_known(people, 1, "all")
    take_back_none_known(people, 1, "all")
    with people.reading() as connection:
        taken = journal.head(connection).seq
    say_none_known(people, 1, "all")
    with pytest.raises(Conflict, match="changed again since"):
        undo_command(people, taken)


def test_what_a_clinician_notes_makes_a_note_and_goes_with_it(people: Register) -> None:
    done = add_allergy(people, 1, WHOLE)
    (note,) = consultations_of(people, 1)
    assert done.allergy["consultation_id"] == note.consultation.id
    assert {name: done.allergy[name] for name in WHOLE} == {
        **WHOLE,
        "severity": "severe",
        "certainty": "confirmed",
        "noted_on": "2020-03-12",
    }
    full = everything(people)
    remove_allergy(people, 1, "penicilline")
    empty = everything(people)
    assert empty == [[], [], [], []]
    undo(people)
    assert everything(people) == full
    redo(people)
    assert everything(people) == empty
    assert check(people) == []


def test_an_allergy_is_changed_with_its_note(people: Register) -> None:
    add_allergy(people, 1, WHOLE)
    before = everything(people)
    edit_allergy(people, 1, "1", {"substance": "Amoxicilline", "severity": "", "reaction": ""})
    (allergy,) = known_allergies(people, 1).allergies
    assert (allergy["substance"], allergy["severity"]) == ("Amoxicilline", None)
    assert (allergy["reaction"], allergy["comment"]) == (None, "vu aux urgences")
    undo(people)
    assert everything(people) == before
    assert not edit_allergy(people, 1, "1", {"severity": "severe"}).changed


def test_an_allergy_is_noted_once(people: Register) -> None:
    add_allergy(people, 1, LATEX)
    add_allergy(people, 2, LATEX)
    with pytest.raises(Conflict, match="noted already, as number 1"):
        add_allergy(people, 1, {"substance": "LATEX"})
    add_allergy(people, 1, {"substance": "Œuf"})
    with pytest.raises(Conflict, match="noted already, as number 1"):
        edit_allergy(people, 1, "oeuf", {"substance": "latex"})
    edit_allergy(people, 1, "latex", {"substance": "LATEX"})


@pytest.mark.parametrize("which", ["9", "2", "pollen", ""])
def test_an_allergy_is_one_of_the_patients_own(people: Register, which: str) -> None:
    add_allergy(people, 1, LATEX)
    add_allergy(people, 2, LATEX)
    with pytest.raises(NoSuchRecord, match="semble patient allergy list 1"):
        remove_allergy(people, 1, which)


def test_an_allergy_that_cannot_be_read_is_not_written(people: Register) -> None:
    for given in ({}, {"substance": "aucune"}, {"substance": "Latex", "severity": "x"}):
        with pytest.raises(InvalidRecord):
            add_allergy(people, 1, given)
    with pytest.raises(NoSuchRecord):
        add_allergy(people, 9, LATEX)
    assert everything(people) == [[], [], [], []]


def test_a_secretary_notes_what_the_patient_tells_and_removes_it(working_as: As) -> None:
    with working_as("secretary") as register:
        done = add_allergy(register, 1, LATEX)
        assert (done.allergy["certainty"], done.allergy["consultation_id"]) == ("unconfirmed", None)
        edit_allergy(register, 1, "latex", {"severity": "severe"})
        undo(register)
        remove_allergy(register, 1, "latex")
        undo(register)
        assert state(register) == ("noted", [], ["Latex"])
    with working_as("clinician") as register:
        assert consultations_of(register, 1) == []


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"reaction": "x"}, "are medical contents"),
        ({"comment": "x"}, "are medical contents"),
        ({"noted_on": "2020-01-02"}, "are medical contents"),
        ({"certainty": "confirmed"}, "as told by the patient, unconfirmed"),
        ({"certainty": "refuted"}, "as told by the patient, unconfirmed"),
    ],
)
def test_a_secretary_notes_nothing_medical(
    working_as: As, more: dict[str, str], sentence: str
) -> None:
    with working_as("secretary") as register:
        with pytest.raises(Refused, match=sentence):
            add_allergy(register, 1, LATEX | more)
        add_allergy(register, 1, LATEX)
        with pytest.raises(Refused, match=sentence):
            edit_allergy(register, 1, "latex", more)
        with pytest.raises(Refused):
            confirm_allergy(register, 1, "latex", {})


def test_a_clinician_confirms_what_a_secretary_noted_and_makes_the_note(working_as: As) -> None:
    with working_as("secretary") as register:
        add_allergy(register, 1, LATEX)
    with working_as("clinician") as register:
        done = confirm_allergy(register, 1, "latex", {"reaction": "urticaire"})
        assert (done.allergy["certainty"], done.allergy["noted_by"]) == ("confirmed", "secretary")
        (note,) = consultations_of(register, 1)
        assert note.consultation.author == "clinician"
        undo(register)
        assert consultations_of(register, 1) == []
        redo(register)
    with working_as("secretary") as register:
        for write in (
            lambda: edit_allergy(register, 1, "latex", {"severity": "severe"}),
            lambda: remove_allergy(register, 1, "latex"),
            lambda: undo(register),
        ):
            with pytest.raises(Refused, match="Your role"):
                write()
        (allergy,) = show_patient(register, 1).document["allergies"]
        assert (allergy["reaction"], allergy["certainty"]) == (None, "confirmed")


def test_an_unconfirmed_allergy_with_a_note_is_the_clinicians(working_as: As) -> None:
    with working_as("secretary") as register:
        add_allergy(register, 1, LATEX)
    with working_as("clinician") as register:
        edit_allergy(register, 1, "latex", {"reaction": "urticaire"})
        with register.reading() as connection:
            noted = journal.batches(connection, 0)[1][0].batch
        with pytest.raises(Conflict, match="changed again since"):
            undo_command(register, noted)
    with working_as("secretary") as register:
        with pytest.raises(Refused, match="Your role"):
            edit_allergy(register, 1, "latex", {"severity": "severe"})
        with pytest.raises(Refused, match="Your role"):
            remove_allergy(register, 1, "latex")


def test_a_secretary_takes_back_nothing_that_a_clinician_did(working_as: As) -> None:
    with working_as("secretary") as register:
        add_allergy(register, 1, LATEX)
        say_none_known(register, 2, "drug")
    done: list[Callable[[Register], object]] = [
        lambda register: add_allergy(register, 1, WHOLE),
        lambda register: remove_allergy(register, 1, "pénicilline"),
        lambda register: remove_allergy(register, 1, "latex"),  # a secretary's, without a note
        lambda register: take_back_none_known(register, 2, "drug"),
        lambda register: say_none_known(register, 2, "food"),
    ]
    for work in done:
        with working_as("clinician") as register:
            work(register)
        with working_as("secretary") as register, pytest.raises(Refused, match="Your role"):
            undo(register)


def test_a_reader_notes_nothing_and_sees_the_state(working_as: As) -> None:
    with working_as("clinician") as register:
        add_allergy(register, 1, WHOLE)
        say_none_known(register, 2, "all")
    with working_as("reader") as register:
        (allergy,) = known_allergies(register, 1).allergies
        seen = ("substance", "severity", "certainty", "reaction", "comment", "consultation_id")
        assert [allergy[name] for name in seen] == [
            *("Pénicilline", "severe", "confirmed"),
            *(None, None, None),
        ]
        assert known_allergies(register, 2).status["state"] == "none_known"
        for write in (
            lambda: add_allergy(register, 2, LATEX),
            lambda: say_none_known(register, 2, "food"),
            lambda: remove_allergy(register, 1, "1"),
        ):
            with pytest.raises(Refused, match="may not change patients"):
                write()


def test_all_of_it_goes_with_the_patient(people: Register) -> None:
    add_allergy(people, 1, WHOLE)
    say_none_known(people, 2, "all")
    delete_patient(people, 1, a_patient().full_name, None)
    delete_patient(people, 2, "ADRUN AGATHE", None)
    assert everything(people) == [[], [], [], []]
    assert check(people) == []
