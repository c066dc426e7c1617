"""Whether the bytes of documents are those that were stored."""

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
    """What is wrong with the contents of documents: damaged, gone, or of no document. Nothing for
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
    for sha256, size in _held(connection):
        documents = [
            document_id
            for (document_id,) in connection.rows(
                "SELECT id FROM document WHERE sha256 = ? ORDER BY id", (sha256,)
            )
        ]
        if not documents:
            yield Finding(
                Sentence(
                    "documents: a content of {size} bytes is of no document. semble store upgrade"
                    " removes it.",
                    size=size,
                )
            )
        elif not _is_whole(connection, sha256, size):
            for document_id in documents:
                yield _damage(
                    Sentence(
                        "document {id}: its content is not what was stored: a part is damaged,"
                        " missing, of the wrong length or too many. Add the same file again, or put"
                        " back a backup.",
                        id=document_id,
                    )
                )


def has_unused(connection: Connection) -> bool:
    """Whether a content is of no document, as far as who works here may see."""
    return connection.reads_care and bool(
        connection.row(
            "SELECT 1 FROM document_content WHERE NOT EXISTS"
            " (SELECT 1 FROM document WHERE document.sha256 = document_content.sha256) LIMIT 1"
        )
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
