"""Delete a patient: gone from the register, entered in the ledger of former patients."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Refused
from semble_cli.patient.actions import Action
from semble_cli.patient.texts import parse_reason
from semble_cli.services.access import Permission
from semble_cli.services.agenda.finding import coming_within
from semble_cli.services.patients.former import steps_of
from semble_cli.store import ledger
from semble_cli.store.event_chain import ERASED, ERASED_MEDICAL, TAKEN
from semble_cli.store.ledger import Former
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.attached import STAYING, count_attached
from semble_cli.store.record.contents import erase_unused
from semble_cli.store.record.relations import RELATIONS, named_by, part_from
from semble_cli.store.record.told import (
    erase_told_of,
    erased_with_documents,
    moved_documents,
)

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.patient.record import Patient
    from semble_cli.services.agenda.finding import AgendaOf
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.database.connection import Connection


class Deletion(NamedTuple):
    """What a deletion would take away: the patient, the records of each kind, and among them the
    appointments that are to come; and how many invoices and shares stay in their ledgers."""

    patient: Patient
    attached: dict[str, int]
    coming: AgendaOf | None = None
    invoices: int = 0
    shares: int = 0


def prepare_deletion(register: Register, patient_id: int) -> Deletion:
    """What deleting this patient would take away.

    Raises:
        NoSuchRecord: nobody has this id. Refused: who works here may not delete.
    """
    with register.reading(Permission.DELETE) as connection:
        return _deletion(connection, patients.get(connection, patient_id), register.clock())


def delete_patient(
    register: Register, patient_id: int, confirmation: str, reason: str | None
) -> Deletion:
    """Delete a patient whose full name was typed exactly: case, spaces and accents count.

    Raises:
        NoSuchRecord: nobody has this id. InvalidInput: the reason cannot be taken.
        Refused: who works here may not delete, or another name was typed; nothing is deleted.
    """
    why = parse_reason("reason", reason or "") or None
    with register.writing(Permission.DELETE) as work:
        patient = work.patient(patient_id)
        if _composed(confirmation) != _composed(patient.full_name):
            raise Refused(
                "The name typed is not the patient's full name (case, spaces and accents count). "
                "Nothing was deleted."
            )
        taken = _deletion(work.connection, patient, work.at)
        remove_patient(work, patient, Action.PATIENT_DELETE, why)
        return taken


def _deletion(connection: Connection, patient: Patient, now: datetime) -> Deletion:
    patient_id = patient.id or 0
    counts = count_attached(connection, patient_id)
    coming = coming_within(connection, patient_id, now)
    return Deletion(patient, _taken(counts), coming, *(counts.get(kind, 0) for kind in STAYING))


def _taken(counts: dict[str, int]) -> dict[str, int]:
    """What goes with a patient."""
    return {kind: count for kind, count in counts.items() if kind not in STAYING}


def remove_patient(work: UnitOfWork, patient: Patient, action: Action, reason: str | None) -> None:
    """Take a patient and all that hangs on it out of the register, into the ledger.

    The contents of the patient's events are erased; one new event says which, who and why. Where a
    creation is undone, the ledger keeps what was undone before, so that it can be done again. The
    relations of other patients to this one keep the name.

    Raises:
        Refused: who works here may not delete.
    """
    work.require(Permission.DELETE)
    steps = steps_of(work.connection, patient.id or 0) if action is Action.UNDO else {}
    former = Former(patient, work.at, work.actor, reason, steps)
    digest = ledger.insert(work.connection, former)
    moved = moved_documents(work.connection, patient.id or 0)
    told = erased_with_documents(work.connection, patient.id or 0)
    parted = named_by(work.connection, patient.id or 0)
    part_from(work.connection, patient)
    taken = _taken(count_attached(work.connection, patient.id or 0))
    patients.delete(work.connection, patient)
    erase_unused(work.connection)
    erased = work.journal.erase(patient.id or 0)
    content = {"reason": reason, ERASED: erased, ledger.DIGEST: digest, TAKEN: taken}
    told.update(seq for each in moved for seq in erase_told_of(work.connection, each))
    if told:
        content[ERASED_MEDICAL] = sorted(told)
    content |= {RELATIONS: parted} if parted else {}
    work.journal.append(action, patient.id, content)


def _composed(name: str) -> str:
    # A keyboard and a clipboard may give one accent in two ways: the same letter to the eye.
    return unicodedata.normalize("NFC", name)
