"""A patient as a Patient resource, spelled out: other programs rely on each code."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.exchange.fhir.writing import resource_of
from semble_cli.patient.record import ArchiveReason, ExtraNumber, Phone, PhoneType
from tests.conftest import NOW, PAT_TROIS, a_patient

TODAY = NOW.date()
CORE = "https://hl7.fr/ig/fhir/core"
OURS = "urn:semble-cli:fhir:"
HL7 = "http://terminology.hl7.org/CodeSystem/v2-0203"
STATUSES = f"{CORE}/CodeSystem/fr-core-cs-identity-status"
METHODS = f"{CORE}/CodeSystem/fr-core-cs-method-collection"


def extensions_of(**changes: Any) -> dict[str, Any]:
    """The extensions of a patient by their addresses."""
    found = resource_of(a_patient()._replace(**changes))["extension"]
    return {each.pop("url"): each for each in found}


def test_a_patient_is_spelled_out() -> None:
    patient = a_patient(
        PAT_TROIS
        | {"used_name": "DURAND", "title": "Mme", "preferred_language": "fr", "birth_rank": 2}
        | {"address_lines": "1 rue\nBâtiment B", "postal_code": "75001", "city": "Paris"}
        | {"billing_address": "2 rue\nLyon", "email": "d@example.org", "religion": "sans"}
    )._replace(
        phones=(Phone(PhoneType.MOBILE, "06 39 98 00 01"), Phone(PhoneType.OTHER, "0199000001")),
        numbers=(ExtraNumber("Dossier", "P1"),),
        nir="275126322074974",
        deceased_on=TODAY,
    )
    assert resource_of(patient) == {
        "resourceType": "Patient",
        "meta": {
            "profile": [f"{CORE}/StructureDefinition/fr-core-patient"],
            "source": f"{OURS}register",
        },
        "extension": [
            {
                "url": "http://hl7.org/fhir/StructureDefinition/patient-birthPlace",
                "valueAddress": {
                    "extension": [
                        {
                            "url": f"{CORE}/StructureDefinition/fr-core-address-insee-code",
                            "valueCoding": {
                                "system": "https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/"
                                "TRE-R13-CommuneOM",
                                "code": "51215",
                            },
                        }
                    ],
                    "city": "Dompremy",
                },
            },
            {
                "url": f"{CORE}/StructureDefinition/fr-core-identity-reliability",
                "extension": [
                    {"url": "methodCollection", "valueCoding": {"system": METHODS, "code": "SM"}},
                    {
                        "url": "identityStatus",
                        "valueCoding": {"system": STATUSES, "code": "PROV"},
                    },
                ],
            },
            {
                "url": "http://hl7.org/fhir/StructureDefinition/patient-religion",
                "valueCodeableConcept": {"text": "sans"},
            },
        ],
        "identifier": [
            {
                "use": "official",
                "type": {"coding": [{"system": HL7, "code": "NH"}]},
                "system": "urn:oid:1.2.250.1.213.1.4.8",
                "value": "275126322074974",
            },
            {"use": "secondary", "type": {"text": "Dossier"}, "value": "P1"},
        ],
        "active": True,
        "name": [
            {
                "extension": [
                    {
                        "url": f"{CORE}/StructureDefinition/fr-core-patient-birth-list-given-name",
                        "valueString": "DOMINIQUE MARIE-LOUISE",
                    }
                ],
                "use": "official",
                "family": "PAT-TROIS",
                "given": ["DOMINIQUE"],
            },
            {"use": "usual", "text": "DURAND DOMINIQUE", "family": "DURAND", "prefix": ["Mme"]},
        ],
        "telecom": [
            {"system": "phone", "value": "06 39 98 00 01", "use": "mobile"},
            {
                "system": "phone",
                "value": "0199000001",
                "extension": [{"url": f"{OURS}phone-type", "valueCode": "other"}],
            },
            {"system": "email", "value": "d@example.org"},
        ],
        "gender": "female",
        "birthDate": "1979-03-28",
        "deceasedDateTime": "2026-11-23",
        "address": [
            {"line": ["1 rue", "Bâtiment B"], "city": "Paris", "postalCode": "75001"},
            {"use": "billing", "text": "2 rue\nLyon"},
        ],
        "multipleBirthInteger": 2,
        "communication": [
            {
                "language": {"coding": [{"system": "urn:ietf:bcp:47", "code": "fr"}]},
                "preferred": True,
            }
        ],
    }


def test_a_fictive_birth_date_is_marked() -> None:
    url = f"{CORE}/StructureDefinition/fr-core-patient-birthdate-update-indicator"
    assert extensions_of(birth_date_fictive=True)[url] == {"valueBoolean": True}
    assert url not in extensions_of()


@pytest.mark.parametrize(
    ("flag", "code"), [("homonym", "HOMA"), ("doubtful", "DOUT"), ("fictitious", "FICT")]
)
def test_a_flag_is_a_comment_on_the_status(flag: str, code: str) -> None:
    told = extensions_of(**{flag: True})[f"{CORE}/StructureDefinition/fr-core-identity-reliability"]
    _, status, comment = told["extension"]
    assert status["valueCoding"] == {"system": STATUSES, "code": "PROV"}
    coding = {"system": f"{CORE}/CodeSystem/fr-core-cs-identity-status-comment", "code": code}
    assert comment == {"url": "comment", "valueCodeableConcept": {"coding": [coding]}}


def test_a_record_that_is_archived_is_not_active_and_tells_since_when_and_why() -> None:
    changes: dict[str, Any] = {"archived_on": TODAY, "archive_reason": ArchiveReason.MOVED_AWAY}
    assert resource_of(a_patient(**changes))["active"] is False
    found = extensions_of(**changes)
    assert found[f"{OURS}archived-on"] == {"valueDate": "2026-11-23"}
    assert found[f"{OURS}archive-reason"] == {"valueCode": "moved_away"}


def test_a_rank_of_one_is_no_multiple_birth() -> None:
    assert extensions_of(birth_rank=1)[f"{OURS}birth-rank"] == {"valueInteger": 1}
    assert "multipleBirthInteger" not in resource_of(a_patient(birth_rank=1))
    assert f"{OURS}birth-rank" not in extensions_of(birth_rank=2)


def test_lines_that_are_empty_leave_the_lines_and_stand_in_the_text() -> None:
    (address,) = resource_of(a_patient(address_lines="1 rue\n\nB"))["address"]
    assert address == {"text": "1 rue\n\nB", "line": ["1 rue", "B"]}
