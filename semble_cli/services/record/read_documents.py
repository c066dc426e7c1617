"""What a patient's documents are, and their bytes: for who may read medical contents."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import NoSuchRecord, StoreError
from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import DOCUMENT
from semble_cli.services.access import Permission
from semble_cli.services.audit.noting import note_export, noted_reading
from semble_cli.store.database.errors import StoreDamaged
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import contents, rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.patient.around.stored_document import StoredDocument
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection


class HeldDocument(NamedTuple):
    """A document, and how many bytes it has."""

    document: StoredDocument
    size: int


class PatientDocument(NamedTuple):
    """A document with the patient whose it is."""

    patient: Patient
    document: StoredDocument
    size: int


class DocumentDamaged(StoreError):
    """The bytes of a document are not what was stored."""


def documents_of(register: Register, patient_id: int) -> list[HeldDocument]:
    """The documents of a patient, in the order in which they were added.

    Raises:
        NoSuchRecord: nobody has this id. Refused: who works here may not read medical contents.
    """
    with noted_reading(register, Permission.EDIT_CARE) as reading:
        connection = reading.connection
        patients.get(connection, patient_id)
        reading.opens(patient_id)
        return held_by(connection, patient_id)


def held_by(connection: Connection, patient_id: int) -> list[HeldDocument]:
    """The documents that a patient has, for who may read them."""
    found = rows.select(
        connection, DOCUMENT, "patient_id = ? AND deleted_at IS NULL", (patient_id,)
    )
    sizes = contents.sizes(connection, [each.sha256 for each in found])
    return [HeldDocument(each, sizes.get(each.sha256, 0)) for each in found]


def show_document(register: Register, document_id: int) -> PatientDocument:
    """A document, and whose it is.

    Raises:
        NoSuchRecord: there is none of this id. Refused: as `documents_of`.
    """
    with noted_reading(register, Permission.EDIT_CARE) as reading:
        document = living(reading.connection, document_id)
        reading.opens(document.patient_id)
        return with_patient(reading.connection, document)


def with_patient(connection: Connection, document: StoredDocument) -> PatientDocument:
    """A document, whose it is, and its size."""
    size = contents.size_of(connection, document.sha256)
    return PatientDocument(patients.get(connection, document.patient_id), document, size)


def living(connection: Connection, document_id: int) -> StoredDocument:
    """A document that was not deleted.

    Raises:
        NoSuchRecord: there is none of this id.
    """
    document: StoredDocument = rows.get(connection, DOCUMENT, document_id)
    if document.deleted_at is not None:
        raise NoSuchRecord(DOCUMENT.missing.text, id=document_id)
    return document


def living_documents(register: Register, ids: Sequence[int]) -> list[StoredDocument]:
    """Documents of several patients, in this order, for who may read them.

    Raises:
        NoSuchRecord: there is none of one of the ids. Refused: as `documents_of`.
    """
    with register.reading(Permission.EDIT_CARE) as connection:
        return [living(connection, each) for each in ids]


class OpenDocument(NamedTuple):
    """A document whose bytes can be read."""

    document: StoredDocument
    size: int
    connection: Connection

    def chunks(self) -> Iterator[bytes]:
        """The bytes, a chunk at a time.

        Raises:
            DocumentDamaged: they are not those that were stored. It is known at the end, when all
                that there is was given.
        """
        try:
            yield from contents.read(self.connection, self.document.sha256)
        except (contents.ContentDamaged, StoreDamaged):
            raise _damaged(self.document) from None

    def check(self) -> None:
        """Read all of it.

        Raises:
            DocumentDamaged: as `chunks`.
        """
        for _ in self.chunks():
            pass


@contextmanager
def open_stored(
    register: Register, document_id: int, printer: str | None = None
) -> Iterator[OpenDocument]:
    """A document to read the bytes of, inside the block. That it is taken out is noted before, and
    on which *printer* where it is printed.

    Raises:
        NoSuchRecord: there is none of this id. Refused: as `documents_of`.
    """
    with register.reading(Permission.EDIT_CARE) as connection:
        patient_id = living(connection, document_id).patient_id
    told: dict[str, object] = {"document": document_id}
    if printer is not None:
        told["printer"] = printer
    note_export(register, Action.DOCUMENT_GET, told, patient_id)
    with register.reading(Permission.EDIT_CARE) as connection:
        document = living(connection, document_id)
        yield OpenDocument(document, contents.size_of(connection, document.sha256), connection)


def _damaged(document: StoredDocument) -> DocumentDamaged:
    return DocumentDamaged(
        "Document {id} is damaged in the store: what is there is not what was added. Add the file"
        " once more where you still have it, which mends it, or put back the last backup.",
        id=document.id,
    )
