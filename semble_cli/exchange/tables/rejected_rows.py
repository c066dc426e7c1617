"""Rejected rows of a table, given back as they came: the bytes of each line, with the reasons in a
column of their own."""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from semble_cli.exchange.detecting import MARK
from semble_cli.exchange.mapping import REASONS
from semble_cli.exchange.record import RejectsForm
from semble_cli.exchange.tables.cells import loosely_quoted, spans
from semble_cli.exchange.tables.reasons_column import reasons_name
from semble_cli.identity.cells.formulas import disarmed, rearmed, unrun

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.exchange.record import Record
    from semble_cli.exchange.tables.table_file import TableFile

_PLAIN = str.maketrans(
    {"’": "'", "“": '"', "”": '"', "…": "...", "→": "->", "\u202f": " ", "\u00a0": " "}
)
"""What stands for a sign of our sentences in an encoding that has none."""
_MARKED = ("utf-16", "utf-32")
"""Encodings that have the mark within them."""


def form_of_rejects(file: TableFile) -> RejectsForm:
    """The form in which the rejected rows of a table are written: its own, if it is a text."""
    columns = tuple(file.header[place] for place in kept_places(file.header))
    written = file.written
    if written is None:
        return RejectsForm("table", columns)
    return RejectsForm("table", columns, written.encoding, written.delimiter, written)


def kept_places(header: Sequence[str]) -> list[int]:
    """The places of the columns that are the file's own, and not reasons of before."""
    return [place for place, name in enumerate(header) if name != REASONS]


def cells_of_file(raw: Sequence[str], header: Sequence[str]) -> tuple[str, ...]:
    """What the cells of a row mean, without the reasons of before, and empty ones at its end."""
    cells = [raw[place] if place < len(raw) else "" for place in kept_places(header)]
    cells = [rearmed(cell.strip()) for cell in (*cells, *raw[len(header) :])]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


class RejectedRows:
    """Writes rows of a table with the reasons behind the cells that the header has; what stands
    beyond these stays there.

    A line is written as it came. Where a spreadsheet would run a cell of it, or the table is no
    text, or that of another file, the cells are written anew.

    Args:
        header_text: the line of the header, if the table is a text.
    """

    def __init__(
        self, out: TextIO, header: Sequence[str], header_text: str | None, form: RejectsForm
    ) -> None:
        self._out = out
        self._form = form
        self._header = header
        self._kept = kept_places(header)
        self._dropped = [place for place, name in enumerate(header) if name == REASONS]
        text = header_text or ""
        self._end = (form.written and text[len(text.rstrip("\r\n")) :]) or "\n"
        if not out.tell():  # a run that goes on adds to what is there
            has_lost_mark = form.encoding in _MARKED and not out.seekable()  # Python leaves it out
            if (form.written and form.written.has_mark) or has_lost_mark:
                out.write(MARK)
            if form.written and form.written.names_delimiter:
                out.write(f"sep={form.delimiter}{self._end}")
            name = reasons_name(is_month_first=form.is_month_first)
            self._write(header, header_text, name)

    def write(self, record: Record, reasons: str) -> None:
        self._write(record.raw, record.text, disarmed(reasons))

    def _write(self, raw: Sequence[str], text: str | None, reasons: str) -> None:
        reasons = _in_encoding(reasons, self._form.encoding)
        written = self._form.written
        if written is None or text is None or any(map(str.__ne__, map(unrun, raw), raw)):
            line = self._anew(raw, reasons)
        else:
            line = self._as_it_came(text.rstrip("\r\n"), reasons)
        if written and written.is_wrapped:
            line = '"' + line.replace('"', '""') + '"'
        self._out.write(line + self._end)

    def _as_it_came(self, line: str, reasons: str) -> str:
        delimiter = self._form.delimiter
        if loosely_quoted(line, delimiter) is None:  # its quotes are to swallow nothing
            said = reasons.replace('"', "'").replace(delimiter, " ")
        else:
            said = _formatted([reasons], delimiter)
        for place in reversed(self._dropped):
            cells = spans(line, delimiter)
            if place < len(cells):
                start, end = cells[place]
                is_last = end == len(line)
                line = line[: max(start - is_last, 0)] + line[end + 1 :]
        cells = spans(line, delimiter)
        if missing := max(0, len(self._kept) - len(cells)):
            return line + delimiter * missing + delimiter + said
        end = cells[len(self._kept) - 1][1]
        return line[:end] + delimiter + said + line[end:]

    def _anew(self, raw: Sequence[str], reasons: str) -> str:
        cells = [raw[place] if place < len(raw) else "" for place in self._kept]
        beyond = raw[len(self._header) :]
        return _formatted([*map(unrun, cells), reasons, *map(unrun, beyond)], self._form.delimiter)


def _formatted(cells: Sequence[str], delimiter: str) -> str:
    out = StringIO()
    # Before Python 3.13, the module leaves a carriage return bare, which ends a line.
    is_quoted = "\r" in "".join(cells)
    csv.writer(
        out,
        delimiter=delimiter,
        lineterminator="\n",
        quoting=csv.QUOTE_ALL if is_quoted else csv.QUOTE_MINIMAL,
    ).writerow(cells)
    return out.getvalue()[:-1]


def _in_encoding(text: str, encoding: str) -> str:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_PLAIN).encode(encoding, "replace").decode(encoding)
    return text
