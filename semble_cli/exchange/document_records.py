"""The patients of JSON documents: our own, FHIR's and those of Semble's API."""

from __future__ import annotations

import json
import re
from collections import Counter
from contextlib import closing
from datetime import date
from itertools import chain, count, filterfalse, islice
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.around.finding import find_around
from semble_cli.exchange.around.lines import DocumentLine, read_line
from semble_cli.exchange.around.source import is_around
from semble_cli.exchange.documents.keys import DocumentFields, names_of
from semble_cli.exchange.headers import target_of
from semble_cli.exchange.mapping import AS_USUAL, REASONS, refuse_report
from semble_cli.exchange.record import Record, RejectsForm, batched
from semble_cli.exchange.semble import patients as semble_api
from semble_cli.exchange.tables.text_table import LONGEST_LINE
from semble_cli.exchange.unpacking import Unpacked
from semble_cli.patient.reading.json_texts import NO_JSON, read_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from semble_cli.exchange.fhir.reading import ReadPatient
    from semble_cli.exchange.mapping import GivenMap, Reading
    from semble_cli.exchange.record import FileColumn, Rejects, Texts


class DocumentRecords:
    """The patients of JSON documents: one a line, or a list or a FHIR bundle as a whole."""

    fields: tuple[str, ...] = ()
    nothing: frozenset[str] = frozenset()
    rejects_form = RejectsForm("JSON")

    def __init__(
        self, source: BinaryIO, given: GivenMap | None = None, reading: Reading = AS_USUAL
    ) -> None:
        self._today = reading.today or date.max  # without a day, whatever has an end has ended
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
        self._documents = DocumentFields(given, reading, plain)
        self._rows = chain(ahead, rows)
        self._read: tuple[Any, ReadPatient] | None = None

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[list[Record]]:
        rows: Iterator[Record] = self._rows
        if self.around:
            rows = filterfalse(is_around, rows)
        return batched(islice(rows, after, None), sizes)

    def texts(self, rows: Sequence[Record]) -> Texts:  # noqa: ARG002 - documents have no columns
        return {}

    def clean(self, text: str) -> str:
        return text

    def given(self, row: Record) -> dict[str, Any]:
        document = row.raw
        if "resourceType" in document:
            return self._resource(document).fields
        if semble_api.is_of_semble(document):
            return semble_api.fields_of(document, self._today)
        refuse_report(document)
        return self._documents.fields_of(document)

    def left_out(self, row: Record) -> list[Sentence]:
        if "resourceType" in row.raw:
            return list(self._resource(row.raw).left_out)
        if _is_of_others(row.raw):
            return semble_api.left_out(row.raw)
        return [
            Sentence("there is no field for the key {name}: not taken.", name=name)
            for name in self._documents.left_out(row.raw)
        ]

    def said(self) -> Counter[Sentence]:
        return Counter()

    def no_patient(self, row: Record) -> Sentence | None:
        if row.problem or "resourceType" not in row.raw:  # another document is one, or is refused
            return None
        from semble_cli.exchange.fhir.resources import no_patient

        return no_patient(row.raw)

    def refused(self, row: Record) -> list[InvalidInput]:  # noqa: ARG002 - `given` tells it
        return []

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
        """Each document tells by itself what it lacks."""

    def rejects(self, out: TextIO) -> Rejects:
        return _DocumentRejects(out)


def document_names(source: BinaryIO) -> Sequence[str]:
    """The keys of the documents of a file as the columns of a table."""
    rows = islice(documents_in(Unpacked(source).stream), _AHEAD)
    return names_of(row.raw for row in rows if not row.problem)


def _is_of_others(document: dict[str, Any]) -> bool:
    """Whether a document is one of FHIR, or of Semble's API."""
    return "resourceType" in document or semble_api.is_of_semble(document)


def documents_in(stream: BinaryIO, *, is_data_wanted: bool = False) -> Iterator[Record]:
    """The documents of a file one by one, whatever each holds.

    Args:
        is_data_wanted: whether the bytes of documents are, where a line is too long to be held.

    Raises:
        InvalidInput: it cannot be read any further.
    """
    first = stream.readline(LONGEST_LINE)
    if _is_json(first) and not first.lstrip().startswith(b"["):
        yield from _lines(first, stream, is_data_wanted=is_data_wanted)
        return
    content = first + stream.read(_LARGEST_DOCUMENT)
    if len(content) > _LARGEST_DOCUMENT:
        raise InvalidInput("file", "it is too large for one document; write one a line.")
    try:
        document = read_json(content.decode("utf-8-sig"))
    except NO_JSON:
        raise InvalidInput("file", "it is no JSON.") from None
    yield from _of_document(1, document)


def _lines(first: bytes, stream: BinaryIO, *, is_data_wanted: bool) -> Iterator[Record]:
    """The documents of lines; those within one, a bundle, count as lines: each has its number."""
    line: DocumentLine | None = DocumentLine(first)
    more = 0
    for number in count(1):
        if line is None:
            return
        with closing(line):
            if line.text.strip():
                place = -1
                for place, record in enumerate(_of_line(number, line.text)):
                    found = record._replace(number=number + more + place)
                    yield found if line.data is None else found._replace(data=line.data)
                more += max(place, 0)
        line = read_line(stream, number + 1, is_data_wanted=is_data_wanted)


_BUNDLE = "Bundle"

_PATIENTS = "patients"
"""The key under which a document of several patients has them."""

_AHEAD = 2000
"""Documents that are read before the first is taken, to find out what their keys are."""

_LARGEST_DOCUMENT = 256 << 20


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line.decode("utf-8-sig"))
    except NO_JSON:
        return False
    return True


def _of_line(number: int, line: bytes) -> Iterator[Record]:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = InvalidInput("file", "it is no text in UTF-8.")
        yield Record(number, {"line": line.decode("utf-8", "surrogateescape")}, problem)
        return
    try:
        document = read_json(text)
    except NO_JSON:
        yield Record(number, {"line": text}, InvalidInput("file", "it is no JSON."))
        return
    yield from _of_document(number, document)


def _of_document(number: int, document: Any) -> Iterator[Record]:
    """The patients of one document: itself, those of a list, or those of a FHIR bundle."""
    document = _within(document)
    if isinstance(document, list):
        for place, each in enumerate(document, start=1):
            yield _document(place, each)
    elif isinstance(document, dict) and document.get("resourceType") == _BUNDLE:
        from semble_cli.exchange.fhir.resources import entries_of  # no table needs it

        for place, entry in enumerate(entries_of(document), start=1):
            yield _document(place, entry.resource)._replace(note=entry.note)
    else:
        yield _document(number, document)


def _within(document: Any) -> Any:
    """The list that a document only holds, under `patients`, or, where nothing beside it is of a
    patient, under another key (`data`, `items`); else the document itself."""
    if not isinstance(document, dict) or "resourceType" in document:
        return document
    if isinstance(document.get(_PATIENTS), list):
        return document[_PATIENTS]
    lists = [
        value
        for value in document.values()
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value)
    ]
    beside = [document, *(value for value in document.values() if isinstance(value, dict))]
    is_held = len(lists) == 1 and not any(target_of(key) for each in beside for key in each)
    return lists[0] if is_held else document


def _document(number: int, document: Any) -> Record:
    if not isinstance(document, dict):
        problem = InvalidInput("file", "a patient is one JSON object.")
        return Record(number, {"line": json.dumps(document)}, problem)
    raw = {key: value for key, value in document.items() if key != REASONS}
    return Record(number, raw)


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
