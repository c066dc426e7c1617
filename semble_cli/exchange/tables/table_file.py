"""Tables in files: CSV in any of the usual ways to write it, or the sheets of a workbook."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.detecting import SAMPLE, Written, detect
from semble_cli.exchange.encodings import encoding_of, in_its_byte_order
from semble_cli.exchange.tables.header_row import beginning_of
from semble_cli.exchange.tables.reasons_column import plain_header
from semble_cli.exchange.tables.text_table import text_rows
from semble_cli.exchange.unpacking import Unpacked, looked_at

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from semble_cli.exchange.record import Record
    from semble_cli.exchange.tables.header_row import Beginning

MOST_COLUMNS = 1000

LAST_CELL_MISSING = Sentence("a line has one cell less than the first: its last one is empty.")


class TableFile:
    """A table in a file, read once from its beginning to its end; and looked through before for
    its encoding, unless that is told: a *source* that can be read twice.

    Args:
        named: the columns that a map names, by which the header is known as well.
        header_line: the line of the header, where it is not to be found out.
        with_times: whether cells of a workbook that are moments are read with their time.

    `said` is what people should know of where the table begins, and of the sheets; `is_month_first`
    what a file of rejected rows tells of the dates of the file that they come from.

    Raises:
        InvalidInput: it is empty, no text and no workbook, or has too many columns.
    """

    def __init__(
        self,
        source: BinaryIO,
        encoding: str | None = None,
        delimiter: str | None = None,
        *,
        named: Collection[str] = (),
        header_line: int | None = None,
        with_times: bool = False,
    ) -> None:
        encoding = encoding or _encoding_of(source)
        self._unpacked = Unpacked(source)
        self.written: Written | None = None
        self.said: list[Sentence] = []
        if self._unpacked.workbook:
            beginning = self._of_sheets(named, header_line, with_times=with_times)
        else:
            stream = self._unpacked.stream
            start = _peek(stream)
            self.written = detect(start, in_its_byte_order(encoding, start), delimiter)
            beginning = beginning_of(text_rows(stream, self.written), named, header_line)
        self.header = plain_header(beginning.header)
        self.is_month_first = self.header != beginning.header
        self.header_text = beginning.text
        self._rows = beginning.rows
        if beginning.above:
            self.said.insert(
                0,
                Sentence(
                    "The table begins on line {line}: what stands above is not taken.",
                    line=beginning.line,
                ),
            )
        if len(self.header) > MOST_COLUMNS:
            raise InvalidInput("file", "it has more than {most} columns.", most=MOST_COLUMNS)

    @property
    def kind(self) -> str:
        """What the file is: csv, or the kind of workbook."""
        return self._unpacked.workbook or "csv"

    def rows(self) -> Iterator[Record]:
        """The rows below the header; one of another width has a problem, unless it lacks the last
        cell only, or has empty ones beyond the header.

        Raises:
            InvalidInput: the file cannot be read any further.
        """
        width = len(self.header)
        for row in self._rows:
            if len(row.raw) == width or row.problem:
                yield row
            elif any(map(str.strip, row.raw)):
                yield _of_width(row, width)

    def digest(self) -> str:
        """SHA-256 of the file as it came, in hexadecimal."""
        return self._unpacked.digest()

    def _of_sheets(
        self, named: Collection[str], header_line: int | None, *, with_times: bool
    ) -> Beginning:
        """The table of a workbook: the first sheet whose columns are known, and those with the
        same header, whose lines are counted on."""
        # Loaded for workbooks only.
        from semble_cli.exchange.tables.workbook import joined_sheets, open_sheets

        sheets = open_sheets(self._unpacked.stream, with_times=with_times)
        return joined_sheets(sheets, named, header_line, self.said)


def _of_width(row: Record, width: int) -> Record:
    """A row of another width than the header, cut or filled where that loses nothing."""
    found = len(row.raw)
    if found > width and not any(map(str.strip, row.raw[width:])):
        return row._replace(raw=row.raw[:width])
    if 1 < found == width - 1:
        return row._replace(raw=[*row.raw, ""], note=LAST_CELL_MISSING)
    problem = InvalidInput(
        "file",
        "this line has {found} cells, the first line has {wanted}.",
        found=found,
        wanted=width,
    )
    return row._replace(problem=problem)


def _encoding_of(source: BinaryIO) -> str:
    """The encoding of a source, which is then where it was; of a workbook none that counts."""
    with looked_at(source) as unpacked:
        return "" if unpacked.workbook else encoding_of(unpacked.stream)


def _peek(stream: BinaryIO) -> bytes:
    """The beginning of a stream, which stays to be read."""
    if isinstance(stream, io.BufferedReader):
        some = stream.peek(SAMPLE)
        return some[:SAMPLE]
    start = stream.read(SAMPLE)
    stream.seek(0)
    return start
