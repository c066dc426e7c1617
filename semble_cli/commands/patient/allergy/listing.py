"""`semble patient allergy list`: what is known of somebody's allergies."""

from __future__ import annotations

import typer

from semble_cli.commands.patient.display.allergies import state_lines
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, PatientId
from semble_cli.commands.ui.output import Format, chosen
from semble_cli.commands.ui.tables import console, write_all
from semble_cli.services.record.allergies import known_allergies

COLUMNS = (
    *("id", "substance", "severity", "certainty", "reaction", "noted_on", "comment"),
    *("noted_by", "noted_at", "consultation_id"),
)
_IMPORTANT = ("id", "substance", "severity", "certainty", "reaction")


def list_allergies(
    ctx: typer.Context,
    patient: PatientId,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """List the allergies of a patient, refuted ones too, and say if none is known or nobody asked.

    Reaction, day and comment are medical contents: clinicians see them.

    Examples:
    semble patient allergy list 1042
    semble patient allergy list 1042 -f json
    """
    known = known_allergies(context_of(ctx).register, patient)
    form = chosen(form)
    if form is Format.TABLE:
        for line in state_lines({"allergies": known.allergies, "allergy_status": known.status}):
            console().print(line)
        if not known.allergies:
            return
    write_all(known.allergies, COLUMNS, form, fields, _IMPORTANT)
