"""`semble retention`: which records are past the practice's delays."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.framework import group as make_group
from semble_cli.commands.ui.language import field_label, in_agreement, tr
from semble_cli.commands.ui.options.shared import (
    FieldsOption,
    FormatOption,
    LimitOption,
    OutputOption,
)
from semble_cli.commands.ui.output import Format, chosen, columns_of, refuse_workbook_here, say
from semble_cli.commands.ui.screen.pager import paged
from semble_cli.commands.ui.streams import end_with_reader
from semble_cli.commands.ui.tables import WIDEST_ID, console, shown_day, text, write_all
from semble_cli.commands.ui.to_file import redirected
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import Sentence
from semble_cli.patient.around.retention import ActKind, Step
from semble_cli.patient.choices.reader import Choices
from semble_cli.services.practice.retention import DELAYS, due_records, note_due_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.text import Text

    from semble_cli.services.practice.retention import DueRecord

group = make_group(
    "Say which records are past the practice's delays. Nothing is changed.",
    {"due": "semble_cli.commands.retention:due"},
)

COLUMNS = (
    *("id", "full_name", "birth_date", "step", "due_on", "last_act", "last_act_on"),
    *("kept_until", "archived_on", "deceased_on"),
)

STEPS: Choices[Step] = Choices(
    {
        Step.ARCHIVE: ("to be archived", "à archiver", "archiver"),
        Step.DELETE: ("to be deleted", "à supprimer", "supprimer"),
    }
)

ACTS = {
    ActKind.CONSULTATION: Sentence("consultation of {day}"),
    ActKind.APPOINTMENT: Sentence("appointment of {day}"),
    ActKind.TREATMENT: Sentence("treatment of {day}"),
    ActKind.DOCUMENT: Sentence("document of {day}"),
    ActKind.LETTER: Sentence("letter of {day}"),
    ActKind.ALLERGY: Sentence("note on allergies of {day}"),
    ActKind.INVOICE: Sentence("invoice of {day}"),
    ActKind.CHANGE: Sentence("record changed on {day}"),
    ActKind.CREATION: Sentence("record created on {day}"),
}
"""How the last act is told."""


def due(
    ctx: typer.Context,
    *,
    step: Annotated[
        Step | None, choice_option(STEPS, "--step", help_text="Only what is due for this.")
    ] = None,
    limit: LimitOption = 0,
    form: FormatOption = None,
    fields: FieldsOption = None,
    output: OutputOption = None,
) -> None:
    """List the records that are past the practice's delays, and why. Nothing is changed.

    A record is due to be archived five years after the last act, and to be deleted fifteen years
    after that, unless retention.active_years and retention.archive_years say otherwise; none is due
    to be deleted before the patient's 28th birthday. An act is a consultation, an appointment, a
    treatment, a document, a letter, an allergy, an invoice, or any change but archiving and tags.

    Examples:
    semble retention due
    semble retention due --step delete -o to-delete.csv
    """
    context = context_of(ctx)
    columns_of(COLUMNS, fields)
    if output is None:
        refuse_workbook_here(form)
    own = {name: context.settings.own(name) for name in DELAYS}
    found = due_records(context.register, own, (step,) if step else tuple(Step))
    counted: Counter[Step] = Counter()
    with redirected(output) as file:
        how = chosen(form, file)
        note_due_list(context.register, how.value)
        end_with_reader()
        records = _counted(islice(found, limit or None), counted)
        with paged(context, how):
            if how is Format.TABLE and fields is None:
                _write_table(records)
            else:
                write_all(map(_record, records), COLUMNS, how, fields)
    say(
        "Due to be archived: {archive}; to be deleted: {delete}. Nothing was changed.",
        archive=counted[Step.ARCHIVE],
        delete=counted[Step.DELETE],
    )


def _counted(records: Iterable[DueRecord], counted: Counter[Step]) -> Iterator[DueRecord]:
    for record in records:
        counted[record.due.step] += 1
        yield record


def _record(found: DueRecord) -> dict[str, Any]:
    patient = found.patient
    days = {
        "due_on": found.due.on,
        "last_act_on": found.last_act.on,
        "birth_date": patient.birth_date,
        "kept_until": found.due.kept_until,
        "archived_on": patient.archived_on,
        "deceased_on": patient.deceased_on,
    }
    told = {
        "id": patient.id,
        "full_name": patient.full_name,
        "step": found.due.step.value,
        "last_act": found.last_act.kind.value,
    } | {name: day.isoformat() if day else None for name, day in days.items()}
    return {name: told[name] for name in COLUMNS}


def _write_table(records: Iterable[DueRecord]) -> None:
    from semble_cli.commands.ui.screen.drawing import TableColumn, draw

    columns = (
        TableColumn(field_label("id"), whole=True, least=WIDEST_ID),
        TableColumn(field_label("full_name"), 1),
        TableColumn(field_label("birth_date"), 4, whole=True),
        TableColumn(tr("due"), 2),
        TableColumn(tr("since"), 3, whole=True),
        TableColumn(tr("why"), 5),
    )
    draw(console(), columns, map(_cells, records))


def _cells(found: DueRecord) -> list[Text]:
    patient = found.patient
    return [
        text(patient.id),
        text(patient.full_name),
        text(shown_day(patient.birth_date.isoformat())),
        text(tr(STEPS.name(found.due.step))),
        text(shown_day(found.due.on.isoformat())),
        text("; ".join(_reasons(found))),
    ]


def _reasons(found: DueRecord) -> Iterator[str]:
    delays, act = found.delays, found.last_act
    told = tr(ACTS[act.kind].text, day=shown_day(act.on.isoformat()))
    if found.due.step is Step.ARCHIVE:
        yield tr("last act: {act}, {years} years", act=told, years=delays.active)
    else:
        yield tr(
            "last act: {act}, {years} years and {more} in the archive",
            act=told,
            years=delays.active,
            more=delays.archive,
        )
    if found.due.kept_until:
        yield tr("kept until the 28th birthday")
    if found.patient.deceased_on:
        day = shown_day(found.patient.deceased_on.isoformat())
        yield in_agreement(tr("deceased on {day}", day=day), found.patient.sex)
