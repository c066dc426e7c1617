"""`semble consultation list` and `show`."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import typer

from semble_cli.commands.consultation.options import ConsultationArgument
from semble_cli.commands.patient.display.allergies import allergy_line
from semble_cli.commands.ui.confirmations.sentences import who
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.labels import keyword_name
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, PatientId
from semble_cli.commands.ui.output import NOTHING, Format, chosen, columns_of
from semble_cli.commands.ui.patients.empty import say_empty
from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.screen.pager import paged
from semble_cli.commands.ui.tables import (
    WIDEST_ID,
    console,
    shown_time,
    text,
    write_all,
    write_one,
    write_pairs,
    write_subjects,
    write_table,
)
from semble_cli.errors import Sentence
from semble_cli.patient.around.document_description import title_label
from semble_cli.patient.around.note_text import HEADING
from semble_cli.services.record.consultations import (
    consultation_document,
    consultations_of,
    show_consultation,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from semble_cli.patient.around.note_text import GivenSection
    from semble_cli.services.record.consultations import ShownConsultation

COLUMNS = ("id", "patient_id", "held_at", "author", "title", "sections", "version")


def list_consultations(
    ctx: typer.Context,
    patient: PatientId,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """List the consultations of a patient, the last first.

    Examples:
    semble consultation list 1042
    semble consultation list 1042 -f json
    """
    context = context_of(ctx)
    found = consultations_of(context.register, patient)
    form = chosen(form)
    with paged(context) if form is Format.TABLE else nullcontext():
        if form is not Format.TABLE:
            write_all(map(consultation_document, found), COLUMNS, form, fields)
        elif fields is not None:
            columns = columns_of(COLUMNS, fields)
            write_table(map(_for_people, found), [title_label(name) for name in columns])
        elif found:
            _write_list(found)
        else:
            say_empty(context.register, patient, Sentence("{who}: no consultation is noted."))


def show(
    ctx: typer.Context,
    consultation: ConsultationArgument,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Show a note with all its sections.

    Examples:
    semble consultation show 12
    semble consultation show 12 -f json | jq .sections
    """
    context = context_of(ctx)
    found = show_consultation(context.register, consultation)
    form = chosen(form)
    with paged(context) if form is Format.TABLE else nullcontext():
        if form is not Format.TABLE:
            write_one(consultation_document(found), form, fields)
        elif fields is not None:
            shown = _for_people(found)
            labels = map(title_label, columns_of(COLUMNS, fields))
            write_pairs({label: shown[label] for label in labels})
        else:
            _write(found)


def _for_people(found: ShownConsultation) -> dict[str, Any]:
    return {title_label(name): value for name, value in _row(found).items()}


def _row(found: ShownConsultation) -> dict[str, Any]:
    """A consultation for a table: of each section the keyword and how it begins."""
    sections = ", ".join(keyword_name(each.keyword) for each in found.note.sections)
    return consultation_document(found) | {"sections": sections}


def _write_list(found: Sequence[ShownConsultation]) -> None:
    columns = (
        TableColumn("Id", whole=True, least=WIDEST_ID),
        TableColumn(field_label("held_at"), 1, whole=True),
        TableColumn(tr("who"), 3),
        TableColumn(tr(HEADING.name("title")), 4),
        TableColumn(tr("sections"), 2),
    )
    draw(console(), columns, map(_cells, found))


def _cells(found: ShownConsultation) -> list[Text]:
    note = found.consultation
    row = (note.id, shown_time(note.held_at), note.author, note.title, _row(found)["sections"])
    return [text(each or NOTHING) for each in row]


def _write(found: ShownConsultation) -> None:
    note = found.consultation
    console().print(text(who(found.patient), "bold"))
    headline = (f"{note.id}", shown_time(note.held_at), note.author, note.title)
    console().print(text(" · ".join(part for part in headline if part), "dim"))
    write_subjects(_lines(found))


def _lines(found: ShownConsultation) -> Iterator[tuple[Text, Text]]:
    for section in found.note.sections:
        yield text(keyword_name(section.keyword), "bold"), _told(section)


def _told(section: GivenSection) -> Text:
    if section.allergy is None:
        return text(section.body or "")
    allergy = section.allergy._asdict()
    lines = [allergy_line(allergy), section.allergy.comment or ""]
    return text("\n".join(filter(None, lines)))
