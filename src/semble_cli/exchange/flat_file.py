"""CSV files with our own column names: the flat fields of a patient, one patient a line."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from semble_cli.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_LONGEST_CELL = 1_000_000


class Line(NamedTuple):
    """One row of a file: the number of its first line, and its cells by column; empty ones are
    left out. `problem` says why the row cannot be read at all."""

    number: int
    cells: Mapping[str, str]
    problem: InvalidInput | None = None


@dataclass(slots=True)
class FlatFile:
    """A CSV file in UTF-8, read once from its beginning to its end."""

    source: BinaryIO
    known: Collection[str]
    ignored: Collection[str] = ()
    columns: tuple[str, ...] = ()
    _digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def lines(self) -> Iterator[Line]:
        """The rows, as the file gives them.

        Raises:
            InvalidInput: the file is empty, is no text in UTF-8, or has a column of no field.
        """
        raw = io.BufferedReader(_Digesting(self.source, self._digest))
        text = io.TextIOWrapper(raw, "utf-8-sig", newline="")
        reader = csv.reader(text, strict=True)
        csv.field_size_limit(_LONGEST_CELL)
        number = 0
        try:
            self._read_header(next(reader, None))
            number = reader.line_num
            for cells in reader:
                if cells:
                    yield self._line(number + 1, cells)
                number = reader.line_num
        except UnicodeDecodeError:
            raise InvalidInput(
                "file", "near line {line} it is no text in UTF-8.", line=number + 1
            ) from None
        except csv.Error:
            raise InvalidInput(
                "file",
                "line {line} is no CSV: a quote is not closed, or a cell is too long.",
                line=number + 1,
            ) from None
        finally:
            text.detach()

    def digest(self) -> str:
        """SHA-256 of the bytes read, in hexadecimal."""
        return self._digest.hexdigest()

    def _read_header(self, names: list[str] | None) -> None:
        if not names:
            raise InvalidInput("file", "it is empty; its first line names the columns.")
        self.columns = tuple(name.strip() for name in names)
        for place, name in enumerate(self.columns, start=1):
            if name not in self.known and name not in self.ignored:
                raise InvalidInput(
                    "file",
                    "column {place} is no field of a patient. See docs/import.md for the columns.",
                    place=place,
                )
        if len(set(self.columns)) < len(self.columns):
            raise InvalidInput("file", "two columns have the same name.")

    def _line(self, number: int, cells: list[str]) -> Line:
        if len(cells) != len(self.columns):
            problem = InvalidInput(
                "file",
                "this line has {found} cells, the first line has {wanted}.",
                found=len(cells),
                wanted=len(self.columns),
            )
            return Line(number, {}, problem)
        found = {
            name: cell
            for name, cell in zip(self.columns, cells, strict=True)
            if cell and name in self.known
        }
        return Line(number, found)


class _Digesting(io.RawIOBase):
    """Passes the bytes of a file on, and digests them."""

    def __init__(self, source: BinaryIO, digest: hashlib._Hash) -> None:
        self._source = source
        self._digest = digest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        some = self._source.read(len(buffer))
        buffer[: len(some)] = some
        self._digest.update(some)
        return len(some)
