"""`semble document delete`: so that it can be taken back, or for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.document.options import DocumentId
from semble_cli.commands.document.said import named, tell_written
from semble_cli.commands.ui.confirmations.sentences import who
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import refuse_workbook_here, say
from semble_cli.errors import BadUsage
from semble_cli.patient.actions import Action
from semble_cli.patient.texts import parse_reason

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context


def delete(
    ctx: typer.Context,
    document: DocumentId,
    *,
    for_good: Annotated[
        bool,
        typer.Option("--for-good", help="Erase it, and what the journal tells of it. Admins only."),
    ] = False,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="With --for-good: why it is erased.")
    ] = None,
    form: FormatOption = None,
) -> None:
    """Delete a document: nobody is shown it any more, and semble undo brings it back.

    With --for-good its bytes are erased at once, and what the journal tells of it: that cannot be
    taken back. It is done to a document that was deleted before, too.

    Examples:
    semble document delete 7
    semble document delete 7 --for-good --reason "scanned by mistake"
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    if for_good:
        _erase(context, document, reason, form)
        return
    if reason is not None:
        raise BadUsage("--reason goes with --for-good.")
    from semble_cli.services.record.change_document import delete_document

    done = delete_document(context.register, document)
    tell_written(Action.DOCUMENT_DELETE, done.patient, done.document, done.size, form)


def _erase(context: Context, document_id: int, reason: str | None, form: FormatOption) -> None:
    from semble_cli.services.record.erase_document import document_to_erase, erase_document

    if context.may_ask:
        from semble_cli.commands.ui.prompts import ask_text, confirm

        found = document_to_erase(context.register, document_id)
        whom = {"who": who(found.patient), "document": named(found.document)}
        if reason is None:
            question = tr("{who}: why is {document} erased for good?", **whom)
            reason = ask_text(question, lambda text: parse_reason("reason", text))
        if not confirm(tr("{who}: erase {document} for good?", **whom)):
            say("Nothing was written.")
            return
    done = erase_document(context.register, document_id, reason or "")
    tell_written(Action.DOCUMENT_ERASE, done.patient, done.document, done.size, form)
