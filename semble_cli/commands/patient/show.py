"""`semble patient show`: one patient, with what must not be missed at the top."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.patient import acting
from semble_cli.commands.patient.formats import (
    EventOption,
    PatientFormat,
    PatientFormatOption,
    check_options,
    interchange_of,
    usual_format,
)
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import (
    FieldsOption,
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
    form: PatientFormatOption = None,
    fields: FieldsOption = None,
    event: EventOption = None,
) -> None:
    """Show a patient: alerts first, then the record and what stands around it.

    Medical contents are shown to clinicians; others see how much there is, and of what day.

    In a format of other programs, what leaves the register is noted: -f fhir is a bundle of the
    patient and all that stands around.

    Examples:
    semble patient show 1042
    semble patient show 1042 --whole
    semble patient show 1042 -f json | jq .phones
    semble patient show 1042 -f ips > summary.json
    semble patient show 1042 -f hl7 --event A31 --reveal > update.hl7
    """
    check_options(form, fields, event)
    context = context_of(ctx)
    if form and interchange_of(form):
        acting.show_as(context, patient, form, event, reveal=reveal)
        return
    acting.show(
        context,
        patient,
        usual_format(form),
        fields,
        reveal=reveal,
        whole=whole,
        as_yaml=form is PatientFormat.YAML,
    )
