"""The arguments and options of the commands on allergies."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.patient.choices.of_records import CERTAINTIES, SEVERITIES

AllergyArgument = Annotated[
    str,
    typer.Argument(
        metavar="ALLERGY", help="The allergy: its number from the list, or the substance."
    ),
]
SubstanceOption = Annotated[
    str | None,
    typer.Option("--substance", metavar="TEXT", help="What the patient is allergic to."),
]
ReactionOption = Annotated[
    str | None, typer.Option("--reaction", metavar="TEXT", help="How it showed itself.")
]
SeverityOption = Annotated[
    str | None, choice_option(SEVERITIES, "--severity", help_text="How severe it is.", clears=True)
]
CertaintyOption = Annotated[
    str | None, choice_option(CERTAINTIES, "--certainty", help_text="How certain it is.")
]
OnOption = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="The day it showed itself.")
]
CommentOption = Annotated[
    str | None, typer.Option("--comment", metavar="TEXT", help="What else there is to say.")
]


def given_parts(
    *,
    substance: str | None = None,
    severity: str | None = None,
    certainty: str | None = None,
    reaction: str | None = None,
    on: str | None = None,
    comment: str | None = None,
) -> dict[str, str]:
    """The parts of an allergy that were given, by the names of its fields."""
    parts = {
        "substance": substance,
        "severity": severity,
        "certainty": certainty,
        "reaction": reaction,
        "noted_on": on,
        "comment": comment,
    }
    return {name: value for name, value in parts.items() if value is not None}
