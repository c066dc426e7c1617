"""How wide the columns of a table are, and which of them a terminal has room for.

Every column has a width in which it can be read. Where there is no room for all of them so, the
least important one leaves, until there is, or until only those are left that never leave. What room
there is then goes where cells would be folded or cut, evenly, and at last to the headings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

GAP = 2
"""Between two columns."""


class Need(NamedTuple):
    """What a column needs, in cells of the terminal.

    The larger the *rank*, the sooner it leaves; one of rank 0 never does. In *least* it can be
    read; in *whole* no cell is folded or cut; in *heading* its heading stands on one line. One that
    needs nothing takes no room.
    """

    rank: int
    least: int
    whole: int
    heading: int


def fitted(needs: Sequence[Need], room: int) -> dict[int, int]:
    """The width of each column that there is room for, by its place.

    >>> fitted([Need(0, 4, 4, 2), Need(1, 10, 20, 8), Need(2, 10, 10, 5)], 40)
    {0: 4, 1: 20, 2: 10}
    >>> fitted([Need(0, 4, 4, 2), Need(1, 10, 20, 8), Need(2, 10, 10, 5)], 27)
    {0: 4, 1: 20}
    """
    widths = {place: need.least for place, need in enumerate(needs) if max(need[1:])}
    for rank, place in sorted(((need.rank, at) for at, need in enumerate(needs)), reverse=True):
        may_leave = rank and len(widths) > 1 and place in widths
        if may_leave and _total(widths.values()) > room:
            del widths[place]
    while _total(widths.values()) > room and max(widths.values()) > 1:
        widths[max(widths, key=lambda place: widths[place])] -= 1
    _widen(widths, {place: needs[place].whole for place in widths}, room)
    _widen(widths, {place: needs[place].heading for place in widths}, room)
    return widths


def _widen(widths: dict[int, int], wanted: dict[int, int], room: int) -> None:
    """Give the room that is left to the columns that want more, as evenly as they can use it."""
    spare = room - _total(widths.values())
    lacking = sorted(
        (wanted[place] - width, place) for place, width in widths.items() if wanted[place] > width
    )
    for done, (lack, place) in enumerate(lacking):
        more = min(lack, max(spare, 0) // (len(lacking) - done))
        widths[place] += more
        spare -= more


def _total(widths: Iterable[int]) -> int:
    """How wide columns are beside each other."""
    found = list(widths)
    return sum(found) + GAP * (len(found) - 1)
