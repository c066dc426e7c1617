"""Strips: what stands beside each other on a page, from its left edge, none of which a page parts.
Pages are filled with them, one below the other."""

from enum import IntEnum
from typing import NamedTuple, TypeAlias

Colour: TypeAlias = tuple[int, int, int]

BLACK: Colour = (0, 0, 0)


class TextMark(NamedTuple):
    """A text: the left end of its foot, its size in points, its weight and its colour."""

    x: float
    y: float
    points: float
    bold: bool
    colour: Colour
    text: str
    italic: bool = False


class BoxMark(NamedTuple):
    """A filled rectangle: a rule, a bar, a ground."""

    x: float
    y: float
    width: float
    height: float
    colour: Colour


Mark: TypeAlias = TextMark | BoxMark


class Stay(IntEnum):
    """Whether a page may end below a strip: where it is wished that none does, one may where what
    belongs together has no room on any page."""

    MAY_END = 0
    WISHED = 1
    NEEDED = 2


class Strip(NamedTuple):
    """A strip: its height and its marks, measured from its upper left corner; grounds come first.

    `is_space` says that it is white, which no page begins with; `again` is what stands above it
    where a page begins with it.
    """

    height: float
    marks: tuple[Mark, ...] = ()
    stays: Stay = Stay.MAY_END
    is_space: bool = False
    again: tuple["Strip", ...] = ()


def moved(mark: Mark, right: float, down: float) -> Mark:
    """A mark elsewhere."""
    return mark._replace(x=mark.x + right, y=mark.y + down)
