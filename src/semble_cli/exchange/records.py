"""Patients as a file gives them, one by one, whatever the format."""

from __future__ import annotations

import csv
import io
import json
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol, TextIO

from semble_cli.errors import InvalidInput
from semble_cli.exchange import fhir, semble_api
from semble_cli.exchange.batches import DocumentBatch, Record, TableBatch
from semble_cli.exchange.mapping import REASONS
from semble_cli.exchange.placement import Placement
from semble_cli.exchange.table_file import LONGEST_LINE, TableFile
from semble_cli.exchange.unpacking import Unpacked
from semble_cli.identity.document import flatten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from semble_cli.exchange.batches import Batch
    from semble_cli.exchange.mapping import GivenMap, Reading


class Records(Protocol):
    """A file of patients, read once from its beginning to its end."""

    fields: tuple[str, ...]
    """The fields that every batch has texts of; none where the rows are documents."""

    def clean(self, text: str) -> str:
        """What a text of a batch means; empty for nothing."""

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[Batch]:
        """The patients of the file, as many at a time as *sizes* says, from *after* so many on.

        Raises:
            InvalidInput: it cannot be read any further.
        """

    def digest(self) -> str:
        """SHA-256 of the file as it came, in hexadecimal."""

    def described(self) -> dict[str, str]:
        """How the file is read: format, encoding, delimiter, and where each column goes."""

    def unknown(self) -> list[str]:
        """The columns that are not placed."""

    def rejects(self, out: TextIO) -> Rejects:
        """Where rejected rows are written, in the form in which they came."""


class Rejects(Protocol):
    """Writes rejected rows with the reasons, to be corrected and fed back."""

    def write(self, record: Record, reasons: str) -> None:
        """Write one row as it came, and why it was rejected."""


class TableRecords:
    """The patients of a table.

    Raises:
        InvalidInput: as `TableFile`.
    """

    def __init__(
        self,
        source: BinaryIO,
        given: GivenMap | None,
        reading: Reading,
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
    ) -> None:
        self._file = TableFile(source, encoding, delimiter)
        self.placement = Placement(self._file.header, given, reading)
        self.fields = tuple(self.placement.texts([self._file.header]))

    def clean(self, text: str) -> str:
        return self.placement.clean(text)

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[Batch]:
        rows = islice(self._file.rows(), after, None)
        blank = ("",) * len(self._file.header)
        for size in sizes:
            some = list(islice(rows, size))
            if not some:
                return
            problems = {place: row.problem for place, row in enumerate(some) if row.problem}
            texts = self.placement.texts([blank if row.problem else row.cells for row in some])
            records = [Record(row.number, row.cells) for row in some]
            yield TableBatch(records, problems, texts, self.clean)

    def digest(self) -> str:
        return self._file.digest()

    def described(self) -> dict[str, str]:
        written = self._file.written
        how = (
            {"format": "csv", "encoding": written.encoding, "delimiter": written.delimiter}
            if written
            else {"format": "xlsx"}
        )
        return how | {
            f"column {name}": target
            for name, target in self.placement.placed.items()
            if name != target
        }

    def unknown(self) -> list[str]:
        return self.placement.unknown

    def rejects(self, out: TextIO) -> Rejects:
        written = self._file.written
        return _TableRejects(out, self._file.header, written.delimiter if written else ",")


class DocumentRecords:
    """The patients of JSON documents: one a line, or a list or a FHIR bundle as a whole."""

    fields: tuple[str, ...] = ()

    def __init__(self, source: BinaryIO) -> None:
        self._unpacked = Unpacked(source)

    def clean(self, text: str) -> str:
        return text

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[Batch]:
        documents = islice(self._documents(), after, None)
        for size in sizes:
            some = list(islice(documents, size))
            if not some:
                return
            problems = {place: each.problem for place, each in enumerate(some) if each.problem}
            records = [Record(each.number, each.raw) for each in some]
            yield DocumentBatch(records, problems, [each.fields for each in some])

    def _documents(self) -> Iterator[_Document]:
        stream = self._unpacked.stream
        first = stream.readline(LONGEST_LINE)
        if _is_json(first) and not first.lstrip().startswith(b"["):
            yield from self._lines(first)
            return
        content = first + stream.read(_LARGEST_DOCUMENT)
        if len(content) > _LARGEST_DOCUMENT:
            raise InvalidInput("file", "it is too large for one document; write one a line.")
        try:
            document = json.loads(content.decode("utf-8-sig"))
        except ValueError:
            raise InvalidInput("file", "it is no JSON.") from None
        yield from _of_document(1, document)

    def digest(self) -> str:
        return self._unpacked.digest()

    def described(self) -> dict[str, str]:
        return {"format": "JSON"}

    def unknown(self) -> list[str]:
        return []

    def rejects(self, out: TextIO) -> Rejects:
        return _DocumentRejects(out)

    def _lines(self, line: bytes) -> Iterator[_Document]:
        number = 0
        while line:
            number += 1
            if len(line) == LONGEST_LINE:
                raise InvalidInput(
                    "file",
                    "line {line} has more than {most} characters.",
                    line=number,
                    most=LONGEST_LINE,
                )
            if line.strip():
                yield from _of_line(number, line)
            line = self._unpacked.stream.readline(LONGEST_LINE)


