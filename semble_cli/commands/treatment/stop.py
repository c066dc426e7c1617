"""`semble treatment stop`: for an intolerance, with the allergy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.treatment.options import TreatmentId
from semble_cli.commands.treatment.telling import tell_intolerance, tell_treatment
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import refuse_workbook_here
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import BadUsage
from semble_cli.patient.actions import Action
from semble_cli.patient.around.treatment import StopReason
from semble_cli.patient.choices.of_records import STOP_REASONS
from semble_cli.services.record.treatments import find_treatment, stop_treatment

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context


def stop(
    ctx: typer.Context,
    treatment: TreatmentId,
    *,
    on: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The day it was stopped.", show_default="today"),
    ] = None,
    reason: Annotated[
        StopReason | None, choice_option(STOP_REASONS, "--reason", help_text="Why.")
    ] = None,
    form: FormatOption = None,
) -> None:
    """Stop a treatment, and say why. On a terminal, the reason is asked for where it is missing.

    For an intolerance, on a terminal, the allergy can be noted in the same command; elsewhere you
    are told how. Stopped already, the day and the reason are mended.

    Examples:
    semble treatment stop 7 --reason intolerance
    semble treatment stop 7 --on 04/11/2026 --reason end
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    if reason is None:
        if not context.may_ask:
            raise BadUsage("Give the reason with --reason.")
        from semble_cli.commands.treatment.asking import ask_reason_of_stop

        reason = ask_reason_of_stop(context, treatment)
    allergy = _allergy(context, treatment) if reason is StopReason.INTOLERANCE else None
    stopped = stop_treatment(context.register, treatment, reason, on, allergy)
    tell_treatment(context, Action.TREATMENT_STOP, stopped, form)
    if reason is StopReason.INTOLERANCE:
        tell_intolerance(stopped)


def _allergy(context: Context, treatment_id: int) -> str | None:
    """The substance of an allergy that is to be noted."""
    if not context.may_ask or find_treatment(context.register, treatment_id).allergies:
        return None
    from semble_cli.commands.treatment.asking import ask_allergy

    return ask_allergy(context, treatment_id)
