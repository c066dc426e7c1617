"""Which resources of a file are about what stands around patients."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, Protocol

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
