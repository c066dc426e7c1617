"""How texts of pages are set: sizes, weights and colours, and texts in lines that stand beside each
other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import CannotBePrinted, Sentence
from semble_cli.paper.font import MM_PER_POINT, Face, as_printed, face, unprintable, written_out
from semble_cli.paper.pages.lines import wrapped
from semble_cli.paper.pages.strips import BLACK, Colour, Stay, Strip, TextMark
from semble_cli.patient.pages.parts import Align, FreeText, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.paper.pages.strips import Mark

_GREY: Colour = (90, 90, 90)
RULE: Colour = (175, 175, 175)
ACCENT: Colour = (24, 62, 98)
RED: Colour = (158, 20, 20)
RED_GROUND: Colour = (252, 238, 236)
ACCENT_GROUND: Colour = (238, 243, 248)

_FOOT_OF_LETTERS = 0.78
"""From the top of the letters to their foot, in heights of the letters."""


class Style(NamedTuple):
    """How a text is set: its size, weight and colour, and from one line to the next, in sizes."""

    points: float
    bold: bool = False
    colour: Colour = BLACK
    leading: float = 1.32

    @property
    def face(self) -> Face:
        return face(bold=self.bold)

    @property
    def line(self) -> float:
        """The height of a line, in mm."""
        return self.points * MM_PER_POINT * self.leading

    @property
    def foot(self) -> float:
        """From the top of a line to the foot of its letters, in mm."""
        size = self.points * MM_PER_POINT
        return size * ((self.leading - 1) / 2 + _FOOT_OF_LETTERS)

    def width(self, text: str) -> float:
        """How wide a text is, in mm."""
        return self.face.width(text, self.points)

    def toned(self, tone: Tone) -> Style:
        """The same in a tone."""
        match tone:
            case Tone.QUIET:
                return self._replace(colour=_GREY)
            case Tone.STRONG:
                return self._replace(bold=True)
            case Tone.ALERT:
                return self._replace(bold=True, colour=RED)
        return self


BODY = Style(10)
SMALL = Style(9.5)
NAME = Style(9.5, colour=_GREY)
"""The names of values, and those of columns."""
AT_THE_EDGE = Style(8.5, colour=_GREY)
"""The head and the foot of a page."""
HEADING = Style(12, bold=True, colour=ACCENT)
MINOR_HEADING = Style(10.5, bold=True)
TITLE = Style(20, bold=True, leading=1.2)
LEAST_TITLE = 13.0

_FEW = 10
"""Lines that are not parted."""


class Cell(NamedTuple):
    """Lines that stand at a place across the page."""

    x: float
    width: float
    lines: list[str]
    style: Style
    align: Align = Align.LEFT


_UNPRINTABLE_THERE = Sentence(
    "{about}: “{where}” cannot be printed: {script} is not among the letters that paper has (Latin,"
    " Greek, Cyrillic)."
)
_UNPRINTABLE = Sentence(
    "{about}: a text cannot be printed: {script} is not among the letters that paper has (Latin,"
    " Greek, Cyrillic)."
)


class Letters:
    """Texts in the letters that paper has; *about* says whose they are where it has them not."""

    def __init__(self, about: Sentence, where: str) -> None:
        self.about = about
        self.where = where
        """The heading under which the texts stand."""

    def plain(self, text: str, where: str | Sentence = "") -> list[str]:
        """The lines of a text as they are printed.

        Raises:
            CannotBePrinted: one is in other letters; it says which, and *where*, or under which
                heading.
        """
        lines = [as_printed(line) for line in text.splitlines()] or [""]
        if isinstance(text, FreeText):
            return list(map(written_out, lines))
        for line in lines:
            if script := unprintable(line):
                raise self._unprintable(script, where or self.where)
        return lines

    def _unprintable(self, script: str, where: str | Sentence) -> CannotBePrinted:
        told = _UNPRINTABLE_THERE if where else _UNPRINTABLE
        return CannotBePrinted(told.text, about=self.about, where=where, script=script)

    def lines(self, text: str, width: float, style: Style, where: str = "") -> list[str]:
        """A text in lines of a width.

        Raises:
            CannotBePrinted: as `plain`.
        """
        return [
            each
            for line in self.plain(text, where)
            for each in wrapped(line, width, style.face, style.points)
        ]


def side_by_side(cells: Sequence[Cell], below: float = 0) -> list[Strip]:
    """Cells beside each other, a strip a line, with white below the last. Few lines stay together;
    of many, no page parts the first two, nor the last two."""
    count = max(len(cell.lines) for cell in cells)
    heights = [
        max(cell.style.line for cell in cells if number < len(cell.lines))
        for number in range(count)
    ]
    strips = []
    for number, height in enumerate(heights):
        stays = count <= _FEW or number == 0 or number == count - 2
        is_last = number == count - 1
        strips.append(
            Strip(
                height + (below if is_last else 0),
                tuple(_marks(cells, number)),
                Stay.NEEDED if stays and not is_last else Stay.MAY_END,
            )
        )
    return strips


def _marks(cells: Sequence[Cell], number: int) -> list[Mark]:
    marks: list[Mark] = []
    foot = max(cell.style.foot for cell in cells if number < len(cell.lines))
    for cell in cells:
        if number < len(cell.lines) and (text := cell.lines[number]):
            spare = cell.width - cell.style.width(text)
            shift = {Align.LEFT: 0.0, Align.RIGHT: spare, Align.CENTRE: spare / 2}[cell.align]
            style = cell.style
            marks.append(
                TextMark(cell.x + shift, foot, style.points, style.bold, style.colour, text)
            )
    return marks


def white(height: float) -> Strip:
    """Space between what stands on a page; none at its top."""
    return Strip(height, is_space=True)
