"""`semble adri test`: one question to each service."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption, patient_argument
from semble_cli.commands.ui.output import chosen
from semble_cli.commands.ui.tables import write_all
from semble_cli.errors import SembleError
from semble_cli.services.insurance import teleservices


def trial(
    ctx: typer.Context,
    patient: Annotated[
        int | None,
        patient_argument(
            "Whom to ask about: an id or a name; else a fictitious person.", metavar="[PATIENT]"
        ),
    ] = None,
    *,
    form: FormatOption = None,
) -> None:
    """Ask each configured service one question, and say what it did. Nothing is written.

    The question is about an official fictitious person, or about a patient; in production it is
    about a patient only. A service that answers that it knows nobody has answered.

    Examples:
    semble adri test
    semble adri test 1042
    """
    from semble_cli.services.patients.show import show_patient

    context = context_of(ctx)
    about = show_patient(context.register, patient).patient if patient else None
    records = []
    problem: SembleError | None = None
    for one in teleservices.trials(context.caller, about, context.register.today):
        problem = problem or one.problem
        said = one.problem.sentence if one.problem else one.answered
        records.append(
            {
                "service": one.service,
                "answered": one.problem is None,
                "told": tr(said) if said else None,
            }
        )
    write_all(records, ["service", "answered", "told"], chosen(form))
    if problem:
        raise problem
