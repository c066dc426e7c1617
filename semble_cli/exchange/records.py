"""Patients as a file gives them, one by one, whatever the format."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol, TextIO

from semble_cli.errors import InvalidInput
from semble_cli.exchange import fhir, semble_api
from semble_cli.exchange.mapping import REASONS
from semble_cli.exchange.placement import Placement
from semble_cli.exchange.record import Record
from semble_cli.exchange.table_file import LONGEST_LINE, TableFile
from semble_cli.exchange.unpacking import Unpacked
from semble_cli.patient.document import flatten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from semble_cli.exchange.mapping import GivenMap, Reading
    from semble_cli.exchange.placement import Texts


class Records(Protocol):
    """A file of patients, read once from its beginning to its end."""

    fields: tuple[str, ...]
    """The fields that `texts` has; none where the rows are documents."""
    nothing: frozenset[str]
    """The words that stand for nothing."""

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[list[Record]]:
        """The rows of the file, as many at a time as *sizes* says, from *after* so many on.

        Raises:
            InvalidInput: it cannot be read any further.
        """

    def texts(self, rows: Sequence[Record]) -> Texts:
        """The fields of rows column by column; a row that cannot be read has empty cells."""

    def clean(self, text: str, /) -> str:
        """What one of those texts means; empty for nothing."""

    def given(self, row: Record) -> dict[str, Any]:
        """The fields of one row that hold anything, by the flat names of a patient's fields.

        Raises:
            InvalidInput: the row is no patient.
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
        self.clean = self.placement.clean
        self.nothing = reading.nothing
        self.fields = tuple(self.placement.texts([self._file.header]))

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[list[Record]]:
        return _batched(islice(self._file.rows(), after, None), sizes)

    def texts(self, rows: Sequence[Record]) -> Texts:
        blank = ("",) * len(self._file.header)
        return self.placement.texts([blank if row.problem else row.raw for row in rows])

    def given(self, row: Record) -> dict[str, Any]:
        return dict(self.placement.given(row.raw))

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
    nothing: frozenset[str] = frozenset()

    def __init__(self, source: BinaryIO) -> None:
        self._unpacked = Unpacked(source)

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[list[Record]]:
        return _batched(islice(self._documents(), after, None), sizes)

    def texts(self, rows: Sequence[Record]) -> Texts:  # noqa: ARG002 - documents have no columns
        return {}

    def clean(self, text: str) -> str:
        return text

    def given(self, row: Record) -> dict[str, Any]:
        document = row.raw
        if "resourceType" in document:
            return fhir.fields_of(document)
        if semble_api.KEYS & set(document):
            return semble_api.fields_of(document)
        return flatten(document)

    def _documents(self) -> Iterator[Record]:
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
        except _NO_JSON:
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

    def _lines(self, line: bytes) -> Iterator[Record]:
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


_LARGEST_DOCUMENT = 256 << 20

_NO_JSON = (ValueError, RecursionError)
"""What Python says of a text that is no JSON, or has brackets or digits by the thousand."""


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line.decode("utf-8-sig"))
    except _NO_JSON:
        return False
    return True


def _of_line(number: int, line: bytes) -> Iterator[Record]:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = InvalidInput("file", "it is no text in UTF-8.")
        yield Record(number, {"line": line.decode("utf-8", "replace")}, problem)
        return
    try:
        document = json.loads(text)
    except _NO_JSON:
        yield Record(number, {"line": text}, InvalidInput("file", "it is no JSON."))
        return
    yield from _of_document(number, document)


def _of_document(number: int, document: Any) -> Iterator[Record]:
    """The patients of one document: itself, those of a list, or those of a FHIR bundle."""
    if isinstance(document, list):
        for place, each in enumerate(document, start=1):
            yield _document(place, each)
    elif isinstance(document, dict) and document.get("resourceType") == "Bundle":
        entries = document.get("entry")
        for place, entry in enumerate(entries if isinstance(entries, list) else (), start=1):
            yield _document(place, entry.get("resource") if isinstance(entry, dict) else entry)
    else:
        yield _document(number, document)


def _document(number: int, document: Any) -> Record:
    if not isinstance(document, dict):
        problem = InvalidInput("file", "a patient is one JSON object.")
        return Record(number, {"line": json.dumps(document)}, problem)
    raw = {key: value for key, value in document.items() if key != REASONS}
    return Record(number, raw)


def _batched(rows: Iterator[Record], sizes: Iterable[int]) -> Iterator[list[Record]]:
    for size in sizes:
        some = list(islice(rows, size))
        if not some:
            return
        yield some


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
        document = record.raw | {REASONS: reasons}
        line = json.dumps(document, ensure_ascii=False)
        if not line.isprintable() and _HALF_CHARACTER.search(line):
            line = json.dumps(document)  # as the file had it, escaped
        self._out.write(f"{line}\n")


_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


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
