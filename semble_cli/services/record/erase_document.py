"""Erase a document for good: nothing of it is left but that it was there, and who erased it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import BadUsage
from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import DOCUMENT
from semble_cli.patient.texts import parse_reason
from semble_cli.services.access import Permission
from semble_cli.services.record.read_documents import PatientDocument, with_patient
from semble_cli.store.event_chain import ERASED_MEDICAL, RECORD
from semble_cli.store.record import contents, rows
from semble_cli.store.record.told import erase_told_of

if TYPE_CHECKING:
    from semble_cli.services.register import Register


def document_to_erase(register: Register, document_id: int) -> PatientDocument:
    """A document that is to be erased for good; also one that was deleted.

    Raises:
        NoSuchRecord: there is none of this id. Refused: who works here is no admin.
    """
    with register.reading(Permission.ADMINISTER) as connection:
        return with_patient(connection, rows.get(connection, DOCUMENT, document_id))


def erase_document(register: Register, document_id: int, reason: str) -> PatientDocument:
    """Erase a document, also one that was deleted: its bytes, unless another document is the same
    file, and what the journal tells of it. One new event says that it was done, by whom and why.

    Raises:
        NoSuchRecord: there is none of this id. Refused: who works here is no admin.
        BadUsage: no reason is given. InvalidInput: it cannot be taken.
    """
    why = parse_reason("reason", reason)
    if not why:
        raise BadUsage("Say with --reason why the document is erased for good.")
    with register.writing(Permission.ADMINISTER) as work:
        found = with_patient(work.connection, rows.get(work.connection, DOCUMENT, document_id))
        rows.remove(work.connection, DOCUMENT, found.document)
        contents.erase_unused(work.connection)
        told = {
            RECORD: {"kind": DOCUMENT.name, "id": document_id},
            ERASED_MEDICAL: erase_told_of(work.connection, document_id),
        }
        # The reason may tell what it held: it stands where clinicians alone read it.
        said = {"changes": {"reason": [None, why]}}
        work.journal.append(Action.DOCUMENT_ERASE, found.patient.id, told, said)
        return found
