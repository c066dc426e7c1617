"""Free texts as people and files give them: the one reader of all of them but names.

| | of one line | of several lines |
|---|---|---|
| spaces of any kind, tabs | one space | kept |
| ends of lines of any kind | one space | `\\n` |
| soft hyphens, zero width spaces | refused | left out: they only say where a line may break |
| control characters, marks of direction, halves of characters, U+FFFD | refused | refused |
"""

from __future__ import annotations

from typing import Any

from semble_cli.errors import InvalidInput
from semble_cli.identity.characters import LOST, refuse_unseen, with_line_ends, without_break_hints

LONGEST_LINE = 200
"""Characters of a text of one line."""
_LONGEST_REASON = 1_000
_LONGEST_TEXT = 10_000


def parse_line(field: str, given: Any, longest: int = LONGEST_LINE) -> str:
    """A text of one line, with single spaces.

    Raises:
        InvalidInput: no text, characters that nobody sees, or more than *longest* of them.
    """
    if type(given) is str and given.isprintable() and len(given) <= longest and LOST not in given:
        return " ".join(given.split())
    text = with_line_ends(plain_text(field, given)).strip()
    refuse_unseen(field, text)
    line = " ".join(text.split())
    _refuse_longer(field, line, longest)
    return line


def parse_reason(field: str, given: Any) -> str:
    """Why something was done: one line, of more characters than others.

    Raises:
        InvalidInput: as `parse_line`.
    """
    return parse_line(field, given, _LONGEST_REASON)


def parse_text(field: str, given: Any) -> str:
    """A text of several lines.

    Raises:
        InvalidInput: no text, characters that nobody sees, or more than 10,000 of them.
    """
    text = without_break_hints(with_line_ends(plain_text(field, given))).strip()
    refuse_unseen(field, text)
    _refuse_longer(field, text, _LONGEST_TEXT)
    return text


def parse_lines(field: str, given: Any) -> str:
    """A text of several lines, or a list of them.

    Raises:
        InvalidInput: as `parse_text`.
    """
    if isinstance(given, list | tuple):
        return parse_text(field, "\n".join(parse_line(field, line) for line in given))
    return parse_text(field, given)


def plain_text(field: str, given: Any) -> str:
    """What was given for a field of one value, as a text: whole numbers are.

    Raises:
        InvalidInput: a list, an object, yes or no, nothing, or a number with a fraction, which is a
            whole one that another program spoilt (`75001.0`).
    """
    if isinstance(given, list | tuple | dict | bool | float) or given is None:
        raise InvalidInput(field, "a text is expected here.")
    return str(given)


def _refuse_longer(field: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise InvalidInput(
            field, "at most {longest} characters are taken; shorten it.", longest=longest
        )
