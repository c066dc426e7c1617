"""Who opens a record is noted, once per user, patient and hour; who takes it out, each time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Refused
from semble_cli.patient.actions import READINGS, Action, LogKind
from semble_cli.services import stores
from semble_cli.services.audit.log import LogQuery, logged_events
from semble_cli.services.audit.noting import note_export
from semble_cli.services.batches import last_batches
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.history import history_of
from semble_cli.services.patients.list_all import Listing, note_list
from semble_cli.services.patients.search import SearchQuery, search_patients
from semble_cli.services.patients.search_plan import SearchFields
from semble_cli.services.patients.show import open_patient
from semble_cli.services.practice.retention import note_due_list
from semble_cli.services.record.allergies import known_allergies
from semble_cli.services.record.consultations import consultations_of
from semble_cli.services.record.read_documents import documents_of
from semble_cli.services.record.read_treatments import list_treatments
from semble_cli.services.record.relations import list_relations
from semble_cli.services.undo import last_of_mine, undo_command
from semble_cli.store.database.errors import StoreLocked
from semble_cli.store.database.open import connected
from tests.conftest import ADRUN, NOW, PAT_TROIS, a_patient, register_on

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress


def readings(register: Register) -> list[tuple[str, int | None, dict[str, Any]]]:
    """What is noted of who read, the oldest first."""
    return [
        (event.action, event.patient_id, event.details)
        for event in reversed(list(logged_events(register, LogQuery())))
        if event.action in READINGS
    ]


OPENED: tuple[str, int, dict[str, object]] = ("patient.open", 1, {})


@pytest.fixture
def practice(register: Register) -> Register:
    """A register with one patient."""
    create_patient(register, a_patient(PAT_TROIS))
    return register


def test_a_record_that_is_opened_is_noted_once_within_the_hour(practice: Register) -> None:
    for _ in range(3):
        open_patient(practice, 1)
    assert readings(practice) == [OPENED]


def test_the_next_hour_it_is_noted_again(practice: Register, store: StoreAddress) -> None:
    hour = NOW.replace(minute=0)
    for at in (hour, hour + timedelta(minutes=59, seconds=59), hour + timedelta(hours=1)):
        open_patient(register_on(store, at), 1)
    open_patient(register_on(store, hour - timedelta(minutes=1)), 1)  # by a clock that is slow
    assert readings(practice) == [OPENED, OPENED, OPENED]


def test_of_each_patient_it_is_noted(practice: Register) -> None:
    create_patient(practice, a_patient())
    open_patient(practice, 2)
    open_patient(practice, 1)
    assert [whose for _, whose, _ in readings(practice)] == [2, 1]


@pytest.mark.parametrize(
    "look",
    [
        *(consultations_of, documents_of, list_treatments, list_relations, known_allergies),
        history_of,
    ],
)
def test_whatever_shows_one_record_opens_it(
    practice: Register, look: Callable[[Register, int], object]
) -> None:
    look(practice, 1)
    assert readings(practice) == [OPENED]


def test_an_opening_stands_in_the_way_of_no_undoing(practice: Register) -> None:
    edit_fields(practice, 1, {"city": "Lyon"})
    edit = last_of_mine(practice).number
    open_patient(practice, 1)
    assert last_of_mine(practice).number == edit
    assert [batch.number for batch in last_batches(practice, 0)] == [edit, edit - 1, edit - 2]
    undo_command(practice, edit)
    open_patient(register_on(practice.store, NOW + timedelta(hours=2)), 1)
    undo_command(practice, edit - 1)
    assert stores.check(practice) == []


def test_history_tells_what_was_done_and_not_who_looked(practice: Register) -> None:
    open_patient(practice, 1)
    assert [event.action for event in history_of(practice, 1)] == ["patient.add"]


def test_who_opened_the_record_of_a_former_patient_stays_told(practice: Register) -> None:
    open_patient(practice, 1)
    delete_patient(practice, 1, "PAT-TROIS DOMINIQUE", None)
    assert readings(practice) == [OPENED]
    asked = LogQuery(patient_id=1, kinds=(LogKind.OPENED,))
    assert [event.patient for event in logged_events(practice, asked)] == ["PAT-TROIS DOMINIQUE"]
    assert stores.check(practice) == []


def test_a_search_by_number_is_noted_without_the_number(practice: Register) -> None:
    for number in (PAT_TROIS["nir"], "1 60 01 01 001 001 35"):
        search_patients(practice, SearchQuery(fields=SearchFields(number=number)))
    search_patients(practice, SearchQuery("pat-trois"))
    assert readings(practice) == [
        ("patient.search", 1, {"by": "number", "patients": 1}),
        ("patient.search", None, {"by": "number", "patients": 0}),
    ]


def test_a_search_that_gives_more_than_a_screen_is_noted_as_a_list_is(practice: Register) -> None:
    for number in range(21):
        given = {"first_given_name": "DOMINIQUE", "birth_date": f"01/02/{1950 + number}"}
        create_patient(practice, a_patient(ADRUN | given), known=range(1, 99))
    search_patients(practice, SearchQuery("dominique"))
    assert readings(practice) == []
    search_patients(practice, SearchQuery("dominique", limit=0))
    assert readings(practice) == [("patient.search", None, {"by": "words", "patients": 22})]


def test_a_list_is_noted_with_its_form_and_how_many_it_has(practice: Register) -> None:
    note_list(practice, Listing(), "csv", whole=True, documents=False, reveal=True)
    told = {"list": "patients", "form": "csv", "patients": 1, "whole": True}
    assert readings(practice) == [("patient.export", None, told)]
    assert [each.action for each in logged_events(practice, LogQuery())][:2] == [
        "patient.export",
        "patient.reveal",
    ]


def test_while_another_writes_a_record_is_shown_and_said_to_be_noted_nowhere(
    practice: Register,
) -> None:
    said: list[str] = []
    with connected(practice.store) as other, other.writing():
        listening = practice._replace(on_unnoted=lambda why: said.append(str(why)))
        assert open_patient(listening, 1).patient.id == 1
    assert said == [
        "What was read is shown, but the journal does not note it: another program is writing to"
        " the register."
    ]
    assert readings(practice) == []


def test_while_another_writes_nothing_is_exported(
    practice: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("semble_cli.store.database.errors.LOCK_TIMEOUT", 0.2)
    with connected(practice.store) as other, other.writing(), pytest.raises(StoreLocked):
        note_export(practice, Action.CONTACT_EXPORT, {})


def test_a_stranger_notes_nothing(practice: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stores.status(practice).events
    with monkeypatch.context() as there:
        there.setattr("semble_cli.store.database.connection.Connection.login", lambda _: "who")
        for read in (lambda: open_patient(practice, 1), lambda: note_due_list(practice, "csv")):
            with pytest.raises(Refused):
                read()
    assert stores.status(practice).events == before


@pytest.mark.parametrize("store", ["postgres"], indirect=True)
def test_where_nothing_can_be_appended_all_is_shown_and_that_is_said(practice: Register) -> None:
    said: list[str] = []
    listening = practice._replace(on_unnoted=lambda why: said.append(str(why)))
    with connected(practice.store) as connection:
        name = connection.value("SELECT current_database()")
        connection.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    assert open_patient(listening, 1).patient.id == 1
    note_export(listening, Action.CONTACT_EXPORT, {})
    assert len(said) == 2
    assert said[0].endswith("the journal does not note it: here the register can only be read.")
