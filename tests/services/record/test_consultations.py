"""Consultations and the allergies that their sections tell of: they come and go together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Conflict, InvalidInput, NoSuchRecord, Refused
from semble_cli.patient.around.note_text import GivenNote, GivenSection, section_of
from semble_cli.services.patients.history import history_of
from semble_cli.services.patients.show import show_patient
from semble_cli.services.record.allergies import add_allergy, known_allergies, say_none_known
from semble_cli.services.record.consultations import (
    add_consultation,
    consultation_document,
    consultations_of,
    delete_consultation,
    edit_consultation,
    show_consultation,
)
from semble_cli.services.record.keywords import add_keyword, all_keywords, delete_keyword
from semble_cli.services.stores import check
from semble_cli.services.undo import undo_command
from semble_cli.store import journal
from semble_cli.store.patients.attached import attached_to
from tests.conftest import NOW
from tests.services.record.test_allergies import everything, redo, undo

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from tests.services.record.conftest import As

TODAY = NOW.date()


def note(*sections: str, title: str | None = None) -> GivenNote:
    """A note of sections written `Motif=Toux`."""
    given = (text.partition("=") for text in sections)
    return GivenNote(title, tuple(section_of(keyword, text, TODAY) for keyword, _, text in given))


WHOLE = note(
    "Motif=Toux",
    "Allergie=Latex\nréaction: urticaire\ngravité: sévère\nvu ce jour",
    "Conclusion=ok",
    title="Suivi",
)


def substances(register: Register) -> list[str]:
    return [each["substance"] for each in known_allergies(register, 1).allergies]


def test_a_note_is_read_as_it_was_given(people: Register) -> None:
    done = add_consultation(people, 1, WHOLE)
    found = show_consultation(people, done.consultation.id or 0)
    given = found.note.sections[1].allergy
    assert given is not None
    assert WHOLE.sections[1].allergy is not None
    assert given._replace(id=None) == WHOLE.sections[1].allergy._replace(certainty="unconfirmed")
    assert (found.note.title, found.note.sections[0]) == ("Suivi", WHOLE.sections[0])
    assert found.consultation.held_at == NOW


def test_the_document_of_a_consultation(people: Register) -> None:
    done = add_consultation(people, 1, WHOLE)
    assert consultation_document(done) == {
        "id": 1,
        "patient_id": 1,
        "held_at": "2026-11-23T10:30:00Z",
        "author": done.consultation.author,
        "title": "Suivi",
        "sections": [
            {"keyword": "Motif", "text": "Toux", "allergy": None},
            {
                "keyword": "Allergie",
                "text": None,
                "allergy": {
                    "substance": "Latex",
                    "severity": "severe",
                    "certainty": "unconfirmed",
                    "reaction": "urticaire",
                    "noted_on": None,
                    "comment": "vu ce jour",
                    "id": 1,
                },
            },
            {"keyword": "Conclusion", "text": "ok", "allergy": None},
        ],
        "version": 1,
    }


def test_an_allergy_of_a_note_takes_back_that_none_is_known(people: Register) -> None:
    say_none_known(people, 1, "all")
    before = everything(people)
    done = add_consultation(people, 1, WHOLE)
    assert [said.scope for said in done.cleared] == ["all"]
    written = everything(people)
    undo(people)
    assert everything(people) == before
    redo(people)
    assert everything(people) == written


def edited(register: Register, *sections: GivenSection) -> Any:
    before = show_consultation(register, 1)
    return edit_consultation(
        register, 1, GivenNote(before.note.title, sections), version=before.consultation.version
    )


def test_a_note_is_changed_with_its_allergies_and_that_is_undone(people: Register) -> None:
    first, latex, _ = add_consultation(people, 1, WHOLE).note.sections
    before = everything(people)
    assert latex.allergy is not None
    severe = latex._replace(allergy=latex.allergy._replace(severity="mild", reaction=None))
    egg = section_of("Allergie", "Œuf", TODAY)
    steps = [(first, severe), (severe, egg, first), (egg, first), (first,)]
    told = [["Latex"], ["Latex", "Œuf"], ["Œuf"], []]
    for sections, expected in zip(steps, told, strict=True):
        now = show_consultation(people, 1).note.sections
        known = {each.allergy.substance: each.allergy.id for each in now if each.allergy}
        given = (
            each._replace(allergy=each.allergy._replace(id=known.get(each.allergy.substance)))
            if each.allergy
            else each
            for each in sections
        )
        done = edited(people, *given)
        assert substances(people) == expected
        assert [each.substance for each in done.removed] == [*{*known} - {*expected}]
    with people.reading() as connection:
        batches = [event.batch for event, _ in journal.batches(connection, len(steps))]
    for batch in batches:
        undo_command(people, batch)
    assert everything(people) == before
    assert check(people) == []


def test_a_note_that_is_as_it_was_is_not_written(people: Register) -> None:
    done = add_consultation(people, 1, WHOLE)
    assert not edited(people, *done.note.sections).changed


def test_a_deleted_note_takes_its_allergies_along_and_brings_them_back(people: Register) -> None:
    add_consultation(people, 1, WHOLE)
    before = everything(people)
    assert [each.substance for each in delete_consultation(people, 1).removed] == ["Latex"]
    assert everything(people) == [[], [], [], []]
    undo(people)
    assert everything(people) == before


def test_of_two_who_change_one_note_the_second_is_told(people: Register) -> None:
    add_consultation(people, 1, WHOLE)
    edit_consultation(people, 1, note("Motif=Fièvre"), version=1)
    with pytest.raises(Conflict, match="changed meanwhile"):
        edit_consultation(people, 1, note("Motif=Grippe"), version=1)
    with pytest.raises(Conflict, match="changed meanwhile"):
        delete_consultation(people, 1, version=1)
    assert show_consultation(people, 1).note.sections == (GivenSection("Motif", "Fièvre"),)


def test_an_allergy_of_a_note_is_noted_once_and_its_own(people: Register) -> None:
    add_allergy(people, 1, {"substance": "Latex"})
    with pytest.raises(Conflict, match="noted already"):
        add_consultation(people, 1, WHOLE)
    add_consultation(people, 1, note("Motif=x"))
    stranger = section_of("Allergie", "Latex", TODAY, allergy_id=1)
    with pytest.raises(InvalidInput, match="not of this note"):
        edit_consultation(people, 2, GivenNote(None, (stranger,)))


def test_what_is_not_there_is_no_record(people: Register) -> None:
    with pytest.raises(NoSuchRecord, match="No consultation has the number 9"):
        show_consultation(people, 9)
    for read in (
        lambda: consultations_of(people, 9),
        lambda: add_consultation(people, 9, WHOLE),
    ):
        with pytest.raises(NoSuchRecord):
            read()


def test_consultations_are_listed_the_last_first(people: Register) -> None:
    for day in (3, 1, 2):
        add_consultation(people, 1, note(f"Motif={day}"), NOW.replace(day=day))
    days = [each.consultation.held_at.day for each in consultations_of(people, 1)]
    assert days == [3, 2, 1]


def test_below_clinician_nobody_reads_or_writes_a_consultation(working_as: As) -> None:
    with working_as("clinician") as register:
        add_consultation(register, 1, WHOLE)
    for login in ("reader", "secretary"):
        with working_as(login) as register:
            for use in (
                lambda: consultations_of(register, 1),
                lambda: show_consultation(register, 1),
                lambda: add_consultation(register, 1, WHOLE),
                lambda: edit_consultation(register, 1, WHOLE),
                lambda: delete_consultation(register, 1),
            ):
                with pytest.raises(Refused, match="nor read them"):
                    use()


def test_who_may_not_read_it_is_told_that_there_is_a_consultation_and_when(working_as: As) -> None:
    with working_as("clinician") as register:
        add_consultation(register, 1, WHOLE, NOW.replace(day=2))
    for login in ("reader", "secretary"):
        with working_as(login) as register:
            past = {event.action: event for event in history_of(register, 1)}
            written = past["consultation.add"]
            assert (written.actor, written.at, written.changes) == ("clinician", NOW, {})
            with register.reading() as connection:
                assert attached_to(connection, 1)["consultations"] == (1, "2026-11-02")
            told = repr([history_of(register, 1), show_patient(register, 1).document])
            assert "Latex" in told
            for medical in ("Toux", "urticaire", "vu ce jour", "Suivi"):
                assert medical not in told


def test_a_secretary_takes_no_consultation_back(working_as: As) -> None:
    with working_as("clinician") as register:
        add_consultation(register, 1, WHOLE)
    with working_as("secretary") as register, pytest.raises(Refused, match="medical contents"):
        undo(register)


def test_a_practice_has_keywords_of_its_own(people: Register) -> None:
    added = add_keyword(people, "Vaccins")
    assert [(each.name, each.id) for each in all_keywords(people)[-2:]] == [
        ("Conclusion", None),
        ("Vaccins", added.id),
    ]
    with pytest.raises(Conflict, match="has this keyword already"):
        add_keyword(people, "VACCINS")
    delete_keyword(people, "vaccins")
    with people.reading() as connection:
        deletion = journal.head(connection).seq
    with pytest.raises(NoSuchRecord, match="no such keyword"):
        delete_keyword(people, "vaccins")
    with pytest.raises(InvalidInput, match="it stays"):
        delete_keyword(people, "Motif")
    add_keyword(people, "Vaccins")
    with pytest.raises(Conflict, match="changed again since"):
        undo_command(people, deletion)
    delete_keyword(people, "Vaccins")
    undo_command(people, deletion)
    assert all_keywords(people)[-1].name == "Vaccins"
