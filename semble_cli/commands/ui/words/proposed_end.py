"""A line whose end is proposed, such as `/03/1979` for a date: whoever types before it completes
it, and whoever types it anew types over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyBindings

SEPARATOR = "/"
"""What a proposed end begins with, and what stands between its parts."""


class Line(NamedTuple):
    """What stands in a line, and the place of the next character."""

    text: str
    place: int


def is_proposed_end(text: str) -> bool:
    """Whether the beginning of a text is still to be typed."""
    return text.startswith(SEPARATOR)


def typed_over(line: Line, character: str) -> Line:
    """A line after a character: a separator goes to the part behind the next one, a figure takes
    the place of the one of the end that it meets.

    >>> typed_over(Line("28/03/1979", 2), "/")
    Line(text='28/03/1979', place=3)
    >>> typed_over(Line("28/03/1979", 3), "1")
    Line(text='28/13/1979', place=4)
    >>> typed_over(Line("28/13/1979", 4), "/")
    Line(text='28/1/1979', place=5)
    >>> typed_over(Line("2/03/1979", 1), "8")
    Line(text='28/03/1979', place=2)
    """
    before, after = line.text[: line.place], line.text[line.place :]
    if character == SEPARATOR and SEPARATOR in after:
        after = after[after.index(SEPARATOR) + 1 :]
    elif SEPARATOR in before and character.isdigit() and after[:1].isdigit():
        after = after[1:]
    return Line(before + character + after, line.place + len(character))


def keys_over_end() -> KeyBindings:
    """The keys of a line whose end was proposed."""
    from prompt_toolkit.key_binding import KeyBindings
    from prompt_toolkit.keys import Keys

    keys = KeyBindings()

    @keys.add(Keys.Any)
    def _type(event: Any) -> None:
        buffer = event.current_buffer
        line = typed_over(Line(buffer.text, buffer.cursor_position), event.data)
        buffer.text, buffer.cursor_position = line

    return keys
