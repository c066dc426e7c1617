"""The options and arguments that several commands share, each written once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.output import Format
from semble_cli.commands.ui.plain_options import FIELDS, FORMAT, PlainOption
from semble_cli.commands.ui.words.choices import FORMATS, choice_option
from semble_cli.patient.choices.words import ON_DUPLICATE
from semble_cli.patient.identifier import is_id

if TYPE_CHECKING:
    from semble_cli.patient.choices.reader import Choices
    from semble_cli.patient.on_duplicate import OnDuplicate


def option_of(plain: PlainOption, choices: Choices[Any] | None = None) -> Any:
    """An option that is read without typer too, as typer takes it."""
    if choices is None:
        return typer.Option(*plain.names, metavar=plain.metavar, help=plain.help)
    return choice_option(choices, *plain.names, help_text=plain.help, metavar=plain.metavar)


def given_id(text: str) -> int:
    """An id on the command line: typer itself takes the figures of every script, and `1_000`.

    Raises:
        typer.BadParameter: it is no whole number from 1 on.
    """
    if not is_id(text):
        raise typer.BadParameter("it is not a valid int.")
    return int(text)


PatientId = Annotated[
    int, typer.Argument(metavar="PATIENT", help="The patient's id.", parser=given_id)
]

LARGEST = 2_147_483_647
"""The largest number that an option takes."""

FormatOption = Annotated[Format | None, option_of(FORMAT, FORMATS)]

OutputOption = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="FILE", help="Write the result to this new file."),
]

FieldsOption = Annotated[str | None, option_of(FIELDS)]

LimitOption = Annotated[
    int, typer.Option(metavar="N", help="At most this many; 0 for all.", min=0, max=LARGEST)
]

RevealOption = Annotated[
    bool, typer.Option("--reveal", help="Show the NIR in full. This is noted in the journal.")
]

IfVersionOption = Annotated[
    int | None,
    typer.Option(
        "--if-version", metavar="N", help="Only if the record is still this version.", min=1
    ),
]

TagNames = Annotated[list[str], typer.Argument(metavar="TAG...", help="Tags of the practice.")]


def on_duplicate_option(help_text: str, *taken: OnDuplicate) -> Any:
    """`--on-duplicate`, with those of its words that a command takes."""
    return choice_option(ON_DUPLICATE.of(taken), "--on-duplicate", help_text=help_text)
