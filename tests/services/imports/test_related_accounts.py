"""Patients of Semble's API come in with their related accounts, and come back as they were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import BadUsage
from semble_cli.exchange.semble.patients import input_of
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.services.imports.report import Policy
from tests.conftest import a_patient
from tests.services.imports.whole_records import bring, lines_of, said
from tests.services.record.family import told

if TYPE_CHECKING:
    from semble_cli.services.register import Register

GP = {
    "relationshipType": "GP",
    "contactDetails": {"name": "MARTIN Claire", "lastName": "MARTIN", "firstName": "Claire"},
}
SISTER = {
    "relationshipType": "FAMILY",
    "contactDetails": {"name": "ADRUN AGATHE", "relatedAccountId": "78"},
}


def person(number: int, name: str, *accounts: Any) -> dict[str, Any]:
    patient = a_patient(first_given_name=name, birth_given_names=name)._replace(id=number)
    return input_of(patient) | ({"relatedAccounts": list(accounts)} if accounts else {})


def test_relations_come_in_with_the_patients_and_one_contact_is_one(
    sqlite_register: Register,
) -> None:
    lines = lines_of(person(77, "ZOE", GP, SISTER), person(78, "AGATHE", GP))
    report = bring(sqlite_register, lines)
    assert (report.created, report.rejected, report.records, said(report)) == (2, 0, 3, {})
    assert told(sqlite_register, 1, "type", "patient_id", "contact_id") == [
        ("gp", None, 1),
        ("family", 2, None),
    ]
    assert told(sqlite_register, 2, "type", "name") == [
        ("gp", "MARTIN Claire"),
        ("family", "ADRUN ZOE"),
    ]


def test_the_same_file_twice_makes_nothing_twice(sqlite_register: Register) -> None:
    lines = lines_of(person(77, "ZOE", GP, SISTER), person(78, "AGATHE"))
    bring(sqlite_register, lines)
    report = bring(sqlite_register, lines, Policy(on_duplicate=OnDuplicate.UPDATE))
    assert (report.created, report.records) == (0, 0)
    assert told(sqlite_register, 1, "type") == ["gp", "family"]


def test_a_relation_to_a_patient_who_is_not_in_the_file_is_rejected(
    sqlite_register: Register,
) -> None:
    report = bring(sqlite_register, lines_of(person(77, "ZOE", GP, SISTER)))
    assert (report.created, report.rejected, report.records) == (1, 1, 1)
    assert told(sqlite_register, 1, "type") == ["gp"]


def test_they_are_one_transaction(sqlite_register: Register) -> None:
    with pytest.raises(BadUsage):
        bring(sqlite_register, lines_of(person(77, "ZOE", GP)), Policy(commit_every=1))
