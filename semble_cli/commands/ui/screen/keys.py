"""Single keys of the person at the terminal, while something else is waited for."""

from __future__ import annotations

import sys
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Keys:
    """The keys that were pressed, in their order; none at all without a person."""

    def __init__(self, *, wanted: bool) -> None:
        self._wanted = wanted
        self._waiting: deque[str] = deque()

    @contextmanager
    def heard(self) -> Iterator[Callable[[], str]]:
        """A function that gives the next key, or nothing; it never waits. What is typed is not
        echoed, and needs no Enter, until the block ends."""
        if not self._wanted:
            yield lambda: ""
            return
        from prompt_toolkit.input import create_input
        from prompt_toolkit.keys import Keys as Named

        source = create_input(sys.stdin)

        def pressed() -> str:
            self._waiting.extend(str(press.key) for press in source.read_keys())
            key = self._waiting.popleft() if self._waiting else ""
            if key == str(Named.ControlC):
                raise KeyboardInterrupt
            return key

        with source.raw_mode():
            _let_interrupt(source.fileno())
            yield pressed


def _let_interrupt(terminal: int) -> None:
    """Ctrl-C interrupts whatever goes on, as it does elsewhere: raw mode makes a key of it, which
    a call that hangs would keep from being heard."""
    import termios

    mode = termios.tcgetattr(terminal)
    mode[3] |= termios.ISIG
    termios.tcsetattr(terminal, termios.TCSANOW, mode)
