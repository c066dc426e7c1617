"""`semble treatment list`: what a patient takes, is to take, and took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from semble_cli.commands.treatment.words import days_of, in_words
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, PatientId
from semble_cli.commands.ui.output import NOTHING, Format, chosen
from semble_cli.commands.ui.patients.empty import say_empty
from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.tables import WIDEST_ID, console, text, write_all
from semble_cli.errors import Sentence
from semble_cli.patient.around.treatment import Treatment
from semble_cli.patient.choices.of_records import TREATMENT_STATES
from semble_cli.services.record import read_treatments
from semble_cli.services.record.around import treatment_document

if TYPE_CHECKING:
    from rich.text import Text

COLUMNS = ("id", *(name for name in Treatment._fields if name != "id"), "state")


def list_treatments(
    ctx: typer.Context,
    patient: PatientId,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """List the treatments of a patient: the current ones, those to come, and those of the past.

    Examples:
    semble treatment list 1042
    semble treatment list 1042 -f json
    """
    register = context_of(ctx).register
    found = read_treatments.list_treatments(register, patient)
    documents = [treatment_document(each, register.today) for each in found]
    form = chosen(form)
    if form is not Format.TABLE or fields is not None:
        write_all(documents, COLUMNS, form, fields)
    elif documents:
        _write_tables(documents)
    else:
        say_empty(register, patient, Sentence("{who}: no treatment is noted."))


def _write_tables(documents: list[dict[str, Any]]) -> None:
    """A table for each state, so that what is taken stands apart from what was."""
    columns = (
        TableColumn(tr("treatment"), whole=True, least=WIDEST_ID),
        TableColumn(field_label("drug")),
        TableColumn(tr("days"), 1),
        TableColumn(field_label("prescriber"), 2),
        TableColumn(field_label("comment"), 3),
    )
    for state in TREATMENT_STATES.values:
        if some := [each for each in documents if each["state"] == state]:
            console().print(text(tr(TREATMENT_STATES.name(state)), "bold"))
            draw(console(), columns, map(_cells, some))


def _cells(document: dict[str, Any]) -> list[Text]:
    return [
        text(document["id"]),
        text(in_words(document)),
        text(days_of(document) or NOTHING),
        text(document["prescriber"] or NOTHING),
        text(document["comment"] or NOTHING),
    ]
