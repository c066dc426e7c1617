"""Patients as FHIR R4 Patient resources, by the FR Core profiles.

The matricule INS goes out for a qualified identity only, and never comes in: it is INSi's to give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange.around.parts import extensions, without_nothing
from semble_cli.exchange.fhir import terms
from semble_cli.identity.status import IdentityFlag
from semble_cli.patient.consents.rules import SIGNATURES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.record import Patient

NO_WORD = (
    *("regime", "fund", "fund_center"),
    *("amc_name", "amc_number", "member_number", "occupation", "comments", "tags"),
    *("billing_name", "payment_reference", "membership_name", "membership_started_on"),
    *("privacy_policy", "receive_email", "receive_sms", "promotional", "payment_reminders"),
    *("mssante_patient", "mssante_professionals"),
    *("dmp_consent", "dmp_visible_patient", "dmp_visible_professionals"),
    *SIGNATURES,
    *("blocked_on", "blocked_reason"),
)
"""The fields that people fill in, and the states, that the Patient resource has no place for, or
other resources than it (coverage, consents)."""

_SECOND = 2
"""The rank of birth from which a birth was multiple for certain: to the health insurance, whoever
is born alone has rank 1."""


def resource_of(patient: Patient) -> dict[str, Any]:
    """The Patient resource of a patient."""
    rank = patient.birth_rank or 0
    return without_nothing(
        {
            "resourceType": "Patient",
            "meta": {"profile": [terms.PROFILE], "source": terms.OURS},
            "extension": list(_extensions(patient)),
            "identifier": list(_identifiers(patient)),
            "active": patient.archived_on is None,
            "name": list(_names(patient)),
            "telecom": list(_telecom(patient)),
            "gender": terms.GENDERS[patient.sex],
            "birthDate": patient.birth_date.isoformat(),
            "deceasedDateTime": patient.deceased_on and patient.deceased_on.isoformat(),
            "address": list(_addresses(patient)),
            "multipleBirthInteger": rank if rank >= _SECOND else None,
            "communication": _communication(patient),
        }
    )


def _names(patient: Patient) -> Iterator[dict[str, Any]]:
    """The birth name and, where there is one, the used name: of it only what is used, so that what
    is not given reads as not given; its text is the full name."""
    is_used = patient.used_name or patient.used_given_name
    prefix = [patient.title] if patient.title else None
    yield without_nothing(
        {
            "extension": [{"url": terms.BIRTH_LIST, "valueString": patient.birth_given_names}],
            "use": "official",
            "family": patient.birth_name,
            "given": [patient.first_given_name],
            "prefix": None if is_used else prefix,
        }
    )
    if is_used:
        yield without_nothing(
            {
                "use": "usual",
                "text": patient.full_name,
                "family": patient.used_name,
                "given": [patient.used_given_name] if patient.used_given_name else None,
                "prefix": prefix,
            }
        )


def _extensions(patient: Patient) -> Iterator[dict[str, Any]]:
    coding = {"system": terms.COMMUNES, "code": patient.birth_place_code}
    code = [{"url": terms.INSEE_CODE, "valueCoding": coding}]
    yield {
        "url": terms.BIRTH_PLACE,
        "valueAddress": {"extension": code, "city": patient.birth_place},
    }
    yield {"url": terms.RELIABILITY, "extension": list(_reliability(patient))}
    if patient.birth_date_fictive:
        yield {"url": terms.FICTIVE, "valueBoolean": True}
    if patient.religion:
        yield {"url": terms.RELIGION, "valueCodeableConcept": {"text": patient.religion}}
    archived = patient.archived_on
    yield from extensions(
        birth_rank__Integer=1 if patient.birth_rank == 1 else None,
        archived_on__Date=archived.isoformat() if archived else None,
        archive_reason__Code=patient.archive_reason and patient.archive_reason.value,
    )


def _reliability(patient: Patient) -> Iterator[dict[str, Any]]:
    """The status of the identity, and its flags."""
    standing = patient.standing
    status = {"system": terms.STATUSES, "code": standing.status.value}
    yield {"url": "identityStatus", "valueCoding": status}
    for flag in IdentityFlag:
        if flag in standing.flags:
            coding = {"system": terms.FLAGS, "code": terms.FLAG_CODES[flag]}
            yield {"url": "comment", "valueCodeableConcept": {"coding": [coding]}}


def _identifiers(patient: Patient) -> Iterator[dict[str, Any]]:
    if patient.ins_matricule and patient.standing.may_show_ins:
        yield _identifier(
            terms.NUMBER_TYPES,
            terms.INS_TYPES.get(patient.ins_oid or "", "INS-NIR"),
            f"{terms.OID}{patient.ins_oid}",
            patient.ins_matricule,
        )
    if patient.nir:
        yield _identifier(terms.HL7_NUMBER_TYPES, "NH", terms.NIR_SYSTEM, patient.nir)
    for number in patient.numbers:
        yield {"use": "secondary", "type": {"text": number.name}, "value": number.value}


def _identifier(types: str, kind: str, system: str, value: str) -> dict[str, Any]:
    coding = {"system": types, "code": kind}
    return {"use": "official", "type": {"coding": [coding]}, "system": system, "value": value}


def _telecom(patient: Patient) -> Iterator[dict[str, Any]]:
    for phone in patient.phones:
        is_use = phone.type in terms.PHONE_USES
        told = (
            {"use": phone.type} if is_use else {"extension": extensions(phone_type__Code="other")}
        )
        yield {"system": "phone", "value": phone.number} | told
    if patient.email:
        yield {"system": "email", "value": patient.email}


def _addresses(patient: Patient) -> Iterator[dict[str, Any]]:
    """The address, and that for bills. FHIR has no empty lines: where one has some, all of it is
    the text as well."""
    whole = patient.address_lines or ""
    lines = whole.split("\n")
    full = [line for line in lines if line]
    address = {
        "text": whole if len(full) < len(lines) else None,
        "line": full,
        "city": patient.city,
        "postalCode": patient.postal_code,
        "country": patient.country,
    }
    if any(address.values()):
        yield without_nothing(address)
    if patient.billing_address:
        yield {"use": "billing", "text": patient.billing_address}


def _communication(patient: Patient) -> list[dict[str, Any]]:
    if not patient.preferred_language:
        return []
    coding = {"system": terms.LANGUAGES, "code": patient.preferred_language}
    return [{"language": {"coding": [coding]}, "preferred": True}]
