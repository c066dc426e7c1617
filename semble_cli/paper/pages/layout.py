"""Where pages end, and what stands at their head and foot: a document laid out, in mm from the
upper left corner of each page, before any is made."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.paper.pages.setting import Setter
from semble_cli.paper.pages.sheet import BOTTOM, HEIGHT, SIDE, TOP, WIDTH
from semble_cli.paper.pages.strips import Stay, moved
from semble_cli.paper.pages.styles import Letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.paper.pages.strips import Mark, Strip
    from semble_cli.patient.pages.parts import PageDocument

_BELOW_HEAD, _ABOVE_FOOT = 6.0, 5.0


class LaidOutPage(NamedTuple):
    """A page of A4 and its marks, grounds before the texts on them."""

    marks: tuple[Mark, ...]


def lay_out(document: PageDocument) -> list[LaidOutPage]:
    """The pages of a document.

    Raises:
        CannotBePrinted: something is in letters that paper has not.
    """
    setter = Setter(Letters(document.about, document.head_end), WIDTH - 2 * SIDE)
    head = setter.at_the_head(document.head, document.head_end)
    # The number of all pages is not known yet; what is as wide holds its place.
    foot = setter.at_the_foot(document.foot, _numbered(888, 888))
    top = TOP + _height(head) + _BELOW_HEAD
    bottom = HEIGHT - BOTTOM - _height(foot)
    strips = list(setter.strips(document.parts))
    tops = [TOP if number < document.head_from else top for number in (1, 2)]
    pages = list(_filled(strips, [bottom - _ABOVE_FOOT - each for each in tops]))
    return [
        LaidOutPage(
            (
                *(() if number < document.head_from else _placed(head, TOP)),
                *_placed(page, tops[number > 1]),
                *_placed(setter.at_the_foot(document.foot, _numbered(number, len(pages))), bottom),
            )
        )
        for number, page in enumerate(pages, 1)
    ]


def _numbered(number: int, of_all: int) -> str:
    return f"{number} / {of_all}"


def _filled(strips: Sequence[Strip], rooms: Sequence[float]) -> Iterator[list[Strip]]:
    """The strips of each page; *rooms* are the heights of the first and of all others."""
    page: list[Strip] = []
    room, used, count = rooms[0], 0.0, 0
    for chain in _chains_that_fit(strips, rooms[-1]):
        ends_here = bool(page) and used + _height(chain) > room and _height(chain) <= rooms[-1]
        for strip in chain:
            if ends_here or (page and used + strip.height > room):
                yield page
                page, used, room, ends_here, count = [], 0.0, rooms[-1], False, count + 1
            if not page:
                if strip.is_space:
                    continue
                page = list(strip.again)
                used = _height(page)
            page.append(strip)
            used += strip.height
    if page or not count:
        yield page


def _chains_that_fit(strips: Sequence[Strip], room: float) -> Iterator[list[Strip]]:
    """Strips that are not parted; what no page has room for, in the shorter chains that it is made
    of."""
    for chain in _chains(strips, Stay.WISHED):
        if _height(chain) <= room:
            yield chain
        else:
            yield from _chains(chain, Stay.NEEDED)


def _chains(strips: Sequence[Strip], least: Stay) -> Iterator[list[Strip]]:
    chain: list[Strip] = []
    for strip in strips:
        chain.append(strip)
        if strip.stays < least:
            yield chain
            chain = []
    if chain:
        yield chain


def _height(strips: Sequence[Strip]) -> float:
    return sum(strip.height for strip in strips)


def _placed(strips: Sequence[Strip], top: float) -> Iterator[Mark]:
    for strip in strips:
        for mark in strip.marks:
            yield moved(mark, SIDE, top)
        top += strip.height
