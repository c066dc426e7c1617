"""The characters that no text of a record holds: nobody sees them, and they change what is seen.

Control characters drive terminals and files; marks of direction show a text in another order than
it has, and so as another text (Unicode Technical Report 36, 2.10); half a character stands for a
byte that is no text, and neither it nor NUL is taken by every database.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from semble_cli.errors import InvalidInput
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Callable

LOST = "\ufffd"
"""What stands where a program could not read a character (Unicode Standard, 23.8)."""

_UNSEEN = ("Cc", "Cf", "Cs")
"""Control characters, format characters (marks of direction among them), halves of characters."""
_JOINER = "\u200d"
_EMOJI = ("So", "Sk", "Mn")
"""What stands on both sides of a joiner in a picture made of several (UTS 51): pictures, shades of
skin, and what asks for the coloured form."""

_LINE_ENDS = pattern("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
"""The ways to end a line beside `\\n` (Unicode Standard, 5.8)."""
_BREAK_HINTS = pattern("[\xad\u200b\u2060\ufeff]")
"""What only says where a line may be broken: soft hyphen, zero width space, word joiner."""


def refuse_unseen(field: str, text: str, spared: str = "\n\t") -> None:
    """Let pass a text whose characters are seen, or part those that are; *spared* are taken too.
    What stands where a program has lost a character is none.

    Raises:
        InvalidInput: with the place of the first that is not.

    >>> refuse_unseen("city", "Orl\\u202eéans")
    Traceback (most recent call last):
        ...
    semble_cli.errors.InvalidInput: city: its character 4 is a control character, or cannot be \
seen; type it again by hand.
    """
    if LOST in text:
        raise InvalidInput(
            field,
            "its character {place} was lost by another program, which shows it as {lost};"
            " type it again by hand.",
            place=text.index(LOST) + 1,
            lost=LOST,
        )
    if text.isprintable():
        return
    for place, character in enumerate(text):
        if (
            unicodedata.category(character) in _UNSEEN
            and character not in spared
            and not joins_emoji(text, place)
        ):
            raise InvalidInput(
                field,
                "its character {place} is a control character, or cannot be seen;"
                " type it again by hand.",
                place=place + 1,
            )


def joins_emoji(text: str, place: int) -> bool:
    """Whether the character at a place makes one picture of those beside it."""
    around = (text[place - 1 : place], text[place + 1 : place + 2])
    return text[place] == _JOINER and all(
        side and unicodedata.category(side) in _EMOJI for side in around
    )


def is_shown(text: str, place: int) -> bool:
    """Whether the character at a place may stand on a terminal: spaces may, French has several."""
    character = text[place]
    return (
        character in "\n\t"
        or unicodedata.category(character) not in (*_UNSEEN, "Zl", "Zp")
        or joins_emoji(text, place)
    )


def with_signs(text: str, sign: Callable[[str], str]) -> str:
    """The text with what a *sign* is for each character that does anything but show itself."""
    return "".join(
        character if is_shown(text, place) else sign(character)
        for place, character in enumerate(text)
    )


def only_shown(text: str) -> str:
    """The text without the characters that nobody sees, ends of lines and tabs apart.

    >>> only_shown("Zo\\x1bé\\u202e"), only_shown("1 rue\\nLyon")
    ('Zoé', '1 rue\\nLyon')
    """
    if text.isprintable():
        return text
    return "".join(character for place, character in enumerate(text) if is_shown(text, place))


def with_line_ends(text: str) -> str:
    """The text with each of its lines ended by `\\n`."""
    return text if text.isprintable() else _LINE_ENDS.sub("\n", text)


def without_break_hints(text: str) -> str:
    """The text without what only says where a line may be broken."""
    return text if text.isprintable() else _BREAK_HINTS.sub("", text)
