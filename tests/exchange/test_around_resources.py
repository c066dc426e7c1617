"""What stands around a patient as FHIR resources, spelled out: other programs rely on each code."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from semble_cli.exchange.around.allergies import (
    allergy_resource,
    none_known_resource,
    not_asked_resource,
)
from semble_cli.exchange.around.documents import document_resource
from semble_cli.exchange.around.relations import relation_given, relation_resource
from semble_cli.exchange.around.treatments import treatment_resource
from semble_cli.patient.around.contact import Contact, ContactPhone
from semble_cli.patient.around.relation import Relation, RelationType
from semble_cli.patient.around.stored_document import StoredDocument
from semble_cli.patient.around.treatment import Treatment

AT = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)
WHOSE = {"reference": "Patient/12"}
OURS = "urn:semble-cli:fhir:"
CLINICAL = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
VERIFICATION = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"


def concept(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


ALLERGY = {
    "id": 3,
    "substance": "Latex",
    "severity": "severe",
    "certainty": "confirmed",
    "reaction": "urticaire",
    "noted_on": "2020-03-04",
    "comment": "une fois",
    "noted_by": "zoe",
    "noted_at": "2026-11-23T10:30:00Z",
}


def test_an_allergy_is_spelled_out() -> None:
    assert allergy_resource(12, ALLERGY) == {
        "resourceType": "AllergyIntolerance",
        "id": "3",
        "clinicalStatus": concept(CLINICAL, "active"),
        "verificationStatus": concept(VERIFICATION, "confirmed"),
        "code": {"text": "Latex"},
        "patient": WHOSE,
        "onsetDateTime": "2020-03-04",
        "recordedDate": "2026-11-23T10:30:00Z",
        "recorder": {"display": "zoe"},
        "note": [{"text": "une fois"}],
        "reaction": [{"manifestation": [{"text": "urticaire"}], "severity": "severe"}],
    }


def test_an_allergy_that_was_refuted_is_not_active() -> None:
    told = allergy_resource(12, ALLERGY | {"certainty": "refuted"})
    assert told["clinicalStatus"] == concept(CLINICAL, "inactive")
    assert told["verificationStatus"] == concept(VERIFICATION, "refuted")


def test_a_severity_without_a_reaction_says_that_this_is_unknown() -> None:
    (reaction,) = allergy_resource(12, ALLERGY | {"reaction": None})["reaction"]
    absent = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
    assert reaction == {"manifestation": [concept(absent, "unknown")], "severity": "severe"}
    assert "reaction" not in allergy_resource(12, ALLERGY | {"reaction": None, "severity": None})


@pytest.mark.parametrize(
    ("scope", "code", "text"),
    [
        ("all", "716186003", "No known allergy"),
        ("drug", "409137002", "No known drug allergy"),
        ("food", "429625007", "No known food allergy"),
    ],
)
def test_that_none_is_known_has_the_code_of_its_kind(scope: str, code: str, text: str) -> None:
    said = {"scope": scope, "by": "zoe", "at": "2026-11-23T10:30:00Z"}
    assert none_known_resource(12, said) == {
        "resourceType": "AllergyIntolerance",
        "id": f"12-none-{scope}",
        "clinicalStatus": concept(CLINICAL, "active"),
        "verificationStatus": concept(VERIFICATION, "confirmed"),
        "code": concept("http://snomed.info/sct", code) | {"text": text},
        "patient": WHOSE,
        "recordedDate": "2026-11-23T10:30:00Z",
        "recorder": {"display": "zoe"},
    }


def test_that_nobody_asked_is_no_information() -> None:
    absent = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
    assert not_asked_resource(12) == {
        "resourceType": "AllergyIntolerance",
        "id": "12-not-asked",
        "clinicalStatus": concept(CLINICAL, "active"),
        "code": concept(absent, "no-allergy-info") | {"text": "No information about allergies"},
        "patient": WHOSE,
    }


TREATMENT = Treatment(
    12,
    "Essai 1 g",
    dose="1 cp",
    route="orale",
    frequency="2/j",
    starts_on=date(2026, 1, 1),
    ends_on=date(2027, 2, 1),
    prescriber="Dr X",
    comment="à jeun",
    author="zoe",
    id=5,
)


def test_a_treatment_is_spelled_out() -> None:
    assert treatment_resource(TREATMENT, TODAY) == {
        "resourceType": "MedicationStatement",
        "id": "5",
        "extension": [{"url": f"{OURS}prescriber", "valueString": "Dr X"}],
        "status": "active",
        "medicationCodeableConcept": {"text": "Essai 1 g"},
        "subject": WHOSE,
        "effectivePeriod": {"start": "2026-01-01", "end": "2027-02-01"},
        "informationSource": {"display": "zoe"},
        "note": [{"text": "à jeun"}],
        "dosage": [
            {
                "extension": [{"url": f"{OURS}dose", "valueString": "1 cp"}],
                "text": "1 cp, orale, 2/j",
                "timing": {"code": {"text": "2/j"}},
                "route": {"text": "orale"},
            }
        ],
    }


def test_a_treatment_that_was_stopped_has_its_reason_and_the_end_that_was_planned() -> None:
    stopped = TREATMENT._replace(stopped_on=date(2026, 2, 1), stop_reason="intolerance")
    told = treatment_resource(stopped, TODAY)
    assert (told["status"], told["effectivePeriod"]["end"]) == ("stopped", "2026-02-01")
    assert told["statusReason"] == [concept(f"{OURS}treatment-stop-reason", "intolerance")]
    assert told["extension"][0] == {"url": f"{OURS}planned-end", "valueDate": "2027-02-01"}


@pytest.mark.parametrize(
    ("days", "status"),
    [
        ({"starts_on": date(2026, 12, 1)}, "intended"),
        ({"starts_on": None, "ends_on": date(2026, 11, 22)}, "completed"),
        ({"ends_on": date(2026, 11, 23)}, "active"),
        ({"starts_on": None, "ends_on": None}, "active"),
    ],
)
def test_the_status_of_a_treatment_is_that_of_the_day(days: dict[str, Any], status: str) -> None:
    assert treatment_resource(TREATMENT._replace(**days), TODAY)["status"] == status


def test_a_document_is_spelled_out_without_its_bytes() -> None:
    sha256 = "ab" * 32
    held = StoredDocument(12, "Courrier", "scan.pdf", "application/pdf", sha256, AT, "zoe")
    document = held._replace(id=7, kind="letter", dated_on=date(2026, 11, 4))
    assert document_resource(document, 15) == {
        "resourceType": "DocumentReference",
        "id": "7",
        "status": "current",
        "type": concept(f"{OURS}document-kind", "letter"),
        "subject": WHOSE,
        "date": "2026-11-23T10:30:00Z",
        "author": [{"display": "zoe"}],
        "content": [
            {
                "attachment": {
                    "extension": [
                        {"url": f"{OURS}sha256", "valueString": sha256},
                        {"url": f"{OURS}file-name", "valueString": "scan.pdf"},
                    ],
                    "contentType": "application/pdf",
                    "size": 15,
                    "title": "Courrier",
                    "creation": "2026-11-04",
                }
            }
        ],
    }


def test_a_relation_to_a_contact_is_spelled_out_with_the_contact() -> None:
    relation = Relation(
        12,
        "insurer",
        contact_id=4,
        starts_on=date(2020, 1, 1),
        ends_on=date(2027, 1, 1),
        policy_number="P12",
        authorization_code="A3",
        is_payer=True,
        notes="à jour",
        id=9,
    )
    contact = Contact(
        "organisation",
        company_name="Mutuelle Essai",
        phones=(ContactPhone("work", "01 99 00 00 01"), ContactPhone("other", "01 99 00 00 02")),
        email="a@example.org",
        mssante="b@exemple.mssante.fr",
        address_lines="1 rue\nBâtiment B",
        postal_code="75001",
        city="Paris",
        siren="732829320",
        finess="750000016",
        notes="le matin",
        id=4,
    )
    other = [{"url": f"{OURS}phone-type", "valueCode": "other"}]
    secure = [{"url": f"{OURS}mssante", "valueBoolean": True}]
    assert relation_resource(relation, contact) == {
        "resourceType": "RelatedPerson",
        "id": "9",
        "meta": {
            "profile": ["https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-related-person"]
        },
        "extension": [
            {"url": f"{OURS}policy-number", "valueString": "P12"},
            {"url": f"{OURS}authorization-code", "valueString": "A3"},
            {"url": f"{OURS}payer", "valueBoolean": True},
            {"url": f"{OURS}notes", "valueString": "à jour"},
            {"url": f"{OURS}contact-number", "valueString": "4"},
            {"url": f"{OURS}contact-kind", "valueCode": "organisation"},
            {"url": f"{OURS}contact-notes", "valueString": "le matin"},
            {"url": f"{OURS}contact-siren", "valueString": "732829320"},
        ],
        "active": True,
        "patient": WHOSE,
        "relationship": [
            {
                "coding": [
                    {"system": "http://terminology.hl7.org/CodeSystem/v2-0131", "code": "I"},
                    {"system": f"{OURS}relation-type", "code": "insurer"},
                ]
            }
        ],
        "name": [{"text": "Mutuelle Essai"}],
        "period": {"start": "2020-01-01", "end": "2027-01-01"},
        "identifier": [
            {
                "type": {"text": "FINESS"},
                "system": "https://finess.esante.gouv.fr",
                "value": "750000016",
            }
        ],
        "telecom": [
            {"system": "phone", "value": "01 99 00 00 01", "use": "work"},
            {"system": "phone", "value": "01 99 00 00 02", "extension": other},
            {"system": "email", "value": "a@example.org"},
            {
                "extension": secure,
                "system": "email",
                "value": "b@exemple.mssante.fr",
                "use": "work",
            },
        ],
        "address": [{"line": ["1 rue", "Bâtiment B"], "city": "Paris", "postalCode": "75001"}],
    }


def test_a_relation_to_another_patient_refers_to_that_one() -> None:
    relation = Relation(12, "other", label="marraine", other_patient_id=13, id=9)
    assert relation_resource(relation, other="ADRUN ZOE") == {
        "resourceType": "RelatedPerson",
        "id": "9",
        "meta": {
            "profile": ["https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-related-person"]
        },
        "extension": [
            {"url": f"{OURS}related-patient", "valueReference": {"reference": "Patient/13"}}
        ],
        "active": True,
        "patient": WHOSE,
        "identifier": [{"system": f"{OURS}relation", "value": "9"}],
        "relationship": [concept(f"{OURS}relation-type", "other") | {"text": "marraine"}],
        "name": [{"text": "ADRUN ZOE"}],
    }


ROLES, CONTACTS = (
    f"http://terminology.hl7.org/CodeSystem/{name}" for name in ("v3-RoleCode", "v2-0131")
)
STANDARD = {
    "family": (ROLES, "FAMMEMB"),
    "spouse_partner": (ROLES, "SIGOTHR"),
    "parent_guardian": (ROLES, "RESPRSN"),
    "next_of_kin": (CONTACTS, "N"),
    "emergency_contact": (CONTACTS, "C"),
    "insurer": (CONTACTS, "I"),
    "payer": (CONTACTS, "BP"),
}


_ANS = "https://mos.esante.gouv.fr/NOS"
FRENCH_ROLES = f"{_ANS}/TRE_R216-HL7RoleCode/FHIR/TRE-R216-HL7RoleCode"
FRENCH_CLASSES = f"{_ANS}/TRE_R260-HL7RoleClass/FHIR/TRE-R260-HL7RoleClass"
FRENCH = {
    "family": (FRENCH_ROLES, "FAMMEMB"),
    "spouse_partner": (FRENCH_ROLES, "SIGOTHR"),
    "next_of_kin": (FRENCH_CLASSES, "NOK"),
    "emergency_contact": (FRENCH_CLASSES, "ECON"),
}


@pytest.mark.parametrize("kind", RelationType)
def test_a_type_of_relation_has_the_codes_of_others_that_say_the_same(
    kind: RelationType,
) -> None:
    relation = Relation(12, kind.value, other_patient_id=13, id=9)
    *french, own = relation_resource(relation)["relationship"]
    *standard, ours = own["coding"]
    assert ours == {"system": f"{OURS}relation-type", "code": kind.value}
    told = [(each["system"], each["code"]) for each in standard]
    assert told == [STANDARD[each] for each in STANDARD if each == kind]
    # What FR Core binds to the systems of the ANS has no other code beside.
    assert french == [concept(*FRENCH[each]) for each in FRENCH if each == kind]


def test_a_relation_as_an_earlier_program_wrote_it_is_read_all_the_same() -> None:
    contact = Contact("person", last_name="MARTIN", rpps="10101085432", finess="750000016", id=4)
    relation = Relation(12, "family", contact_id=4, starts_on=date(2020, 1, 1), id=9)
    now = relation_resource(relation, contact)
    before = {name: value for name, value in now.items() if name != "meta"}
    french, ours = now["relationship"]
    before["relationship"] = [ours | {"coding": [*french["coding"], *ours["coding"]]}]
    before["extension"] = [
        each for each in now["extension"] if not each["url"].endswith("contact-finess")
    ]
    finess = {"type": {"text": "FINESS"}, "system": "https://finess.esante.gouv.fr"}
    before["identifier"] = [*now["identifier"], finess | {"value": "750000016"}]
    assert before["extension"] != now["extension"]
    assert relation_given(before) == relation_given(now)
    assert relation_given(now).fields["new"]["finess"] == "750000016"


@pytest.mark.parametrize("number", ["rpps", "finess", "siren", "siret"])
def test_a_relation_has_one_identifier_and_gives_all_numbers_back(number: str) -> None:
    numbers = {"rpps": "10101085432", "finess": "750000016", "siren": "732829320"}
    numbers |= {"siret": "73282932000074"}
    told: dict[str, Any] = dict(list(numbers.items())[: list(numbers).index(number) + 1])
    contact = Contact("person", last_name="MARTIN", id=4)._replace(**told)
    without: dict[str, Any] = dict.fromkeys(told)
    for relation_to in (contact, contact._replace(**without)):
        resource = relation_resource(Relation(12, "gp", contact_id=4, id=9), relation_to)
        assert len(resource["identifier"]) == 1
        given = relation_given(resource).fields["new"]
        assert {name: given[name] for name in numbers if name in given} == (
            told if relation_to is contact else {}
        )
