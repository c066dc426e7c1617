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
    """The values in lists of at most 512.

    >>> [len(some) for some in chunks(range(1000))]
    [512, 488]
    """
    for start in range(0, len(values), MOST):
        yield list(values[start : start + MOST])


def padded(values: Sequence[T]) -> list[T]:
    """The values for a statement that has a placeholder for each: up to a power of two, the last is
    repeated, for each length makes another statement, which the driver prepares and keeps in
    memory. Only for statements to which a value that stands twice is as one.

    >>> padded([1, 2, 3, 4, 5])
    [1, 2, 3, 4, 5, 5, 5, 5]
    """
    wanted = 1 << (len(values) - 1).bit_length()
    return [*values, *[values[-1]] * (wanted - len(values))]


def placeholders(values: Collection[object]) -> str:
    """A placeholder for each value."""
    return ", ".join("?" * len(values))


def one_of(column: str, values: Sequence[T]) -> tuple[str, list[T]]:
    """The condition that a column has one of some values, with what is bound to it.

    >>> one_of("id", [7, 9, 8])
    ('id IN (?, ?, ?, ?)', [7, 9, 8, 8])
    """
    bound = padded(values)
    return f"{column} IN ({placeholders(bound)})", bound


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
        yield one_of(column, some)