class _Document(NamedTuple):
    """A JSON document: the line, its fields, itself, and why it cannot be read at all."""

    number: int
    fields: dict[str, Any]
    raw: Any
    problem: InvalidInput | None = None


_LARGEST_DOCUMENT = 256 << 20


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line.decode("utf-8-sig"))
    except ValueError:
        return False
    return True


def _of_line(number: int, line: bytes) -> Iterator[_Document]:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = InvalidInput("file", "it is no text in UTF-8.")
        yield _Document(number, {}, {"line": line.decode("utf-8", "replace")}, problem)
        return
    try:
        document = json.loads(text)
    except ValueError:
        yield _Document(number, {}, {"line": text}, InvalidInput("file", "it is no JSON."))
        return
    yield from _of_document(number, document)


def _of_document(number: int, document: Any) -> Iterator[_Document]:
    """The patients of one document: itself, those of a list, or those of a FHIR bundle."""
    if isinstance(document, list):
        for place, each in enumerate(document, start=1):
            yield _document(place, each)
    elif isinstance(document, dict) and document.get("resourceType") == "Bundle":
        for place, entry in enumerate(document.get("entry") or (), start=1):
            yield _document(place, entry.get("resource") if isinstance(entry, dict) else entry)
    else:
        yield _document(number, document)


def _document(number: int, document: Any) -> _Document:
    if not isinstance(document, dict):
        problem = InvalidInput("file", "a patient is one JSON object.")
        return _Document(number, {}, {"line": json.dumps(document)}, problem)
    raw = {key: value for key, value in document.items() if key != REASONS}
    try:
        return _Document(number, _fields_of(raw), raw)
    except InvalidInput as problem:
        return _Document(number, {}, raw, problem)


def _fields_of(document: dict[str, Any]) -> dict[str, Any]:
    if "resourceType" in document:
        return fhir.fields_of(document)
    return semble_api.fields_of(document) if semble_api.KEYS & set(document) else flatten(document)


class _TableRejects:
    def __init__(self, out: TextIO, header: tuple[str, ...], delimiter: str) -> None:
        self._writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        self._kept = [place for place, name in enumerate(header) if name != REASONS]
        if not out.tell():  # a run that goes on adds to what is there
            self._writer.writerow([*(header[place] for place in self._kept), REASONS])

    def write(self, record: Record, reasons: str) -> None:
        cells = [record.raw[place] for place in self._kept if place < len(record.raw)]
        cells += [""] * (len(self._kept) - len(cells))
        self._writer.writerow([*map(_writable, cells), reasons])


class _DocumentRejects:
    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, record: Record, reasons: str) -> None:
        json.dump(record.raw | {REASONS: reasons}, self._out, ensure_ascii=False)
        self._out.write("\n")


def _writable(cell: str) -> str:
    """A cell whose undecodable bytes are shown as such: the file is written in UTF-8."""
    return cell.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def open_records(
    source: BinaryIO,
    given: GivenMap | None,
    reading: Reading,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Records:
    """A file of patients by what its beginning tells: JSON documents, or a table.

    Raises:
        InvalidInput: it is empty, or nothing that is known.
    """
    buffered = source if isinstance(source, io.BufferedReader) else io.BufferedReader(source)  # type: ignore[type-var]
    start = buffered.peek(64)[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"{", b"[")):
        return DocumentRecords(buffered)
    return TableRecords(buffered, given, reading, encoding=encoding, delimiter=delimiter)
