"""The patients of a table; and which kind of file somebody gives."""

from __future__ import annotations

import csv
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.date_forms import has_month_first
from semble_cli.exchange.document_records import DocumentRecords
from semble_cli.exchange.mapping import OWN_COLUMNS, REASONS, refuse_report
from semble_cli.exchange.placement import Placement
from semble_cli.exchange.record import FileColumn, batched
from semble_cli.exchange.tables.missing import check_needed
from semble_cli.exchange.tables.no_patients import no_patient
from semble_cli.exchange.tables.table_file import TableFile
from semble_cli.exchange.unpacking import Unpacked
from semble_cli.identity.cells.formulas import unrun

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Sequence

    from semble_cli.exchange.mapping import GivenMap, Reading
    from semble_cli.exchange.record import Record, Records, Rejects, Texts

_AHEAD = 2000
"""Rows that are read before the first is taken, to find out how dates are written."""
_BEGINNING = 64


class TableRecords:
    """The patients of a table, as `TableFile` and `Placement` are given it.

    Raises:
        InvalidInput: as these.
    """

    around = None

    def __init__(
        self,
        source: BinaryIO,
        given: GivenMap | None,
        reading: Reading,
        *,
        encoding: str | None = None,
        delimiter: str | None = None,
        header_line: int | None = None,
    ) -> None:
        start = source.tell() if source.seekable() else 0
        named = given.columns if given else ()
        self._file = TableFile(source, encoding, delimiter, named=named, header_line=header_line)
        refuse_report(self._file.header)
        written = self._file.written
        if written and written.delimiter == "\t" and OWN_COLUMNS.issuperset(self._file.header):
            reading = reading._replace(is_own_tsv=True)
        if not written:
            reading = reading._replace(has_days=True)
        rows = self._file.rows()
        ahead = list(islice(rows, _AHEAD))
        readable = [row.raw for row in ahead if not row.problem]
        self.placement = Placement(self._file.header, given, reading, readable)
        if len(ahead) == _AHEAD and self._may_tell_more(source, start):
            while more := list(islice(rows, _AHEAD)):
                self.placement.look([row.raw for row in more if not row.problem])
            source.seek(start)
            how = self._file.written
            self._file = TableFile(
                source,
                how.encoding if how else encoding,
                delimiter,
                named=named,
                header_line=header_line,
            )
            rows, ahead = self._file.rows(), []
        self.placement.settle_dates()
        self.clean = self.placement.clean
        self.nothing = self.placement.nothing
        self.fields = tuple(self.placement.texts([("",) * len(self._file.header)]))
        self._rows = chain(ahead, rows)

    def _may_tell_more(self, source: BinaryIO, start: int) -> bool:
        """Whether dates of rows that were not looked at may tell how all of them are written: where
        those before did not, or where some of the file can only have the month first. The source is
        then where it was."""
        order = self.placement.order_so_far()
        written = self._file.written
        if not order.is_numeric or order.is_open or order.month_first:
            return order.is_numeric
        if written is None or written.encoding.startswith("utf-16"):
            return True
        place = source.tell()
        source.seek(start)
        found = has_month_first(Unpacked(source, is_looked_at=True).stream)
        source.seek(place)
        return found

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[list[Record]]:
        return batched(islice(self._rows, after, None), sizes)

    def texts(self, rows: Sequence[Record]) -> Texts:
        blank = ("",) * len(self._file.header)
        self.placement.restoring.said.clear()
        return self.placement.texts([blank if row.problem else row.raw for row in rows])

    def given(self, row: Record) -> dict[str, Any]:
        return dict(self.placement.given(row.raw))

    def said(self) -> Counter[Sentence]:
        return self.placement.restoring.said.copy()

    def left_out(self, row: Record) -> list[Sentence]:  # noqa: ARG002 - the header tells it
        return []

    def refused(self, row: Record) -> list[InvalidInput]:
        return self.placement.refused(row.raw)

    def no_patient(self, row: Record) -> Sentence | None:
        return no_patient(row.raw)

    def digest(self) -> str:
        return self._file.digest()

    def described(self) -> dict[str, str]:
        written = self._file.written
        how = (
            {"format": "csv", "encoding": written.encoding, "delimiter": written.delimiter}
            if written
            else {"format": self._file.kind}
        )
        return how | {
            f"column {name}": target
            for name, target in self.placement.described().items()
            if name != target
        }

    def unknown(self) -> list[str]:
        return self.placement.unknown

    def columns(self) -> list[FileColumn]:
        described = self.placement.described()
        return [
            FileColumn(name, described.get(name, ""), sample)
            for name, sample in self.placement.samples.items()
        ]

    def remarks(self) -> list[Sentence]:
        found = list(self._file.said)
        if names := self.placement.dated_by_name():
            found.append(
                Sentence(
                    "How dates are written is told by the names of the columns: {names}.",
                    names=_listed(names),
                )
            )
        if names := self.placement.left_out:
            found.append(
                Sentence("Columns that the map leaves out: {names}.", names=_listed(names))
            )
        if names := self.placement.kept_by_register:
            found.append(
                Sentence(
                    "Columns not taken, for the register keeps them by itself: {names}.",
                    names=_listed(names),
                )
            )
        return found

    def check_needed(self, *, accept_incomplete: bool) -> None:
        check_needed(self.fields, self.placement.unknown, accept_incomplete=accept_incomplete)

    def rejects(self, out: TextIO) -> Rejects:
        written = self._file.written
        return _TableRejects(out, self._file.header, written.delimiter if written else ",")


class _TableRejects:
    def __init__(self, out: TextIO, header: tuple[str, ...], delimiter: str) -> None:
        self._writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        # Before Python 3.13, the module leaves a carriage return bare, which ends a line.
        self._quoting = csv.writer(
            out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL
        )
        self._width = len(header)
        self._kept = [place for place, name in enumerate(header) if name != REASONS]
        if not out.tell():  # a run that goes on adds to what is there
            self._writer.writerow([*(unrun(header[place]) for place in self._kept), REASONS])

    def write(self, record: Record, reasons: str) -> None:
        raw = record.raw
        cells = [raw[place] if place < len(raw) else "" for place in self._kept]
        # What stands beyond the header stays beyond it, behind the reasons.
        line = [*map(unrun, cells), reasons, *map(unrun, raw[self._width :])]
        writer = self._quoting if "\r" in "".join(line) else self._writer
        writer.writerow(line)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def open_records(
    source: BinaryIO,
    given: GivenMap | None,
    reading: Reading,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    header_line: int | None = None,
) -> Records:
    """A file of patients by what its beginning tells: JSON documents, or a table. The *source* is
    one that can be read twice.

    Raises:
        InvalidInput: it is empty, or nothing that is known; or documents that are to be read in a
            way that is a table's; or a patient report.
    """
    if not holds_documents(source):
        return TableRecords(
            source,
            given,
            reading,
            encoding=encoding,
            delimiter=delimiter,
            header_line=header_line,
        )
    if encoding or delimiter or header_line:
        raise InvalidInput(
            "file",
            "it holds JSON documents; --encoding, --delimiter and --header-line are for tables.",
        )
    return DocumentRecords(source, given, reading)


def holds_documents(source: BinaryIO) -> bool:
    """Whether a source, which is then where it was, begins as JSON does."""
    place = source.tell()
    unpacked = Unpacked(source, is_looked_at=True)
    start = b"" if unpacked.workbook else unpacked.stream.read(_BEGINNING)
    source.seek(place)
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"["))
