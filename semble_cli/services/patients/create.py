"""Create a patient by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict
from semble_cli.patient.actions import Action
from semble_cli.patient.intake import Intake, new_patient
from semble_cli.services.access import Permission
from semble_cli.services.patients.duplicates import Candidate, candidates, unseen

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from semble_cli.patient.record import Patient
    from semble_cli.services.unit_of_work import Register


def likely_duplicates(
    register: Register, given: Mapping[str, Any]
) -> tuple[Intake, list[Candidate]]:
    """What would be created, and the patients likely to be the same person, before any write.

    Raises:
        InvalidRecord: the fields cannot be taken.
    """
    intake = new_patient(given, register.today)
    with register.reading(Permission.EDIT_PATIENTS) as connection:
        return intake, candidates(connection, intake.patient)


def create_patient(register: Register, patient: Patient, *, known: Sequence[int] = ()) -> Patient:
    """Create a patient of provisional identity; the patient with its id.

    *known* are the ids of likely duplicates that a person looked at and set aside: one that came
    up since, or was never shown, is a conflict.

    Raises:
        Conflict: a patient of the register, not among *known*, is likely to be the same person.
        InvalidInput: a tag does not exist.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        if found := unseen(work.connection, patient, known):
            raise duplicate_error([candidate.patient.id for candidate in found])
        return work.add(patient, Action.PATIENT_ADD)


def duplicate_error(ids: Sequence[int | None]) -> Conflict:
    """The error for a patient who is likely to be in the register already."""
    return Conflict(
        "A patient of the register is likely to be the same person: {ids}. Look at the record, "
        "or add --on-duplicate create to create another.",
        ids=", ".join(str(patient_id) for patient_id in ids),
    )
