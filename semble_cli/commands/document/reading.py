"""`semble document list` and `show`: what documents there are, and what is known of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from semble_cli.commands.document.options import DocumentId
from semble_cli.commands.document.said import shown_size
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options import FieldsOption, FormatOption, PatientId
from semble_cli.commands.ui.output import Format, chosen
from semble_cli.commands.ui.tables import write_all, write_one
from semble_cli.patient.around.document_description import SHOWN, shown_document
from semble_cli.services.record.read_documents import documents_of, show_document

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    found = documents_of(context_of(ctx).register, patient)
    form = chosen(form)
    records = [_for(form, shown_document(each.document, each.size)) for each in found]
    columns = _IN_TABLE if form is Format.TABLE and fields is None else SHOWN
    write_all(records, columns, form, fields, important=_IN_TABLE)


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
    write_one(_for(form, shown_document(found.document, found.size)), form, fields)


def _for(form: Format, record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A document as a form has it: people read its size, programs count with it."""
    return {**record, "size": shown_size(record["size"])} if form is Format.TABLE else record
