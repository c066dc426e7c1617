"""Cells that a spreadsheet would run, or an import take for nothing: an apostrophe before them
keeps them from that.

Spreadsheets run a cell that begins with one of ten characters (OWASP, CSV injection). Where a text
begins with apostrophes of its own and then with one of those, one more is put before it too, so
that `rearmed` always gives back what `disarmed` was given. So it is for a word that stands for
nothing in the tables of others (`nothing_words`), where a record has it as a text.
"""

from __future__ import annotations

from semble_cli.identity.cells.nothing_words import is_for_nothing
from semble_cli.identity.patterns import pattern

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What the cells begin with that are run."""

_NUMBER = pattern(r"-[0-9]+(?:\.[0-9]+)?")
"""An amount below zero: a number wherever it is opened."""


def disarmed(cell: str) -> str:
    """The cell as it may stand in a file that a spreadsheet opens.

    >>> disarmed("=1+1"), disarmed("'=1+1"), disarmed("'s-Gravenhage"), disarmed("1-1")
    ("'=1+1", "''=1+1", "'s-Gravenhage", '1-1')
    >>> disarmed("N/A"), rearmed("'N/A")
    ("'N/A", 'N/A')
    >>> disarmed("-20.00"), disarmed("-20+1")
    ('-20.00', "'-20+1")
    """
    return f"'{cell}" if _is_armed(cell) and not _NUMBER.fullmatch(cell) else cell


def rearmed(cell: str) -> str:
    """What a cell of such a file means.

    >>> rearmed("'=1+1"), rearmed("''=1+1"), rearmed("=1+1"), rearmed("'s-Gravenhage")
    ('=1+1', "'=1+1", '=1+1', "'s-Gravenhage")
    """
    return cell[1:] if cell[:1] == "'" and _is_armed(cell) else cell


def unrun(cell: str) -> str:
    """A cell of a file, as no spreadsheet runs it and as an import takes it all the same.

    >>> unrun("=1+1"), unrun("'=1+1"), unrun("-")
    ("'=1+1", "'=1+1", '-')
    """
    return f"'{cell}" if cell.startswith(STARTS) and not is_for_nothing(cell) else cell


def _is_armed(cell: str) -> bool:
    text = cell.lstrip("'")
    return text.startswith(STARTS) or is_for_nothing(text)
