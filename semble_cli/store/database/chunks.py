"""Many values asked for in one statement, a chunk at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

T = TypeVar("T")
MOST = 512
_DENSE = 2
"""A range with so many numbers for each id that is wanted is quicker read than id by id."""


def chunks(values: Sequence[T]) -> Iterator[list[T]]:
    """The values in lists of few different lengths: the last is repeated up to a power of two.

    A statement has a placeholder for each value, and each length makes another statement, which the
    driver prepares and keeps in memory.

    >>> list(chunks([1, 2, 3, 4, 5]))
    [[1, 2, 3, 4, 5, 5, 5, 5]]
    """
    for start in range(0, len(values), MOST):
        some = list(values[start : start + MOST])
        wanted = 1 << (len(some) - 1).bit_length()
        yield some + [some[-1]] * (wanted - len(some))


def placeholders(values: Collection[object]) -> str:
    """A placeholder for each value."""
    return ", ".join("?" * len(values))


def id_conditions(column: str, ids: Sequence[int]) -> Iterator[tuple[str, Sequence[int]]]:
    """Conditions, with their values, that together hold for all the ids: one range where they stand
    close together, which may have others in it too, else some ids at a time.

    >>> list(id_conditions("id", [7, 9, 8]))
    [('id BETWEEN ? AND ?', (7, 9))]
    """
    if not ids:
        return
    first, last = min(ids), max(ids)
    if last - first < _DENSE * len(ids):
        yield f"{column} BETWEEN ? AND ?", (first, last)
        return
    for some in chunks(ids):
        yield f"{column} IN ({placeholders(some)})", some
