"""Plain texts as pages: line by line as they were written, columns of spaces kept apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.patterns import pattern
from semble_cli.paper.font import as_printed, face, written_out
from semble_cli.paper.pages.layout import LaidOutPage
from semble_cli.paper.pages.lines import wrapped
from semble_cli.paper.pages.sheet import BOTTOM, HEIGHT, SIDE, TOP, WIDTH
from semble_cli.paper.pages.strips import TextMark
from semble_cli.paper.pages.styles import Style

if TYPE_CHECKING:
    from collections.abc import Iterator

_STYLE = Style(9.0)
_COLUMN = (WIDTH - 2 * SIDE) / 80
"""The width of a sign, where it decides where a column begins: 80 stand beside each other."""
_TAB = 8
_PIECE = pattern(r"\S+(?: \S+)*")
"""What stands together: a single space parts words, several part columns."""


def text_pages(text: str) -> list[LaidOutPage]:
    """The pages of a text. What the typeface lacks is written out as its number."""
    pages: list[LaidOutPage] = []
    for sheet in text.replace("\r\n", "\n").replace("\r", "\n").split("\f"):
        marks: list[TextMark] = []
        top = TOP
        for line in sheet.rstrip("\n").split("\n"):
            for row in _rows(line.expandtabs(_TAB)):
                if top + _STYLE.line > HEIGHT - BOTTOM:
                    pages.append(LaidOutPage(tuple(marks)))
                    marks, top = [], TOP
                marks += [_mark(x, top, piece) for x, piece in row]
                top += _STYLE.line
        pages.append(LaidOutPage(tuple(marks)))
    return pages


def _mark(x: float, top: float, text: str) -> TextMark:
    return TextMark(SIDE + x, top + _STYLE.foot, _STYLE.points, False, _STYLE.colour, text)


def _rows(line: str) -> Iterator[list[tuple[float, str]]]:
    """The rows that a line takes: where each piece begins, and its text."""
    row: list[tuple[float, str]] = []
    end, room = 0.0, WIDTH - 2 * SIDE
    for found in _PIECE.finditer(line):
        text = written_out(as_printed(found[0]))
        begin = max(found.start() * _COLUMN, end)
        if row and begin + _STYLE.width(text) > room:
            yield row
            row, begin = [], 0.0
        begin = min(begin, room / 2)
        first, *others = wrapped(text, room - begin, face(), _STYLE.points)
        row.append((begin, first))
        for other in others:
            yield row
            row = [(begin, other)]
        end = begin + _STYLE.width(row[-1][1]) + _COLUMN
    yield row
