"""Work done by a process of its own, while this one waits for the database."""

from __future__ import annotations

import pickle
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from semble_cli.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection as Pipe

T = TypeVar("T")


class Worker(Generic[T]):
    """The items of an iterator, worked out in a process that begins at once and stays a little
    ahead of who takes them. What it raises is raised here.

    Only where processes can be forked (Linux); elsewhere the items are worked out here. No
    connection to a database may be open: two processes must never share one.
    """

    def __init__(self, items: Iterator[T]) -> None:
        self._items: Iterator[T] | None = items
        self._process: Any = None
        if sys.platform == "linux":
            from semble_cli.parallel.processes import begun

            self._process, self._pipe = begun(_work, items, is_answered=False)
            self._items = None  # it is the other process's now, with all that it holds in memory

    def __iter__(self) -> Iterator[T]:
        if self._items is not None:
            yield from self._items
            return
        while True:
            try:
                kind, item = pickle.loads(self._pipe.recv_bytes())  # noqa: S301 - from our own child
            except EOFError:
                raise stopped() from None
            if kind == "end":
                return
            if kind == "error":
                raise item
            yield item

    def close(self) -> None:
        """Stop the process, if it has not ended."""
        if self._process is not None:
            self._pipe.close()
            self._process.terminate()
            self._process.join()


def stopped() -> StoreError:
    """What is said where a process of ours has ended that should not."""
    return StoreError("A part of semble was stopped from outside. Begin again.")


@contextmanager
def in_worker(items: Iterator[T]) -> Iterator[Worker[T]]:
    """The items of an iterator, worked out by a process of its own that ends with the block."""
    worker = Worker(items)
    del items  # with all that they hold in memory
    try:
        yield worker
    finally:
        worker.close()


def _work(items: Iterator[Any], pipe: Pipe) -> None:
    def send(kind: str, item: Any = None) -> None:
        pipe.send_bytes(pickle.dumps((kind, item), pickle.HIGHEST_PROTOCOL))

    try:
        for item in items:
            send("item", item)
    except BrokenPipeError:
        raise
    except Exception as error:
        send("error", error)
    else:
        send("end")
