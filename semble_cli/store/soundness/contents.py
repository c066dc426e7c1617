"""Whether the bytes of documents and of the pages of invoices are those that were stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Finding, Sentence, Weight
from semble_cli.store.database.errors import StoreDamaged
from semble_cli.store.record import contents

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.connection import Connection

_AT_ONCE = 500


def find_content_faults(connection: Connection) -> Iterator[Finding]:
    """What is wrong with the contents of documents: damaged, gone, or of nothing. Nothing for
    who may not read them. All the bytes are read, which is what takes long: a document that is
    damaged must be known while there still is a backup of it."""
    if not connection.reads_care:
        return
    for (document_id,) in connection.rows(
        "SELECT id FROM document WHERE sha256 NOT IN (SELECT sha256 FROM document_content)"
        " ORDER BY id"
    ):
        yield _damage(
            Sentence(
                "document {id}: its content is gone. Add the same file again, or put back a"
                " backup.",
                id=document_id,
            )
        )
    for (number,) in connection.rows(
        "SELECT number FROM invoice WHERE sha256 IS NOT NULL"
        " AND sha256 NOT IN (SELECT sha256 FROM document_content)"
        " ORDER BY id"
    ):
        yield _damaged_page(number)
    for sha256, size in _held(connection):
        documents = [
            document_id
            for (document_id,) in connection.rows(
                "SELECT id FROM document WHERE sha256 = ? ORDER BY id", (sha256,)
            )
        ]
        invoices = _issued_as(connection, sha256)
        if not documents and not invoices:
            yield Finding(
                Sentence(
                    "documents: a content of {size} bytes is of no document. semble store upgrade"
                    " removes it.",
                    size=size,
                )
            )
        elif not _is_whole(connection, sha256, size):
            yield from map(_damaged_document, documents)
            yield from map(_damaged_page, invoices)


def _damaged_document(document_id: int) -> Finding:
    return _damage(
        Sentence(
            "document {id}: its content is not what was stored: a part is damaged, missing, of the"
            " wrong length or too many. Add the same file again, or put back a backup.",
            id=document_id,
        )
    )


def _damaged_page(number: str) -> Finding:
    return _damage(
        Sentence(
            "invoice {number}: its page is not what was issued. Put back a backup.", number=number
        )
    )


def _issued_as(connection: Connection, sha256: str) -> list[str]:
    """The numbers of the invoices whose page a content is."""
    found = connection.rows("SELECT number FROM invoice WHERE sha256 = ? ORDER BY id", (sha256,))
    return [number for (number,) in found]


def has_unused(connection: Connection) -> bool:
    """Whether a content is of no document, as far as who works here may see."""
    return connection.reads_care and bool(
        connection.row(f"SELECT 1 FROM document_content WHERE {contents.UNUSED} LIMIT 1")
    )


def _held(connection: Connection) -> Iterator[tuple[str, int]]:
    """The contents, some at a time: digest and size."""
    last = ""
    while found := connection.rows(
        f"SELECT sha256, size FROM document_content WHERE sha256 > ? ORDER BY sha256"
        f" LIMIT {_AT_ONCE}",
        (last,),
    ):
        yield from found
        last = found[-1][0]


def _is_whole(connection: Connection, sha256: str, size: int) -> bool:
    try:
        return contents.is_whole(connection, sha256, size)
    except StoreDamaged:
        return False


def _damage(sentence: Sentence) -> Finding:
    return Finding(sentence, Weight.DAMAGE)
