"""Free texts as people and files give them: of one line, of several."""

from __future__ import annotations

import unicodedata
from typing import Any

from semble_cli.errors import InvalidInput

LONGEST_LINE = 200
"""Characters of a text of one line."""
_LONGEST_TEXT = 10_000


def parse_line(field: str, given: Any) -> str:
    """A text of one line, with single spaces.

    Raises:
        InvalidInput: an object or a list, control characters, or more than 200 characters.
    """
    if type(given) is str and given.isprintable() and len(given) <= LONGEST_LINE:
        return " ".join(given.split())
    line = " ".join(_plain_text(field, given).split())
    if len(line) > LONGEST_LINE:
        raise InvalidInput(
            field, "at most {longest} characters are taken; shorten it.", longest=LONGEST_LINE
        )
    return line


def parse_text(field: str, given: Any) -> str:
    """A text of several lines.

    Raises:
        InvalidInput: an object or a list, control characters, or more than 10,000 characters.
    """
    text = _plain_text(field, given)
    if len(text) > _LONGEST_TEXT:
        raise InvalidInput(
            field, "at most {longest} characters are taken; shorten it.", longest=_LONGEST_TEXT
        )
    return text


def parse_lines(field: str, given: Any) -> str:
    """A text of several lines, or a list of them.

    Raises:
        InvalidInput: as `parse_text`.
    """
    if isinstance(given, list | tuple):
        return parse_text(field, "\n".join(parse_line(field, line) for line in given))
    return parse_text(field, given)


def _plain_text(field: str, given: Any) -> str:
    if isinstance(given, dict | list | tuple):
        raise InvalidInput(field, "a text is expected here.")
    text = str(given).strip()
    if not text.isprintable() and any(
        unicodedata.category(character) in ("Cc", "Cs")
        for character in text
        if character not in "\n\t"
    ):
        raise InvalidInput(field, "it holds a control character; type it again by hand.")
    return text
