"""The bytes of documents: each content once, in chunks of 1 MiB.

A content is kept while a document refers to it, one that was deleted and may come back among them;
and for good where it is the page of an invoice.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple, Protocol

from semble_cli.patient.around.stored_document import CHUNK
from semble_cli.store.database.chunks import chunks, placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from semble_cli.store.database.connection import Connection


UNUSED = (
    "NOT EXISTS (SELECT 1 FROM document WHERE document.sha256 = document_content.sha256)"
    " AND NOT EXISTS (SELECT 1 FROM invoice WHERE invoice.sha256 = document_content.sha256)"
)
"""The condition for contents that nothing refers to."""


class ContentDamaged(Exception):
    """What is held is not what was written."""


class Content(Protocol):
    """Bytes to be kept: how many, their SHA-256, and themselves, in chunks of 1 MiB."""

    @property
    def size(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    def chunks(self) -> Iterable[bytes]: ...


class InMemory(NamedTuple):
    """Bytes that were made here, such as a PDF, as a content."""

    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def chunks(self) -> Iterator[bytes]:
        for begin in range(0, len(self.data), CHUNK):
            yield self.data[begin : begin + CHUNK]


def keep(connection: Connection, content: Content) -> None:
    """Keep a content: nothing is written where it is held already, unless that is damaged."""
    sha256 = content.sha256
    held = connection.value("SELECT size FROM document_content WHERE sha256 = ?", (sha256,))
    if held is not None:
        if held == content.size and is_whole(connection, sha256, held):
            return
        connection.run(
            "UPDATE document_content SET size = ? WHERE sha256 = ?", (content.size, sha256)
        )
    else:
        connection.insert("document_content", {"sha256": sha256, "size": content.size})
    connection.run("DELETE FROM document_chunk WHERE sha256 = ?", (sha256,))
    connection.write_at_length()
    for position, chunk in enumerate(content.chunks()):
        connection.insert("document_chunk", {"sha256": sha256, "position": position, "data": chunk})


def read(connection: Connection, sha256: str) -> Iterator[bytes]:
    """The chunks of a content, one by one.

    Raises:
        ContentDamaged: at the end, they are not what was written.
    """
    digest, position = hashlib.sha256(), 0
    while row := connection.row(
        "SELECT data FROM document_chunk WHERE sha256 = ? AND position = ?", (sha256, position)
    ):
        (chunk,) = row
        if not isinstance(chunk, bytes):
            break
        digest.update(chunk)
        yield chunk
        position += 1
    if digest.hexdigest() != sha256:
        raise ContentDamaged


def is_whole(connection: Connection, sha256: str, size: int) -> bool:
    """Whether a content of so many bytes is held as it was written, and nothing beside it."""
    lengths = []
    try:
        for chunk in read(connection, sha256):
            lengths.append(len(chunk))
    except ContentDamaged:
        return False
    number = connection.value("SELECT count(*) FROM document_chunk WHERE sha256 = ?", (sha256,))
    return (
        len(lengths) == number
        and sum(lengths) == size
        and all(length == CHUNK for length in lengths[:-1])
        and all(0 < length <= CHUNK for length in lengths[-1:])
    )


def sizes(connection: Connection, digests: Sequence[str]) -> dict[str, int]:
    """How many bytes contents have, by their digests; 0 where what is noted is no number."""
    found: dict[str, object] = {}
    for some in chunks(list(set(digests))):
        found.update(
            connection.rows(
                f"SELECT sha256, size FROM document_content WHERE sha256 IN ({placeholders(some)})",
                some,
            )
        )
    return {digest: size if isinstance(size, int) else 0 for digest, size in found.items()}


def size_of(connection: Connection, sha256: str) -> int:
    """How many bytes a content has; 0 for one that is lost."""
    return sizes(connection, [sha256]).get(sha256, 0)


def erase_unused(connection: Connection) -> None:
    """Erase the contents that neither a document nor an invoice refers to."""
    if connection.guarded:
        connection.row("SELECT semble.erase_unused_contents()")
    else:
        connection.run(f"DELETE FROM document_content WHERE {UNUSED}")
