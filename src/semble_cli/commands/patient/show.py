"""`semble patient show`: one patient, with what must not be missed at the top."""

from __future__ import annotations

import typer

from semble_cli.commands.options import FieldsOption, FormatOption, PatientId, RevealOption
from semble_cli.commands.output import Format, chosen, columns_of, write_document, write_records
from semble_cli.commands.state import state_of


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
    match chosen(form):
        case Format.TABLE if fields is None:
            from semble_cli.commands.patient.card import write_card

            write_card(shown)
        case Format.TABLE:
            from semble_cli.commands.tables import write_pairs

            columns = columns_of(list(shown.document), fields)
            write_pairs({name: shown.document[name] for name in columns})
        case Format.JSON:
            columns = columns_of(list(shown.document), fields)
            write_document({name: shown.document[name] for name in columns})
        case other:
            write_records([shown.document], columns_of(list(shown.document), fields), other)
