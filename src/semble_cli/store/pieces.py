"""Many values asked for in one statement, a piece at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")
MOST = 512


def pieces(values: Sequence[T]) -> Iterator[list[T]]:
    """The values in lists of few different lengths: the last is repeated up to a power of two.

    A statement has a mark for each value, and each length makes another statement, which the
    driver prepares and keeps in memory.

    >>> list(pieces([1, 2, 3, 4, 5]))
    [[1, 2, 3, 4, 5, 5, 5, 5]]
    """
    for start in range(0, len(values), MOST):
        some = list(values[start : start + MOST])
        wanted = 1 << (len(some) - 1).bit_length()
        yield some + [some[-1]] * (wanted - len(some))


def marks(values: Sequence[object]) -> str:
    """A mark for each value."""
    return ", ".join("?" * len(values))
