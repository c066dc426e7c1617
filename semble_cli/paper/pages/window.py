"""Lines that have a height and no more, as strips: the address behind the window of an envelope."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import CannotBePrinted, Sentence
from semble_cli.paper.font import MM_PER_POINT
from semble_cli.paper.pages.styles import Cell, Style, side_by_side

if TYPE_CHECKING:
    from semble_cli.paper.pages.strips import Strip
    from semble_cli.paper.pages.styles import Letters
    from semble_cli.patient.pages.parts import AddressWindow

_SIZES = (11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
"""In points; the post reads 10 to 12 best, and nothing below 8."""
_NARROWEST, _WIDEST = 1.06, 1.3
"""From one line to the next, in sizes."""


def strips(letters: Letters, width: float, part: AddressWindow) -> list[Strip]:
    """The lines, in the largest size in which each has room on a line of its own; where none is
    small enough, in the largest in which all have room when they are wrapped.

    Raises:
        CannotBePrinted: they have no room at all, or are in letters that paper has not.
    """
    given = letters.plain(part.text, Sentence("the recipient's name and address"))
    for wraps in (False, True):
        for points in _SIZES:
            style = Style(points)
            lines = [each for line in given for each in letters.lines(line, width, style)]
            leading = part.height / (len(lines) * points * MM_PER_POINT)
            if leading >= _NARROWEST and (wraps or len(lines) == len(given)):
                fitting = style._replace(leading=min(leading, _WIDEST))
                return side_by_side([Cell(0, width, lines, fitting)])
    raise CannotBePrinted(
        "{about}: the address has no room in the window of an envelope. Shorten it: at most six"
        " lines, the name among them.",
        about=letters.about,
    )
