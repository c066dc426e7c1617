"""A file of resources: opened again from its beginning, and which of them are about what stands
around patients."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Protocol

from semble_cli.exchange.unpacking import Unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.exchange.record import Record

TYPES = ("RelatedPerson", "AllergyIntolerance", "MedicationStatement", "DocumentReference")
"""The resources that are about what stands around a patient."""


class Documents(Protocol):
    """Reads the documents of a file one by one."""

    def __call__(self, stream: BinaryIO, *, is_data_wanted: bool = False) -> Iterator[Record]: ...


def is_around(record: Record) -> bool:
    """Whether a document of a file is about what stands around a patient."""
    return record.problem is None and record.raw.get("resourceType") in TYPES


@contextmanager
def opened_again(source: BinaryIO, beginning: int) -> Iterator[BinaryIO]:
    """A file without its packing, from its beginning; it is then where it was."""
    before = source.tell()
    source.seek(beginning)
    try:
        yield Unpacked(source, is_looked_at=True).stream
    finally:
        source.seek(before)
