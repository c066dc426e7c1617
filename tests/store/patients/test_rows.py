"""Patients written and read back, one by one and in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import Conflict, InvalidInput, NoSuchRecord
from semble_cli.exchange import fictitious
from semble_cli.patient.actions import Action
from semble_cli.patient.columns.patient_columns import PatientColumns
from semble_cli.patient.intake import new_patient
from semble_cli.services.access import Permission
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.show import show_patient
from semble_cli.services.patients.tags import add_tag
from semble_cli.store.patients import bulk
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.keys import patient_keys
from tests.conftest import ADRUN, NOW, PAT_TROIS, a_patient
from tests.full_patient import FULL

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register


def read(register: Register, patient_id: int | None) -> Patient:
    with register.reading() as connection:
        return patients.get(connection, patient_id or 0)


def test_every_field_is_read_back_as_it_was_written(register: Register) -> None:
    add_tag(register, "Suivi annuel", "#3366cc")
    written = create_patient(register, FULL._replace(tags=("suivi ANNUEL",)))
    found = read(register, written.id)
    assert found.tags == ("Suivi annuel",)
    assert found == FULL._replace(
        tags=("Suivi annuel",), id=written.id, created_at=NOW, updated_at=NOW, version=1
    )


def test_what_is_written_in_bulk_is_what_is_written_one_by_one(register: Register) -> None:
    add_tag(register, "ALD", None)
    people = [FULL._replace(tags=("ALD",)), a_patient(ADRUN, tags=("ALD",))]
    for row in fictitious.patients(20, seed=3):
        given = {name: cell for name, cell in zip(fictitious.COLUMNS, row, strict=True) if cell}
        given.pop("tags", None)
        people.append(new_patient(given, NOW.date()).patient)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        loaded = bulk.BulkWriter(work.connection, work.at, (work.today, work.actor)).insert(
            bulk.prepare(PatientColumns.of(people))
        )
        single = [work.add(patient, Action.PATIENT_ADD) for patient in people]

        def rows(table: str, columns: str, patient_id: int | None) -> list[tuple[object, ...]]:
            key = "id" if table == "patient" else "patient_id"
            return work.connection.rows(
                f"SELECT {columns} FROM {table} WHERE {key} = ? ORDER BY {columns}", (patient_id,)
            )

        keys = ", ".join(
            (*(name for name in patients.COLUMNS if name != "id"), *patient_keys(people[0]))
        )
        for one, other in zip(loaded, single, strict=True):
            for table, columns in (
                ("patient", keys),
                ("phone", "position, type, number, reversed"),
                ("extra_number", "position, name, value"),
                ("patient_tag", "tag_id"),
                ("word", "word"),
            ):
                assert rows(table, columns, one) == rows(table, columns, other.id)


def test_an_id_is_never_given_twice(register: Register) -> None:
    first = create_patient(register, a_patient())
    delete_patient(register, first.id or 0, "ADRUN Zoé", None)
    second = create_patient(register, a_patient())
    assert second.id != first.id
    with register.writing(Permission.EDIT_PATIENTS) as work:
        (third,) = bulk.BulkWriter(work.connection, work.at, (work.today, work.actor)).insert(
            bulk.prepare(PatientColumns.of([a_patient(PAT_TROIS)]))
        )
    assert third not in (first.id, second.id)


def test_a_deleted_and_an_unknown_patient_are_told_apart(register: Register) -> None:
    patient = create_patient(register, a_patient())
    delete_patient(register, patient.id or 0, "ADRUN Zoé", "moved")
    with pytest.raises(NoSuchRecord, match="was deleted"):
        show_patient(register, patient.id or 0)
    with pytest.raises(NoSuchRecord, match="No patient has the id"):
        show_patient(register, 9999)


def test_a_deletion_leaves_no_row_of_the_patient_anywhere(register: Register) -> None:
    add_tag(register, "ALD", None)
    patient = create_patient(register, FULL._replace(tags=("ALD",)))
    delete_patient(register, patient.id or 0, patient.full_name, None)
    with register.reading() as connection:
        for table in ("phone", "extra_number", "patient_tag", "word"):
            left = connection.value(
                f"SELECT count(*) FROM {table} WHERE patient_id = ?", (patient.id,)
            )
            assert left == 0, table
        assert connection.value("SELECT count(*) FROM patient") == 0
        (record,) = connection.row("SELECT record FROM former_patient") or ("",)
    assert "PAT-TROIS" in record
    assert str(FULL.comments).splitlines()[0] not in record


def test_an_unknown_tag_is_refused_and_nothing_is_written(register: Register) -> None:
    with pytest.raises(InvalidInput, match="no such tag"):
        create_patient(register, a_patient(tags=("nothing",)))
    with register.reading() as connection:
        assert connection.value("SELECT count(*) FROM patient") == 0


def test_a_change_of_an_older_version_is_refused_and_nothing_is_written(register: Register) -> None:
    created = create_patient(register, a_patient())
    with register.writing(Permission.EDIT_PATIENTS) as work:
        patients.update(work.connection, created, created._replace(city="Lyon"), NOW)
    with (
        pytest.raises(Conflict, match="was changed meanwhile"),
        register.writing(Permission.EDIT_PATIENTS) as work,
    ):
        patients.update(work.connection, created, created._replace(city="Paris"), NOW)
    assert read(register, created.id).city == "Lyon"
