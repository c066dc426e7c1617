"""The sizes of labels, as the practice writes them, in millimetres.

    57x32                                             a label: width and height
    62 mm, margins 3                                  a continuous roll: its width, and what is left
                                                      free at either end of a label
    3x7 of 63.5x38.1, pitch 66, margins 7.25 15.15    a sheet: columns and rows, the label, the way
                                                      from one to the next, the first from the left
                                                      and from the top

On a sheet the pitch is across, or across and down; without one the labels touch. Without margins
they stand in the middle. `, on 100x150` is another paper than A4. Figures may have a comma.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    import re

A4 = (210.0, 297.0)

_LEAST_SIDE, _MOST_SIDE = 10, 297
"""Millimetres: what is smaller holds no line, what is larger is a sheet."""
_MOST_IN_A_ROW = 40
_MOST_MARGIN = 20
_PLAY = 0.1
"""What sizes given to a tenth of a millimetre may be more than the paper in all."""

_N = r"([0-9]{1,3}(?:\.[0-9]{1,3})?)"
_LABEL = pattern(rf"{_N} ?[x×*] ?{_N}(?: ?mm)?")
_ROLL = pattern(rf"{_N} ?mm(?:, ?margins? {_N}(?: ?mm)?)?")
_SHEET = pattern(
    rf"([0-9]{{1,2}}) ?[x×*] ?([0-9]{{1,2}}) of {_N} ?[x×*] ?{_N}(?: ?mm)?"
    rf"(?:, ?pitch {_N}(?: {_N})?(?: ?mm)?)?"
    rf"(?:, ?margins {_N} {_N}(?: ?mm)?)?"
    rf"(?:, ?on {_N} ?[x×*] ?{_N}(?: ?mm)?)?"
)
_FRENCH = {"de": "of", "pas": "pitch", "marge": "margin", "marges": "margins", "sur": "on"}


class SheetGrid(NamedTuple):
    """How labels stand on a sheet: how many, how far apart, and from where on."""

    columns: int
    rows: int
    across: float
    down: float
    left: float
    top: float
    paper: tuple[float, float] = A4


class LabelSize(NamedTuple):
    """A size of labels in mm. A continuous roll has no height: each label is as long as it must be,
    and `margin` is left free at its beginning and its end."""

    width: float
    height: float | None
    margin: float = 0.0
    sheet: SheetGrid | None = None

    @property
    def written(self) -> str:
        """The one way to write it."""
        if self.height is None:
            return f"{self.width:g} mm" + (f", margins {self.margin:g}" if self.margin else "")
        label = f"{self.width:g}x{self.height:g}"
        if self.sheet is None:
            return label
        grid = self.sheet
        touching = (grid.across, grid.down) == (self.width, self.height)
        down = "" if grid.down == self.height else f" {grid.down:g}"
        parts = [
            f"{grid.columns}x{grid.rows} of {label}",
            "" if touching else f"pitch {grid.across:g}{down}",
            f"margins {grid.left:g} {grid.top:g}",
            "" if grid.paper == A4 else f"on {grid.paper[0]:g}x{grid.paper[1]:g}",
        ]
        return ", ".join(filter(None, parts))


def parse_label_size(field: str, text: str) -> LabelSize:
    """A size as people write it, in English or in French.

    Raises:
        InvalidInput: it is none, or one that is not possible.

    >>> parse_label_size("size", "62 mm, marges 3").written
    '62 mm, margins 3'
    """
    plain = pattern(r"(?<=[0-9]),(?=[0-9])").sub(".", " ".join(text.casefold().split()))
    plain = pattern(r"[a-z]+").sub(lambda word: _FRENCH.get(word[0], word[0]), plain)
    plain = plain.replace(" ,", ",")
    if found := _LABEL.fullmatch(plain):
        return LabelSize(*_sides(field, *found.groups()))
    if found := _ROLL.fullmatch(plain):
        return _roll(field, found)
    if found := _SHEET.fullmatch(plain):
        return _sheet(field, found)
    raise InvalidInput(
        field,
        "it is the width and the height of a label in mm, such as 57x32; or a roll, such as"
        " {roll}; or a sheet, such as {sheet}.",
        roll="62 mm, margins 3",
        sheet="3x7 of 63.5x38.1, pitch 66, margins 7.25 15.15",
    )


def _sides(field: str, *figures: str) -> tuple[float, float]:
    width, height = map(float, figures)
    if not (_LEAST_SIDE <= width <= _MOST_SIDE and _LEAST_SIDE <= height <= _MOST_SIDE):
        raise InvalidInput(
            field,
            "it is the width and the height in mm, such as 57x32, each from {least} to {most}.",
            least=_LEAST_SIDE,
            most=_MOST_SIDE,
        )
    return width, height


def _roll(field: str, found: re.Match[str]) -> LabelSize:
    width, _ = _sides(field, found[1], found[1])
    margin = float(found[2] or 0)
    if margin > _MOST_MARGIN:
        raise InvalidInput(
            field, "the margins of a roll are from 0 to {most} mm.", most=_MOST_MARGIN
        )
    return LabelSize(width, None, margin)


def _sheet(field: str, found: re.Match[str]) -> LabelSize:
    columns, rows = int(found[1]), int(found[2])
    if not (1 <= columns <= _MOST_IN_A_ROW and 1 <= rows <= _MOST_IN_A_ROW):
        raise InvalidInput(
            field, "a sheet has from 1 to {most} columns and rows.", most=_MOST_IN_A_ROW
        )
    width, height = _sides(field, found[3], found[4])
    across, down = float(found[5] or width), float(found[6] or height)
    if across < width or down < height:
        raise InvalidInput(
            field,
            "the pitch is the way from one label to the next: no less than the label itself.",
        )
    paper = (float(found[9]), float(found[10])) if found[9] else A4
    whole = ((columns - 1) * across + width, (rows - 1) * down + height)
    if found[7]:
        left, top = float(found[7]), float(found[8])
    else:
        left, top = (round((side - taken) / 2, 3) for side, taken in zip(paper, whole, strict=True))
    spare = min(paper[0] - left - whole[0], paper[1] - top - whole[1])
    if min(left, top, spare) < -_PLAY:
        raise InvalidInput(
            field,
            "so many labels do not fit on the paper of {width}x{height} mm: check the pitch and"
            " the margins.",
            width=f"{paper[0]:g}",
            height=f"{paper[1]:g}",
        )
    grid = SheetGrid(columns, rows, across, down, max(left, 0.0), max(top, 0.0), paper)
    return LabelSize(width, height, sheet=grid)


KNOWN_SIZES = {
    "roll_57x32": "57x32",
    "roll_89x36": "89x36",
    "roll_62": "62 mm, margins 3",
    "sheet_2x7": "2x7 of 99.1x38.1, pitch 101.6, margins 4.65 15.15",
    "sheet_3x7": "3x7 of 63.5x38.1, pitch 66, margins 7.25 15.15",
    "sheet_3x8": "3x8 of 63.5x33.9, pitch 66, margins 7.25 12.9",
    "sheet_5x13": "5x13 of 38.1x21.2, pitch 40.6, margins 4.75 10.7",
}
"""The usual sizes, by name."""
