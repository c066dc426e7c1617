"""What other programs write around patients: taken where it can be, else counted by its type and
said; what was written here is taken or rejected, for nothing of it may be lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.services.imports.whole_records import bring, lines_of, said

if TYPE_CHECKING:
    from semble_cli.services.imports.report import Report
    from semble_cli.services.register import Register

OURS = "urn:semble-cli:fhir:register"
WHOSE = {"reference": "Patient/p1"}
NOT_TAKEN = "FHIR resources that are no patients: {}: not taken."

PATIENT: dict[str, Any] = {
    "resourceType": "Patient",
    "id": "p1",
    "name": [{"use": "official", "family": "ADRUN", "given": ["Zoé"]}],
    "gender": "female",
    "birthDate": "1975-12-31",
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/patient-birthPlace",
            "valueAddress": {"city": "Mazoires"},
        }
    ],
}
AROUND: list[dict[str, Any]] = [
    {
        "resourceType": "AllergyIntolerance",
        "id": "a1",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "300916003"}]},
        "criticality": "high",
        "patient": WHOSE,
    },
    {
        "resourceType": "MedicationStatement",
        "id": "m1",
        "status": "active",
        "medicationReference": {"reference": "Medication/1"},
        "subject": WHOSE,
    },
    {
        "resourceType": "DocumentReference",
        "id": "d1",
        "status": "current",
        "subject": WHOSE,
        "content": [{"attachment": {"contentType": "application/pdf", "data": "eA=="}}],
    },
    {
        "resourceType": "RelatedPerson",
        "id": "r1",
        "patient": WHOSE,
        "relationship": [{"coding": [{"code": "MTH"}]}],
        "name": [{"family": "ADRUN"}],
    },
]
OTHERS = [{"resourceType": kind, "id": "x"} for kind in ("Consent", "Appointment", "Observation")]


def notes(report: Report) -> list[str]:
    return sorted(map(str, report.left_out.elements()))


def test_resources_of_another_program_are_counted_and_none_is_rejected(
    sqlite_register: Register,
) -> None:
    report = bring(sqlite_register, lines_of(PATIENT, *AROUND, *OTHERS))
    assert (report.created, report.rejected, said(report)) == (1, 0, {})
    kinds = [each["resourceType"] for each in (*AROUND, *OTHERS)]
    assert notes(report) == sorted(map(NOT_TAKEN.format, kinds))


def test_so_are_those_of_a_bundle(sqlite_register: Register) -> None:
    entry = [{"resource": each} for each in (PATIENT, *AROUND, *OTHERS)]
    report = bring(sqlite_register, lines_of({"resourceType": "Bundle", "entry": entry}))
    assert (report.created, report.rejected, len(notes(report))) == (1, 0, 7)


@pytest.mark.parametrize("resource", AROUND, ids=[each["resourceType"] for each in AROUND])
def test_those_of_a_patient_who_was_written_here_are_rejected(
    sqlite_register: Register, resource: dict[str, Any]
) -> None:
    ours = PATIENT | {"meta": {"source": OURS}}
    report = bring(sqlite_register, lines_of(ours, resource))
    assert (report.created, report.rejected, notes(report)) == (1, 1, [])


def test_of_two_programs_in_one_file_each_is_treated_as_its_own(sqlite_register: Register) -> None:
    name = [{"use": "official", "family": "CORSE", "given": ["Anthony"]}]
    ours = PATIENT | {"id": "p2", "meta": {"source": OURS}, "gender": "male", "name": name}
    theirs, mine = AROUND[1], AROUND[1] | {"subject": {"reference": "Patient/p2"}}
    report = bring(sqlite_register, lines_of(PATIENT, ours, theirs, mine))
    assert list(said(report)) == [4]
    assert notes(report) == [NOT_TAKEN.format("MedicationStatement")]


def test_what_can_be_read_of_another_program_is_taken(sqlite_register: Register) -> None:
    statement = {
        "resourceType": "MedicationStatement",
        "id": "m1",
        "status": "active",
        "medicationCodeableConcept": {"text": "Essai 1 g"},
        "subject": WHOSE,
    }
    report = bring(sqlite_register, lines_of(PATIENT, statement))
    assert (report.created, report.records, report.rejected) == (1, 1, 0)
