"""Paragraphs with texts set in several ways, bold and italic, and items of lists, as strips."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.identity.patterns import pattern
from semble_cli.paper.font import face
from semble_cli.paper.pages.lines import placed_pieces
from semble_cli.paper.pages.strips import Stay, Strip, TextMark
from semble_cli.paper.pages.styles import BODY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.paper.font import Face
    from semble_cli.paper.pages.styles import Letters
    from semble_cli.patient.pages.parts import Prose, TextSpan

STYLE = BODY._replace(points=10.5, leading=1.36)
_INDENT = 6.0
_BELOW, _BELOW_ITEM = 2.6, 1.2
_FEW = 8
"""Lines that are not parted."""
_FIXED = "\u00a0"
_FIXED_SPACES = pattern("[\u00a0\u202f]")
"""Spaces at which no line ends."""


class _Sign(NamedTuple):
    """A character, and how it is set."""

    character: str
    bold: bool
    italic: bool

    @property
    def face(self) -> Face:
        return face(bold=self.bold, italic=self.italic)

    @property
    def width(self) -> float:
        return self.face.width(self.character, STYLE.points)


def strips(letters: Letters, width: float, part: Prose) -> list[Strip]:
    """A paragraph in a width, a strip a line. Few lines stay together; of many, no page parts the
    first two, nor the last two.

    Raises:
        CannotBePrinted: it is in letters that paper has not.
    """
    indent = _INDENT * part.depth
    lines = [
        line
        for signs in _given_lines(letters, part.spans)
        for line in _wrapped(signs, width - indent)
    ]
    found = []
    for number, line in enumerate(lines):
        marks = list(_marks(line, indent))
        if part.marker and number == 0:
            (marker, *_) = letters.plain(part.marker)
            marks.insert(0, _mark(indent - _INDENT + 1.2, marker))
        stays = len(lines) <= _FEW or number in (0, len(lines) - 2)
        is_last = number == len(lines) - 1
        stay = Stay.NEEDED if stays and not is_last else Stay.MAY_END
        found.append(Strip(STYLE.line, tuple(marks), stay))
    return found


def below(part: Prose) -> float:
    """The white below a paragraph."""
    return _BELOW_ITEM if part.depth else _BELOW


def _given_lines(letters: Letters, spans: Sequence[TextSpan]) -> Iterator[list[_Sign]]:
    """The lines as they were written, with single spaces, in signs that paper has."""
    line: list[_Sign] = []
    for span in spans:
        for number, text in enumerate(span.text.split("\n")):
            if number:
                yield line
                line = []
            for character in _printed(letters, text):
                if character == " " and (not line or line[-1].character == " "):
                    continue
                line.append(_sign(character, span))
    yield line


def _printed(letters: Letters, text: str) -> str:
    """A piece of a line as it is printed: with the spaces at its ends, and with those at which no
    line ends."""
    pieces = []
    for piece in _FIXED_SPACES.split(text):
        (inner,) = letters.plain(" ".join(piece.split())) if piece.strip() else ("",)
        before = " " if piece[:1].isspace() else ""
        after = " " if inner and piece[-1:].isspace() else ""
        pieces.append(f"{before}{inner}{after}")
    return _FIXED.join(pieces)


def _sign(character: str, span: TextSpan) -> _Sign:
    """A character in a face that has it: the upright ones have most."""
    italic = span.italic and character in face(bold=span.bold, italic=True).advances
    return _Sign(character, span.bold, italic)


def _wrapped(signs: Sequence[_Sign], width: float) -> Iterator[list[_Sign]]:
    """One line as it was written, in as many as it needs."""
    line: list[_Sign] = []
    used = 0.0
    text = "".join(sign.character for sign in signs)
    end = 0
    for begin, until in placed_pieces(text):
        gap, piece = list(signs[end:begin]), list(signs[begin:until])
        end = until
        wide = sum(sign.width for sign in piece)
        space = sum(sign.width for sign in gap)
        if line and used + space + wide <= width:
            line += [*gap, *piece]
            used += space + wide
            continue
        if line:
            yield line
        line, used = [], 0.0
        for sign in piece:
            if line and used + sign.width > width:
                yield line
                line, used = [], 0.0
            line.append(sign)
            used += sign.width
    yield line


def _marks(line: Sequence[_Sign], x: float) -> Iterator[TextMark]:
    for (bold, italic), several in groupby(line, lambda sign: (sign.bold, sign.italic)):
        run = list(several)
        yield _mark(x, "".join(sign.character for sign in run), bold=bold, italic=italic)
        x += sum(sign.width for sign in run)


def _mark(x: float, text: str, *, bold: bool = False, italic: bool = False) -> TextMark:
    return TextMark(x, STYLE.foot, STYLE.points, bold, STYLE.colour, text, italic)
