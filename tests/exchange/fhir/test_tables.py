"""Whatever is written of a register in FHIR is as R4, FR Core and the IPS ask: by our own tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semble_cli.exchange.around.consents import consent_resources
from semble_cli.exchange.fhir.ips import Practice, Summary, summary_document
from semble_cli.exchange.fhir.valid_text import valid
from semble_cli.exchange.fhir.writing import resource_of
from semble_cli.identity.ins import InsOid, PastIns
from semble_cli.patient.interchange import Interchange
from semble_cli.patient.record import Answer
from semble_cli.services.agenda.booking import When, add_appointment, cancel_appointment
from semble_cli.services.agenda.practitioners import add_practitioner
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.export import WantedExport, export_patient
from semble_cli.services.patients.export_whole import WholeExport, whole_resources
from semble_cli.services.patients.list_all import Listing
from semble_cli.services.practice.settings import set_setting
from semble_cli.settings.table import BY_NAME
from tests.conftest import NOW, a_patient
from tests.exchange.fhir.tables import faults_of, faults_of_bundle
from tests.full_patient import FULL
from tests.services.imports.whole_records import fill
from tests.services.record.family import AGATHE, MOTHER, ZOE

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register

INS: dict[str, Any] = {
    "identity_retrieved": True,
    "identity_checked": True,
    "ins_matricule": "279035121518989",
}
OURS = "urn:semble-cli:fhir:"


@pytest.fixture
def whole(sqlite_register: Register, tmp_path: Path) -> Register:
    """A register with something of everything around its patients."""
    fill(sqlite_register, tmp_path)
    edit_fields(sqlite_register, ZOE, {"receive_sms": True, "dmp_consent": "refused"})
    add_practitioner(sqlite_register, {"name": "Dr Alix ROUSSEL", "rpps": "10001234565"})
    when = When("2027-01-04T09:00", 20)
    booked = add_appointment(sqlite_register, ZOE, when, "suivi", nothing_own)
    cancel_appointment(sqlite_register, booked.entry.appointment.id or 0, nothing_own)
    add_appointment(sqlite_register, ZOE, when, None, nothing_own)
    return sqlite_register


def bundle_of(register: Register, patient_id: int, form: Interchange) -> dict[str, Any]:
    content = export_patient(register, patient_id, WantedExport(form, reveal=True)).content
    assert isinstance(content, dict)
    return content


def held(bundle: dict[str, Any]) -> list[str]:
    return [entry["resource"]["resourceType"] for entry in bundle["entry"]]


def test_every_resource_of_a_register_is_as_it_should_be(whole: Register) -> None:
    found = [each.resource for each in whole_resources(whole, Listing(), WholeExport(reveal=True))]
    assert {each["resourceType"] for each in found} == {
        *("Patient", "RelatedPerson", "AllergyIntolerance", "MedicationStatement"),
        *("DocumentReference", "Consent", "Appointment"),
    }
    for each in found:
        assert faults_of(each) == [], each["resourceType"]


@pytest.mark.parametrize("whose", [ZOE, AGATHE, MOTHER])
def test_a_bundle_of_one_patient_has_all_that_stands_around(whole: Register, whose: int) -> None:
    bundle = bundle_of(whole, whose, Interchange.FHIR)
    assert (bundle["type"], held(bundle)[0]) == ("collection", "Patient")
    others = [fault for fault in faults_of_bundle(bundle) if not fault.endswith("leads nowhere")]
    assert others == []
    listed = [
        each.resource
        for each in whole_resources(whole, Listing(), WholeExport(reveal=True))
        if f"Patient/{whose}" in str(each.resource.get("patient", each.resource.get("subject")))
        or f"'Patient/{whose}'" in str(each.resource.get("participant"))
        or (each.resource["resourceType"], each.resource["id"]) == ("Patient", str(whose))
    ]
    assert len(bundle["entry"]) == len(listed)


@pytest.mark.parametrize("whose", [ZOE, AGATHE, MOTHER])
def test_a_summary_is_as_the_guide_asks(whole: Register, whose: int) -> None:
    assert faults_of_bundle(bundle_of(whole, whose, Interchange.IPS)) == []


def test_a_summary_tells_what_is_taken_and_what_is_borne_and_no_more(whole: Register) -> None:
    bundle = bundle_of(whole, ZOE, Interchange.IPS)
    sections = {each["title"]: each for each in bundle["entry"][0]["resource"]["section"]}
    assert len(sections["Allergies and Intolerances"]["entry"]) == 2
    assert len(sections["Medication Summary"]["entry"]) == 1  # the other was stopped
    text = sections["Allergies and Intolerances"]["text"]["div"]
    assert "<li>Pénicilline, urticaire, severe, une" in text
    assert held(bundle) == [
        *("Composition", "Patient", "Device", "AllergyIntolerance", "AllergyIntolerance"),
        *("MedicationStatement", "Condition"),
    ]


def test_an_allergy_that_was_refuted_is_in_no_summary(whole: Register) -> None:
    found = bundle_of(whole, AGATHE, Interchange.IPS)
    codes = [
        each["resource"]["code"].get("text") or each["resource"]["code"]["coding"][0]["code"]
        for each in found["entry"]
        if each["resource"]["resourceType"] == "AllergyIntolerance"
    ]
    assert "Iode" not in codes


def test_what_is_not_known_has_the_codes_of_the_guide(sqlite_register: Register) -> None:
    create_patient(sqlite_register, a_patient())
    bundle = bundle_of(sqlite_register, 1, Interchange.IPS)
    assert faults_of_bundle(bundle) == []
    text = str(bundle)
    for code in ("no-allergy-info", "no-medication-info", "no-problem-info"):
        assert f"'{code}'" in text
    (statement,) = (
        each["resource"]
        for each in bundle["entry"]
        if each["resource"]["resourceType"] == "MedicationStatement"
    )
    reason = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
    assert statement["effectivePeriod"] == {"extension": [{"url": reason, "valueCode": "unknown"}]}


def test_that_none_is_known_is_said_in_the_words_of_the_guide_and_of_snomed(
    whole: Register,
) -> None:
    bundle = bundle_of(whole, MOTHER, Interchange.IPS)
    (allergy,) = (
        each["resource"]
        for each in bundle["entry"]
        if each["resource"]["resourceType"] == "AllergyIntolerance"
    )
    assert [each["code"] for each in allergy["code"]["coding"]] == [
        "no-known-allergies",
        "716186003",
    ]


def test_the_practice_answers_for_a_summary_where_it_has_a_name(whole: Register) -> None:
    set_setting(whole, BY_NAME["practice.name"], "Cabinet des Lilas")
    bundle = bundle_of(whole, ZOE, Interchange.IPS)
    assert faults_of_bundle(bundle) == []
    composition = bundle["entry"][0]["resource"]
    assert composition["custodian"] == {"reference": "Organization/practice"}
    assert [each["reference"] for each in composition["author"]] == [
        "Organization/practice",
        "Device/semble-cli",
    ]


def test_no_two_summaries_have_one_number(whole: Register) -> None:
    one, other = (bundle_of(whole, ZOE, Interchange.IPS)["identifier"] for _ in range(2))
    assert one != other


@pytest.mark.parametrize(
    ("oid", "use", "code"),
    [
        (InsOid.NIR, "official", "INS-NIR"),
        (InsOid.NIA, "temp", "INS-NIA"),
        (InsOid.TEST, "official", "INS-NIR-TEST"),
        (InsOid.DEMO, "official", "INS-NIR-DEMO"),
    ],
)
def test_a_qualified_identity_is_of_the_profile_of_the_ins(
    oid: InsOid, use: str, code: str
) -> None:
    past = PastIns("279035121518900", InsOid.NIA, None, NOW.date())
    patient = FULL._replace(**INS, ins_oid=oid.value, id=1, former_ins=(past,), nir=None)
    resource = resource_of(patient)
    assert faults_of(resource) == []
    now, before = resource["identifier"][:2]
    assert (now["use"], now["type"]["coding"][0]["code"]) == (use, code)
    assert (before["use"], before["period"]) == ("old", {"end": "2026-11-23"})
    assert resource["meta"]["profile"][-1].endswith("/fr-core-patient-ins")


@pytest.mark.parametrize(
    "facts",
    [
        {"identity_checked": False},
        {"identity_retrieved": False},
        {"doubtful": True},
        {"ins_matricule": None},
    ],
)
def test_any_other_identity_is_not_and_has_no_matricule(facts: dict[str, Any]) -> None:
    past = PastIns("279035121518900", InsOid.NIA)
    told: dict[str, Any] = INS | {"ins_oid": InsOid.NIR.value, "former_ins": (past,)} | facts
    resource = resource_of(FULL._replace(**told, id=1, nir=None))
    assert faults_of(resource) == []
    assert [each.rpartition("/")[2] for each in resource["meta"]["profile"]] == ["fr-core-patient"]
    assert "2790351215189" not in str(resource)


def test_how_an_identity_was_collected_and_checked_is_told() -> None:
    (told,) = (
        each["extension"]
        for each in resource_of(FULL)["extension"]
        if each["url"].endswith("identity-reliability")
    )
    parts = {each["url"]: each for each in told}
    assert list(parts) == [
        *("methodCollection", "identityStatus", "comment", "validationDate", "validationMode"),
    ]
    core = "https://hl7.fr/ig/fhir/core/CodeSystem"
    assert parts["methodCollection"]["valueCoding"] == {
        "system": f"{core}/fr-core-cs-method-collection",
        "code": "SM",
    }
    assert parts["validationMode"]["valueCoding"] == {
        "system": f"{core}/fr-core-cs-mode-validation-identity",
        "code": "CN",
    }
    assert FULL.identity_checked_on
    assert parts["validationDate"]["valueDate"] == FULL.identity_checked_on.isoformat()


def test_a_consent_is_spelled_out() -> None:
    patient = FULL._replace(id=12)
    found = {each["id"]: each for each in consent_resources(patient)}
    assert found["12-dmp-consent"] == {
        "resourceType": "Consent",
        "id": "12-dmp-consent",
        "extension": [
            {"url": f"{OURS}recorded-by", "valueString": patient.dmp_consent_by},
            {"url": f"{OURS}dmp-visible-patient", "valueBoolean": True},
            {"url": f"{OURS}dmp-visible-professionals", "valueBoolean": True},
        ],
        "status": "active",
        "scope": {
            "coding": [
                {
                    "system": "http://terminology.hl7.org/CodeSystem/consentscope",
                    "code": "patient-privacy",
                }
            ]
        },
        "category": [
            {"coding": [{"system": "http://loinc.org", "code": "59284-0"}]},
            {"coding": [{"system": f"{OURS}consent", "code": "dmp_consent"}]},
        ],
        "patient": {"reference": "Patient/12"},
        "dateTime": patient.dmp_consent_on and patient.dmp_consent_on.isoformat(),
        "performer": [{"reference": "Patient/12"}],
        "policyRule": {
            "coding": [
                {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "OPTIN"}
            ]
        },
        "provision": {"type": "permit"},
    }
    assert len(found) == 8
    assert all(faults_of(each) == [] for each in found.values())


def test_what_was_not_asked_is_no_consent_and_a_refusal_denies() -> None:
    assert list(consent_resources(a_patient())) == []
    (refused,) = consent_resources(a_patient()._replace(id=1, receive_sms=Answer.REFUSED))
    assert refused["provision"] == {"type": "deny"}
    assert refused["policyRule"]["coding"][0]["code"] == "OPTOUT"


HOSTILE = st.text(
    st.one_of(
        st.sampled_from("<>&\"'\r\n\x0b\x1b\u202e\u200f\x00é😀👨‍👩‍👧אبمرحبا\t\ud800"),
        st.characters(),
    ),
    max_size=30,
)


@given(text=HOSTILE)
@settings(max_examples=150, deadline=None)
def test_no_text_makes_a_resource_that_is_not_valid(text: str) -> None:
    patient = FULL._replace(
        id=1, birth_name="ADRUN", used_name=text, city=text, religion=text, address_lines=text
    )
    resource = valid(resource_of(patient))
    assert faults_of(resource) == []
    allergy = {
        "resourceType": "AllergyIntolerance",
        "id": "1",
        "clinicalStatus": {"coding": [{"code": "active"}]},
        "code": {"text": f"x{text}"},
        "patient": {"reference": "Patient/1"},
    }
    summary = Summary(
        resource, [valid(allergy)], None, Practice(f"x{text}"), "1", "r", NOW.isoformat(), "u"
    )
    document = summary_document(summary)
    div = document["entry"][0]["resource"]["section"][0]["text"]["div"]

    (item,) = ElementTree.fromstring(div).iter("{http://www.w3.org/1999/xhtml}li")  # noqa: S314
    named = document["entry"][4]["resource"]["code"]["text"]
    assert (item.text or "").split() == named.split()
