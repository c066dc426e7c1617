"""One long reading shared out among processes, as if one had done it.

Each process reads in a transaction of its own, so they might see the register at different moments.
They do not if the journal has the same head in all of them: whatever changes the register is in it.
"""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager
from itertools import cycle, islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from semble_cli.parallel.garbage import infrequent_collection
from semble_cli.parallel.worker import in_worker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

_TRIES = 5
_PROCESSES = min(4, os.cpu_count() or 1)


class Partition(NamedTuple):
    """What of a reading one process does: of so many batches each the one at *place*."""

    place: int = 0
    among: int = 1

    def of(self, batches: Iterable[T]) -> Iterator[T]:
        """The batches of this partition, the others passed over."""
        return islice(batches, self.place, None, self.among)


WHOLE = Partition()


@contextmanager
def read_partitioned(
    read: Callable[[Partition], Iterator[tuple[object, T]]], processes: int = _PROCESSES
) -> Iterator[Iterator[T]]:
    """The batches of a reading, in order, worked out by several processes.

    Where somebody writes again and again just as they begin, one process reads alone.

    Args:
        read: reads one partition. Each batch comes with what tells the moment that is read, the
            head of the journal. The first of each partition is one of nothing: the transaction
            has begun.
    """
    with infrequent_collection(), ExitStack() as stack:
        for _ in range(_TRIES):
            readings = _begun(read, processes, stack)
            if len({next(reading)[0] for reading in readings}) == 1:
                break
            stack.close()
        else:
            readings = _begun(read, 1, stack)
        yield (batch for _, batch in _in_turn(readings))


def _begun(
    read: Callable[[Partition], Iterator[tuple[object, T]]], processes: int, stack: ExitStack
) -> list[Iterator[tuple[object, T]]]:
    """The partitions of a reading, each by a process of its own."""
    partitions = [Partition(number, processes) for number in range(processes)]
    return [iter(stack.enter_context(in_worker(read(partition)))) for partition in partitions]


def _in_turn(partitions: list[Iterator[T]]) -> Iterator[T]:
    """One item of each partition after the other, until the first that has no more."""
    for partition in cycle(partitions):
        try:
            item = next(partition)
        except StopIteration:
            return
        yield item
