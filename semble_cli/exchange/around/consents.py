"""The consents of a patient as FHIR Consent, one for each question that was answered.

| | code |
|---|---|
| which question | a code of ours, the name of the field |
| accepted, refused | OPTIN, OPTOUT (v3-ActCode), and `permit` or `deny` |

R4, Consent: a scope and a category each has; ppc-1 asks for a policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange.around.parts import (
    coded,
    extensions,
    own,
    reference,
    without_nothing,
)
from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.consents.rules import VISIBILITIES, Consent, consent_of
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.record import Answer, PrivacyPolicy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.exchange.around.parts import Resource
    from semble_cli.patient.record import Patient

TYPE = "Consent"
_QUESTIONS = own("consent")
_SCOPE = coded("http://terminology.hl7.org/CodeSystem/consentscope", "patient-privacy")
_DOCUMENT = coded("http://loinc.org", "59284-0")
"""A document of consent (LOINC), the category that R4 itself names."""
_RULES = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
_ANSWERS = {Answer.ACCEPTED: ("OPTIN", "permit"), Answer.REFUSED: ("OPTOUT", "deny")}
_POLICY = "privacy_policy"
_POLICIES = {PrivacyPolicy.ACCEPTED: Answer.ACCEPTED, PrivacyPolicy.REFUSED: Answer.REFUSED}


def consent_resources(patient: Patient) -> Iterator[Resource]:
    """The answers of a patient; what was not asked is in none."""
    policy = Consent(_POLICIES.get(patient.privacy_policy))
    for name, consent in (
        (_POLICY, policy),
        *((name, consent_of(patient, name)) for name in CONSENTS),
    ):
        if consent.answer:
            yield _resource(patient, name, consent)


def _resource(patient: Patient, name: str, consent: Consent) -> Resource:
    rule, kind = _ANSWERS[consent.answer or Answer.REFUSED]
    seen: dict[str, Any] = (
        {f"{each}__Boolean": getattr(patient, each) for each in VISIBILITIES}
        if name == "dmp_consent"
        else {}
    )
    return without_nothing(
        {
            "resourceType": TYPE,
            "id": f"{patient.id}-{name.replace('_', '-')}",
            "extension": extensions(recorded_by__String=consent.by, **seen),
            "status": "active",
            "scope": _SCOPE,
            "category": [_DOCUMENT, coded(_QUESTIONS, name)],
            "patient": reference(patient.id),
            "dateTime": plain_value(consent.on),
            "performer": [reference(patient.id)],
            "policyRule": coded(_RULES, rule),
            "provision": {"type": kind},
        }
    )
