"""`semble patient show`: one patient, with what must not be missed at the top."""

from __future__ import annotations

import typer

from semble_cli.commands.options import FieldsOption, FormatOption, PatientId, RevealOption
from semble_cli.commands.output import Format, chosen
from semble_cli.commands.state import state_of
from semble_cli.commands.tables import write_one


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
    from semble_cli.services import showing

    desk = state_of(ctx).desk
    shown = showing.reveal(desk, patient) if reveal else showing.show(desk, patient)
    if chosen(form) is Format.TABLE and fields is None:
        from semble_cli.commands.patient.card import write_card

        write_card(shown)
    else:
        write_one(shown.document, chosen(form), fields)
