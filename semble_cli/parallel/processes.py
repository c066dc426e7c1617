"""Processes of ours, forked where they may be (Linux), and what signals mean to them: the process
that began them answers for all."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection as Pipe

_ENDING = signal.SIGINT, signal.SIGHUP, signal.SIGTERM


def begun(work: Callable[..., None], items: Any, *, is_answered: bool) -> tuple[Any, Pipe]:
    """A process that works on something, and the pipe to it: what it sends comes there, and, where
    it *is answered*, what is sent goes there. It is given the thing and its end of the pipe."""
    import multiprocessing

    forking = multiprocessing.get_context("fork")
    pipe, far_end = forking.Pipe(duplex=is_answered)
    process = forking.Process(target=_run, args=(work, items, pipe, far_end))
    with _signals_kept():
        process.start()
    far_end.close()
    return process, pipe


def _run(work: Callable[..., None], items: Any, near_end: Pipe, pipe: Pipe) -> None:
    near_end.close()  # else the pipe would never be found broken when the other process is gone
    for number in (signal.SIGINT, signal.SIGHUP):  # they are for the other process to answer
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # which ends this one
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    try:
        work(items, pipe)
    except BrokenPipeError:
        return


@contextmanager
def _signals_kept() -> Iterator[None]:
    """Inside, a process begins; signals wait until it knows what they mean to it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
