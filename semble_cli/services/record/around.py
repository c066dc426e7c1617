"""What stands around a patient, as the whole document gives it: to each who may read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.around.kinds import CONSULTATION, DOCUMENT, as_document
from semble_cli.patient.around.treatment import TreatmentState
from semble_cli.patient.document import MORE_AROUND
from semble_cli.services.record.read_treatments import treatments_of
from semble_cli.store.patients.attached import ATTACHED_TABLES, Attached, attached_to
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.patient.around.treatment import Treatment
    from semble_cli.store.database.connection import Connection

_NONE = Attached(0, None)


def around_patient(
    connection: Connection, patient_id: int, today: date, *, whole: bool
) -> dict[str, Any]:
    """Treatments that are not past, and how many records of each kind there are; of a *whole*
    document also past treatments, consultations, and documents without their bytes. What who reads
    may not is `None`."""
    keys = ("treatments", *(MORE_AROUND if whole else ()))
    found: dict[str, Any] = dict.fromkeys(keys)
    counts = attached_to(connection, patient_id)
    found["records"] = {
        kind: {"count": each.number, "latest": each.latest}
        for kind in ATTACHED_TABLES
        for each in (counts.get(kind, _NONE),)
    }
    if not connection.reads_care:
        return found
    treatments = [
        _without_patient(treatment_document(each, today))
        for each in treatments_of(connection, patient_id, today)
    ]
    found["treatments"] = [each for each in treatments if each["state"] != TreatmentState.PAST]
    if whole:
        found["past_treatments"] = [
            each for each in treatments if each["state"] == TreatmentState.PAST
        ]
        consultations = rows.of_patient(connection, CONSULTATION, patient_id)
        present = "patient_id = ? AND deleted_at IS NULL"
        documents = rows.select(connection, DOCUMENT, present, (patient_id,))
        found["consultations"] = [_without_patient(as_document(each)) for each in consultations]
        found["documents"] = [_without_patient(as_document(each)) for each in documents]
    return found


def treatment_document(treatment: Treatment, today: date) -> dict[str, Any]:
    """A treatment as scripts read it: its fields, and its state on the day."""
    return as_document(treatment) | {"state": treatment.state_on(today).value}


def _without_patient(document: dict[str, Any]) -> dict[str, Any]:
    hidden = ("patient_id", "deleted_at", "deleted_by")
    return {name: value for name, value in document.items() if name not in hidden}
