"""Files and registers that the tests of documents share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from semble_cli.patient.around.document_description import Described
from semble_cli.services.patients.create import create_patient
from semble_cli.services.record.add_document import add_document, prepare_document
from semble_cli.services.record.read_documents import open_stored
from semble_cli.store.record.contents import read
from tests.conftest import a_patient

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.record.add_document import AddedDocument
    from semble_cli.services.register import Register

LARGE = b"%PDF-1.7\n" + os.urandom((3 << 20) + 17)
SMALL = b"%PDF-1.7\nbonjour"


def with_two_patients(register: Register) -> Register:
    """The register with the patients 1 and 2."""
    create_patient(register, a_patient())
    create_patient(register, a_patient(first_given_name="AGATHE", birth_given_names="AGATHE"))
    return register


def file_of(directory: Path, content: bytes, name: str = "lettre.pdf") -> Path:
    file = directory / name
    file.write_bytes(content)
    return file


def keep(
    register: Register, directory: Path, content: bytes = SMALL, patient: int = 1
) -> AddedDocument:
    """Add a document of these bytes to a patient."""
    path = str(file_of(directory, content))
    with prepare_document(register, patient, path) as file:
        return add_document(register, patient, file, Described("Courrier"))


def bytes_of(register: Register, document_id: int) -> bytes:
    with open_stored(register, document_id) as found:
        return b"".join(found.chunks())


def held(register: Register) -> dict[int, int]:
    """The contents that are held: how many bytes, by the size that is noted."""
    with register.reading() as connection:
        return {
            size: sum(map(len, read(connection, sha256)))
            for sha256, size in connection.rows("SELECT sha256, size FROM document_content")
        }


def rows_of(register: Register, table: str) -> int:
    with register.reading() as connection:
        return int(connection.value(f"SELECT count(*) FROM {table}"))
