"""Records around the patients are written with their events, and undone by them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Conflict, NoSuchRecord, Refused
from semble_cli.patient.actions import Action
from semble_cli.patient.agenda.appointment import Appointment
from semble_cli.patient.agenda.practitioner import Practitioner
from semble_cli.patient.around.allergy import Allergy, NoKnownAllergy
from semble_cli.patient.around.consultation import Consultation, NoteSection, SectionKeyword
from semble_cli.patient.around.contact import Contact, ContactPhone
from semble_cli.patient.around.kinds import (
    ALLERGY,
    APPOINTMENT,
    CONSULTATION,
    CONTACT,
    KINDS,
    NO_KNOWN_ALLERGY,
    PRACTITIONER,
    RELATION,
    SECTION_KEYWORD,
    TREATMENT,
    RecordKind,
)
from semble_cli.patient.around.relation import Relation
from semble_cli.patient.around.treatment import Treatment
from semble_cli.services.access import Permission
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.history import history_of
from semble_cli.services.record import keeping
from semble_cli.services.undo import undo_command
from semble_cli.store import journal
from semble_cli.store.record import rows
from tests.conftest import NOW, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register

DAY = date(2026, 1, 2)
CASES: list[tuple[RecordKind, Any, dict[str, Any]]] = [
    (
        CONTACT,
        Contact(
            "person", "Dr", "Claire", "MARTIN-TEST", phones=(ContactPhone("work", "01 99 00"),)
        ),
        {"last_name": "MARTIN", "phones": ()},
    ),
    (RELATION, Relation(1, "gp", other_patient_id=2, starts_on=DAY), {"is_payer": True}),
    (ALLERGY, Allergy(1, "Latex", NOW, "zoe", severity="mild"), {"severity": None}),
    (NO_KNOWN_ALLERGY, NoKnownAllergy(1, "drug", NOW, "zoe"), {"scope": "food"}),
    (
        CONSULTATION,
        Consultation(
            1, NOW, "zoe", sections=(NoteSection("Motif", "Toux"), NoteSection("Conclusion", "x"))
        ),
        {"sections": (NoteSection("Motif", "Fièvre"),)},
    ),
    (SECTION_KEYWORD, SectionKeyword("Examen"), {"name": "Examen clinique"}),
    (
        TREATMENT,
        Treatment(1, "Essai 1 g", starts_on=DAY),
        {"stopped_on": DAY, "stop_reason": "end"},
    ),
    (PRACTITIONER, Practitioner("Dr Alix ROUSSEL"), {"time_zone": "Indian/Reunion"}),
    (
        APPOINTMENT,
        Appointment(1, 1, NOW, NOW + timedelta(minutes=20), "Suivi"),
        {"starts_at": NOW + timedelta(minutes=5), "is_overbooked": True},
    ),
]


@pytest.fixture(params=CASES, ids=lambda case: case[0].name)
def case(request: pytest.FixtureRequest) -> tuple[RecordKind, Any, dict[str, Any]]:
    found: tuple[RecordKind, Any, dict[str, Any]] = request.param
    return found


def read(register: Register, kind: RecordKind, record_id: int) -> Any:
    with register.reading() as connection:
        return rows.get(connection, kind, record_id)


def last_batch(register: Register) -> int:
    with register.reading() as connection:
        return journal.head(connection).seq


def make(register: Register, kind: RecordKind, record: Any) -> Any:
    if kind is APPOINTMENT:
        make(register, PRACTITIONER, Practitioner("Dr Alix ROUSSEL"))
    with register.writing(Permission.EDIT_CARE) as work:
        return keeping.add(work, kind, record, Action.UNDO)


def test_every_kind_but_documents_stands_in_the_cases() -> None:
    assert {kind.name for kind, _, _ in CASES} | {"document"} == KINDS.keys()


def test_a_record_is_read_as_it_was_written(
    people: Register, case: tuple[RecordKind, Any, dict[str, Any]]
) -> None:
    kind, record, _ = case
    made = make(people, kind, record)
    assert read(people, kind, made.id) == record._replace(id=made.id)


def test_what_is_done_to_a_record_is_undone_and_done_again(
    people: Register, case: tuple[RecordKind, Any, dict[str, Any]]
) -> None:
    kind, record, changes = case
    made = make(people, kind, record)
    creation = last_batch(people)
    with people.writing(Permission.EDIT_CARE) as work:
        changed = keeping.change(work, kind, made, made._replace(**changes), Action.UNDO)
    assert read(people, kind, made.id) == changed
    change = last_batch(people)
    with pytest.raises(Conflict, match="changed again since"):
        undo_command(people, creation)
    undo_command(people, change)
    assert read(people, kind, made.id)._replace(version=1) == made
    undo_command(people, last_batch(people))
    assert read(people, kind, made.id)._replace(version=2) == changed
    with people.writing(Permission.EDIT_CARE) as work:
        keeping.remove(work, kind, rows.get(work.connection, kind, made.id), Action.UNDO)
    with pytest.raises(NoSuchRecord):
        read(people, kind, made.id)
    undo_command(people, last_batch(people))
    assert read(people, kind, made.id)._replace(version=2) == changed


def test_a_change_of_what_somebody_else_changed_meanwhile_is_refused(
    people: Register, case: tuple[RecordKind, Any, dict[str, Any]]
) -> None:
    kind, record, changes = case
    made = make(people, kind, record)
    with people.writing(Permission.EDIT_CARE) as work:
        keeping.change(work, kind, made, made._replace(**changes), Action.UNDO)
    for write in (
        lambda work: keeping.change(work, kind, made, made._replace(**changes), Action.UNDO),
        lambda work: keeping.remove(work, kind, made, Action.UNDO),
    ):
        with (
            pytest.raises(Conflict, match="changed meanwhile"),
            people.writing(Permission.EDIT_CARE) as work,
        ):
            write(work)


def test_medical_contents_stand_apart_from_the_events_and_go_with_their_patient(
    people: Register,
) -> None:
    make(people, TREATMENT, Treatment(1, "Essai 1 g"))
    with people.reading() as connection:
        (content,) = connection.row("SELECT content FROM event ORDER BY seq DESC LIMIT 1") or ()
        (event,) = journal.of_batch(connection, journal.head(connection).seq)
        patient = connection.row("SELECT seq FROM medical_content")
    assert "Essai" not in content
    assert event.medical == {"created": {"patient_id": 1, "drug": "Essai 1 g"}}
    assert patient == (event.seq,)
    assert history_of(people, 1)[-1].changes == {
        "patient_id": [None, 1],
        "drug": [None, "Essai 1 g"],
    }
    shown = a_patient()
    delete_patient(people, 1, shown.full_name, None)
    with people.reading() as connection:
        assert connection.rows("SELECT * FROM medical_content") == []


def test_a_change_that_was_erased_is_not_taken_back(people: Register) -> None:
    make(people, TREATMENT, Treatment(1, "Essai 1 g"))
    batch = last_batch(people)
    with people.writing(Permission.EDIT_CARE) as work:
        work.connection.run("DELETE FROM medical_content")
    with pytest.raises(Refused, match="was erased"):
        undo_command(people, batch)
