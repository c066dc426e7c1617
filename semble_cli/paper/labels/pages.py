"""Where labels stand on paper: from a roll each on a page of its own, or in places on sheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.patient.labels.offsets import LabelOffset

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.paper.labels.layout import LabelLayout
    from semble_cli.patient.labels.sizes import LabelSize, SheetGrid

_NO_OFFSET = LabelOffset()


class LabelPage(NamedTuple):
    """A page: its width and height, and the labels on it, each with its upper left corner."""

    width: float
    height: float
    labels: tuple[tuple[float, float, LabelLayout], ...]


def places_on(size: LabelSize) -> int:
    """How many labels a page holds."""
    return 1 if size.sheet is None else size.sheet.columns * size.sheet.rows


def paged(
    layouts: Sequence[LabelLayout],
    size: LabelSize,
    start: int = 1,
    offset: LabelOffset = _NO_OFFSET,
) -> Iterator[LabelPage]:
    """The pages for some labels. On sheets they go row by row, from place *start* of the first
    sheet on, the places before being used already.

    Raises:
        InvalidInput: a sheet has no such place; or it is a roll, which has none.
    """
    if not 1 <= start <= places_on(size):
        if size.sheet is None:
            raise InvalidInput("start", "a roll has no places to begin at: leave it out.")
        raise InvalidInput(
            "start", "a sheet of this size has places 1 to {count}.", count=places_on(size)
        )
    if size.sheet is None:
        for each in layouts:
            yield LabelPage(each.width, each.height, ((offset.right, offset.down, each),))
        return
    places = list(_corners(size.sheet))
    rest, free = list(layouts), places[start - 1 :]
    while rest:
        here = [
            (x + offset.right, y + offset.down, each)
            for (x, y), each in zip(free, rest, strict=False)
        ]
        yield LabelPage(*size.sheet.paper, tuple(here))
        rest, free = rest[len(here) :], places


def _corners(grid: SheetGrid) -> Iterator[tuple[float, float]]:
    for row in range(grid.rows):
        for column in range(grid.columns):
            yield grid.left + column * grid.across, grid.top + row * grid.down
