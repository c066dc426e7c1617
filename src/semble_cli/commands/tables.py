"""Tables for people, with rich. Data goes in as plain text: rich would eat its brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.language import field_label, in_use, tr
from semble_cli.commands.output import safe
from semble_cli.identity.document import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from semble_cli.errors import Sentence


def console() -> Console:
    """The terminal; without colours where NO_COLOR or TERM=dumb asks for none."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def plain_table(headings: Sequence[str]) -> Table:
    """A table without lines, for as many rows as wanted."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def text(value: object, style: str = "") -> Text:
    """Data as text that cannot carry markup or control codes."""
    from rich.text import Text

    return Text(safe(str(value)), style)


def write_table(records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Records as a table, a column for each field."""
    table = plain_table([field_label(name) for name in columns])
    for record in records:
        table.add_row(*(text(shown(name, record[name])) for name in columns))
    console().print(table)


def write_pairs(pairs: Mapping[str, Any]) -> None:
    """A few named values, one a line."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    for name, value in pairs.items():
        table.add_row(text(field_label(name), "dim"), text(shown(name, value)))
    console().print(table)


def shown(name: str, value: object) -> str:
    """A value for people: a day as it is written here, a dash for nothing."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, dict | list):
        value = ", ".join(cell for cell in cells(name, value).values() if cell)
    if name.endswith(("_on", "_date")) and value:
        return shown_day(str(value))
    return "–" if value in (None, "") else str(value)


def shown_day(iso: str) -> str:
    """A day for people: 31/12/1975 in French, 1975-12-31 in English."""
    return "/".join(reversed(iso.split("-"))) if in_use() == "fr" else iso


def sentence(said: Sentence) -> Text:
    """A sentence of the catalogue as text."""
    return text(tr(said))
