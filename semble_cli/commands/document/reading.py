"""`semble document list` and `show`: what documents there are, and what is known of one."""

from __future__ import annotations

import typer

from semble_cli.commands.document.options import DocumentId
from semble_cli.commands.document.said import for_people
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, PatientId
from semble_cli.commands.ui.output import Format, chosen, columns_of
from semble_cli.commands.ui.patients.empty import say_empty
from semble_cli.commands.ui.tables import write_all, write_one, write_pairs, write_table
from semble_cli.errors import Sentence
from semble_cli.patient.around.document_description import SHOWN, shown_document, title_label
from semble_cli.services.record.read_documents import documents_of, show_document

_IMPORTANT = ("id", title_label("title"))
_IN_TABLE = ("id", "title", "kind", "dated_on", "media_type", "size", "added_at", "added_by")


def list_documents(
    ctx: typer.Context,
    patient: PatientId,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """List the documents of a patient, in the order in which they were added.

    Examples:
    semble document list 1042
    semble document list 1042 -f json
    """
    register = context_of(ctx).register
    found = documents_of(register, patient)
    form = chosen(form)
    records = [shown_document(each.document, each.size) for each in found]
    if form is Format.TABLE:
        if not (found or fields):
            say_empty(register, patient, Sentence("{who}: no document is noted."))
            return
        columns = columns_of(SHOWN, fields) if fields else _IN_TABLE
        write_table(map(for_people, records), [title_label(name) for name in columns], _IMPORTANT)
    else:
        write_all(records, SHOWN, form, fields)


def show(
    ctx: typer.Context,
    document: DocumentId,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Show what is known of a document; semble document get hands it out.

    Examples:
    semble document show 7
    semble document show 7 -f json
    """
    found = show_document(context_of(ctx).register, document)
    form = chosen(form)
    record = shown_document(found.document, found.size)
    if form is Format.TABLE:
        columns = columns_of(SHOWN, fields)
        shown = for_people(record)
        write_pairs({title_label(name): shown[title_label(name)] for name in columns})
    else:
        write_one(record, form, fields)
