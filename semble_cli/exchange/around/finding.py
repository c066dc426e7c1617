"""Whether a file holds anything around its patients: found by its bytes, before it is understood.

Most files do not: what reads it (`exchange.around.reading`) is loaded for those that do.
"""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, Protocol

from semble_cli.errors import InvalidInput
from semble_cli.exchange.unpacking import Unpacked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.exchange.around.reading import AroundRecords
    from semble_cli.exchange.record import Record

TYPES = ("RelatedPerson", "AllergyIntolerance", "MedicationStatement", "DocumentReference")
"""The resources that are about what stands around a patient."""

_RESOURCE = b'"resourceType"'
_MARK = re.compile(_RESOURCE + rb'\s{0,20}:\s{0,20}"(?:' + "|".join(TYPES).encode() + rb')"')
_LONGEST_MARK = 80
_CHUNK = 1 << 20


class Documents(Protocol):
    """Reads the documents of a file one by one."""

    def __call__(self, stream: BinaryIO, *, is_data_wanted: bool = False) -> Iterator[Record]: ...


def is_around(record: Record) -> bool:
    """Whether a document of a file is about what stands around a patient."""
    return record.problem is None and record.raw.get("resourceType") in TYPES


def find_around(source: BinaryIO, documents: Documents) -> AroundRecords | None:
    """What a file holds around its patients, or `None`; the file is then where it was.

    Args:
        documents: reads the file.
    """
    beginning = source.tell()
    with suppress(InvalidInput):  # what cannot be read is left to who reads the rows
        if _is_there(source, beginning):
            from semble_cli.exchange.around.reading import AroundRecords

            return AroundRecords(source, beginning, documents)
    return None


@contextmanager
def opened_again(source: BinaryIO, beginning: int) -> Iterator[BinaryIO]:
    """A file without its packing, from its beginning; it is then where it was."""
    before = source.tell()
    source.seek(beginning)
    try:
        yield Unpacked(source, is_looked_at=True).stream
    finally:
        source.seek(before)


def _is_there(source: BinaryIO, beginning: int) -> bool:
    """Whether such a resource is in a file; one that begins otherwise is not looked through."""
    with opened_again(source, beginning) as stream:
        chunk = stream.read(_CHUNK)
        before = b""
        while chunk and (before or _RESOURCE in chunk):
            if _MARK.search(before + chunk):
                return True
            before = chunk[-_LONGEST_MARK:]
            chunk = stream.read(_CHUNK)
    return False
