"""`semble treatment add`, `edit` and `delete`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from semble_cli.commands.treatment.options import TREATMENT_OPTIONS, TreatmentId
from semble_cli.commands.treatment.telling import tell_treatment
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption, IfVersionOption, PatientId
from semble_cli.commands.ui.options.taken import takes_options
from semble_cli.commands.ui.output import refuse_workbook_here
from semble_cli.errors import BadUsage
from semble_cli.patient.actions import Action
from semble_cli.services.record.treatments import add_treatment, delete_treatment, edit_treatment


@takes_options(TREATMENT_OPTIONS)
def add(
    ctx: typer.Context, patient: PatientId, *, form: FormatOption = None, given: dict[str, Any]
) -> None:
    """Note a treatment of a patient. On a terminal, what is missing is asked for.

    A drug whose name holds the substance of an allergy is told.

    Examples:
    semble treatment add 1042 --drug "Paracétamol 1 g" --frequency "3 times a day"
    semble treatment add 1042 --drug "Amoxicilline 1 g" --from 04/11/2026 --until 10/11/2026
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    if not given.get("drug"):
        if not context.may_ask:
            raise BadUsage("Name the drug with --drug.")
        from semble_cli.commands.treatment.asking import ask_treatment

        given = ask_treatment(context, patient, given)
    noted = add_treatment(context.register, patient, given)
    tell_treatment(context, Action.TREATMENT_ADD, noted, form)


@takes_options(TREATMENT_OPTIONS)
def edit(
    ctx: typer.Context,
    treatment: TreatmentId,
    *,
    goes_on: Annotated[bool, typer.Option("--not-stopped", help="It was not stopped.")] = False,
    version: IfVersionOption = None,
    form: FormatOption = None,
    given: dict[str, Any],
) -> None:
    """Change a treatment. An option given as an empty text clears its field.

    Examples:
    semble treatment edit 7 --dose "500 mg" --until 20/11/2026
    semble treatment edit 7 --not-stopped
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    if not given and not goes_on:
        raise BadUsage("Say what to change: see semble treatment edit --help.")
    changed = edit_treatment(context.register, treatment, given, version, goes_on=goes_on)
    tell_treatment(context, Action.TREATMENT_EDIT, changed, form)


def delete(ctx: typer.Context, treatment: TreatmentId, *, form: FormatOption = None) -> None:
    """Delete a treatment that was noted by mistake; one that ended is stopped, and stays.

    Examples:
    semble treatment delete 7
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    deleted = delete_treatment(context.register, treatment)
    tell_treatment(context, Action.TREATMENT_DELETE, deleted, form)
