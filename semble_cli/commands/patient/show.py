"""`semble patient show`: one patient, with what must not be missed at the top."""

from __future__ import annotations

import typer

from semble_cli.commands.patient import acting
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options import FieldsOption, FormatOption, PatientId, RevealOption


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
    acting.show(context_of(ctx), patient, form, fields, reveal=reveal)
