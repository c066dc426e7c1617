"""A file of rejected rows that an earlier run left: it may be replaced, or gone on with, if every
row of it is one of the files in hand as it came, so that nothing is lost."""

from __future__ import annotations

import codecs
import io
import json
from collections import Counter
from contextlib import contextmanager, suppress
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.exchange.documents.in_file import documents_in
from semble_cli.exchange.mapping import REASONS
from semble_cli.exchange.tables.rejected_rows import cells_of_file
from semble_cli.exchange.tables.table_file import TableFile
from semble_cli.exchange.unpacking import Unpacked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from semble_cli.exchange.entries.as_they_came import EntryAsItCame
    from semble_cli.exchange.record import RejectsForm

_AS_IT_CAME = "surrogateescape"


_MARK = f'"{REASONS}": '.encode()


class _OfSomebodyElse(Exception):
    """A file holds something else than the rejected rows of the files in hand."""


class ReadFile(NamedTuple):
    """A file of patients: its bytes, which can be read twice, how its rows are rejected, the names
    of columns in its map, the line of its header if that is told, and how many of its rows an
    earlier run took or rejected."""

    source: BinaryIO
    form: RejectsForm
    named: Collection[str] = ()
    header_line: int | None = None
    done: int = 0


def kept_of_earlier(rejects: BinaryIO, form: RejectsForm, files: Sequence[ReadFile]) -> int | None:
    """How many bytes of a file of rejected rows are of rows that an earlier run is done with; the
    rest is of a run that was cut off. `None` where the file has anything that is not of these
    files. All of them are then where they were."""
    if not rejects.read(1):
        return 0
    with _as_they_were(files), suppress(InvalidInput, _OfSomebodyElse):
        found = list(_rows_of_rejects(rejects, form))
        left = Counter(row for _, row in found)
        for file in files:
            _take_away(islice(_rows(file), file.done), left)
        done = len(found) - left.total()
        for file in files:
            _take_away(_rows(file), left)
        if left.total():
            return None
        begins = found[done][0] if done < len(found) else None
        return _bytes_before(rejects, form.encoding, begins if done else 1)
    return None


@contextmanager
def _as_they_were(files: Sequence[ReadFile]) -> Iterator[None]:
    """Inside, files may be read from any place; after it they go on where they were, also where
    their rows were not read to the end."""
    places = [file.source.tell() for file in files]
    try:
        yield
    finally:
        for file, place in zip(files, places, strict=True):
            file.source.seek(place)


def _take_away(rows: Iterable[tuple[int, Any]], left: Counter[Any]) -> None:
    for _, row in rows:
        if left[row] > 0:
            left[row] -= 1


def _rows_of_rejects(source: BinaryIO, form: RejectsForm) -> Iterator[tuple[int, Any]]:
    """The rows of a file of rejects as they can be compared, each with the line it begins on.

    Raises:
        InvalidInput, _OfSomebodyElse: it is no file of rejects in this form.
    """
    source.seek(0)
    if form.within:
        for entry in _entries(source, form.kind, "utf-8"):
            if not entry.has_reasons:
                raise _OfSomebodyElse
            yield entry.number, entry.text
        return
    if form.kind != "table":
        if not all(_MARK in line for line in source):
            raise _OfSomebodyElse
        yield from _documents(source)
        return
    line = 2 if form.written and form.written.names_delimiter else 1
    table = TableFile(source, form.encoding, form.delimiter, header_line=line)
    own = cells_of_file(table.header, table.header)
    if REASONS not in table.header or own != cells_of_file(form.columns, form.columns):
        raise _OfSomebodyElse
    for row in table.rows():
        yield row.number, cells_of_file(row.raw, table.header)


def _rows(file: ReadFile) -> Iterator[tuple[int, Any]]:
    """The rows of a file of patients, likewise."""
    if file.form.within:
        file.source.seek(0)
        for entry in _entries(file.source, file.form.kind, file.form.within):
            yield entry.number, entry.text
        return
    if file.form.kind != "table":
        yield from _documents(file.source)
        return
    file.source.seek(0)
    how = (file.form.encoding, file.form.delimiter) if file.form.written else (None, None)
    table = TableFile(file.source, *how, named=file.named, header_line=file.header_line)
    for row in table.rows():
        yield row.number, cells_of_file(row.raw, table.header)


def _entries(source: BinaryIO, kind: str, encoding: str) -> Iterator[EntryAsItCame]:
    from semble_cli.exchange.entries.as_they_came import entries_as_they_came  # of these files only

    return entries_as_they_came(source, kind, encoding)


def _documents(source: BinaryIO) -> Iterator[tuple[int, Any]]:
    source.seek(0)
    for record in documents_in(Unpacked(source).stream):
        yield record.number, json.dumps(record.raw, sort_keys=True)


def _bytes_before(source: BinaryIO, encoding: str, line: int | None) -> int:
    """How many bytes of a file stand before a line; before `None`, all."""
    place = source.tell()
    source.seek(0)
    if line is None:
        count = source.seek(0, io.SEEK_END)
    else:
        text = io.TextIOWrapper(source, encoding, _AS_IT_CAME, newline="")
        encoder = codecs.getincrementalencoder(encoding)(_AS_IT_CAME)
        count = sum(len(encoder.encode(each)) for each in islice(text, line - 1))
        text.detach()
    source.seek(place)
    return count
