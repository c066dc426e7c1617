"""Patients column by column are those that they are one by one."""

from __future__ import annotations

from datetime import date

from semble_cli.patient.columns.patient_columns import PatientColumns
from semble_cli.patient.record import Answer
from tests.conftest import ADRUN, PAT_TROIS, a_patient

PEOPLE = [
    a_patient(ADRUN),
    a_patient(PAT_TROIS | {"city": "Lyon"}),
    a_patient(ADRUN | {"receive_sms": "yes", "phones": "mobile:06 39 98 00 01"}),
]


def test_patients_come_back_from_their_columns() -> None:
    assert PatientColumns.of(PEOPLE).patients() == PEOPLE
    assert PatientColumns.of([]).patients() == []


def test_what_nobody_has_is_no_column_but_the_default() -> None:
    columns = PatientColumns.of(PEOPLE)
    assert "religion" not in columns.columns
    assert columns.column("religion") == [None] * 3
    assert columns.column("receive_sms") == [None, None, Answer.ACCEPTED]


def test_only_those_chosen_are_left() -> None:
    columns = PatientColumns.of(PEOPLE)
    assert columns.where([True, False, True]).patients() == [PEOPLE[0], PEOPLE[2]]
    assert columns.where([False] * 3).patients() == []
    assert columns.where([True] * 3) is columns


def test_a_patient_is_put_in_place_of_another_with_every_field() -> None:
    columns = PatientColumns.of(PEOPLE[:2])
    columns.put(1, PEOPLE[2]._replace(deceased_on=date(2026, 1, 2)))
    columns.put(0, PEOPLE[1])
    assert columns.patients() == [PEOPLE[1], PEOPLE[2]._replace(deceased_on=date(2026, 1, 2))]
    empty = PatientColumns(1, {})
    empty.put(0, PEOPLE[1])
    assert empty.patients() == [PEOPLE[1]]
