"""`semble document edit` and `move`: what is known of a document, and whose it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.document.options import DayOption, DocumentId, KindOption, TitleOption
from semble_cli.commands.document.said import tell_written
from semble_cli.commands.ui.confirmations.changes import changed_line
from semble_cli.commands.ui.confirmations.sentences import who
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption, patient_argument
from semble_cli.commands.ui.output import refuse_workbook_here, say
from semble_cli.commands.ui.tables import shown, write_one
from semble_cli.errors import BadUsage
from semble_cli.patient.actions import Action
from semble_cli.patient.around.document_description import (
    parse_dated_on,
    parse_title,
    shown_document,
    title_label,
)
from semble_cli.services.record.change_document import edit_document, move_document

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context


def edit(
    ctx: typer.Context,
    document: DocumentId,
    *,
    title: TitleOption = None,
    kind: KindOption = None,
    on: DayOption = None,
    form: FormatOption = None,
) -> None:
    """Change the title, the kind or the day of a document; an empty --on takes the day away.

    On a terminal, all of them are asked for where none is given.

    Examples:
    semble document edit 7 --title "Compte rendu opératoire" --kind report
    semble document edit 7 --on ""
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    given: dict[str, Any] = {}
    if title is not None:
        given["title"] = parse_title(title)
    if kind is not None:
        given["kind"] = kind.value
    if on is not None:
        given["dated_on"] = parse_dated_on(on, context.register.today) if on.strip() else None
    if not given:
        given = _asked(context, document)
    changed = edit_document(context.register, document, given)
    if not changed.changes:
        say("{who}: it was so already. Nothing was written.", who=who(changed.patient))
        if form is not None:
            write_one(shown_document(changed.document, changed.size), form)
        return
    action = Action.DOCUMENT_EDIT
    tell_written(action, changed.patient, changed.document, changed.size, form)
    for field, (before, after) in changed.changes.items():
        line = changed_line(title_label(field), shown(field, before), shown(field, after))
        say("  {change}", change=line)


def _asked(context: Context, document_id: int) -> dict[str, Any]:
    if not context.may_ask:
        raise BadUsage("Say what to change: --title, --kind or --on.")
    from semble_cli.commands.document.asking import ask_day, ask_kind, ask_title
    from semble_cli.patient.around.stored_document import DocumentKind
    from semble_cli.services.record.read_documents import show_document

    now = show_document(context.register, document_id).document
    title = ask_title(now.title)
    kind = ask_kind(DocumentKind(now.kind) if now.kind else None)
    day = ask_day(now.dated_on, context.register.today)
    return {
        "title": title,
        "kind": kind.value if kind else None,
        "dated_on": day,
    }


def move(
    ctx: typer.Context,
    document: DocumentId,
    patient: Annotated[
        int,
        patient_argument("Whose it is: an id, the name of one, or . for the last one shown here."),
    ],
    *,
    form: FormatOption = None,
) -> None:
    """Move a document that was filed with the wrong patient. Both histories tell it.

    Examples:
    semble document move 7 1043
    """
    refuse_workbook_here(form)
    moved = move_document(context_of(ctx).register, document, patient)
    if moved.former.id == moved.patient.id:
        say("{who}: it was so already. Nothing was written.", who=who(moved.patient))
        if form is not None:
            write_one(shown_document(moved.document, moved.size), form)
        return
    details = [tr("from {who}", who=who(moved.former))]
    action = Action.DOCUMENT_MOVE
    tell_written(action, moved.patient, moved.document, moved.size, form, details)
