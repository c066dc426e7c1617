"""`semble patient edit`: change a record by options, by JSON, or as a text in an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.patient.acting import tell
from semble_cli.commands.patient.add import JsonOption, read_json
from semble_cli.commands.ui.birth_place import tell_changed_place, with_birth_place
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.field_options import takes_fields
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options import FormatOption, IfVersionOption, PatientId
from semble_cli.commands.ui.output import chosen, complain, refuse_workbook_here, warn
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import BadUsage, InvalidInput, InvalidRecord
from semble_cli.patient.consents.rules import joined
from semble_cli.patient.document import document
from semble_cli.services.patients.edit import edit_fields

if TYPE_CHECKING:
    from semble_cli.services.patients.edit import Edited


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
) -> None:
    """Change a patient. An option given as an empty text clears its field.

    Options that may be repeated replace all that the field held. Without any option, the record
    opens in your editor. A changed strict trait takes a retrieved or validated identity back to
    provisional, and you are told.

    Examples:
    semble patient edit 1042 --phone mobile:0639980001 --city Lyon
    semble patient edit 1042 --email ""
    semble patient edit 1042 --editor
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    if source is not None:
        given = joined(read_json(source), given)
    if given and editor:
        raise BadUsage("Give either options or --editor.")
    given = with_birth_place(context, given)
    if given:
        edited = edit_fields(context.register, patient, given, version)
    elif editor or context.may_ask:
        edited = _edit_in_editor(context, patient)
    else:
        raise BadUsage("Say what to change: see semble patient edit --help.")
    warn(edited.warnings)
    tell(edited)
    tell_changed_place(edited, given)
    if form:
        write_one(document(edited.patient), chosen(form))


def _edit_in_editor(context: Context, patient_id: int) -> Edited:
    from semble_cli.commands.patient.editor import edited_fields, open_record
    from semble_cli.commands.ui.prompts import confirm
    from semble_cli.services.patients.show import show_patient

    before = show_patient(context.register, patient_id).patient
    with open_record(before) as record:
        while True:
            record.open()
            try:
                given = edited_fields(record)
                edited = edit_fields(context.register, patient_id, given, before.version)
            except (InvalidInput, InvalidRecord) as problem:
                if not context.may_ask:
                    raise
                complain(problem)
                if not confirm(tr("Open it again?")):
                    raise
            else:
                tell_changed_place(edited, given)
                return edited
