"""`semble patient show`: one patient, with what must not be missed at the top."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.patient import acting
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import (
    FieldsOption,
    FormatOption,
    PatientId,
    RevealOption,
)


def show(
    ctx: typer.Context,
    patient: PatientId,
    *,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole", help="All of it: past treatments and appointments, consultations, documents."
        ),
    ] = False,
    reveal: RevealOption = False,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Show a patient: alerts first, then the record and what stands around it.

    Medical contents are shown to clinicians; others see how much there is, and of what day.

    Examples:
    semble patient show 1042
    semble patient show 1042 --whole
    semble patient show 1042 -f json | jq .phones
    """
    acting.show(context_of(ctx), patient, form, fields, reveal=reveal, whole=whole)
