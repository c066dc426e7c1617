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
            import multiprocessing

            forking = multiprocessing.get_context("fork")
            self._pipe, far_end = forking.Pipe(duplex=False)
            self._process = forking.Process(target=_work, args=(items, self._pipe, far_end))
            with _signals_kept():
                self._process.start()
            far_end.close()
            self._items = None  # it is the other process's now, with all that it holds in memory

    def __iter__(self) -> Iterator[T]:
        if self._items is not None:
            yield from self._items
            return
        while True:
            try:
                kind, item = pickle.loads(self._pipe.recv_bytes())  # noqa: S301 - from our own child
            except EOFError:
                raise StoreError(
                    "A part of semble was stopped from outside. Begin again."
                ) from None
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


@contextmanager
def in_worker(items: Iterator[T]) -> Iterator[Worker[T]]:
    """The items of an iterator, worked out by a process of its own that ends with the block."""
    worker = Worker(items)
    del items  # with all that they hold in memory
    try:
        yield worker
    finally:
        worker.close()


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Inside, a process begins; signals wait until it knows what they mean to it."""
    import signal

    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ending())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ending() -> tuple[int, ...]:
    import signal

    return signal.SIGINT, signal.SIGHUP, signal.SIGTERM


def _work(items: Iterator[Any], near_end: Pipe, pipe: Pipe) -> None:
    import signal

    near_end.close()  # else the pipe would never be found broken when the other process is gone
    for number in (signal.SIGINT, signal.SIGHUP):  # they are for the other process to answer
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # which ends this one
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ending())

    def send(kind: str, item: Any = None) -> None:
        pipe.send_bytes(pickle.dumps((kind, item), pickle.HIGHEST_PROTOCOL))

    try:
        try:
            for item in items:
                send("item", item)
        except Exception as error:
            send("error", error)
        else:
            send("end")
    except BrokenPipeError:
        return
