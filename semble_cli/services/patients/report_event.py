"""That an adverse event was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.patient.actions import Action
from semble_cli.services.access import Permission

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register


def note_report(register: Register, patient_id: int) -> Patient:
    """Note in the journal that an adverse event of a patient is reported; the patient.

    Raises:
        NoSuchRecord: nobody has this id. Refused: who works here may not change patients.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        patient = work.patient(patient_id)
        work.journal.append(Action.PATIENT_REPORT_EVENT, patient_id, {})
        return patient
