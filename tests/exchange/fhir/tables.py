"""What FHIR R4 4.0.1, FR Core 2.2.0 and the International Patient Summary 1.1.0 ask of resources:
tables of our own, for what reads JSON alone takes `gender: banana`.

`faults_of` names what is wrong in a resource, `faults_of_bundle` in a bundle.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_BASE = {"resourceType", "id", "meta", "extension", "text", "language"}

ELEMENTS: dict[str, tuple[set[str], set[str]]] = {
    "Patient": (
        set(),
        {
            *("identifier", "active", "name", "telecom", "gender", "birthDate", "address"),
            *("deceasedDateTime", "multipleBirthInteger", "communication"),
        },
    ),
    "RelatedPerson": (
        {"patient"},
        {"identifier", "active", "relationship", "name", "telecom", "address", "period"},
    ),
    "AllergyIntolerance": (
        {"patient", "clinicalStatus", "code"},
        {"verificationStatus", "onsetDateTime", "recordedDate", "recorder", "note", "reaction"},
    ),
    "MedicationStatement": (
        {"status", "medicationCodeableConcept", "subject"},
        {"statusReason", "effectivePeriod", "informationSource", "note", "dosage"},
    ),
    "DocumentReference": ({"status", "content"}, {"type", "subject", "date", "author"}),
    "Consent": (
        {"status", "scope", "category", "policyRule", "patient"},
        {"dateTime", "performer", "provision"},
    ),
    "Appointment": (
        {"status", "participant", "start", "end"},
        {"reasonCode", "minutesDuration"},
    ),
    "Composition": (
        {"status", "type", "date", "author", "title", "subject", "section"},
        {"custodian"},
    ),
    "Condition": ({"subject", "clinicalStatus"}, {"code"}),
    "Organization": ({"name"}, {"identifier", "active"}),
    "Device": ({"deviceName"}, {"version"}),
}
"""Of each type, the elements that R4 (or an invariant of it) asks for, and the others written."""

_HL7 = "http://terminology.hl7.org/CodeSystem"
_CORE = "https://hl7.fr/ig/fhir/core/CodeSystem"
_ANS = "https://mos.esante.gouv.fr/NOS"
_IPS = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"

CODES: dict[str, set[str]] = {
    f"{_HL7}/allergyintolerance-clinical": {"active", "inactive", "resolved"},
    f"{_HL7}/allergyintolerance-verification": {"unconfirmed", "confirmed", "refuted"},
    f"{_HL7}/condition-clinical": {"active"},
    f"{_HL7}/consentscope": {"patient-privacy"},
    f"{_HL7}/data-absent-reason": {"unknown"},
    f"{_HL7}/list-empty-reason": {"withheld"},
    f"{_HL7}/v2-0131": {"N", "C", "I", "BP"},
    f"{_HL7}/v2-0203": {"NH"},
    f"{_HL7}/v3-ActCode": {"OPTIN", "OPTOUT"},
    f"{_HL7}/v3-RoleCode": {"FAMMEMB", "SIGOTHR", "RESPRSN"},
    f"{_CORE}/fr-core-cs-v2-0203": {"INS-NIR", "INS-NIA", "INS-NIR-TEST", "INS-NIR-DEMO"},
    f"{_CORE}/fr-core-cs-identity-status": {"PROV", "RECUP", "VALI", "QUAL"},
    f"{_CORE}/fr-core-cs-identity-status-comment": {"HOMA", "DOUT", "FICT"},
    f"{_CORE}/fr-core-cs-method-collection": {"SM", "CV", "INSI", "CB", "RFID", "AV"},
    f"{_CORE}/fr-core-cs-mode-validation-identity": {
        *("CN", "PA", "CS", "eCN", "IN", "AV", "LECV", "AN", "LEP", "CC", "ANCV"),
    },
    f"{_ANS}/TRE_R216-HL7RoleCode/FHIR/TRE-R216-HL7RoleCode": {"FAMMEMB", "SIGOTHR"},
    f"{_ANS}/TRE_R260-HL7RoleClass/FHIR/TRE-R260-HL7RoleClass": {"NOK", "ECON"},
    "http://loinc.org": {"60591-5", "48765-2", "10160-0", "11450-4", "59284-0"},
    "http://snomed.info/sct": {"716186003", "409137002", "429625007"},
    _IPS: {
        *("no-allergy-info", "no-known-allergies", "no-known-medication-allergies"),
        *("no-known-food-allergies", "no-medication-info", "no-problem-info"),
    },
}
"""The codes that are written, by their systems; those of ours are any, those of communes and
languages come from tables of the program."""
_ANY = (f"{_ANS}/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM", "urn:ietf:bcp:47")

BOUND: dict[tuple[str, str], set[str]] = {
    ("Patient", "gender"): {"male", "female", "unknown"},  # FR Core INS: not `other`
    ("MedicationStatement", "status"): {"active", "intended", "completed", "stopped", "unknown"},
    ("DocumentReference", "status"): {"current", "superseded", "entered-in-error"},
    ("Consent", "status"): {"active"},
    ("Appointment", "status"): {"booked", "cancelled"},
    ("Composition", "status"): {"final"},
}
"""The values of elements with a required binding."""
_WITHIN: dict[str, set[str]] = {
    "use": {
        *("usual", "official", "temp", "secondary", "old"),
        *("home", "work", "mobile", "billing"),
    },
    "severity": {"mild", "moderate", "severe"},
}

_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})")
_DATES = {"birthDate", "deceasedDateTime", "onsetDateTime", "valueDate", "creation", "start", "end"}
_REFERENCE = re.compile(r"[A-Z][A-Za-z]+/[A-Za-z0-9\-.]{1,64}")
_URL = re.compile(r"(https?://|urn:)\S+")


def faults_of(resource: dict[str, Any]) -> list[str]:
    """What is wrong in a resource."""
    kind = resource["resourceType"]
    needed, others = ELEMENTS[kind]
    found = [f"{kind}.{name} is missing" for name in needed - resource.keys()]
    found += [f"{kind}.{name} is unknown" for name in resource.keys() - _BASE - needed - others]
    if not _ID.fullmatch(resource.get("id", "")):
        found.append(f"{kind}.id")
    for (whose, name), values in BOUND.items():
        if whose == kind and name in resource and resource[name] not in values:
            found.append(f"{kind}.{name}: {resource[name]}")
    found += _walked(kind, resource)
    return found + list(_INVARIANTS.get(kind, lambda _: iter(()))(resource))


def _walked(path: str, value: Any, name: str = "") -> Iterator[str]:
    """What is wrong with the parts of an element: none is empty (ele-1), references and codes."""
    if value in ("", [], {}, None):
        yield f"{path}: empty"
    elif isinstance(value, dict):
        yield from _of_element(path, value)
        for inner, each in value.items():
            yield from _walked(f"{path}.{inner}", each, inner)
    elif isinstance(value, list):
        for each in value:
            yield from _walked(path, each, name)
    elif isinstance(value, str):
        yield from _of_text(path, value, name)


def _of_text(path: str, value: str, name: str) -> Iterator[str]:
    if not value.strip() or any(ord(each) < 32 and each not in "\n\r\t" for each in value):
        yield f"{path}: no text"
    if name in _DATES and not (_DATE.fullmatch(value) or _INSTANT.fullmatch(value)):
        yield f"{path}: no date"
    if name in ("recordedDate", "timestamp") and not _INSTANT.fullmatch(value):
        yield f"{path}: no instant"
    is_part = path.endswith(".extension.extension.url") and "identity-reliab" not in value
    is_address = name in ("url", "system", "fullUrl") and "telecom" not in path and not is_part
    if is_address and not _URL.fullmatch(value):
        yield f"{path}: no address"
    if name == "reference" and not _REFERENCE.fullmatch(value):
        yield f"{path}: no reference"
    if name in _WITHIN and value not in _WITHIN[name]:
        yield f"{path}: {value}"


def _of_element(path: str, element: dict[str, Any]) -> Iterator[str]:
    if "url" in element:  # ext-1
        values = [name for name in element if name.startswith("value")]
        if len(values) + ("extension" in element) != 1:
            yield f"{path}: ext-1"
    system, code = element.get("system"), element.get("code")
    is_ours = str(system).startswith("urn:semble-cli:")
    is_known = is_ours or system in _ANY or code in CODES.get(str(system), ())
    if code is not None and system is not None and not is_known:
        yield f"{path}: {system}#{code}"
    start, end = element.get("start"), element.get("end")
    if isinstance(start, str) and isinstance(end, str) and start > end:  # per-1
        yield f"{path}: per-1"
    if "telecom" in path and "value" in element and "system" not in element:  # cpt-2
        yield f"{path}: cpt-2"


def _of_allergy(resource: dict[str, Any]) -> Iterator[str]:
    for reaction in resource.get("reaction", ()):
        if not reaction.get("manifestation"):
            yield "AllergyIntolerance.reaction.manifestation is missing"


def _of_medication(resource: dict[str, Any]) -> Iterator[str]:
    if not (resource["medicationCodeableConcept"].keys() & {"text", "coding"}):
        yield "MedicationStatement.medication says nothing"


def _of_document(resource: dict[str, Any]) -> Iterator[str]:
    if any("attachment" not in each for each in resource["content"]):
        yield "DocumentReference.content.attachment is missing"


def _of_appointment(resource: dict[str, Any]) -> Iterator[str]:
    for each in resource["participant"]:
        if "actor" not in each and "type" not in each:
            yield "app-1"
        if each.get("status") not in ("accepted", "declined", "tentative", "needs-action"):
            yield "Appointment.participant.status"
    if resource["start"] >= resource["end"]:
        yield "Appointment ends before it begins"


def _of_composition(resource: dict[str, Any]) -> Iterator[str]:
    codes = [section["code"]["coding"][0]["code"] for section in resource["section"]]
    if sorted(codes) != ["10160-0", "11450-4", "48765-2"]:
        yield "a section of the IPS is missing"
    for section in resource["section"]:
        if ("entry" in section) == ("emptyReason" in section):  # ips-comp-1, cmp-2
            yield "ips-comp-1"
        if not section["text"]["div"].startswith('<div xmlns="http://www.w3.org/1999/xhtml">'):
            yield "txt-2"


def _of_patient(resource: dict[str, Any]) -> Iterator[str]:
    """FR Core: fr-core-patient, fr-core-patient-ins, fr-core-identity-reliability; IPS."""
    core = "https://hl7.fr/ig/fhir/core/StructureDefinition"
    by_url = {each["url"]: each for each in resource["extension"]}
    told = by_url[f"{core}/fr-core-identity-reliability"]["extension"]
    (status,) = (each["valueCoding"]["code"] for each in told if each["url"] == "identityStatus")
    comments = [
        each["valueCodeableConcept"]["coding"][0]["code"]
        for each in told
        if each["url"] == "comment"
    ]
    if {"DOUT", "FICT"} & set(comments) and status != "PROV":
        yield "fr-core-identity-reliability-1"
    identifiers = resource.get("identifier", [])
    matricules = [
        each
        for each in identifiers
        if each["type"].get("coding", [{}])[0].get("system", "").endswith("fr-core-cs-v2-0203")
    ]
    is_ins = f"{core}/fr-core-patient-ins" in resource["meta"]["profile"]
    if is_ins != bool(matricules) or (is_ins and status != "QUAL"):
        yield "fr-core-patient-ins"
    for each in matricules:
        code, oid = each["type"]["coding"][0]["code"], each["system"]
        right = {
            "INS-NIR": ("urn:oid:1.2.250.1.213.1.4.8", {"official", "old"}),
            "INS-NIA": ("urn:oid:1.2.250.1.213.1.4.9", {"temp", "old"}),
            "INS-NIR-TEST": ("urn:oid:1.2.250.1.213.1.4.10", {"official", "old"}),
            "INS-NIR-DEMO": ("urn:oid:1.2.250.1.213.1.4.11", {"official", "old"}),
        }[code]
        if oid != right[0] or each["use"] not in right[1]:
            yield f"identifier[{code}]"
    if is_ins and len([each for each in matricules if each["use"] != "old"]) != 1:
        yield "fr-core-2"
    (official,) = (each for each in resource["name"] if each["use"] == "official")
    if not official.get("family") or len(official.get("given", ())) != 1:
        yield "name[officialName]"
    place = by_url["http://hl7.org/fhir/StructureDefinition/patient-birthPlace"]["valueAddress"]
    if not any(each["url"].endswith("insee-code") for each in place["extension"]):
        yield "birthPlace.inseeCode"


def _of_consent(resource: dict[str, Any]) -> Iterator[str]:
    if resource["provision"]["type"] not in ("permit", "deny"):
        yield "Consent.provision.type"


def _of_related(resource: dict[str, Any]) -> Iterator[str]:
    """fr-core-related-person: one identifier, and what is bound to a system of the ANS has no code
    of another beside; at most one says the role."""
    if not str(resource.get("meta")).endswith("/fr-core-related-person']}"):
        yield "RelatedPerson.meta.profile"
    if len(resource.get("identifier", ())) != 1:
        yield "RelatedPerson.identifier"
    systems = [
        [code["system"] for code in each["coding"]] for each in resource.get("relationship", ())
    ]
    french = [some for some in systems if any(each.startswith(_ANS) for each in some)]
    if any(len(some) > 1 for some in french) or len(french) > 1:
        yield "RelatedPerson.relationship"


_INVARIANTS: dict[str, Any] = {
    "Patient": _of_patient,
    "RelatedPerson": _of_related,
    "AllergyIntolerance": _of_allergy,
    "MedicationStatement": _of_medication,
    "DocumentReference": _of_document,
    "Consent": _of_consent,
    "Appointment": _of_appointment,
    "Composition": _of_composition,
}


def faults_of_bundle(bundle: dict[str, Any]) -> list[str]:
    """What is wrong in a bundle: addresses that are there twice (bdl-7), references that lead
    nowhere, a document that does not begin with a composition (bdl-9, bdl-11, bdl-ips-1)."""
    found = []
    addresses = [entry["fullUrl"] for entry in bundle["entry"]]
    if len(set(addresses)) < len(addresses):
        found.append("bdl-7")
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    if bundle["type"] == "document":
        if (
            kinds[0] != "Composition"
            or kinds.count("Composition") != 1
            or "identifier" not in bundle
        ):
            found.append("bdl-9")
        if kinds.count("Patient") != 1:
            found.append("Bundle-uv-ips: patient")
    if not _INSTANT.fullmatch(bundle["timestamp"]):
        found.append("bdl-10")
    held = {"/".join(address.split("/")[-2:]) for address in addresses}
    for entry in bundle["entry"]:
        resource = entry["resource"]
        if not entry["fullUrl"].endswith(f"/{resource['resourceType']}/{resource['id']}"):
            found.append("fullUrl")
        found += faults_of(resource)
        found += [f"{each} leads nowhere" for each in references(resource) if each not in held]
    return found


def references(value: Any) -> Iterator[str]:
    """The references in a resource."""
    if isinstance(value, dict):
        if isinstance(found := value.get("reference"), str):
            yield found
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)
