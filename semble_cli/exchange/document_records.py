"""The patients of JSON documents: our own, FHIR's and those of Semble's API."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import suppress
from datetime import date
from itertools import chain, filterfalse, islice
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.around.finding import find_around
from semble_cli.exchange.around.source import is_around
from semble_cli.exchange.documents.in_file import documents_in
from semble_cli.exchange.documents.keys import DocumentFields, names_of
from semble_cli.exchange.mapping import AS_USUAL, REASONS, refuse_report
from semble_cli.exchange.record import RejectsForm, batched
from semble_cli.exchange.semble import patients as semble_api
from semble_cli.exchange.tables.missing import missing_fields, nothing_tells
from semble_cli.exchange.unpacking import Unpacked, looked_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from semble_cli.exchange.fhir.reading import ReadPatient
    from semble_cli.exchange.mapping import GivenMap, Reading
    from semble_cli.exchange.record import FileColumn, Record, Rejects, Texts


_AHEAD = 2000
"""Documents that are read before the first is taken, to find out what their keys are."""


class DocumentRecords:
    """The patients of JSON documents: one a line, or a list or a FHIR bundle as a whole."""

    fields: tuple[str, ...] = ()
    nothing: frozenset[str] = frozenset()
    rejects_form = RejectsForm("JSON")

    def __init__(
        self, source: BinaryIO, given: GivenMap | None = None, reading: Reading = AS_USUAL
    ) -> None:
        self._today = reading.today or date.max  # without a day, whatever has an end has ended
        self._source, self._start = source, source.tell()
        self.around = find_around(source, self._with_contacts)
        self._unpacked = Unpacked(source)
        rows = documents_in(self._unpacked.stream)
        ahead = list(islice(rows, 1))
        if not any(_is_of_others(row.raw) for row in ahead):  # theirs may be as long as documents
            ahead += islice(rows, _AHEAD)
        plain = [row.raw for row in ahead if not row.problem and not _is_of_others(row.raw)]
        for document in plain:
            refuse_report(document)
        if not ahead:
            raise InvalidInput("file", "there are no patients in it.")
        if given and given.columns and not plain:
            raise InvalidInput(
                "map", "this file has no columns: a map gives its constants alone here."
            )
        self._constants = given.constants if given else {}
        self._documents = DocumentFields(given, reading, plain)
        self._ahead = ahead
        self._rows = chain(ahead, rows)
        self._read: tuple[Any, ReadPatient] | None = None

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[list[Record]]:
        rows: Iterator[Record] = self._rows
        if self.around:
            rows = filterfalse(is_around, rows)
        return batched(islice(rows, after, None), sizes)

    def texts(self, _: Sequence[Record]) -> Texts:
        return {}

    def clean(self, text: str) -> str:
        return text

    def given(self, row: Record) -> dict[str, Any]:
        document = row.raw
        if "resourceType" in document:
            return self._with_constants(self._resource(document).fields)
        if semble_api.is_of_semble(document):
            return self._with_constants(semble_api.fields_of(document, self._today))
        refuse_report(document)
        return self._documents.fields_of(document)

    def _with_constants(self, fields: dict[str, Any]) -> dict[str, Any]:
        """What a document tells whose keys need no map, and what each has beside."""
        told = {name: value for name, value in fields.items() if value not in (None, "", [])}
        return self._constants | told if self._constants else fields

    def left_out(self, row: Record) -> list[Sentence]:
        if "resourceType" in row.raw:
            return list(self._resource(row.raw).left_out)
        if _is_of_others(row.raw):
            return semble_api.left_out(row.raw)
        unknown = (
            Sentence("there is no field for the key {name}: not taken.", name=name)
            for name in self._documents.left_out(row.raw)
        )
        return [*unknown, *self._documents.said(row.raw)]

    def said(self) -> Counter[Sentence]:
        return Counter()

    def no_patient(self, row: Record) -> Sentence | None:
        if row.problem or "resourceType" not in row.raw:  # another document is one, or is refused
            return None
        from semble_cli.exchange.fhir.resources import no_patient

        return no_patient(row.raw)

    def refused(self, _: Record) -> list[InvalidInput]:
        return []  # `given` tells it

    def _with_contacts(self, stream: BinaryIO, *, is_data_wanted: bool = False) -> Iterator[Record]:
        """The documents of the file, each patient of FHIR and of Semble with the contacts."""
        from semble_cli.exchange.fhir.contacts import with_contacts  # no table needs them
        from semble_cli.exchange.semble.related_accounts import with_related_accounts

        documents = documents_in(stream, is_data_wanted=is_data_wanted)
        return with_related_accounts(with_contacts(documents, self._today))

    def _resource(self, document: dict[str, Any]) -> ReadPatient:
        """A resource of FHIR, read once for its fields and for what of it is left out."""
        if self._read is None or self._read[0] is not document:
            from semble_cli.exchange.fhir.reading import read_patient  # no table needs it

            self._read = document, read_patient(document, self._today)
        return self._read[1]

    def digest(self) -> str:
        return self._unpacked.digest()

    def described(self) -> dict[str, str]:
        placed = self._documents.placed.items()
        return {"format": "JSON"} | {
            f"column {name}": target for name, target in placed if name != target
        }

    def unknown(self) -> list[str]:
        return self._documents.unknown

    def columns(self) -> list[FileColumn]:
        return []

    def remarks(self) -> list[Sentence]:
        return []

    def check_needed(self, *, accept_incomplete: bool) -> None:
        """As every file; looked through for it until some of its patients tell all that is needed:
        seldom farther than the first."""
        told: set[str] = set()
        has_patients = False
        for row in self._looked_through():
            if row.problem or is_around(row):
                continue
            with suppress(InvalidInput):  # which the row is refused for, or is no patient
                told.update(name for name, value in self.given(row).items() if value)
                has_patients = True
            if not missing_fields(told, accept_incomplete=accept_incomplete):
                return
        if has_patients:
            missing = missing_fields(told, accept_incomplete=accept_incomplete)
            raise nothing_tells(missing, self.unknown())

    def _looked_through(self) -> Iterator[Record]:
        """The documents of the file, those first that were read already."""
        yield from self._ahead
        with looked_at(self._source, self._start) as unpacked:
            yield from islice(documents_in(unpacked.stream), len(self._ahead), None)

    def rejects(self, out: TextIO) -> Rejects:
        return _DocumentRejects(out)


def document_names(source: BinaryIO) -> Sequence[str]:
    """The keys of the documents of a file as the columns of a table."""
    rows = islice(documents_in(Unpacked(source).stream), _AHEAD)
    return names_of(row.raw for row in rows if not row.problem)


def _is_of_others(document: dict[str, Any]) -> bool:
    """Whether a document is one of FHIR, or of Semble's API."""
    return "resourceType" in document or semble_api.is_of_semble(document)


class _DocumentRejects:
    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, record: Record, reasons: str) -> None:
        document = record.raw | {REASONS: reasons}
        line = json.dumps(document, ensure_ascii=False)
        if not line.isprintable() and _HALF_CHARACTER.search(line):
            line = json.dumps(document)  # as the file had it, escaped
        self._out.write(f"{line}\n")


_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
