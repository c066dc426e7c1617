"""What a file of FHIR resources holds around its patients, read one by one.

A patient is known within a file by the `id` of the resource; rows are known by their lines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from semble_cli.errors import InvalidInput
from semble_cli.exchange.around import allergies, documents, relations, treatments
from semble_cli.exchange.around.source import is_around
from semble_cli.exchange.fhir import terms
from semble_cli.exchange.unpacking import looked_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.exchange.around.parts import GivenRecord
    from semble_cli.exchange.around.source import Documents
    from semble_cli.exchange.record import Record

READERS = {
    relations.TYPE: relations.relation_given,
    allergies.TYPE: allergies.allergy_given,
    treatments.TYPE: treatments.treatment_given,
    documents.TYPE: documents.document_given,
}
"""What reads each resource."""


def given_by(record: Record) -> GivenRecord:
    """What a document gives that stands around a patient.

    Raises:
        InvalidInput: it is not as our own files have it.
    """
    return READERS[record.raw["resourceType"]](record.raw)


class AroundRecords:
    """What a file holds around its patients. Each method reads it from its beginning again."""

    def __init__(self, source: BinaryIO, beginning: int, documents: Documents) -> None:
        self._source = source
        self._beginning = beginning
        self._documents = documents
        self._ours: set[str] | None = None

    def is_of_others(self, record: Record) -> bool:
        """Whether another program wrote a document that stands around a patient: its patient, or
        where it names none all of them, are not of a register of this program. So is what a
        summary (IPS) has, of whoever: it tells less, and in other words, than a list."""
        if _is_of_summary(record):
            return True
        if self._ours is None:
            self.lines()
        ours = self._ours or set()
        whose = _whose(record)
        return whose not in ours if whose else not ours

    def lines(self) -> dict[int, str]:
        """The lines of the patients whom any of it names, with the ids that the file has for them.
        An id that two patients have means neither."""
        wanted = {name for record in self.records() for name in _named(record)}
        lines: dict[str, int | None] = {}
        self._ours = set()
        for record in self._all(is_data_wanted=False):
            name = _id(record)
            if name and _is_written_here(record):
                self._ours.add(name)
            if name not in wanted:
                continue
            lines[name] = None if name in lines else record.number
        return {line: name for name, line in lines.items() if line is not None}

    def records(self, *, is_data_wanted: bool = False) -> Iterator[Record]:
        """The documents about what stands around patients, in the order of the file."""
        return filter(is_around, self._all(is_data_wanted=is_data_wanted))

    def _all(self, *, is_data_wanted: bool) -> Iterator[Record]:
        with looked_at(self._source, self._beginning) as unpacked:
            yield from self._documents(unpacked.stream, is_data_wanted=is_data_wanted)


def _id(record: Record) -> str:
    """The id of a patient, of a document that is one; of another, nothing."""
    raw: Any = record.raw
    is_patient = record.problem is None and raw.get("resourceType", "Patient") == "Patient"
    return str(raw.get("id") or "") if is_patient else ""


def _is_written_here(record: Record) -> bool:
    meta = record.raw.get("meta")
    return isinstance(meta, dict) and meta.get("source") == terms.OURS


def _is_of_summary(record: Record) -> bool:
    meta = record.raw.get("meta")
    profiles = meta.get("profile") if isinstance(meta, dict) else None
    return isinstance(profiles, list) and any(str(each).endswith("-uv-ips") for each in profiles)


def _whose(record: Record) -> str:
    """The id that a document names as that of its patient; nothing where it does not."""
    whose = record.raw.get("patient", record.raw.get("subject"))
    told = whose.get("reference") if isinstance(whose, dict) else None
    kind, _, number = told.partition("/") if isinstance(told, str) else ("", "", "")
    return number if kind == "Patient" else ""


def _named(record: Record) -> Iterator[str]:
    """The ids of the patients whom a document names; that nobody asked names none."""
    try:
        given = given_by(record)
    except InvalidInput:
        return
    if given.form != allergies.NOT_ASKED:
        yield given.whose
        if other := given.fields.get("other"):
            yield other
