"""Change what is known of a document, move one that was misfiled, delete one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import DOCUMENT
from semble_cli.services.access import Permission
from semble_cli.services.record import keeping
from semble_cli.services.record.read_documents import PatientDocument, living
from semble_cli.store.record.contents import size_of

if TYPE_CHECKING:
    from semble_cli.patient.around.stored_document import StoredDocument
    from semble_cli.patient.record import Patient
    from semble_cli.services.changes import Changes
    from semble_cli.services.register import Register


class ChangedDocument(NamedTuple):
    """A document as it is now, whose it is, its size, and what changed."""

    patient: Patient
    document: StoredDocument
    size: int
    changes: Changes


class MovedDocument(NamedTuple):
    """A document that was moved: whose it was, whose it is; the same patient where nothing was to
    be done."""

    former: Patient
    patient: Patient
    document: StoredDocument
    size: int


def edit_document(register: Register, document_id: int, given: dict[str, Any]) -> ChangedDocument:
    """Change title, kind or date of a document; *given* are the new values by the field.

    Raises:
        NoSuchRecord: there is none of this id. Refused: who works here may not.
    """
    with register.writing(Permission.EDIT_CARE) as work:
        before = living(work.connection, document_id)
        after = keeping.change(
            work, DOCUMENT, before, before._replace(**given), Action.DOCUMENT_EDIT
        )
        patient = work.patient(before.patient_id)
        changes = keeping.difference(DOCUMENT, before, after)
        return ChangedDocument(patient, after, size_of(work.connection, after.sha256), changes)


def move_document(register: Register, document_id: int, patient_id: int) -> MovedDocument:
    """Give a document to the patient whose it is; an event of each of both patients tells it.

    Raises:
        NoSuchRecord: there is no such document, or patient. Refused: who works here may not.
    """
    with register.writing(Permission.EDIT_CARE) as work:
        before = living(work.connection, document_id)
        former, patient = work.patient(before.patient_id), work.patient(patient_id)
        moved = before._replace(patient_id=patient_id)
        after = keeping.change(work, DOCUMENT, before, moved, Action.DOCUMENT_MOVE)
        return MovedDocument(former, patient, after, size_of(work.connection, after.sha256))


def delete_document(register: Register, document_id: int) -> PatientDocument:
    """Delete a document, so that this can be taken back: its bytes stay, and nobody is shown it.

    Raises:
        NoSuchRecord: there is none of this id. Refused: who works here may not.
    """
    with register.writing(Permission.EDIT_CARE) as work:
        before = living(work.connection, document_id)
        deleted = before._replace(deleted_at=work.at, deleted_by=work.actor)
        after = keeping.change(work, DOCUMENT, before, deleted, Action.DOCUMENT_DELETE)
        return PatientDocument(
            work.patient(before.patient_id), after, size_of(work.connection, after.sha256)
        )
