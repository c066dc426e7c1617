"""FHIR R4 Patient resources, by the FR Core profiles (canonical https://hl7.fr/ig/fhir/core).

The matricule INS goes out for a qualified identity only, and never comes in: it is INSi's to give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.patient.consents.rules import SIGNATURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from semble_cli.patient.record import Patient

_CORE = "https://hl7.fr/ig/fhir/core/StructureDefinition"
_TYPES = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"
_HL7_TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203"
_BIRTH_LIST = f"{_CORE}/fr-core-patient-birth-list-given-name"
_BIRTH_PLACE = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"
_INSEE_CODE = f"{_CORE}/fr-core-address-insee-code"
_COMMUNES = "https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM"
_NIR_SYSTEM = "urn:oid:1.2.250.1.213.1.4.8"
_INS_TYPES = {
    "1.2.250.1.213.1.4.8": "INS-NIR",
    "1.2.250.1.213.1.4.9": "INS-NIA",
    "1.2.250.1.213.1.4.10": "INS-NIR-TEST",
    "1.2.250.1.213.1.4.11": "INS-NIR-DEMO",
}
_GENDERS = {"F": "female", "M": "male", "I": "unknown"}
_SEXES = {"female": "F", "male": "M", "unknown": "I", "other": "I"}
_LANGUAGES = "urn:ietf:bcp:47"
NO_WORD = (
    *("birth_date_fictive", "regime", "birth_rank", "fund", "fund_center"),
    *("amc_name", "amc_number", "member_number", "occupation", "religion", "comments", "tags"),
    *("billing_name", "billing_address", "payment_reference"),
    *("membership_name", "membership_started_on", "privacy_policy"),
    *("receive_email", "receive_sms", "promotional", "payment_reminders"),
    *("mssante_patient", "mssante_professionals"),
    *("dmp_consent", "dmp_visible_patient", "dmp_visible_professionals"),
    *SIGNATURES,
)
"""The fields that people fill in and that the Patient resource has no place for, or other resources
than it (coverage, consents)."""

_USES = {"mobile": "mobile", "home": "home", "work": "work"}


def resource_of(patient: Patient) -> dict[str, Any]:
    """The Patient resource of a patient."""
    official: dict[str, Any] = {
        "use": "official",
        "family": patient.birth_name,
        "given": [patient.first_given_name],
        "extension": [{"url": _BIRTH_LIST, "valueString": patient.birth_given_names}],
    }
    names = [official]
    if patient.used_name or patient.used_given_name:
        used = {
            "use": "usual",
            "family": patient.used_name or patient.birth_name,
            "given": [patient.used_given_name or patient.first_given_name],
        }
        names.append(used | ({"prefix": [patient.title]} if patient.title else {}))
    elif patient.title:
        official["prefix"] = [patient.title]
    resource: dict[str, Any] = {
        "resourceType": "Patient",
        "meta": {"profile": [f"{_CORE}/fr-core-patient"]},
        "extension": [_birth_place(patient)],
        "identifier": list(_identifiers(patient)),
        "active": patient.archived_on is None,
        "name": names,
        "telecom": [
            {"system": "phone", "value": phone.number}
            | ({"use": _USES[phone.type]} if phone.type in _USES else {})
            for phone in patient.phones
        ]
        + ([{"system": "email", "value": patient.email}] if patient.email else []),
        "gender": _GENDERS[patient.sex],
        "birthDate": patient.birth_date.isoformat(),
    }
    if patient.deceased_on:
        resource["deceasedDateTime"] = patient.deceased_on.isoformat()
    address = {
        "line": (patient.address_lines or "").splitlines(),
        "postalCode": patient.postal_code,
        "city": patient.city,
        "country": patient.country,
    }
    if patient.preferred_language:
        coding = {"system": _LANGUAGES, "code": patient.preferred_language}
        resource["communication"] = [{"language": {"coding": [coding]}, "preferred": True}]
    if any(address.values()):
        resource["address"] = [{key: value for key, value in address.items() if value}]
    return {key: value for key, value in resource.items() if value not in ([], None)}


def fields_of(resource: Mapping[str, Any]) -> dict[str, Any]:
    """The flat fields of a Patient resource.

    Raises:
        InvalidInput: it is another resource, or not built like one.
    """
    kind = resource.get("resourceType")
    if kind != "Patient":
        raise InvalidInput("file", "it holds a {kind}, which is no patient.", kind=str(kind)[:40])
    try:
        return {name: value for name, value in _fields(resource) if value}
    except (AttributeError, TypeError, KeyError, IndexError):
        raise InvalidInput("file", "it is not built like a FHIR patient.") from None


def _fields(resource: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    names = {name.get("use", "official"): name for name in resource.get("name", ())}
    official = names.get("official") or names.get("usual") or {}
    given = official.get("given", [""])
    yield "birth_name", official.get("family")
    yield "first_given_name", given[0]
    listed = _extension(official, _BIRTH_LIST)
    yield "birth_given_names", (listed or {}).get("valueString") or " ".join(given)
    usual = names.get("usual")
    if usual and usual is not official:
        if usual.get("family") != official.get("family"):
            yield "used_name", usual.get("family")
        if usual.get("given", given)[0] != given[0]:
            yield "used_given_name", usual["given"][0]
    prefixes = [prefix for name in names.values() for prefix in name.get("prefix", ())]
    yield "title", prefixes[0] if prefixes else None
    yield "sex", _SEXES.get(resource.get("gender", ""))
    yield "birth_date", resource.get("birthDate")
    place = (_extension(resource, _BIRTH_PLACE) or {}).get("valueAddress", {})
    code = (_extension(place, _INSEE_CODE) or {}).get("valueCoding", {}).get("code")
    yield "birth_place_code", code
    yield "birth_place", None if code else place.get("city")
    telecom = resource.get("telecom", ())
    yield (
        "phones",
        [
            {"type": contact["use"], "number": contact["value"]}
            if contact.get("use") in _USES
            else contact["value"]
            for contact in telecom
            if contact.get("system") == "phone"
        ],
    )
    emails = [contact["value"] for contact in telecom if contact.get("system") == "email"]
    yield "email", emails[0] if emails else None
    address = (resource.get("address") or [{}])[0]
    yield "address_lines", list(address.get("line", ()))
    yield "postal_code", address.get("postalCode")
    yield "city", address.get("city")
    yield "country", address.get("country")
    yield "preferred_language", _language(resource)
    yield "nir", _nir(resource)
    yield "numbers", list(_numbers(resource))


def _identifiers(patient: Patient) -> Iterator[dict[str, Any]]:
    if patient.ins_matricule and patient.standing.may_show_ins:
        yield _identifier(
            "official",
            _TYPES,
            _INS_TYPES.get(patient.ins_oid or "", "INS-NIR"),
            f"urn:oid:{patient.ins_oid}",
            patient.ins_matricule,
        )
    if patient.nir:
        yield _identifier("official", _HL7_TYPES, "NH", _NIR_SYSTEM, patient.nir)
    for number in patient.numbers:
        yield {"use": "secondary", "type": {"text": number.name}, "value": number.value}


def _identifier(use: str, types: str, kind: str, system: str, value: str) -> dict[str, Any]:
    return {
        "use": use,
        "type": {"coding": [{"system": types, "code": kind}]},
        "system": system,
        "value": value,
    }


def _birth_place(patient: Patient) -> dict[str, Any]:
    coding = {"system": _COMMUNES, "code": patient.birth_place_code}
    return {
        "url": _BIRTH_PLACE,
        "valueAddress": {
            "extension": [{"url": _INSEE_CODE, "valueCoding": coding}],
            "city": patient.birth_place,
        },
    }


def _extension(element: Mapping[str, Any], url: str) -> dict[str, Any] | None:
    return next((each for each in element.get("extension", ()) if each.get("url") == url), None)


def _kind(identifier: Mapping[str, Any]) -> str:
    codings = identifier.get("type", {}).get("coding", [{}])
    return str(codings[0].get("code", ""))


def _language(resource: Mapping[str, Any]) -> str | None:
    """The language that is marked as preferred, else the only one."""
    spoken = resource.get("communication", ())
    preferred = [each for each in spoken if each.get("preferred")] or spoken
    if len(preferred) != 1:
        return None
    code = str(preferred[0]["language"]["coding"][0]["code"])
    return code.partition("-")[0]


def _nir(resource: Mapping[str, Any]) -> str | None:
    for identifier in resource.get("identifier", ()):
        if _kind(identifier) in ("NH", "NSS"):
            return str(identifier["value"])
    return None


def _numbers(resource: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """The practice's own numbers: neither the NIR nor a matricule, which nobody types."""
    for identifier in resource.get("identifier", ()):
        kind = _kind(identifier)
        if kind in ("NH", "NSS") or kind.startswith("INS"):
            continue
        name = identifier.get("type", {}).get("text") or kind or identifier.get("system")
        if name and identifier.get("value"):
            yield {"name": str(name), "value": str(identifier["value"])}
