"""Tables as strips: how wide columns are, their head on each page, rules between the rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.paper.pages.strips import BoxMark, Stay, Strip
from semble_cli.paper.pages.styles import NAME, RULE, SMALL, Cell, Letters, side_by_side
from semble_cli.patient.pages.parts import Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.paper.pages.strips import Colour
    from semble_cli.paper.pages.styles import Style
    from semble_cli.patient.pages.parts import PageColumn, Row, Table

_GAP = 4.0
_PADDING = 0.8
_HEAD = NAME._replace(points=8.5, bold=True)
_THIN, _THICK = 0.15, 0.35
_LIGHT: Colour = (215, 215, 215)
_MOST_OF_ITS_OWN = 0.6
"""Of the width, that columns may take which are as wide as they need, where others share it."""


def strips(letters: Letters, width: float, table: Table) -> list[Strip]:
    """A table in a width.

    Raises:
        CannotBePrinted: something is in letters that paper has not.
    """
    widths = _widths(letters, width, table)
    head = _head(letters, widths, width, table.columns)
    found = list(head)
    for number, row in enumerate(table.rows, 1):
        is_kept = number == len(table.rows) and bool(table.totals)
        rule = _rule(width, _THIN, _LIGHT, Stay.NEEDED if is_kept else Stay.MAY_END)
        *above, last = _row(letters, widths, table.columns, row)
        # The rule stays with its row: a page never begins with one.
        for strip in (*above, last._replace(stays=Stay.NEEDED), rule):
            found.append(strip._replace(again=head))
    totals = [_strong(row) for row in table.totals]
    if totals:
        found.append(_rule(width, _THICK, RULE, Stay.NEEDED))
        for row in totals[:-1]:
            set_row = _row(letters, widths, table.columns, row)
            found += [strip._replace(stays=Stay.NEEDED) for strip in set_row]
        found += _row(letters, widths, table.columns, totals[-1])
    return found


def _strong(total: Row) -> Row:
    return total._replace(tone=Tone.STRONG) if total.tone is Tone.PLAIN else total


def _widths(letters: Letters, width: float, table: Table) -> list[float]:
    """How wide each column is."""
    columns = table.columns
    room = width - _GAP * (len(columns) - 1)
    own = [
        0.0 if column.share else _own_width(letters, number, column, table)
        for number, column in enumerate(columns)
    ]
    shares = sum(column.share for column in columns)
    most = room * _MOST_OF_ITS_OWN if shares else room
    if sum(own) > most:
        own = [each * most / sum(own) for each in own]
    left = room - sum(own)
    return [
        left * column.share / shares if column.share else each
        for column, each in zip(columns, own, strict=True)
    ]


def _own_width(letters: Letters, number: int, column: PageColumn, table: Table) -> float:
    """As wide as the widest of its cells; a little more, for what rounding takes."""
    wide = max(map(_HEAD.width, letters.plain(column.name)))
    for row in (*table.rows, *map(_strong, table.totals)):
        style = _style(column, row)
        for line in letters.plain(row.cells[number], column.name):
            wide = max(wide, style.width(line))
    return wide + 0.01


def _style(column: PageColumn, row: Row) -> Style:
    return SMALL.toned(row.tone if row.tone is not Tone.PLAIN else column.tone)


def _row(
    letters: Letters, widths: Sequence[float], columns: Sequence[PageColumn], row: Row
) -> list[Strip]:
    cells, x = [], 0.0
    for wide, column, text in zip(widths, columns, row.cells, strict=True):
        style = _style(column, row)
        lines = letters.lines(text, wide, style, column.name)
        cells.append(Cell(x, wide, lines, style, column.align))
        x += wide + _GAP
    return _padded(side_by_side(cells))


def _head(
    letters: Letters, widths: Sequence[float], width: float, columns: Sequence[PageColumn]
) -> tuple[Strip, ...]:
    if not any(column.name for column in columns):
        return ()
    cells, x = [], 0.0
    for wide, column in zip(widths, columns, strict=True):
        cells.append(Cell(x, wide, letters.lines(column.name, wide, _HEAD), _HEAD, column.align))
        x += wide + _GAP
    rule = _rule(width, _THICK, RULE, Stay.NEEDED)
    return (*(each._replace(stays=Stay.NEEDED) for each in side_by_side(cells, 0.6)), rule)


def _padded(row: Sequence[Strip]) -> list[Strip]:
    """A row with white above its first line and below its last."""
    return [
        Strip(_PADDING, stays=Stay.NEEDED),
        *row[:-1],
        row[-1]._replace(height=row[-1].height + _PADDING),
    ]


def _rule(width: float, thickness: float, colour: Colour, stays: Stay) -> Strip:
    return Strip(thickness, (BoxMark(0, 0, width, thickness, colour),), stays)
