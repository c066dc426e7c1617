"""What must not be interrupted half-way."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_ENDING = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # Windows closes no terminal so


@contextmanager
def held_back() -> Iterator[None]:
    """Inside, to be interrupted or ended waits for the end of the block; a second time does not.

    Libraries in C++ are loaded inside: an exception that comes while they build their types ends
    the whole process. In other threads than the main one, to which no signal comes, nothing waits.
    """
    if current_thread() is not main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _ENDING}
    handlers = {number: each for number, each in before.items() if callable(each)}
    came: list[int] = []

    def hold(number: int, frame: FrameType | None) -> None:
        if came:
            handlers[number](number, frame)
        came.append(number)

    for number in handlers:
        signal.signal(number, hold)
    try:
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        if came:
            handlers[came[0]](came[0], None)
