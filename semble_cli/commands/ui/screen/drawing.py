"""The one way in which tables are drawn: each fits its terminal, and says what it leaves out.

Rows are drawn as they come, some at a time: the first of them tell how wide the columns are.
"""

from __future__ import annotations

import sys
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui.output import NOTHING, say
from semble_cli.commands.ui.screen.layout import GAP, Need, fitted
from semble_cli.commands.ui.streams import ReaderGone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_AT_ONCE = 100
_LONGEST_WORD = 16
"""A longer one is folded where room is needed."""
_LONGEST_HEADING_WORD = 12


class TableColumn(NamedTuple):
    """A column: its heading, and how soon it leaves for want of room: the larger *rank*, the
    sooner; 0 never. Cells are folded between words; those of a *whole* one never are. Those of a
    *cut* one end with `…` instead, with so many cells of the terminal at least if they need them.
    Of a long table, whose later rows may need them, *least* cells are there in any case."""

    heading: str
    rank: int = 0
    whole: bool = False
    cut: int = 0
    least: int = 0


def draw(terminal: Console, columns: Sequence[TableColumn], rows: Iterable[Sequence[Text]]) -> None:
    """Draw a table, with headings if any column has one. The columns that there is no room for are
    named."""
    coming = iter(rows)
    first = list(islice(coming, _AT_ONCE))
    cells = list(zip(*first, strict=True)) or [()] * len(columns)
    if len(first) < _AT_ONCE:
        columns = [column._replace(least=0) for column in columns]
    needs = [_need(column, inside) for column, inside in zip(columns, cells, strict=True)]
    widths = fitted(needs, terminal.width)
    has_header = any(column.heading for column in columns)
    left_out = [column for place, column in enumerate(columns) if place not in widths]
    try:
        for some in chain([first], iter(lambda: list(islice(coming, _AT_ONCE)), [])):
            terminal.print(_piece(columns, widths, some, has_header=has_header))
            has_header = False
    except ReaderGone:
        if sys.stdout.isatty():  # who left a pager early has seen a table without them
            _name_left_out(left_out)
        raise
    _name_left_out(left_out)


def _name_left_out(columns: Sequence[TableColumn]) -> None:
    names = [column.heading for column in columns if column.heading]
    if names:
        say("No room for: {columns}. A wider window shows them.", columns=", ".join(names))


def _piece(
    columns: Sequence[TableColumn],
    widths: dict[int, int],
    rows: Sequence[Sequence[Text]],
    *,
    has_header: bool,
) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=None, show_header=has_header, pad_edge=False, padding=(0, GAP, 0, 0), header_style=""
    )
    for place, width in widths.items():
        is_cut = bool(columns[place].cut)
        table.add_column(
            Text(columns[place].heading, "bold", overflow="fold", no_wrap=False),
            width=width,
            no_wrap=is_cut,
            overflow="ellipsis" if is_cut else "fold",
        )
    if has_header:
        table.add_row(*(Text("─" * width, "dim") for width in widths.values()))
    for row in rows:
        table.add_row(*(row[place] for place in widths))
    return table


def _need(column: TableColumn, cells: Sequence[Text]) -> Need:
    """What a column needs for its heading and for the first of its cells."""
    from rich.cells import cell_len

    texts = [cell.plain.expandtabs() for cell in cells]
    lines = [cell_len(line) for text in texts for line in text.splitlines()]
    whole = max(lines, default=0)
    word = max((cell_len(word) for text in texts for word in text.split()), default=0)
    whole = max(whole, column.least)
    least = whole if column.whole else min(whole, column.cut or min(word, _LONGEST_WORD))
    heading_word = max(map(cell_len, column.heading.split()), default=0)
    is_empty = (
        bool(texts) and column.rank > 0 and not any(text.strip(f" {NOTHING}") for text in texts)
    )
    return Need(
        column.rank + _LAST * is_empty,
        max(least, min(heading_word, _LONGEST_HEADING_WORD)),
        whole,
        cell_len(column.heading),
    )


_LAST = 1_000
"""Before all others leaves a column in which nobody has anything."""
