"""The clocks of the practice, by which moments are shown and read: those of the machine may be of
another time zone, where the program runs on a server for instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, tzinfo

_find: list[Callable[[], tzinfo]] = []
_zone: list[tzinfo] = []


def are_of(find: Callable[[], tzinfo]) -> None:
    """The command in hand works for a practice, whose time zone is looked up once a moment is to be
    shown."""
    _find[:] = [find]
    _zone.clear()


def forget() -> None:
    """Another command begins, by the machine's clocks until it is known for which practice."""
    _find.clear()
    _zone.clear()


def local(moment: datetime) -> datetime:
    """A moment as the clocks of the practice show it.

    Raises:
        BadUsage: its time zone is set to none. StoreError, Refused: it cannot be looked up.
    """
    if _find and not _zone:
        _zone.append(_find[-1]())
    return moment.astimezone(_zone[-1] if _zone else None)
