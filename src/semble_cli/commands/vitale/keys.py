"""Single keys of the person at the terminal, while something else is waited for."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Pressed = Callable[[], str]


@contextmanager
def keys(*, wanted: bool) -> Iterator[Pressed]:
    """A function that gives the last key pressed since it was last called, or nothing; it never
    waits. Without a person, it gives nothing ever."""
    if not wanted:
        yield lambda: ""
        return
    from prompt_toolkit.input import create_input
    from prompt_toolkit.keys import Keys

    source = create_input(sys.stdin)

    def pressed() -> str:
        found = [press.key for press in source.read_keys()]
        if Keys.ControlC in found:
            raise KeyboardInterrupt
        return str(found[-1]) if found else ""

    with source.raw_mode():
        yield pressed
