"""Dates that are none, as databases and forms write them where nobody gave one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

_NO_DAY = pattern(
    r"\s*+(?:0000([-/.])00\1(?:00|01)|00([-/.])0[01]\2(?:0000|1900)|1900-01-00|0{8}|[_\s]*([-/.])[_\s]*\3)"
    r"(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?[_\s]*"
)
"""Zeros, the zero of a spreadsheet (00/01/1900), and a form that was not filled in (__/__/____)."""


def without_no_days(cells: Sequence[str]) -> Sequence[str]:
    """The cells of a column of days, those empty that tell none.

    >>> without_no_days(["0000-00-00 00:00:00", "00/01/1900", " /  / ", "01/02/2024"])
    ['', '', '', '01/02/2024']
    """
    nothing = frozenset(cell for cell in set(cells) if _NO_DAY.fullmatch(cell))
    return ["" if cell in nothing else cell for cell in cells] if nothing else cells
