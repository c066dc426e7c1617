"""Patients as a table for people, one a line: as many columns as the terminal has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.commands.patient.display.marks import (
    WIDEST,
    legend,
    marks_of,
    marks_of_record,
    shown_marks,
)
from semble_cli.commands.patient.display.summary import alerts_of, shown_status
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.output import NOTHING
from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.tables import (
    WIDEST_ID,
    cells_of,
    columns_for,
    console,
    shown_day,
    text,
)
from semble_cli.identity.names import compact
from semble_cli.identity.phone.display import shown_phone
from semble_cli.patient.around.allergy_state import is_borne
from semble_cli.patient.document import light_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from rich.text import Text

    from semble_cli.commands.patient.display.marks import Mark
    from semble_cli.patient.record import Patient
    from semble_cli.services.patients.list_all import Listed
    from semble_cli.services.patients.search import Hit

_NAME, _SHORT_NAME, _PLACE = 12, 10, 16
"""Cells of the terminal in which most names stand whole, and the others can be told."""


def write_hits(hits: Sequence[Hit], names: Sequence[str], *, explain: bool) -> None:
    """The patients found, what was searched in bold, and below what must not be missed."""
    terminal = console()
    columns = _columns()
    if explain:
        columns.append(TableColumn(tr("found by"), 1))
    draw(terminal, columns, (_cells_of_hit(hit, names, explain=explain) for hit in hits))
    for hit in hits:
        document = light_document(hit.patient) | {"allergies": hit.allergies}
        if hit.state == "former":
            terminal.print(text(f"{hit.patient.id} ", "bold").append(tr("deleted"), "bold red"))
        for alert in alerts_of(document):
            terminal.print(text(f"{hit.patient.id} ", "bold").append(alert))


def write_list(listed: Iterable[Listed]) -> None:
    """All the patients, as they come, and below what the marks stand for."""

    def rows() -> Iterator[_Row]:
        for patient, allergies in listed:
            marks = marks_of(patient, has_allergy=any(map(is_borne, allergies)))
            yield _Row(marks, _cells(patient, marks, ()))

    _draw_with_legend(_columns(), rows())


def write_report(
    lines: Iterable[Mapping[str, Any]], keys: Sequence[str], important: Sequence[str]
) -> None:
    """The lines of a patient report, whose first key is the id; the *important* keys leave last."""
    first, *others = columns_for(keys, important)

    def rows() -> Iterator[_Row]:
        for line in lines:
            marks = marks_of_record(line)
            patient_id, *cells = cells_of(line, keys)
            yield _Row(marks, [patient_id, shown_marks(marks), *cells])

    _draw_with_legend([first, _MARKS, *others], rows())


class _Row(NamedTuple):
    marks: Sequence[Mark]
    cells: list[Text]


def _draw_with_legend(columns: Sequence[TableColumn], rows: Iterable[_Row]) -> None:
    """A table, and below what the marks stand for that were met in it."""
    terminal = console()
    met: dict[Mark, None] = {}

    def cells() -> Iterator[list[Text]]:
        for row in rows:
            met.update(dict.fromkeys(row.marks))
            yield row.cells

    draw(terminal, columns, cells())
    if met:
        terminal.print(legend(met))


_MARKS = TableColumn("", whole=True, least=WIDEST)


def _columns() -> list[TableColumn]:
    return [
        TableColumn("Id", whole=True, least=WIDEST_ID),
        _MARKS,
        TableColumn(field_label("birth_name"), cut=_NAME),
        TableColumn(field_label("used_name"), 4, cut=_SHORT_NAME),
        TableColumn(tr("given name"), 1, cut=_SHORT_NAME),
        TableColumn(tr("born"), 2, whole=True),
        TableColumn(field_label("sex"), 5, whole=True),
        TableColumn(field_label("birth_place"), 7, cut=_PLACE),
        TableColumn(tr("phone"), 3, whole=True, least=len("06 39 98 12 34")),
        TableColumn(tr("identity"), 6, whole=True),
    ]


def _cells_of_hit(hit: Hit, names: Sequence[str], *, explain: bool) -> list[Text]:
    marks = marks_of(hit.patient, has_allergy=any(map(is_borne, hit.allergies)))
    cells = _cells(hit.patient, marks, names)
    if explain:
        cells.append(text(tr(hit.reason) if hit.reason else tr("in order")))
    return cells


def _cells(patient: Patient, marks: Sequence[Mark], names: Sequence[str]) -> list[Text]:
    return [
        text(patient.id or ""),
        shown_marks(marks),
        _name(patient.birth_name, names),
        _name(patient.used_name, names),
        _name(patient.used_given_name or patient.first_given_name, names),
        text(shown_day(patient.birth_date.isoformat())),
        text(patient.sex.value),
        text(f"{patient.birth_place_code} {patient.birth_place}"),
        text(shown_phone(patient.phones[0].number) if patient.phones else NOTHING),
        shown_status(patient.standing.status.value),
    ]


def _name(name: str | None, searched: Sequence[str]) -> Text:
    if not name:
        return text(NOTHING, "dim")
    key = compact(name)
    found = any(key.startswith(word) for word in searched)
    return text(name, "bold" if found or not searched else "")
