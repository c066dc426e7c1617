"""Tables for people, with rich. Data goes in as plain text: rich would eat its brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import field_label, in_use, tr
from semble_cli.commands.ui.output import (
    Format,
    columns_of,
    write_document,
    write_records,
)
from semble_cli.commands.ui.safe_text import discreet, safe
from semble_cli.identity.languages import language_name
from semble_cli.identity.phone.display import shown_phone
from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.consents.forms import NOT_ASKED
from semble_cli.patient.document import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from semble_cli.errors import Sentence


def console() -> Console:
    """The terminal; without colours where NO_COLOR or TERM=dumb asks for none."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)


def messages_console() -> Console:
    """The terminal for messages: standard error."""
    from rich.console import Console

    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def plain_table(headings: Sequence[str]) -> Table:
    """A table without lines, for as many rows as wanted."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def text(value: object, style: str = "", *, reveal: bool = False) -> Text:
    """Data as text that cannot carry markup or control codes; NIRs are masked unless *reveal*."""
    from rich.text import Text

    plain = safe(str(value))
    return Text(plain if reveal else discreet(plain), style)


def write_table(
    records: Iterable[Mapping[str, Any]], columns: Sequence[str], *, reveal: bool = False
) -> None:
    """Records as a table, a column for each field."""
    table = plain_table([field_label(name) for name in columns])
    for record in records:
        table.add_row(*(_cell(name, record[name], reveal=reveal) for name in columns))
    console().print(table)


def write_pairs(pairs: Mapping[str, Any], *, reveal: bool = False) -> None:
    """A few named values, one a line."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(overflow="fold")  # what is copied from here must be whole
    for name, value in pairs.items():
        table.add_row(text(field_label(name), "dim"), _cell(name, value, reveal=reveal))
    console().print(table)


def _cell(name: str, value: Any, *, reveal: bool) -> Text:
    return text(shown(name, value if reveal else discreet(value, name)), reveal=True)


def write_one(
    record: Mapping[str, Any], form: Format, fields: str | None = None, *, reveal: bool = False
) -> None:
    """One record, whole or the fields asked for as `a,b`; NIRs are masked unless *reveal*.

    Raises:
        BadUsage: there is no such field.
    """
    columns = columns_of(list(record), fields)
    match form:
        case Format.TABLE:
            write_pairs({name: record[name] for name in columns}, reveal=reveal)
        case Format.JSON:
            write_document({name: record[name] for name in columns}, reveal=reveal)
        case other:
            write_records([record], columns, other, reveal=reveal)


def write_all(
    records: Iterable[Mapping[str, Any]],
    known: Sequence[str],
    form: Format,
    fields: str | None = None,
    *,
    reveal: bool = False,
) -> None:
    """Records of one kind, with all the fields that are known or those asked for as `a,b`; NIRs are
    masked unless *reveal*.

    Raises:
        BadUsage: there is no such field.
    """
    columns = columns_of(known, fields)
    if form is Format.TABLE:
        write_table(records, columns, reveal=reveal)
    else:
        write_records(records, columns, form, reveal=reveal)


_WORDS = frozenset(
    (
        *("privacy_policy", "archive_reason", "identity_source"),
        *("kind", "result", "outcome", "rights_state"),
    )
)
"""The fields whose values are words of a fixed list."""


def shown(name: str, value: object, *, as_written: bool = False) -> str:
    """A value for people: a day as it is written here, a dash for nothing. Phones have one form,
    unless they are to be seen *as_written*."""
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if name in CONSENTS:
        return field_label(str(value or NOT_ASKED))
    if name == "phones" and isinstance(value, list) and not as_written:
        value = [each | {"number": shown_phone(each["number"])} for each in value]
    if isinstance(value, dict | list):
        value = ", ".join(cell for cell in cells(name, value).values() if cell)
    if name == "preferred_language" and value:
        return language_name(str(value), in_use())
    if name in _WORDS and value:
        return field_label(str(value))
    if name.endswith(("_on", "_date")) and value:
        return shown_day(str(value))
    return "–" if value in (None, "") else str(value)


def shown_day(iso: str) -> str:
    """A day for people: 31/12/1975 in French, 1975-12-31 in English."""
    return "/".join(reversed(iso.split("-"))) if in_use() == "fr" else iso


def sentence(said: Sentence) -> Text:
    """A sentence of the catalogue as text."""
    return text(tr(said))


def shown_time(moment: datetime) -> str:
    """A moment for people, in the local time: 2026-11-04 10:41, in French 04/11/2026 10:41."""
    local = moment.astimezone()
    return f"{shown_day(local.date().isoformat())} {local:%H:%M}"
