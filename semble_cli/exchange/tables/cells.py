"""Where the cells of a row stand in its text."""

from __future__ import annotations

import re
from functools import cache


def spans(text: str, delimiter: str) -> list[tuple[int, int]]:
    """Where each cell of a row begins and ends in its text, which has no end of a line.

    A quote that is not closed before a delimiter is part of its cell, which then ends at the next.

    >>> spans('a;"b;c" ;', ";")
    [(0, 1), (2, 8), (9, 9)]
    """
    cell = _cell(delimiter)
    found: list[tuple[int, int]] = []
    place = 0
    while place <= len(text):
        match = cell.match(text, place)
        start, end = match.span() if match else (place, place)
        found.append((start, end))
        place = end + 1
    return found


def loosely_quoted(text: str, delimiter: str) -> list[str] | None:
    """The cells of a row in which spaces stand around the quotes of cells; `None` where a quote is
    not closed, or anything else stands behind it.

    >>> loosely_quoted('"a" ; "b;""c"" !";d ', ";")
    ['a', 'b;"c" !', 'd ']
    >>> loosely_quoted('"a" b;c', ";") is None
    True
    """
    cells = []
    for start, end in spans(text, delimiter):
        cell = text[start:end]
        bare = cell.strip(" ")
        if bare[:1] == '"':
            if not _QUOTED.fullmatch(bare):
                return None
            cell = bare[1:-1].replace('""', '"')
        cells.append(cell)
    return cells


def ends_in_quotes(text: str, delimiter: str) -> bool:
    """Whether a text ends within a cell in quotes, so that its row goes on in the next line.

    >>> ends_in_quotes('"a" ;"b', ";"), ends_in_quotes('"a" b;c', ";")
    (True, False)
    """
    for start, _ in spans(text, delimiter):
        rest = text[start:].lstrip(" ")
        if rest[:1] == '"' and not _QUOTED.match(rest):
            return True
    return False


_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')


@cache
def _cell(delimiter: str) -> re.Pattern[str]:
    mark, spaces = re.escape(delimiter), "" if delimiter == " " else " *+"
    return re.compile(rf'{spaces}"(?:[^"]++|"")*+"{spaces}(?={mark}|\Z)|[^{mark}]*+')
