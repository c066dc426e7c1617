"""Calls into what knows no deadline: drivers of readers, the look-up of names, slow servers."""

from __future__ import annotations

import time
from threading import Lock, Thread
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_GLANCE = 0.1
"""Seconds that are waited at a time: where nothing interrupts a wait, Ctrl-C is heard between."""


class TooLate(Exception):
    """A call did not end in time. It goes on in a thread of its own that nobody waits for;
    `is_over` tells whether it has ended since, and what it gave was put back."""

    def __init__(self, is_over: Callable[[], bool] = lambda: True) -> None:
        super().__init__()
        self.is_over = is_over


def within(
    seconds: float, work: Callable[[], T], late: Callable[[T], object] = lambda _: None
) -> T:
    """What a call gives, if it ends in time. Ctrl-C is heard meanwhile, and neither it nor the end
    of the program waits for the call.

    Args:
        late: called with what a call that was given up gives after all, to put it back.

    Raises:
        TooLate: it did not end. What the call itself raises is raised here.
    """
    call = _Call(work, late)
    worker = Thread(target=call.run, daemon=True)
    deadline = time.monotonic() + seconds
    try:
        worker.start()
        while worker.is_alive() and (left := deadline - time.monotonic()) > 0:
            worker.join(min(left, _GLANCE))
    finally:
        has_ended = call.taken()
    if not has_ended:
        raise TooLate(lambda: not worker.is_alive())
    return call.result()


class _Call(Generic[T]):
    """A call and how it ended: either who waits takes its result, or it is put back, never both."""

    def __init__(self, work: Callable[[], T], late: Callable[[T], object]) -> None:
        self._work = work
        self._late = late
        self._lock = Lock()
        self._results: list[T] = []
        self._problem: BaseException | None = None
        self._has_ended = False
        self._is_given_up = False

    def run(self) -> None:
        try:
            self._results.append(self._work())
        except BaseException as problem:  # it is raised where it is waited for
            self._problem = problem
        with self._lock:
            self._has_ended = True
        if self._is_given_up and self._results:
            self._late(self._results[0])

    def taken(self) -> bool:
        """Whether the call has ended; if not, it is given up."""
        with self._lock:
            self._is_given_up = not self._has_ended
            return self._has_ended

    def result(self) -> T:
        if self._problem is not None:
            raise self._problem
        return self._results[0]
