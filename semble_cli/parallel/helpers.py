"""Processes that work things out which this one hands to them, while it makes the next ready: for
work that needs no database, beside one that reads it."""

from __future__ import annotations

import os
import pickle
import sys
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from semble_cli.parallel.worker import stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from multiprocessing.connection import Connection as Pipe

K = TypeVar("K")
T = TypeVar("T")
R = TypeVar("R")

PROCESSES = min(4, os.cpu_count() or 1)


class Helpers(Generic[T, R]):
    """Some processes that all do the same work; without any, it is done here. What it raises is
    raised here."""

    def __init__(self, work: Callable[[T], R], processes: list[tuple[Any, Pipe]]) -> None:
        self._work = work
        self._processes = processes

    def in_order(self, items: Iterable[tuple[K, T]]) -> Iterator[tuple[K, R]]:
        """What becomes of each item, beside what it belongs to, in their order.

        An item goes to a process that has nothing to do: neither end of a pipe ever waits for the
        other to read.
        """
        if not self._processes:
            yield from ((key, self._work(item)) for key, item in items)
            return
        idle = deque(pipe for _, pipe in self._processes)
        given: deque[tuple[K, Pipe]] = deque()

        def taken() -> tuple[K, R]:
            key, pipe = given.popleft()
            idle.append(pipe)
            return key, _received(pipe)

        for key, item in items:
            if not idle:
                yield taken()
            pipe = idle.popleft()
            try:
                _sent(pipe, item)
            except (BrokenPipeError, ConnectionResetError):
                raise stopped() from None
            given.append((key, pipe))
        while given:
            yield taken()


@contextmanager
def helping(work: Callable[[T], R], processes: int = PROCESSES) -> Iterator[Helpers[T, R]]:
    """Processes that do a work until the block ends; where none can be forked, and where one
    processor would have to do both, there are none.

    No connection to a database may be open: two processes must never share one.
    """
    started: list[tuple[Any, Pipe]] = []
    try:
        if sys.platform == "linux" and processes > 1:
            from semble_cli.parallel.processes import begun

            for _ in range(processes):
                started.append(begun(_help, work, is_answered=True))
        yield Helpers(work, started)
    finally:
        for process, pipe in started:
            pipe.close()
            process.terminate()
        for process, _ in started:
            process.join()


def _help(work: Callable[[Any], Any], pipe: Pipe) -> None:
    while True:
        try:
            item = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from the process that began us
        except EOFError:
            return
        try:
            told = True, work(item)
        except Exception as error:
            told = False, error
        _sent(pipe, told)


def _sent(pipe: Pipe, item: Any) -> None:
    pipe.send_bytes(pickle.dumps(item, pickle.HIGHEST_PROTOCOL))


def _received(pipe: Pipe) -> Any:
    """What a process made of its item.

    Raises:
        StoreError: it has ended.
    """
    try:
        is_done, made = pickle.loads(pipe.recv_bytes())  # noqa: S301 - from our own child
    except (EOFError, ConnectionResetError):
        raise stopped() from None
    if not is_done:
        raise made
    return made
