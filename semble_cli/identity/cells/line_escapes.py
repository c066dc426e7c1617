"""Texts of several lines on one line: tabs, ends of lines and backslashes as in jq's `@tsv`."""

from __future__ import annotations

from semble_cli.identity.patterns import pattern

OF_SEVERAL_LINES = frozenset(("address_lines", "billing_address", "comments"))
"""The fields whose texts may have several lines."""

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_MEANINGS = {escape: character for character, escape in _ESCAPES.items()}
_TABLE = str.maketrans(_ESCAPES)
_ESCAPED = pattern(r"\\[\\ntr]")


def escaped_line(text: str) -> str:
    """A text on one line.

    >>> escaped_line("a\\nb"), escaped_line("C:\\\\new")
    ('a\\\\nb', 'C:\\\\\\\\new')
    """
    return text.translate(_TABLE)


def unescaped_line(line: str) -> str:
    """The text that `escaped_line` was given.

    >>> unescaped_line(escaped_line("C:\\\\new\\n")) == "C:\\\\new\\n"
    True
    """
    return _ESCAPED.sub(lambda found: _MEANINGS[found[0]], line) if "\\" in line else line
