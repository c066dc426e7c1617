"""`semble patient show`: one patient, with what must not be missed at the top."""

from __future__ import annotations

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options import FieldsOption, FormatOption, PatientId, RevealOption
from semble_cli.commands.ui.output import Format, chosen
from semble_cli.commands.ui.tables import write_one


def show(
    ctx: typer.Context,
    patient: PatientId,
    *,
    reveal: RevealOption = False,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Show a patient: alerts first, then the whole record.

    Examples:
    semble patient show 1042
    semble patient show 1042 -f json | jq .phones
    """
    from semble_cli.services.patients.show import reveal_patient, show_patient

    register = context_of(ctx).register
    shown = reveal_patient(register, patient) if reveal else show_patient(register, patient)
    if chosen(form) is Format.TABLE and fields is None:
        from semble_cli.commands.patient.display.summary import write_summary

        write_summary(shown)
    else:
        write_one(shown.document, chosen(form), fields)
