"""The options and arguments that the commands of treatments share."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.options.fields import FieldOption
from semble_cli.commands.ui.options.shared import given_id

TREATMENT_OPTIONS = (
    FieldOption("drug", "--drug", "TEXT", "The drug, as it is prescribed."),
    FieldOption("dose", "--dose", "TEXT", "How much at a time."),
    FieldOption("route", "--route", "TEXT", "How it is given: by mouth, under the skin ..."),
    FieldOption("frequency", "--frequency", "TEXT", "How often."),
    FieldOption("starts_on", "--from", "DATE", "The first day."),
    FieldOption("ends_on", "--until", "DATE", "The last day."),
    FieldOption("prescriber", "--prescriber", "TEXT", "Who prescribed it."),
    FieldOption("comment", "--comment", "TEXT", "Anything else, in several lines if need be."),
)
"""What fills in the fields of a treatment."""

TreatmentId = Annotated[
    int,
    typer.Argument(
        metavar="TREATMENT",
        help="The number of the treatment, from semble treatment list.",
        parser=given_id,
    ),
]
