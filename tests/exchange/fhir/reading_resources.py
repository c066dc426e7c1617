"""Reading Patient resources in tests: what is given, what is said, and the patient it makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange.fhir.reading import read_patient
from semble_cli.patient.intake import new_patient
from semble_cli.patient.reading.states import STATE_READERS, read_states, with_states
from tests.conftest import NOW

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient

TODAY = NOW.date()

INSEE_CODE = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code"
BIRTH_PLACE = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"


def born_at(code: str) -> dict[str, Any]:
    """The extension that tells a birth place by its code."""
    coding = {"url": INSEE_CODE, "valueCoding": {"code": code}}
    return {"url": BIRTH_PLACE, "valueAddress": {"extension": [coding]}}


ADRUN: dict[str, Any] = {
    "resourceType": "Patient",
    "extension": [born_at("63220")],
    "name": [{"use": "official", "family": "ADRUN", "given": ["Zoé"]}],
    "gender": "female",
    "birthDate": "1975-12-31",
}
"""A patient of another program, with what every patient needs."""


def given_by(**elements: Any) -> dict[str, Any]:
    """The fields that ADRUN's resource gives with other elements."""
    return read_patient(ADRUN | elements, TODAY).fields


def said_of(**elements: Any) -> list[str]:
    """What is said of ADRUN's resource with other elements."""
    return list(map(str, read_patient(ADRUN | elements, TODAY).left_out))


def patient_of(resource: dict[str, Any]) -> Patient:
    """The patient whom a resource makes."""
    given = read_patient(resource, TODAY).fields
    fields = {name: value for name, value in given.items() if name not in STATE_READERS}
    return with_states(new_patient(fields, TODAY).patient, read_states(given, TODAY))
