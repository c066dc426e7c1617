"""Patients in the words of Semble's API, spelled out: a register can be replayed there."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semble_cli.errors import InvalidInput
from semble_cli.exchange.semble.patients import INPUT_WORDS, fields_of, input_of, left_out
from semble_cli.exchange.semble.relations import related_account
from semble_cli.identity.ins import InsOid
from semble_cli.patient.around.contact import Contact, ContactPhone
from semble_cli.patient.around.relation import Relation, RelationType
from semble_cli.patient.record import (
    Answer,
    ArchiveReason,
    ExtraNumber,
    Phone,
    PhoneType,
    PrivacyPolicy,
)
from tests.conftest import PAT_TROIS, a_patient

AT = datetime(2026, 11, 23, 10, 30, 5, tzinfo=UTC)
TODAY = AT.date()

QUALIFIED: dict[str, Any] = {
    "identity_retrieved": True,
    "identity_checked": True,
    "ins_matricule": "279035121518989",
    "ins_oid": InsOid.TEST.value,
}


def test_a_patient_is_spelled_out() -> None:
    patient = a_patient(
        PAT_TROIS
        | {"used_name": "DURAND", "used_given_name": "Domi", "title": "Mme"}
        | {"address_lines": "1 rue, fond\nBâtiment B", "postal_code": "75001", "city": "Paris"}
        | {"country": "France", "email": "d@example.org", "occupation": "prof", "comments": "x"}
        | {"payment_reference": "R1", "membership_name": "Annuel"}
    )._replace(
        **QUALIFIED,
        id=12,
        phones=(Phone(PhoneType.MOBILE, "06 39 98 00 01"), Phone(PhoneType.OTHER, "0199000001")),
        numbers=(ExtraNumber("Dossier", "P1"),),
        tags=("ALD",),
        nir="275126322074974",
        membership_started_on=date(2026, 1, 2),
        receive_sms=Answer.ACCEPTED,
        privacy_policy=PrivacyPolicy.REFUSED,
        identity_document="CN",
        blocked_on=date(2026, 3, 4),
        archived_on=date(2026, 5, 6),
        archive_reason=ArchiveReason.MOVED_AWAY,
        created_at=AT,
        updated_at=AT,
    )
    written = input_of(patient)
    assert written == {
        "title": "Mme",
        "first": "Domi",
        "last": "DURAND",
        "birthSurname": "PAT-TROIS",
        "birthName": "DOMINIQUE",
        "birthNames": "DOMINIQUE MARIE-LOUISE",
        "email": "d@example.org",
        "dob": "1979-03-28",
        "placeOfBirth": {"name": "Dompremy", "code": "51215"},
        "socialSecurityNumber": "275126322074974",
        "sex": "F",
        "address": "1 rue, fond\nBâtiment B",
        "city": "Paris",
        "postcode": "75001",
        "country": "France",
        "paymentReference": "R1",
        "comments": "x",
        "labels": [{"text": "ALD"}],
        "communicationPreferences": {
            "receiveEmail": False,
            "receiveSMS": True,
            "promotionalMarketing": False,
            "paymentReminders": False,
            "privacyPolicy": "refused",
        },
        "phoneType": "Mobile",
        "phoneNumber": "06 39 98 00 01",
        "firstName": "Domi",
        "lastName": "DURAND",
        "fullName": "DURAND Domi",
        "phones": [
            {"phoneType": "Mobile", "phoneNumber": "06 39 98 00 01"},
            {"phoneType": "Other", "phoneNumber": "0199000001"},
        ],
        "id": "12",
        "occupation": "prof",
        "membershipName": "Annuel",
        "membershipStartDate": "2026-01-02",
        "numbers": [{"name": "Dossier", "value": "P1"}],
        "ins": {
            "status": "QUALIFIED",
            "identityAlertStatus": "NONE",
            "identityDocument": "CN",
            "manualIdentification": True,
            "number": "279035121518989",
            "oid": "1.2.250.1.213.1.4.10",
        },
        "onHold": True,
        "archived": True,
        "archivedInfo": {
            "archivedAt": "2026-05-06T00:00:00Z",
            "archivedReason": "MOVED_AWAY_OR_TRANSFER_OF_CARE",
        },
        "createdAt": "2026-11-23T10:30:05Z",
        "updatedAt": "2026-11-23T10:30:05Z",
    }
    assert set(INPUT_WORDS) <= written.keys()


@pytest.mark.parametrize(
    ("facts", "status", "alert"),
    [
        ({}, "PROVISIONAL", "NONE"),
        ({"identity_retrieved": True}, "RETRIEVED", "NONE"),
        ({"identity_checked": True}, "VALIDATED", "NONE"),
        ({"doubtful": True}, "PROVISIONAL", "SUSPICIOUS"),
        ({"fictitious": True}, "PROVISIONAL", "FICTITIOUS"),
    ],
)
def test_only_a_qualified_identity_has_its_number(
    facts: dict[str, Any], status: str, alert: str
) -> None:
    patient = a_patient()._replace(
        ins_matricule="279035121518989", ins_oid=InsOid.TEST.value, **facts
    )
    ins = input_of(patient)["ins"]
    assert (ins["status"], ins["identityAlertStatus"]) == (status, alert)
    assert not {"number", "oid"} & ins.keys()


@pytest.mark.parametrize("flag", ["homonym", "doubtful", "fictitious"])
def test_a_flag_comes_back(flag: str) -> None:
    flagged: dict[str, Any] = {flag: True}
    assert fields_of(input_of(a_patient()._replace(**flagged)))["identity_flags"] == [flag]


@pytest.mark.parametrize("reason", ArchiveReason)
def test_an_archive_comes_back_with_its_reason(reason: ArchiveReason) -> None:
    patient = a_patient()._replace(archived_on=TODAY, archive_reason=reason)
    found = fields_of(input_of(patient), TODAY)
    assert (found["archived_on"], found["archive_reason"]) == ("2026-11-23", reason.value)


def test_an_archive_without_its_day_is_of_today() -> None:
    data = input_of(a_patient()) | {"archived": True}
    assert fields_of(data, TODAY)["archived_on"] == "2026-11-23"


def test_what_is_not_taken_is_said() -> None:
    patient = a_patient()._replace(**QUALIFIED, blocked_on=TODAY)
    data = input_of(patient) | {"relatedAccounts": [{}], "invoices": []}
    assert list(map(str, left_out(data))) == [
        "a matricule INS was not taken: only INSi gives one.",
        "the status QUALIFIED of the sender is not taken: an identity that is imported is"
        " provisional.",
        "blocked in the file, which tells no day: blocked from today on.",
        "there is no field for the key relatedAccounts: not taken.",
    ]
    assert left_out(input_of(a_patient())) == []
    assert left_out({"ins": ["x"]}) == []


@pytest.mark.parametrize("policy", PrivacyPolicy)
def test_the_privacy_policy_comes_back(policy: PrivacyPolicy) -> None:
    found = fields_of(input_of(a_patient()._replace(privacy_policy=policy)))
    assert found["privacy_policy"] == policy.value


def test_a_policy_that_is_a_truth_refuses_nothing() -> None:
    for given_as, meant in ((True, "accepted"), (False, None)):
        data = input_of(a_patient()) | {"communicationPreferences": {"privacyPolicy": given_as}}
        assert fields_of(data).get("privacy_policy") == meant


def test_what_is_no_patient_of_semble_is_refused() -> None:
    for wrong in ({"ins": "x"}, {"archivedInfo": 7}, {"phones": 7}, {"labels": [7]}):
        with pytest.raises(InvalidInput, match="patient of Semble"):
            fields_of({"last": "X", "archived": True} | wrong)


@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_address_and_any_comment_is_the_same_in_and_out(text: str) -> None:
    patient = a_patient()._replace(address_lines=text, comments=text, occupation=text)
    found = fields_of(input_of(patient))
    assert (found["address_lines"], found["comments"], found["occupation"]) == (text,) * 3


def test_a_relation_is_spelled_out() -> None:
    contact = Contact(
        "person",
        title="Dr",
        first_name="Alix",
        last_name="ROUSSEL",
        phones=(ContactPhone("work", "0199000001"),),
        email="a@example.org",
        city="Lyon",
        notes="le matin",
        id=4,
    )
    relation = Relation(
        12, "other", label="voisine", contact_id=4, policy_number="P", notes="clé", id=9
    )
    assert related_account(relation, contact, None) == {
        "relationshipId": "9",
        "relationshipType": "OTHER",
        "relationshipLabel": "voisine",
        "deleted": False,
        "contactDetails": {
            "name": "ROUSSEL Alix",
            "firstName": "Alix",
            "lastName": "ROUSSEL",
            "title": "Dr",
            "phones": [{"phoneType": "Work", "phoneNumber": "0199000001"}],
            "email": "a@example.org",
            "city": "Lyon",
            "notes": "clé\nle matin",
            "policyNumber": "P",
        },
    }


def test_a_relation_to_a_patient_has_the_number_and_the_name() -> None:
    told = related_account(Relation(12, "family", other_patient_id=13, id=9), None, "ADRUN Léo")
    assert told["contactDetails"] == {"name": "ADRUN Léo", "relatedAccountId": "13"}
    gone = related_account(Relation(12, "gp", gone_name="ROUSSEL", id=9), None, None)
    assert (gone["deleted"], gone["contactDetails"]) == (True, {"name": "ROUSSEL"})


SEMBLE_TYPES = {
    *("FAMILY", "EMERGENCY_CONTACT", "NEXT_OF_KIN", "INSURER", "PRACTITIONER", "PAYER"),
    *("REFERRING_CLINICIAN", "OTHER", "GP", "PARENT_GUARDIAN", "SOCIAL_WORKER"),
    *("SPOUSE_PARTNER", "PHARMACY", "ANAESTHETIST", "SCHOOL"),
}
"""PatientRelationshipType, of docs.semble.io."""


def test_every_type_of_relation_has_its_word() -> None:
    assert {kind.value.upper() for kind in RelationType} == SEMBLE_TYPES
