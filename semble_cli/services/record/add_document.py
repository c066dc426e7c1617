"""Add a document to a patient: its bytes and what is known of it, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.exchange.document_file import MEGABYTE, open_document
from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import DOCUMENT
from semble_cli.patient.around.stored_document import StoredDocument
from semble_cli.services.access import Permission
from semble_cli.services.practice.settings import value_within
from semble_cli.services.record import keeping
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import contents, rows

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from semble_cli.exchange.document_file import DocumentFile
    from semble_cli.patient.around.document_description import Described
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection


class AddedDocument(NamedTuple):
    """A document that was added, whose it is, and which others of that patient are the very same
    file."""

    patient: Patient
    document: StoredDocument
    size: int
    same: list[int]


def prepare_document(
    register: Register, patient_id: int, path: str, limit: str | None = None
) -> AbstractContextManager[DocumentFile]:
    """Open a file for `add_document`, once it is sure that it may be added to a patient.

    Args:
        limit: how many MB a document may have, where who works here set it as their own.

    Raises:
        NoSuchRecord: nobody has this id. Refused: who works here may not change medical contents.
        InvalidInput: the file cannot be taken (`exchange.document_file`).
        BadUsage: the practice's limit is none.
    """
    with register.reading(Permission.EDIT_CARE) as connection:
        patients.get(connection, patient_id)
        largest = largest_document(connection, limit)
    return open_document(path, largest)


def largest_document(connection: Connection, limit: str | None) -> int:
    """How many bytes a document may have: *limit* is in MB, where who works here set it as their
    own; else it is the practice's.

    Raises:
        BadUsage: the practice's limit is none.
    """
    return int(value_within(connection, "document_limit", limit) or 0) * MEGABYTE


def add_document(
    register: Register, patient_id: int, file: DocumentFile, said: Described
) -> AddedDocument:
    """Keep a file as a document of a patient. Without a title, it bears the name of the file.

    Raises:
        NoSuchRecord, Refused: as `prepare_document`. InvalidInput: the file changed meanwhile.
        StoreError: there is no room for it. Nothing is written.
    """
    with register.writing(Permission.EDIT_CARE) as work:
        patient = work.patient(patient_id)
        contents.keep(work.connection, file)
        file.check_unchanged()
        same = rows.select(
            work.connection,
            DOCUMENT,
            "patient_id = ? AND sha256 = ? AND deleted_at IS NULL",
            (patient_id, file.sha256),
        )
        new = StoredDocument(
            patient_id=patient_id,
            title=said.title or file.title,
            file_name=file.file_name,
            media_type=file.media_type,
            sha256=file.sha256,
            added_at=work.at,
            added_by=work.actor,
            kind=said.kind,
            dated_on=said.dated_on,
        )
        added = keeping.add(work, DOCUMENT, new, Action.DOCUMENT_ADD)
        return AddedDocument(patient, added, file.size, [each.id for each in same])
