"""Create a patient by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Conflict
from semble_cli.patient.actions import Action
from semble_cli.patient.intake import Intake, new_patient
from semble_cli.services.access import Permission, permissions_of
from semble_cli.services.patients.duplicates import (
    Candidate,
    DeletedPatient,
    candidates,
    deleted_candidates,
    unseen,
)
from semble_cli.store import drafts, users

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from semble_cli.patient.around.relation_intake import WantedRelation
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register


class Proposed(NamedTuple):
    """What would be created, before any write: the patient, with what deserves a look; the patients
    of the register, and the deleted ones, who are likely to be the same person; and whether who
    works here may bring a deleted one back."""

    intake: Intake
    likely: list[Candidate]
    deleted: list[DeletedPatient]
    may_recover: bool


def propose(register: Register, given: Mapping[str, Any]) -> Proposed:
    """What would be created from some fields, and who is likely to be the same person.

    Raises:
        InvalidRecord: the fields cannot be taken.
    """
    intake = new_patient(given, register.today)
    with register.reading(Permission.EDIT_PATIENTS) as connection:
        user = users.find(connection, connection.login())
        return Proposed(
            intake,
            candidates(connection, intake.patient),
            deleted_candidates(connection, intake.patient),
            Permission.RECOVER in permissions_of(user),
        )


def create_patient(
    register: Register,
    patient: Patient,
    *,
    known: Collection[int] = (),
    draft: int | None = None,
    relations: Sequence[WantedRelation] = (),
) -> Patient:
    """Create a patient of provisional identity, and its *relations* with it; the patient with its
    id.

    *known* are the ids of likely duplicates that a person looked at and set aside: one that came
    up since, or was never shown, is a conflict. The *draft* that the patient was goes with it.

    Raises:
        Conflict: a patient of the register, not among *known*, is likely to be the same person.
        InvalidInput: a tag does not exist. NoSuchRecord: a relation is to nobody.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        if found := unseen(work.connection, patient, known):
            raise duplicate_error(found)
        if draft is not None:
            drafts.remove(work.connection, work.actor, draft)
        new = work.add(patient, Action.PATIENT_ADD)
        if relations:
            from semble_cli.services.record.relations import relate_within

            for each in relations:
                relate_within(work, new.id or 0, each)
        return new


def duplicate_error(likely: Sequence[Candidate]) -> Conflict:
    """The error for a patient who is likely to be in the register already."""
    ids = ", ".join(str(candidate.patient.id) for candidate in likely)
    archived = [str(each.patient.id) for each in likely if each.patient.archived_on]
    if archived:
        return Conflict(
            "A patient of the register is likely to be the same person: {ids}. Archived: "
            "{archived}. Look at the record, or add --on-duplicate create to create another.",
            ids=ids,
            archived=", ".join(archived),
        )
    return Conflict(
        "A patient of the register is likely to be the same person: {ids}. Look at the record, "
        "or add --on-duplicate create to create another.",
        ids=ids,
    )
