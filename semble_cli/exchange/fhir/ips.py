"""The International Patient Summary of a patient, a FHIR document.

International Patient Summary Implementation Guide 1.1.0 (http://hl7.org/fhir/uv/ips/STU1.1/): three
sections that every summary has, each with entries, or the reason why it has none (ips-comp-1).

| section | what it has |
|---|---|
| allergies | those that were not refuted; else that none is known, or `no-allergy-info` |
| medications | current treatments and those to come; else `no-medication-info` |
| problems | `no-problem-info`: a register holds no coded problems |

Where who exports may not read medical contents, medications are `withheld`.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.exchange.around.parts import reference, without_nothing
from semble_cli.exchange.fhir.bundles import entries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Resource = dict[str, Any]

_PROFILES = "http://hl7.org/fhir/uv/ips/StructureDefinition"
_ABSENT = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
_LOINC = "http://loinc.org"
_SNOMED = "http://snomed.info/sct"
_EMPTY = "http://terminology.hl7.org/CodeSystem/list-empty-reason"
_CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
_ABSENT_REASON = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"
_VERIFICATION = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
_NONE_KNOWN = {
    "716186003": ("no-known-allergies", "No known allergies"),
    "409137002": ("no-known-medication-allergies", "No known medication allergies"),
    "429625007": ("no-known-food-allergies", "No known food allergies"),
}
"""The codes of the guide for what SNOMED CT says as well."""
_TITLE = "International Patient Summary"
_DEVICE = "semble-cli"
_PRACTICE = "practice"


class Practice(NamedTuple):
    """Who answers for a summary."""

    name: str
    finess: str | None = None


class Summary(NamedTuple):
    """What a summary is made of. *treatments* is `None` where they may not be read; *number* is a
    UUID that no other document has."""

    patient: Resource
    allergies: Sequence[Resource]
    treatments: Sequence[Resource] | None
    practice: Practice | None
    version: str
    register_id: str
    at: str
    number: str


def summary_document(summary: Summary) -> Resource:
    """The document: a bundle whose first entry is the composition."""
    patient = _profiled(summary.patient, "Patient-uv-ips")
    whom = reference(patient["id"])
    allergies = [_allergy(each) for each in summary.allergies if not _is_refuted(each)]
    treatments = summary.treatments
    if treatments is not None:
        treatments = [_treatment(each) for each in treatments] or [_no_medication(whom)]
    problems = [_no_problem(whom)]
    authors = _authors(summary)
    composition = {
        "resourceType": "Composition",
        "id": f"{patient['id']}-summary",
        "meta": {"profile": [f"{_PROFILES}/Composition-uv-ips"]},
        "status": "final",
        "type": _coded(_LOINC, "60591-5", "Patient summary Document"),
        "subject": whom,
        "date": summary.at,
        "author": [_to(author) for author in authors],
        "title": _TITLE,
        "custodian": _to(authors[0]) if summary.practice else None,
        "section": [
            _section(
                "Allergies and Intolerances",
                _coded(_LOINC, "48765-2", "Allergies and adverse reactions Document"),
                allergies,
            ),
            _section(
                "Medication Summary",
                _coded(_LOINC, "10160-0", "History of Medication use Narrative"),
                treatments,
            ),
            _section(
                "Problem List",
                _coded(_LOINC, "11450-4", "Problem list - Reported"),
                problems,
            ),
        ],
    }
    held = [patient, *authors, *allergies, *(treatments or ()), *problems]
    return {
        "resourceType": "Bundle",
        "meta": {"profile": [f"{_PROFILES}/Bundle-uv-ips"]},
        "identifier": {"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{summary.number}"},
        "type": "document",
        "timestamp": summary.at,
        "entry": entries(summary.register_id, [without_nothing(composition), *held]),
    }


def _coded(system: str, code: str, display: str) -> Resource:
    return {"coding": [{"system": system, "code": code, "display": display}]}


def _to(resource: Mapping[str, Any]) -> dict[str, str]:
    return {"reference": f"{resource['resourceType']}/{resource['id']}"}


def _profiled(resource: Resource, profile: str) -> Resource:
    """The resource, which says that it is of a profile of the guide as well."""
    meta = resource.get("meta", {})
    profiles = [*meta.get("profile", ()), f"{_PROFILES}/{profile}"]
    return resource | {"meta": meta | {"profile": profiles}}


def _authors(summary: Summary) -> list[Resource]:
    """The practice, where it has a name, and this program, which made the document."""
    device = {
        "resourceType": "Device",
        "id": _DEVICE,
        "deviceName": [{"name": _DEVICE, "type": "user-friendly-name"}],
        "version": [{"value": summary.version}],
    }
    if not (practice := summary.practice):
        return [device]
    organisation = {
        "resourceType": "Organization",
        "id": _PRACTICE,
        "identifier": [{"system": "https://finess.esante.gouv.fr", "value": practice.finess}]
        if practice.finess
        else [],
        "active": True,
        "name": practice.name,
    }
    return [without_nothing(organisation), device]


def _is_refuted(allergy: Mapping[str, Any]) -> bool:
    codings = allergy.get("verificationStatus", {}).get("coding", ())
    return {"system": _VERIFICATION, "code": "refuted"} in codings


def _allergy(resource: Resource) -> Resource:
    """An allergy, or that none is known, in the words of the guide beside those of SNOMED CT."""
    code = resource["code"]
    known = [_NONE_KNOWN.get(each["code"]) for each in code.get("coding", ())]
    absent = [{"system": _ABSENT, "code": each[0], "display": each[1]} for each in known if each]
    told = code | {"coding": [*absent, *code["coding"]]} if absent else code
    return _profiled(resource | {"code": told}, "AllergyIntolerance-uv-ips")


def _treatment(resource: Resource) -> Resource:
    """A treatment; the guide asks for its days, or that they are not known."""
    unknown = {"extension": [{"url": _ABSENT_REASON, "valueCode": "unknown"}]}
    days = resource.get("effectivePeriod") or unknown
    return _profiled(resource | {"effectivePeriod": days}, "MedicationStatement-uv-ips")


def _no_medication(whom: Mapping[str, str]) -> Resource:
    return _treatment(
        {
            "resourceType": "MedicationStatement",
            "id": f"{whom['reference'].rpartition('/')[2]}-no-medication-info",
            "status": "unknown",
            "medicationCodeableConcept": _coded(
                _ABSENT, "no-medication-info", "No information about medications"
            ),
            "subject": whom,
        }
    )


def _no_problem(whom: Mapping[str, str]) -> Resource:
    resource = {
        "resourceType": "Condition",
        "id": f"{whom['reference'].rpartition('/')[2]}-no-problem-info",
        "clinicalStatus": {"coding": [{"system": _CLINICAL, "code": "active"}]},
        "code": _coded(_ABSENT, "no-problem-info", "No information about problems"),
        "subject": whom,
    }
    return _profiled(resource, "Condition-uv-ips")


def _section(title: str, code: Resource, resources: Sequence[Resource] | None) -> Resource:
    """A section; without resources, one that is withheld."""
    if resources is None:
        lines = ["Withheld: who made this document may not read it."]
        reason = _coded(_EMPTY, "withheld", "Information Withheld")
        rest: Resource = {"emptyReason": reason}
    else:
        lines = [_line(each) for each in resources]
        rest = {"entry": [_to(each) for each in resources]}
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    div = f'<div xmlns="http://www.w3.org/1999/xhtml"><ul>{items}</ul></div>'
    return {"title": title, "code": code, "text": {"status": "generated", "div": div}} | rest


def _line(resource: Mapping[str, Any]) -> str:
    """What people read of an entry."""
    concept = resource.get("code") or resource.get("medicationCodeableConcept") or {}
    names = (concept.get("text"), *(each.get("display") for each in concept.get("coding", ())))
    told = [next(filter(None, names), "?")]
    for reaction in resource.get("reaction", ()):
        told += [each.get("text") for each in reaction["manifestation"]]
        told.append(reaction.get("severity"))
    told += [each.get("text") for each in resource.get("dosage", ())]
    period = resource.get("effectivePeriod", {})
    days = (period.get("start"), period.get("end"))
    told.append(" - ".join(day or "..." for day in days) if any(days) else None)
    told += [each.get("text") for each in resource.get("note", ())]
    return ", ".join(filter(None, told))
