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
            "id": None if patient.id is None else str(patient.id),
            "meta": {"profile": list(_profiles(patient)), "source": terms.OURS},
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


def has_ins(patient: Patient) -> bool:
    """Whether a patient has a matricule that may be sent: a qualified identity's (EXI SI 08)."""
    return bool(patient.ins_matricule) and patient.standing.may_show_ins


def _profiles(patient: Patient) -> Iterator[str]:
    yield terms.PROFILE
    if has_ins(patient):
        yield terms.INS_PROFILE


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
    """How the traits were collected, the status of the identity, its flags, and the document that
    they were compared with."""
    standing = patient.standing
    if method := terms.METHOD_CODES.get(patient.identity_source):
        coding = {"system": terms.METHODS, "code": method}
        yield {"url": "methodCollection", "valueCoding": coding}
    status = {"system": terms.STATUSES, "code": standing.status.value}
    yield {"url": "identityStatus", "valueCoding": status}
    for flag in IdentityFlag:
        if flag in standing.flags:
            coding = {"system": terms.FLAGS, "code": terms.FLAG_CODES[flag]}
            yield {"url": "comment", "valueCodeableConcept": {"coding": [coding]}}
    if patient.identity_checked_on:
        yield {"url": "validationDate", "valueDate": patient.identity_checked_on.isoformat()}
    if patient.identity_document:
        coding = {"system": terms.CHECKS, "code": patient.identity_document}
        yield {"url": "validationMode", "valueCoding": coding}


def _identifiers(patient: Patient) -> Iterator[dict[str, Any]]:
    """The matricules of a qualified identity, that in use and those of before; the NIR of the
    insured; the practice's own numbers."""
    if has_ins(patient):
        yield _matricule(patient.ins_oid or terms.INS_NIR, patient.ins_matricule or "")
        for past in patient.former_ins:
            days = {"start": past.valid_from, "end": past.valid_until}
            period = {name: day.isoformat() for name, day in days.items() if day}
            old = _matricule(past.oid, past.matricule) | {"use": "old"}
            yield old | ({"period": period} if period else {})
    if patient.nir:
        coding = {"system": terms.HL7_NUMBER_TYPES, "code": "NH"}
        yield _identifier("official", coding, terms.NIR_SYSTEM, patient.nir)
    for number in patient.numbers:
        yield {"use": "secondary", "type": {"text": number.name}, "value": number.value}


def _matricule(oid: str, matricule: str) -> dict[str, Any]:
    """A matricule INS; a number of waiting (NIA) is for a time (FR Core, slice INS-NIA)."""
    coding = {"system": terms.NUMBER_TYPES, "code": terms.INS_TYPES.get(oid, "INS-NIR")}
    use = "temp" if oid == terms.INS_NIA else "official"
    return _identifier(use, coding, f"{terms.OID}{oid}", matricule)


def _identifier(use: str, coding: dict[str, str], system: str, value: str) -> dict[str, Any]:
    return {"use": use, "type": {"coding": [coding]}, "system": system, "value": value}


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
