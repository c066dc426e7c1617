"""The bytes of a document that came in a file of resources, in a file without a name."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 1 << 20
"""Bytes that are read at a time."""


class Bytes(NamedTuple):
    """The bytes of a document that is read from a file: how many, their digest, and themselves."""

    size: int
    sha256: str
    held: IO[bytes]

    def chunks(self) -> Iterator[bytes]:
        """The bytes, 1 MiB at a time."""
        self.held.seek(0)
        while chunk := self.held.read(CHUNK):
            yield chunk

    @property
    def beginning(self) -> bytes:
        """The first of them."""
        self.held.seek(0)
        return self.held.read(CHUNK)
