"""What the system tells a command from outside: it is to end, or its terminal is closed."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDING = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)  # Windows closes no terminal so


class Terminated(KeyboardInterrupt):
    """An interrupt after which nothing is asked and nothing goes on."""


@contextmanager
def as_interrupts() -> Iterator[None]:
    """Inside, to be ended from outside is an interrupt: what is half done is taken back, and what
    must not stay is taken away. A signal that is ignored (`nohup`) stays so."""
    every = (*_ENDING, signal.SIGINT)
    ours = [number for number in every if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, signal.default_int_handler if number is signal.SIGINT else _end)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


def _end(*_: object) -> NoReturn:
    for each in _ENDING:  # once is enough: a second one must not interrupt the clearing up
        signal.signal(each, signal.SIG_IGN)
    raise Terminated
