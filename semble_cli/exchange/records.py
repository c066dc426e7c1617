"""The patients of a table; and which kind of file somebody gives."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.date_forms import has_month_first
from semble_cli.exchange.kinds import FileKind, kind_of
from semble_cli.exchange.mapping import OWN_COLUMNS, refuse_report
from semble_cli.exchange.placement import Placement
from semble_cli.exchange.record import FileColumn, batched
from semble_cli.exchange.tables.form_example import (
    LEFT_OUT,
    example_in,
    example_marked,
    is_example,
)
from semble_cli.exchange.tables.missing import check_needed
from semble_cli.exchange.tables.no_patients import no_patient
from semble_cli.exchange.tables.rejected_rows import RejectedRows, form_of_rejects
from semble_cli.exchange.tables.table_file import TableFile
from semble_cli.exchange.tables.unreadable import unreadable, unreadable_places
from semble_cli.exchange.unpacking import looked_at

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Iterator, Sequence

    from semble_cli.exchange.mapping import GivenMap, Reading
    from semble_cli.exchange.record import Record, Records, Rejects, Texts

_AHEAD = 2000
"""Rows that are read before the first is taken, to find out how dates are written."""


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
        if self._file.is_month_first:
            reading = reading._replace(month_first=True)
        if not written:
            reading = reading._replace(has_days=True)
        rows = self._file.rows()
        ahead = list(islice(rows, _AHEAD))
        if not ahead:
            raise InvalidInput(
                "file", "there are no patients in it: nothing stands below the names of columns."
            )
        self.placement = Placement(self._file.header, given, reading, _readable(ahead))
        example = example_in(ahead, self.placement.columns)
        if len(ahead) == _AHEAD and self._may_tell_more(source, start):
            while more := list(islice(rows, _AHEAD)):
                self.placement.dates.look(_readable(more))
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
        self.rejects_form = form_of_rejects(self._file)._replace(
            is_month_first=self.placement.dates.is_month_first
        )
        self.clean = self.placement.clean
        self.nothing = self.placement.nothing
        self.fields = tuple(self.placement.texts([("",) * len(self._file.header)]))
        rows = chain(ahead, rows)
        self._rows = example_marked(rows, example) if example else rows

    def _may_tell_more(self, source: BinaryIO, start: int) -> bool:
        """Whether dates of rows that were not looked at may tell how all of them are written: where
        those before did not, or where some of the file can only have the month first. The source is
        then where it was."""
        order = self.placement.dates.order
        written = self._file.written
        if not order.is_numeric or order.is_open or order.month_first:
            return order.is_numeric
        if written is None or written.encoding.startswith(("utf-16", "utf-32")):
            return True
        with looked_at(source, start) as unpacked:
            return has_month_first(unpacked.stream)

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[list[Record]]:
        return batched(islice(self._rows, after, None), sizes)

    def texts(self, rows: Sequence[Record]) -> Texts:
        blank = ("",) * len(self._file.header)
        self.placement.restoring.said.clear()
        return self.placement.texts(
            [blank if row.problem or row.is_unreadable else row.raw for row in rows]
        )

    def given(self, row: Record) -> dict[str, Any]:
        return self.placement.given(row.raw)

    def said(self) -> Counter[Sentence]:
        return self.placement.restoring.said.copy()

    def left_out(self, _: Record) -> list[Sentence]:
        return []  # the header tells it

    def refused(self, row: Record) -> list[InvalidInput]:
        return [*self.placement.refused(row.raw), *self._unreadable(row.raw)]

    def _unreadable(self, cells: Sequence[str]) -> Iterator[InvalidInput]:
        """Why the fields are not taken that cells tell which cannot be read."""
        for place in unreadable_places(cells):
            without = self.placement.given([*cells[:place], "", *cells[place + 1 :]])
            column = list(self.placement.columns.samples)[place]
            for field, text in self.placement.given(cells).items():
                if without.get(field) != text:
                    yield unreadable(field, column, cells[place])

    def no_patient(self, row: Record) -> Sentence | None:
        return LEFT_OUT if is_example(row) else no_patient(row.raw, self._file.header)

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
        return self.placement.columns.unknown

    def columns(self) -> list[FileColumn]:
        described = self.placement.described()
        return [
            FileColumn(name, described.get(name, ""), sample)
            for name, sample in self.placement.columns.samples.items()
        ]

    def remarks(self) -> list[Sentence]:
        found = [*self._file.said, *self.placement.restoring.remarks]
        if names := self.placement.dates.dated_by_name:
            found.append(
                Sentence(
                    "How dates are written is told by the names of the columns: {names}.",
                    names=_listed(names),
                )
            )
        if names := self.placement.columns.left_out:
            found.append(
                Sentence("Columns that the map leaves out: {names}.", names=_listed(names))
            )
        if names := self.placement.columns.kept_by_register:
            found.append(
                Sentence(
                    "Columns not taken, for the register keeps them by itself: {names}.",
                    names=_listed(names),
                )
            )
        return found

    def check_needed(self, *, accept_incomplete: bool) -> None:
        check_needed(
            self.fields, self.placement.columns.unknown, accept_incomplete=accept_incomplete
        )

    def rejects(self, out: TextIO) -> Rejects:
        return RejectedRows(out, self._file.header, self._file.header_text, self.rejects_form)


def _readable(rows: Iterable[Record]) -> list[Sequence[str]]:
    return [row.raw for row in rows if not (row.problem or row.is_unreadable)]


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
    """A file of patients by what its beginning or its name tells: JSON documents, vCards, HL7
    messages, or a table. The *source* is one that can be read twice.

    Raises:
        InvalidInput: it is empty, or nothing that is known; or documents that are to be read in a
            way that is a table's; or a patient report.
    """
    kind = kind_of(source)
    if kind is FileKind.TABLE:
        return TableRecords(
            source,
            given,
            reading,
            encoding=encoding,
            delimiter=delimiter,
            header_line=header_line,
        )
    if kind is FileKind.DOCUMENTS:
        if encoding or delimiter or header_line:
            raise InvalidInput(
                "file",
                "it holds JSON documents; --encoding, --delimiter and --header-line are for"
                " tables.",
            )
        from semble_cli.exchange.document_records import DocumentRecords  # for these files only

        return DocumentRecords(source, given, reading)
    if delimiter or header_line or reading.date_form:
        raise InvalidInput(
            "file",
            "it holds no table; --delimiter, --header-line and --date-format are for tables.",
        )
    # Loaded for these files only.
    if kind is FileKind.CARDS:
        from semble_cli.exchange.vcard.records import CardRecords

        return CardRecords(source, given, reading, encoding=encoding)
    from semble_cli.exchange.hl7.records import MessageRecords

    return MessageRecords(source, given, reading, encoding=encoding)


def holds_documents(source: BinaryIO) -> bool:
    """Whether a source, which is then where it was, begins as JSON does."""
    return kind_of(source) is FileKind.DOCUMENTS
