"""The rows of a table in a text, each with the line it begins on; a row that is no CSV is one bad
row, whatever its quotes would swallow."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO

from semble_cli.errors import InvalidInput
from semble_cli.exchange.detecting import END_OF_FILE, MARK, unwrapped
from semble_cli.exchange.record import Record
from semble_cli.exchange.tables.cells import ends_in_quotes, loosely_quoted
from semble_cli.exchange.tables.unreadable import is_unreadable
from semble_cli.identity.characters import LOST

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.exchange.detecting import Written

LONGEST_LINE = 1 << 20
"""Characters of one line, or of one cell, that are taken."""

_MOST_LINES = 50
"""Lines that a row may have in whose quotes spaces stand."""
_FEWEST_CELLS = 5
"""Cells with anything in them that a line has at least, if it is a row that a quote swallowed."""


def text_rows(stream: BinaryIO, written: Written) -> Iterator[Record]:
    """The rows of a text, those without anything in them left out.

    Raises:
        InvalidInput: a line is too long, or the text ends within a character.
    """
    # What is no text in the encoding is marked, and only the rows that have it are refused.
    text = io.TextIOWrapper(stream, written.encoding, errors="surrogateescape", newline="")
    csv.field_size_limit(LONGEST_LINE)
    if written.has_mark:
        text.read(len(MARK))
    lines = _Lines(text, is_wrapped=written.is_wrapped)
    if written.names_delimiter:
        next(lines)
    try:
        while True:
            yield from _rows_until_broken(lines, written)
            if not lines.held:
                return
            yield _broken(lines, written)
    except UnicodeError:
        raise InvalidInput(
            "file", "near line {line} it is no text in its encoding.", line=lines.number + 1
        ) from None


def _rows_until_broken(lines: _Lines, written: Written) -> Iterator[Record]:
    """The rows up to one that is no CSV, whose lines `lines.held` then has."""
    reader = csv.reader(
        lines,
        delimiter=written.delimiter,
        skipinitialspace=written.is_spaced,
        strict=True,
    )
    held = lines.held
    held.clear()
    lines.are_marked = False
    number = lines.number
    try:
        for cells in reader:
            text = held[0]
            if len(held) > 1:
                if _has_swallowed(held, len(cells), written.delimiter):
                    return
                text = "".join(held)
            if any(cells):
                is_bad = lines.are_marked and is_unreadable(cells)
                yield Record(number + 1, cells, None, None, None, text, is_bad)
            held.clear()
            number = lines.number
            lines.are_marked = False
    except csv.Error:
        return


def _has_swallowed(lines: Sequence[str], width: int, delimiter: str) -> bool:
    """Whether a row of several lines begins and ends with what is a row by itself, for a quote was
    not closed."""
    first, last = lines[0], lines[-1]
    if min(first.count(delimiter), last.count(delimiter)) < max(width, _FEWEST_CELLS) - 1:
        return False
    cells = next(csv.reader([last], delimiter=delimiter), [])
    return len(cells) == width and sum(map(bool, cells)) >= _FEWEST_CELLS


def _broken(lines: _Lines, written: Written) -> Record:
    """The lines held that are one row after all; or the first of them, as a row that cannot be
    read. The others are read anew."""
    if mended := _mended(lines, written.delimiter):
        return mended
    first, *rest = lines.held
    lines.give_back(rest)
    problem = InvalidInput(
        "file",
        "a quote in this line is not closed, or stands within a cell; write it twice, or take it"
        " out.",
    )
    cells = first.rstrip("\r\n").split(written.delimiter)
    return Record(lines.number, cells, problem, text=first)


def _mended(lines: _Lines, delimiter: str) -> Record | None:
    """The row that the lines held begin with, if all that is odd about it is that spaces stand
    between the quotes of its cells and the delimiters."""
    held = lines.held
    if not any(f'" {more}' in line for line in held for more in (delimiter, " ", "\r", "\n")):
        return None
    number, text, count = lines.number - len(held) + 1, held[0], 1
    while count <= _MOST_LINES and ends_in_quotes(text.rstrip("\r\n"), delimiter):
        if count == len(held) and next(lines, None) is None:
            return None
        text += held[count]
        count += 1
    cells = loosely_quoted(text.rstrip("\r\n"), delimiter)
    if cells is None or (count > 1 and _has_swallowed(held[:count], len(cells), delimiter)):
        return None
    lines.give_back(held[count:])
    return Record(number, cells, None, text=text, is_unreadable=is_unreadable(cells))


class _Lines:
    """The lines of a text, none too long; those *held* were given since they were last cleared.
    `are_marked` tells of bytes that are no text, and of characters that were lost before."""

    def __init__(self, text: io.TextIOWrapper, *, is_wrapped: bool) -> None:
        self._text = text
        self._is_wrapped = is_wrapped
        self._given_back: list[str] = []
        self.number = 0
        self.held: list[str] = []
        self.are_marked = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._given_back:
            line = self._given_back.pop()
        else:
            line = self._text.readline(LONGEST_LINE)
            if not line:
                raise StopIteration
            if self._is_wrapped or len(line) == LONGEST_LINE or line[-1] == END_OF_FILE:
                line = self._out_of_the_ordinary(line)
        self.number += 1
        self.held.append(line)
        if not line.isascii():
            self.are_marked |= LOST in line
            try:
                line.encode()
            except UnicodeEncodeError:
                self.are_marked = True
        return line

    def give_back(self, lines: Sequence[str]) -> None:
        """Have lines that were given to be given again."""
        self._given_back.extend(reversed(lines))
        self.number -= len(lines)

    def _out_of_the_ordinary(self, line: str) -> str:
        """A line that is too long, that ends the file in the way of DOS, or that may be quoted as a
        whole.

        Raises:
            InvalidInput: it is too long.
        """
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            raise InvalidInput(
                "file",
                "line {line} has more than {most} characters.",
                line=self.number + 1,
                most=LONGEST_LINE,
            )
        if line[-1] == END_OF_FILE:
            line = line.rstrip(END_OF_FILE)
        return unwrapped(line) if self._is_wrapped else line
