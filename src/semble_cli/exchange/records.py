"""Patients as a file gives them, one by one, whatever the format."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol, TextIO

from semble_cli.errors import InvalidInput
from semble_cli.exchange.mapping import REASONS, Placement
from semble_cli.exchange.table_file import LONGEST_LINE, TableFile
from semble_cli.exchange.unpacking import Unpacked
from semble_cli.identity.document import flatten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.exchange.mapping import GivenMap, Reading


class Record(NamedTuple):
    """One patient of a file: the line, the fields by their flat names, the row as it came, and why
    it cannot be read at all."""

    number: int
    given: dict[str, Any]
    raw: Any
    problem: InvalidInput | None = None


class Records(Protocol):
    """A file of patients, read once from its beginning to its end."""

    def records(self) -> Iterator[Record]:
        """The patients of the file.

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

    def records(self) -> Iterator[Record]:
        given = self.placement.given
        for number, cells, problem in self._file.rows():
            yield Record(number, {} if problem else given(cells), cells, problem)

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
    """The patients of a file of JSON documents, one a line."""

    def __init__(self, source: BinaryIO) -> None:
        self._unpacked = Unpacked(source)

    def records(self) -> Iterator[Record]:
        stream, number = self._unpacked.stream, 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            if len(line) == LONGEST_LINE:
                raise InvalidInput(
                    "file",
                    "line {line} has more than {most} characters.",
                    line=number,
                    most=LONGEST_LINE,
                )
            if line.strip():
                yield _document(number, line)

    def digest(self) -> str:
        return self._unpacked.digest()

    def described(self) -> dict[str, str]:
        return {"format": "ndjson"}

    def unknown(self) -> list[str]:
        return []

    def rejects(self, out: TextIO) -> Rejects:
        return _DocumentRejects(out)


def _document(number: int, line: bytes) -> Record:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = InvalidInput("file", "it is no text in UTF-8.")
        return Record(number, {}, {"line": line.decode("utf-8", "replace")}, problem)
    try:
        document = json.loads(text)
    except ValueError:
        return Record(number, {}, {"line": text}, InvalidInput("file", "it is no JSON."))
    if not isinstance(document, dict):
        problem = InvalidInput("file", "a patient is one JSON object.")
        return Record(number, {}, {"line": text}, problem)
    raw = {key: value for key, value in document.items() if key != REASONS}
    try:
        return Record(number, flatten(raw), raw)
    except InvalidInput as problem:
        return Record(number, {}, raw, problem)


class _TableRejects:
    def __init__(self, out: TextIO, header: tuple[str, ...], delimiter: str) -> None:
        self._writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        self._kept = [place for place, name in enumerate(header) if name != REASONS]
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
    if start.startswith(b"{"):
        return DocumentRecords(buffered)
    return TableRecords(buffered, given, reading, encoding=encoding, delimiter=delimiter)
