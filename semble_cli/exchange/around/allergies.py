"""Allergies as FHIR AllergyIntolerance; also that none is known, and that nobody asked.

| | code |
|---|---|
| an allergy | its substance, as a text |
| none known, of any kind, to drugs, to food | SNOMED CT 716186003, 409137002, 429625007 |
| not asked | `no-allergy-info` of the International Patient Summary |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput
from semble_cli.exchange.around.parts import (
    GivenRecord,
    code_of,
    coded,
    note_of,
    only,
    reading,
    reference,
    referred,
    without_nothing,
)
from semble_cli.patient.around.allergy import AllergyScope, Certainty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.exchange.around.parts import Resource

TYPE = "AllergyIntolerance"
ALLERGY, NONE_KNOWN, NOT_ASKED = "allergy", "none_known", "not_asked"
"""The three states, as a `GivenRecord` calls them."""

_CLINICAL = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
_VERIFICATION = "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification"
_SNOMED = "http://snomed.info/sct"
_ABSENT = "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips"
_UNKNOWN = coded("http://terminology.hl7.org/CodeSystem/data-absent-reason", "unknown")
_NO_INFORMATION = "no-allergy-info"
_NONE_OF = {
    AllergyScope.ALL.value: "716186003",
    AllergyScope.DRUG.value: "409137002",
    AllergyScope.FOOD.value: "429625007",
}
_SAID = {
    AllergyScope.ALL.value: "No known allergy",
    AllergyScope.DRUG.value: "No known drug allergy",
    AllergyScope.FOOD.value: "No known food allergy",
}
"""What SNOMED CT calls them."""
_SCOPES = {code: scope for scope, code in _NONE_OF.items()}


def allergy_resource(patient_id: int, allergy: Mapping[str, Any]) -> Resource:
    """The resource of an allergy, from its document; one that was refuted is not active."""
    reaction: dict[str, Any] = {}
    if allergy["reaction"] or allergy["severity"]:
        told = {"text": allergy["reaction"]} if allergy["reaction"] else _UNKNOWN
        reaction = without_nothing({"manifestation": [told], "severity": allergy["severity"]})
    return _resource(
        patient_id,
        str(allergy["id"]),
        {"text": allergy["substance"]},
        Certainty(allergy["certainty"]),
        onsetDateTime=allergy["noted_on"],
        recordedDate=allergy["noted_at"],
        recorder={"display": allergy["noted_by"]},
        note=[{"text": allergy["comment"]}] if allergy["comment"] else [],
        reaction=[reaction] if reaction else [],
    )


def none_known_resource(patient_id: int, said: Mapping[str, Any]) -> Resource:
    """The resource that says of which kind no allergy is known, who said so and when."""
    return _resource(
        patient_id,
        f"{patient_id}-none-{said['scope']}",
        coded(_SNOMED, _NONE_OF[said["scope"]], _SAID[said["scope"]]),
        Certainty.CONFIRMED,
        recordedDate=said["at"],
        recorder={"display": said["by"]},
    )


def not_asked_resource(patient_id: int) -> Resource:
    """The resource that says that nobody asked."""
    code = coded(_ABSENT, _NO_INFORMATION, "No information about allergies")
    return _resource(patient_id, f"{patient_id}-not-asked", code, None)


def allergy_given(resource: Mapping[str, Any]) -> GivenRecord:
    """What an AllergyIntolerance gives.

    Raises:
        InvalidInput: it is not as it is written here.
    """
    known = ("clinicalStatus", "verificationStatus", "code", "patient", "onsetDateTime")
    more = ("recordedDate", "recorder", "note", "reaction")
    with reading(resource, *known, *more):
        whose, code = referred(resource["patient"]), resource["code"]
        if code_of(code, _ABSENT) == _NO_INFORMATION:
            return GivenRecord(NOT_ASKED, whose, {})
        certainty = _certainty(resource)
        noted = {"noted_at": resource["recordedDate"], "noted_by": resource["recorder"]["display"]}
        if snomed := code_of(code, _SNOMED):
            return GivenRecord(NONE_KNOWN, whose, {"scope": _SCOPES[snomed], **noted})
        if code.get("coding"):
            raise InvalidInput("file", "its code is none of those of semble patient list.")
        reaction = only(resource.get("reaction"))
        fields = {
            "substance": code["text"],
            "severity": reaction.get("severity"),
            "certainty": certainty.value,
            "reaction": only(reaction.get("manifestation")).get("text"),
            "noted_on": resource.get("onsetDateTime"),
            "comment": note_of(resource),
        }
        return GivenRecord(ALLERGY, whose, fields | noted)


def _resource(
    patient_id: int,
    resource_id: str,
    code: Mapping[str, Any],
    certainty: Certainty | None,
    **more: Any,
) -> Resource:
    resource = {
        "resourceType": TYPE,
        "id": resource_id,
        "clinicalStatus": coded(_CLINICAL, _clinical(certainty)),
        "verificationStatus": coded(_VERIFICATION, certainty.value) if certainty else None,
        "code": code,
        "patient": reference(patient_id),
    }
    return without_nothing(resource | more)


def _clinical(certainty: Certainty | None) -> str:
    return "inactive" if certainty is Certainty.REFUTED else "active"


def _certainty(resource: Mapping[str, Any]) -> Certainty:
    certainty = Certainty(code_of(resource["verificationStatus"], _VERIFICATION) or "")
    if code_of(resource["clinicalStatus"], _CLINICAL) != _clinical(certainty):
        raise InvalidInput("file", "clinicalStatus and verificationStatus contradict each other.")
    return certainty
