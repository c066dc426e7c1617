"""What is shared as the files that leave: their bytes, under names that tell nothing of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.exchange.archive.reading import files_in
from semble_cli.patient.around.stored_document import EXPORT_TYPE
from semble_cli.patient.sharing.part import Part
from semble_cli.services.record.read_documents import OpenDocument
from semble_cli.store.record import contents

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.patient.around.stored_document import StoredDocument
    from semble_cli.store.database.connection import Connection

_ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/tiff": "tif",
    "image/webp": "webp",
    "image/gif": "gif",
    "image/bmp": "bmp",
    "text/plain": "txt",
}
_KNOWN_ENDINGS = frozenset(
    {
        *("doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp"),
        *("xml", "json", "svg", "heic", "dcm", "edf", "hl7", "vcf", "ics", "eml", "zip"),
        *("mp3", "m4a", "wav", "ogg", "mp4", "mov", "avi", "webm"),
    }
)
"""Endings by which systems know a file: one of these is kept, of what becomes no pages. Any other
may be a name."""
_OTHER_ENDING = "dat"
_EXPORT_NAME = "dossier.zip"
_UNKNOWN = "application/octet-stream"


def parts_of(connection: Connection, documents: Sequence[StoredDocument]) -> list[Part]:
    """Documents as files, each as it was added.

    Raises:
        DocumentDamaged: what is there is not what was added.
    """
    return [
        Part(
            _neutral_name(number, each),
            each.media_type if each.media_type in _ENDINGS else _UNKNOWN,
            _bytes_of(connection, each),
        )
        for number, each in enumerate(documents, 1)
    ]


def opened_exports(parts: Sequence[Part]) -> Iterator[Part]:
    """The same, the files of an export in the place of its archive: what is attached to a PDF is
    saved from there, and Adobe Acrobat saves no ZIP file
    (https://helpx.adobe.com/acrobat/using/attachments-security-risks-reader-acrobat.html)."""
    for part in parts:
        if part.name != _EXPORT_NAME:
            yield part
            continue
        for name, content in files_in(part.content):
            yield Part(name.rpartition("/")[2], _UNKNOWN, content)


def _bytes_of(connection: Connection, document: StoredDocument) -> bytes:
    size = contents.size_of(connection, document.sha256)
    return b"".join(OpenDocument(document, size, connection).chunks())


def _neutral_name(number: int, document: StoredDocument) -> str:
    if document.media_type == EXPORT_TYPE:
        return _EXPORT_NAME
    return f"document-{number}.{_ending(document)}"


def _ending(document: StoredDocument) -> str:
    if known := _ENDINGS.get(document.media_type):
        return known
    told = document.file_name.rpartition(".")[2].lower()
    return told if told in _KNOWN_ENDINGS else _OTHER_ENDING
