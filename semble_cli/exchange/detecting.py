"""How a table in a text file is written: what stands between its cells, and around them."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SAMPLE = 1 << 16
"""Bytes of a file in which the delimiter is looked for."""

MARK = "\ufeff"
"""What stands first in a text whose encoding does not say in which order its bytes are."""

END_OF_FILE = "\x1a"
"""What ends a text file of DOS."""

DELIMITERS = ";,\t|"
_ENDS = pattern(r"\r\n?|\n")

_LINES = 50
_NAMED = pattern(r'(?i)"?sep=(.)"?')
_FEWEST_CELLS = 3


class Written(NamedTuple):
    """How a table in a text file is written. Its first line may name the delimiter (`sep=;`); each
    line may be quoted as a whole; or spaces may stand before quotes. Where it *has_mark*, the sign
    that tells the order of its bytes stands before the text, and is no part of its encoding."""

    encoding: str
    delimiter: str
    names_delimiter: bool = False
    is_wrapped: bool = False
    is_spaced: bool = False
    has_mark: bool = False


def detect(sample: bytes, encoding: str, delimiter: str | None = None) -> Written:
    """How the beginning of a file in some encoding tells that it is written; a delimiter that is
    given is taken as it is.

    Raises:
        InvalidInput: the encoding is not known.
    """
    try:
        b" ".decode(encoding, "replace")  # which refuses what makes no text, such as hex
        text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    except (LookupError, ValueError):
        raise InvalidInput("encoding", "it is not known; write utf-8, cp1252 or utf-16.") from None
    has_mark = text.startswith(MARK)
    text = text.removeprefix(MARK)
    lines = _first_lines(text)
    named = _NAMED.fullmatch(lines[0]) if lines else None
    lines = [line for line in (lines[1:] if named else lines) if line.strip()]
    is_wrapped = _is_wrapped(lines)
    if is_wrapped:
        lines = list(map(unwrapped, lines))
    found = delimiter or (named[1] if named else _delimiter_of(lines))
    if named and not delimiter and 2 * sum(found in line for line in lines) < len(lines):
        found = _delimiter_of(lines)  # the name is of another program's files
    is_spaced = _is_spaced("\n".join(lines), found)
    return Written(encoding, found, bool(named), is_wrapped, is_spaced, has_mark)


def _first_lines(text: str) -> list[str]:
    """The lines of the beginning of a file by which it is known how it is written; where they end
    within the quotes of a cell, all up to the last that does not, if these are most of them."""
    every = _ENDS.split(text)  # no end of a line but these
    if len(every) > 1 and not text.endswith(("\n", "\r")):
        every.pop()  # the sample may end inside the last one
    lines = every[:_LINES]
    if not sum(line.count('"') for line in lines) % 2:
        return lines
    quotes = whole = 0
    for place, line in enumerate(every, start=1):
        quotes += line.count('"')
        if quotes % 2 == 0:
            whole = place
    return every[:whole] if 2 * whole > len(every) else lines


def unwrapped(line: str) -> str:
    """A line that is quoted as a whole, without these quotes; any other as it is.

    >>> unwrapped('"Nom;""Prénom"";Né le"'), unwrapped('"Nom";"Prénom"')
    ('Nom;"Prénom";Né le', '"Nom";"Prénom"')
    """
    plain = line.rstrip("\r\n")
    inner = plain[1:-1].replace('""', "")
    if len(plain) < 2 or plain[0] != '"' or plain[-1] != '"' or '"' in inner:
        return line
    return plain[1:-1].replace('""', '"') + line[len(plain) :]


def _is_spaced(text: str, delimiter: str) -> bool:
    """Whether a space stands between a delimiter and a quote that opens a cell."""
    opened = place = 0
    while (found := text.find(f'{delimiter} "', place)) >= 0:
        opened += text.count('"', place, found)
        if opened % 2 == 0:
            return True
        place = found + len(delimiter)
    return False


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether all lines are quoted as a whole, most of them with several cells within."""
    inner = [unwrapped(line) for line in lines]
    if not lines or any(map(str.__eq__, inner, lines)):
        return False
    parted = sum(max(map(line.count, DELIMITERS)) >= _FEWEST_CELLS - 1 for line in inner)
    return 2 * parted > len(lines)


def _delimiter_of(lines: Sequence[str]) -> str:
    """The delimiter that parts the most lines into the same number of cells, and into the most:
    titles above the table and totals below have fewer."""

    is_closed = sum(line.count('"') for line in lines) % 2 == 0

    def parted(delimiter: str) -> Iterator[list[str]]:
        if is_closed:  # cells may hold ends of lines
            yield from csv.reader([f"{line}\n" for line in lines], delimiter=delimiter)
        else:  # one by one: a quote that is not closed swallows no line
            for line in lines:
                yield next(csv.reader([line], delimiter=delimiter), [])

    def score(delimiter: str) -> tuple[int, int]:
        rows = list(map(len, parted(delimiter)))
        widths = Counter(width for width in rows if width > 1)
        if not widths:
            return (0, 0)
        width, times = max(widths.items(), key=lambda found: (found[1], found[0]))
        return (times * 10 // len(rows), width)

    best = max(DELIMITERS, key=score)
    return best if score(best) > (0, 0) else ","
