"""`semble patient edit`: change a record by options, by JSON, or as a text in an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.patient.add import JsonOption, read_json
from semble_cli.commands.patient.editing.list_options import takes_lists, with_put
from semble_cli.commands.ui.birth_place import with_birth_place
from semble_cli.commands.ui.confirmations.sentences import tell
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption, IfVersionOption, PatientId
from semble_cli.commands.ui.options.taken import takes_fields
from semble_cli.commands.ui.output import chosen, refuse_workbook_here, warn
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import BadUsage
from semble_cli.patient.document import document
from semble_cli.services.patients.edit import edit_fields

if TYPE_CHECKING:
    pass


@takes_lists
@takes_fields
def edit(
    ctx: typer.Context,
    patient: PatientId,
    *,
    editor: Annotated[
        bool, typer.Option("--editor", help="Open the record as YAML in $VISUAL or $EDITOR.")
    ] = False,
    source: JsonOption = None,
    version: IfVersionOption = None,
    form: FormatOption = None,
    given: dict[str, Any],
    lists: dict[str, Any],
) -> None:
    """Change a patient. An option given as an empty text clears its field.

    In a list, --phone takes the place of the phone of its type, --number of that of its name, and
    the others stay; --tag and --flag give one more. What replaces a whole list has a word of its
    own, --replace-phones, and an empty text clears it. Without any option, the record opens in your
    editor. A changed strict trait takes a retrieved or validated identity back to provisional, and
    you are told.

    Examples:
    semble patient edit 1042 --phone mobile:0639980001 --city Lyon
    semble patient edit 1042 --add-phone work:0199000001 --remove-phone home
    semble patient edit 1042 --email ""
    semble patient edit 1042 --editor
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    document_given = read_json(source) if source is not None else {}
    given, lists = with_put(given, lists, document_given)
    if (given or lists) and editor:
        raise BadUsage("Give either options or --editor.")
    given = with_birth_place(context, given)
    if given or lists:
        edited = edit_fields(context.register, patient, given, version, lists)
    elif editor or context.may_ask:
        from semble_cli.commands.patient.editing.session import edit_in_editor

        edited = edit_in_editor(context, patient)
    else:
        raise BadUsage("Say what to change: see semble patient edit --help.")
    warn(edited.warnings)
    tell(edited)
    if form:
        write_one(document(edited.patient), chosen(form))
