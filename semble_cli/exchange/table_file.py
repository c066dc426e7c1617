"""Tables in files: CSV in any of the usual ways to write it, or the first sheet of a workbook."""

from __future__ import annotations

import csv
import datetime
import io
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO

from semble_cli.errors import InvalidInput
from semble_cli.exchange.detecting import LOST, SAMPLE, Written, detect, encoding_of
from semble_cli.exchange.record import Record
from semble_cli.exchange.unpacking import LARGEST_PACKED, Unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

LONGEST_LINE = 1 << 20
"""Characters of one line, or of one cell, that are taken."""

MOST_COLUMNS = 1000


class TableFile:
    """A table in a file, read once from its beginning to its end; and looked through before for
    its encoding, unless that is told: a *source* that can be read twice. The cells of a workbook
    that are moments are read as days, unless *with_times*.

    Raises:
        InvalidInput: it is empty, no text and no workbook, or has too many columns.
    """

    def __init__(
        self,
        source: BinaryIO,
        encoding: str | None = None,
        delimiter: str | None = None,
        *,
        with_times: bool = False,
    ) -> None:
        encoding = encoding or _encoding_of(source)
        self._unpacked = Unpacked(source)
        self.written: Written | None = None
        if self._unpacked.is_workbook:
            self._rows = _sheet_rows(self._unpacked.stream, partial(_text, with_times=with_times))
        else:
            stream = self._unpacked.stream
            self.written = detect(_peek(stream), encoding, delimiter)
            self._rows = _text_rows(stream, self.written)
        header = next(self._rows, None)
        if header is None or not any(cell.strip() for cell in header.raw):
            raise InvalidInput("file", "it is empty; its first line names the columns.")
        if header.problem:
            raise header.problem
        self.header = tuple(cell.strip() for cell in header.raw)
        if len(self.header) > MOST_COLUMNS:
            raise InvalidInput("file", "it has more than {most} columns.", most=MOST_COLUMNS)
        named = [name for name in self.header if name]
        if len(set(named)) < len(named):
            raise InvalidInput("file", "two columns have the same name.")

    def rows(self) -> Iterator[Record]:
        """The rows below the header; one of another width has a problem.

        Raises:
            InvalidInput: the file cannot be read any further.
        """
        width = len(self.header)
        for row in self._rows:
            if row.problem is None and len(row.raw) != width:
                problem = InvalidInput(
                    "file",
                    "this line has {found} cells, the first line has {wanted}.",
                    found=len(row.raw),
                    wanted=width,
                )
                yield row._replace(problem=problem)
            else:
                yield row

    def digest(self) -> str:
        """SHA-256 of the file as it came, in hexadecimal."""
        return self._unpacked.digest()


def _encoding_of(source: BinaryIO) -> str:
    """The encoding of a source, which is then where it was; of a workbook none that counts."""
    start = source.tell()
    unpacked = Unpacked(source, is_looked_at=True)
    encoding = "" if unpacked.is_workbook else encoding_of(unpacked.stream)
    source.seek(start)
    return encoding


def _peek(stream: BinaryIO) -> bytes:
    """The beginning of a stream, which stays to be read."""
    if isinstance(stream, io.BufferedReader):
        some = stream.peek(SAMPLE)
        return some[:SAMPLE]
    start = stream.read(SAMPLE)
    stream.seek(0)
    return start


def _text_rows(stream: BinaryIO, written: Written) -> Iterator[Record]:
    # What is no text in the encoding is marked, and only the rows that have it are refused.
    text = io.TextIOWrapper(stream, written.encoding, errors="surrogateescape", newline="")
    csv.field_size_limit(LONGEST_LINE)
    lines = _BoundedLines(text)
    reader = csv.reader(lines, delimiter=written.delimiter, strict=True)
    number = 0
    try:
        for cells in reader:
            if any(cells):
                yield Record(number + 1, cells, _unreadable(cells) if lines.are_marked else None)
            number = reader.line_num
            lines.are_marked = False
    except csv.Error:
        raise InvalidInput(
            "file",
            "line {line} is no CSV: a quote is not closed, or a cell is too long.",
            line=number + 1,
        ) from None
    except UnicodeError:
        raise InvalidInput(
            "file", "near line {line} it is no text in its encoding.", line=number + 1
        ) from None


class _BoundedLines:
    """The lines of a text, none too long; `are_marked` tells of bytes that are no text, and of
    characters that were lost before."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._number = 0
        self.are_marked = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self._number += 1
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            raise InvalidInput(
                "file",
                "line {line} has more than {most} characters.",
                line=self._number,
                most=LONGEST_LINE,
            )
        if not line.isascii():
            self.are_marked |= LOST in line
            try:
                line.encode()
            except UnicodeEncodeError:
                self.are_marked = True
        return line


def _unreadable(cells: Sequence[str]) -> InvalidInput | None:
    for place, cell in enumerate(cells, start=1):
        if cell.isascii():
            continue
        if any("\udc80" <= character <= "\udcff" for character in cell):
            return InvalidInput("file", "column {place} is no text in its encoding.", place=place)
        if LOST in cell:
            return InvalidInput(
                "file",
                "column {place} has lost a character, shown as {lost}; write it again.",
                place=place,
                lost=LOST,
            )
    return None


def _sheet_rows(stream: BinaryIO, read: Callable[[Any], str]) -> Iterator[Record]:
    # Loaded for workbooks only.
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        content = io.BytesIO(stream.read(LARGEST_PACKED))
        sheet = CalamineWorkbook.from_filelike(content).get_sheet_by_index(0)
    except (CalamineError, IndexError):
        raise InvalidInput("file", "the workbook is damaged, or has no sheet.") from None
    rows = enumerate(sheet.to_python(skip_empty_area=False), start=1)
    for number, cells in rows:
        texts = [read(cell) for cell in cells]
        if any(texts):
            yield Record(number, texts)
            break
    for number, cells in rows:
        texts = [read(cell) for cell in cells]
        if any(texts):
            yield Record(number, texts, _unreadable(texts))


def _text(cell: Any, *, with_times: bool = False) -> str:
    """A cell as somebody would have typed it: days in ISO form, whole numbers without a point. A
    moment is its day alone, unless it is to be read *with_times*."""
    if isinstance(cell, datetime.datetime):
        is_moment = with_times and cell.time() != datetime.time()
        return cell.isoformat() if is_moment else cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
