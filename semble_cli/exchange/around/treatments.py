"""Treatments as FHIR MedicationStatement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange.around.parts import (
    GivenRecord,
    code_of,
    coded,
    extension,
    extensions,
    note_of,
    only,
    own,
    reading,
    reference,
    referred,
    without_nothing,
)
from semble_cli.patient.around.treatment import TreatmentState
from semble_cli.patient.json_form import plain_value

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from semble_cli.exchange.around.parts import Resource
    from semble_cli.patient.around.treatment import Treatment

TYPE = "MedicationStatement"
TREATMENT = "treatment"
_REASONS = own("treatment-stop-reason")
_STATUSES = {TreatmentState.CURRENT: "active", TreatmentState.TO_COME: "intended"}


def treatment_resource(treatment: Treatment, today: date) -> Resource:
    """The resource of a treatment: active or intended today, else stopped or completed."""
    is_stopped = treatment.stopped_on is not None
    past = "stopped" if is_stopped else "completed"
    how = (treatment.dose, treatment.route, treatment.frequency)
    dosage = {
        "extension": extensions(dose__String=treatment.dose),
        "text": ", ".join(filter(None, how)),
        "timing": {"code": {"text": treatment.frequency}} if treatment.frequency else None,
        "route": {"text": treatment.route} if treatment.route else None,
    }
    period = {
        "start": plain_value(treatment.starts_on),
        "end": plain_value(treatment.stopped_on if is_stopped else treatment.ends_on),
    }
    return without_nothing(
        {
            "resourceType": TYPE,
            "id": str(treatment.id),
            "extension": extensions(
                planned_end__Date=plain_value(treatment.ends_on) if is_stopped else None,
                prescriber__String=treatment.prescriber,
            ),
            "status": _STATUSES.get(treatment.state_on(today), past),
            "statusReason": [coded(_REASONS, treatment.stop_reason)]
            if treatment.stop_reason
            else [],
            "medicationCodeableConcept": {"text": treatment.drug},
            "subject": reference(treatment.patient_id),
            "effectivePeriod": without_nothing(period),
            "informationSource": {"display": treatment.author} if treatment.author else None,
            "note": [{"text": treatment.comment}] if treatment.comment else [],
            "dosage": [without_nothing(dosage)] if any(how) else [],
        }
    )


def treatment_given(resource: Mapping[str, Any]) -> GivenRecord:
    """What a MedicationStatement gives. Its status is told by its days and its reason.

    Raises:
        InvalidInput: it is not as it is written here.
    """
    known = ("status", "statusReason", "medicationCodeableConcept", "subject", "effectivePeriod")
    with reading(resource, *known, "informationSource", "note", "dosage"):
        dosage, period = only(resource.get("dosage")), resource.get("effectivePeriod", {})
        reason = only(resource.get("statusReason"))
        stopped = code_of(reason, _REASONS)
        if (reason and not stopped) or (resource["status"] == "stopped" and not stopped):
            raise ValueError
        fields: dict[str, Any] = {
            "drug": resource["medicationCodeableConcept"]["text"],
            "dose": extension(dosage, "dose"),
            "route": dosage.get("route", {}).get("text"),
            "frequency": dosage.get("timing", {}).get("code", {}).get("text"),
            "starts_on": period.get("start"),
            "ends_on": extension(resource, "planned-end") if stopped else period.get("end"),
            "prescriber": extension(resource, "prescriber"),
            "comment": note_of(resource),
            "stopped_on": period["end"] if stopped else None,
            "stop_reason": stopped,
            "author": resource.get("informationSource", {}).get("display"),
        }
        return GivenRecord(TREATMENT, referred(resource["subject"]), fields)
