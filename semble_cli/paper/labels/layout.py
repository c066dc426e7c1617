"""Where everything stands on a label, in mm from its upper left corner: found before any page is
made.

Codes stand at the right, one under the other; the text has the rest. It is as large as the height
lets it be; a line that is too wide shrinks to the least size that is legible, then it is wrapped,
between words, and is as large again as so many lines let it be. No word is ever cut: where it has
no room, the label is refused.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import CannotBePrinted, listed_fields
from semble_cli.identity.patterns import pattern
from semble_cli.paper.datamatrix import QUIET, encoded
from semble_cli.paper.font import MM_PER_POINT, Face, face, unprintable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.paper.datamatrix import Symbol
    from semble_cli.paper.labels.content import LabelContent
    from semble_cli.patient.labels.sizes import LabelSize

LEAST_POINTS, MOST_POINTS = 6.0, 12.0
"""The least size that is legible on a thermal printer of 203 dpi, and the most that is used."""
_MOST_UNDER = 9.0
_STEP = 0.5
_LEADING, _ASCENT = 1.15, 0.9
"""From one line to the next, and from the top of a line to its foot, in heights of the letters."""
_EDGE = 1.5
"""Millimetres at every edge of a label that printers may not reach."""
_GAP = 1.5
_DOT = 25.4 / 203
_MODULE = 3 * _DOT
"""Millimetres of a module: three dots of a printer of 203 dpi. What is no whole number of dots is
read badly, and at least 0.3 mm are needed."""
_LEGEND_POINTS = LEAST_POINTS


class PlacedText(NamedTuple):
    """A text: the left end of its foot, its size in points, and its weight."""

    x: float
    y: float
    points: float
    bold: bool
    text: str


class PlacedSymbol(NamedTuple):
    """A symbol: the upper left corner of its dark modules, and the side of one of them."""

    x: float
    y: float
    module: float
    symbol: Symbol


class LabelLayout(NamedTuple):
    """A label that is laid out."""

    width: float
    height: float
    texts: tuple[PlacedText, ...]
    symbols: tuple[PlacedSymbol, ...]


class _Block(NamedTuple):
    """A code and its legend: how much room they take, quiet zone included."""

    symbol: Symbol
    legend: str

    @property
    def side(self) -> float:
        return (self.symbol.modules + 2 * QUIET) * _MODULE

    @property
    def width(self) -> float:
        return max(self.side, face().width(self.legend, _LEGEND_POINTS))

    @property
    def height(self) -> float:
        return self.side + (_line_height(_LEGEND_POINTS) if self.legend else 0)


def lay_out(content: LabelContent, size: LabelSize) -> LabelLayout:
    """A label of a size.

    Raises:
        CannotBePrinted: something has no room on it, or is in letters that are not printed.
    """
    _refuse_unprintable(content)
    height = None if size.height is None else size.height - 2 * _EDGE
    width = size.width - 2 * _EDGE
    blocks = _blocks(content, width, height)
    taken = max((block.width for block in blocks), default=0.0)
    text_width = width - taken - (_GAP if blocks else 0)
    lines = _fitted(content, text_width, height)
    if lines is None:
        raise _no_room(content, text_width, size)
    top = _EDGE if size.height is not None else max(size.margin, _EDGE)
    inner = height if height is not None else max(_height(lines), sum(b.height for b in blocks))
    texts = list(_placed_texts(lines, _EDGE, top + max(0.0, (inner - _height(lines)) / 2)))
    symbols, y = [], top
    for block in blocks:
        left = _EDGE + width - block.width
        x = _on_a_dot(left + (block.width - block.side) / 2)
        quiet = QUIET * _MODULE
        symbols.append(PlacedSymbol(x + quiet, _on_a_dot(y) + quiet, _MODULE, block.symbol))
        if block.legend:
            spare = block.width - face().width(block.legend, _LEGEND_POINTS)
            foot = y + block.side + _ASCENT * _LEGEND_POINTS * MM_PER_POINT
            texts.append(PlacedText(left + spare / 2, foot, _LEGEND_POINTS, False, block.legend))
        y += block.height
    return LabelLayout(size.width, inner + 2 * top, tuple(texts), tuple(symbols))


def _refuse_unprintable(content: LabelContent) -> None:
    for line in content.lines:
        if script := unprintable(line.text):
            raise CannotBePrinted(
                "Patient {id}: {fields} cannot be printed: {script} is not among the letters that"
                " labels have (Latin, Greek, Cyrillic).",
                id=content.patient_id,
                fields=listed_fields(line.fields or ("text",)),
                script=script,
            )


def _blocks(content: LabelContent, width: float, height: float | None) -> list[_Block]:
    """The codes.

    Raises:
        CannotBePrinted: they have no room.
    """
    blocks = [_Block(encoded(code.text), code.legend) for code in content.codes]
    wide = max((block.width for block in blocks), default=0.0)
    high = sum(block.height for block in blocks)
    if wide > width or (height is not None and high > height):
        raise CannotBePrinted(
            "Patient {id}: the codes have no room on the label: they need {width}x{height} mm."
            " Choose a larger size, or fewer codes.",
            id=content.patient_id,
            width=ceil(wide + 2 * _EDGE),
            height=ceil(high + 2 * _EDGE),
        )
    return blocks


class _FittedLine(NamedTuple):
    text: str
    points: float
    bold: bool


def _fitted(content: LabelContent, width: float, height: float | None) -> list[_FittedLine] | None:
    """The lines in the largest size in which they have room; `None` if there is none."""
    points = MOST_POINTS
    while points >= LEAST_POINTS:
        lines: list[_FittedLine] = []
        most = points
        for at, line in enumerate(content.lines):
            fitted = list(_in_width(line.text, width, most, bold=at == 0))
            if not fitted:
                return None
            lines += fitted
            if at == 0:  # what stands under a name that had to shrink is not much larger
                most = min(points, max(fitted[0].points, _MOST_UNDER))
        if height is None or _height(lines) <= height:
            return lines
        points -= _STEP
    return None


def _in_width(text: str, width: float, points: float, *, bold: bool) -> Iterator[_FittedLine]:
    """A line in at most this size: shrunk where it is too wide, then wrapped; none where a word has
    no room."""
    shown = face(bold=bold)
    per_point = shown.width(text, 1)
    if per_point * LEAST_POINTS <= width:
        fitting = points if per_point * points <= width else _floor_to_step(width / per_point)
        yield _FittedLine(text, fitting, bold)
        return
    least = _wrapped(text, width, shown, LEAST_POINTS)
    if least is None:
        return
    size, lines = LEAST_POINTS, least
    low, high = 0, int((points - LEAST_POINTS) / _STEP)
    while low < high:  # halved: each try sets the whole text
        middle = (low + high + 1) // 2
        larger = _wrapped(text, width, shown, LEAST_POINTS + middle * _STEP)
        if larger is None or len(larger) > len(least):
            high = middle - 1
        else:
            low, size, lines = middle, LEAST_POINTS + middle * _STEP, larger
    yield from (_FittedLine(each, size, bold) for each in lines)


def _floor_to_step(points: float) -> float:
    return points // _STEP * _STEP


_BREAKS = pattern(r"[^ -]+-*|-+| +")


def _wrapped(text: str, width: float, shown: Face, points: float) -> list[str] | None:
    """A text in lines of a size, which end at a space or after a hyphen; `None` where a word has no
    room."""
    lines = [""]
    for piece in _BREAKS.findall(text):
        longer = (lines[-1] + piece).strip() if lines[-1] == "" else lines[-1] + piece
        if shown.width(longer.rstrip(), points) <= width:
            lines[-1] = longer
        elif piece.isspace():
            lines.append("")
        elif shown.width(piece, points) <= width:
            lines.append(piece)
        else:
            return None
    return [line.strip() for line in lines if line.strip()]


def _line_height(points: float) -> float:
    return points * MM_PER_POINT * _LEADING


def _height(lines: Sequence[_FittedLine]) -> float:
    return sum(_line_height(line.points) for line in lines)


def _placed_texts(lines: Sequence[_FittedLine], x: float, top: float) -> Iterator[PlacedText]:
    for line in lines:
        foot = top + _ASCENT * line.points * MM_PER_POINT
        yield PlacedText(x, foot, line.points, line.bold, line.text)
        top += _line_height(line.points)


def _on_a_dot(length: float) -> float:
    """A length that is a whole number of dots: there modules are as wide as each other."""
    return round(length / _DOT) * _DOT


def _no_room(content: LabelContent, width: float, size: LabelSize) -> CannotBePrinted:
    """Names what is too wide, or says that the lines are too many."""
    for at, line in enumerate(content.lines):
        if not list(_in_width(line.text, width, LEAST_POINTS, bold=at == 0)):
            return CannotBePrinted(
                "Patient {id}: {fields} has no room on a label of {size}, even in the smallest"
                " letters. Choose a larger size, or fewer fields.",
                id=content.patient_id,
                fields=listed_fields(line.fields or ("text",)),
                size=size.written,
            )
    return CannotBePrinted(
        "Patient {id}: so many lines have no room on a label of {size}, even in the smallest"
        " letters. Choose a larger size, or fewer fields.",
        id=content.patient_id,
        size=size.written,
    )
