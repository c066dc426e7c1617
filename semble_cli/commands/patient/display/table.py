"""Patients as a table for people: as many columns as the terminal has room for."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from semble_cli.commands.patient.display.summary import alerts_of, shown_status
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.tables import console, shown_day, text
from semble_cli.identity.names import compact
from semble_cli.identity.phone.display import shown_phone
from semble_cli.patient.document import light_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from semble_cli.patient.record import Patient
    from semble_cli.services.patients.search import Hit

_ROOM_FOR_STATUS = 90
_ROOM_FOR_PLACE = 100
_ROOM_FOR_PHONE = 120
_AT_ONCE = 100
"""Rows of a long list are shown as they come, so many together."""


def write_hits(hits: Sequence[Hit], names: Sequence[str], *, explain: bool) -> None:
    """The patients found, what was searched in bold, and below what must not be missed."""
    terminal = console()
    table = _table(terminal, header=True)
    if explain:
        table.add_column(tr("found by"), overflow="fold")
    for hit in hits:
        cells = _cells(terminal, hit.patient, names)
        if explain:
            cells.append(text(tr(hit.reason) if hit.reason else tr("in order")))
        table.add_row(*cells)
    terminal.print(table)
    for hit in hits:
        document = light_document(hit.patient) | {"allergies": hit.allergies}
        if hit.state == "former":
            terminal.print(text(f"{hit.patient.id} ", "bold").append(tr("deleted"), "bold red"))
        for alert in alerts_of(document):
            terminal.print(text(f"{hit.patient.id} ", "bold").append(alert))


def write_list(patients: Iterable[Patient]) -> int:
    """All the patients, as they come; how many there were."""
    terminal = console()
    rows = iter(patients)
    written = 0
    while some := list(islice(rows, _AT_ONCE)):
        table = _table(terminal, header=not written)
        for patient in some:
            table.add_row(*_cells(terminal, patient, ()))
        terminal.print(table)
        written += len(some)
    return written


def _table(terminal: Console, *, header: bool) -> Table:
    from rich import box
    from rich.table import Table

    # Fixed widths and ratios: the pieces of a long list stand exactly below each other.
    table = Table(
        box=box.SIMPLE_HEAD if header else None,
        show_header=header,
        show_edge=False,
        pad_edge=False,
        expand=True,
    )
    table.add_column("Id", width=7, no_wrap=True)
    table.add_column(field_label("birth_name"), ratio=1, overflow="fold")
    table.add_column(field_label("used_name"), ratio=1, overflow="fold")
    table.add_column(tr("given name"), ratio=1, overflow="fold")
    table.add_column(tr("born"), width=10, no_wrap=True)
    table.add_column(field_label("sex"), width=4, no_wrap=True)
    if terminal.width >= _ROOM_FOR_PLACE:
        table.add_column(field_label("birth_place"), ratio=1, no_wrap=True, overflow="ellipsis")
    if terminal.width >= _ROOM_FOR_PHONE:
        table.add_column(tr("phone"), width=16, no_wrap=True, overflow="ellipsis")
    wide = terminal.width >= _ROOM_FOR_STATUS
    table.add_column(tr("identity"), width=13 if wide else 8, no_wrap=True)
    return table


def _cells(terminal: Console, patient: Patient, names: Sequence[str]) -> list[Text]:
    cells = [
        text(patient.id or ""),
        _name(patient.birth_name, names),
        _name(patient.used_name, names),
        _name(patient.used_given_name or patient.first_given_name, names),
        text(shown_day(patient.birth_date.isoformat())),
        text(patient.sex.value),
    ]
    if terminal.width >= _ROOM_FOR_PLACE:
        cells.append(text(f"{patient.birth_place_code} {patient.birth_place}"))
    if terminal.width >= _ROOM_FOR_PHONE:
        cells.append(text(shown_phone(patient.phones[0].number) if patient.phones else "–"))
    code = patient.standing.status.value
    cells.append(shown_status(code, short=terminal.width < _ROOM_FOR_STATUS))
    return cells


def _name(name: str | None, searched: Sequence[str]) -> Text:
    if not name:
        return text("–", "dim")
    key = compact(name)
    found = any(key.startswith(word) for word in searched)
    return text(name, "bold" if found or not searched else "")
