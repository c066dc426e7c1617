"""The options and arguments that several commands share, each written once."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from semble_cli.commands.ui.output import Format
from semble_cli.commands.ui.patients.argument import PatientWord, is_patient
from semble_cli.commands.ui.plain_options import FIELDS, FORMAT, RESULT, PlainOption
from semble_cli.identity.whole_names import Among
from semble_cli.patient.identifier import is_id
from semble_cli.patient.on_duplicate import OnDuplicate


def option_of(plain: PlainOption) -> Any:
    """An option that is read without typer too, as typer takes it."""
    return typer.Option(
        *plain.names,
        metavar=plain.metavar,
        help=plain.help,
        rich_help_panel=plain.panel,
        show_default=plain.default or True,
    )


def given_id(text: str) -> int:
    """An id on the command line: typer itself takes the figures of every script, and `1_000`.

    Raises:
        typer.BadParameter: it is no whole number from 1 on.
    """
    if not is_id(text):
        raise typer.BadParameter("it is not a valid int.")
    return int(text)


def patient_argument(
    help_text: str = "The patient: an id, the name of one, or . for the last one shown here.",
    *,
    metavar: str = "PATIENT",
    among: Among | None = Among.REGISTER,
) -> Any:
    """The argument PATIENT, or several of them: the command gets ids, by `commands.ui.framework`.

    Args:
        among: whose names are looked at; `None` where a name will not do.
    """

    def parse(text: str) -> PatientWord:
        if not is_patient(text):
            raise typer.BadParameter("it is no patient.")
        return PatientWord(text, among)

    return typer.Argument(metavar=metavar, help=help_text, parser=parse)


PatientId = Annotated[int, patient_argument()]

LARGEST = 2_147_483_647
"""The largest number that an option takes."""

FormatOption = Annotated[Format | None, option_of(FORMAT)]

OutputOption = Annotated[
    str | None,
    typer.Option(
        *("-o", "--output"),
        metavar="FILE",
        help="Write the result to this new file.",
        rich_help_panel=RESULT,
        show_default="standard output",
    ),
]

FieldsOption = Annotated[str | None, option_of(FIELDS)]

LimitOption = Annotated[
    int,
    typer.Option(
        metavar="N", help="At most so many; 0 for all.", min=0, max=LARGEST, rich_help_panel=RESULT
    ),
]

RevealOption = Annotated[
    bool,
    typer.Option(
        "--reveal",
        help="Show the NIR in full. This is noted in the journal.",
        rich_help_panel=RESULT,
    ),
]

IfVersionOption = Annotated[
    int | None,
    typer.Option(
        "--if-version", metavar="N", help="Only if the record is still this version.", min=1
    ),
]

TagNames = Annotated[list[str], typer.Argument(metavar="TAG...", help="Tags of the practice.")]


def on_duplicate_option(
    help_text: str, *taken: OnDuplicate, default: str = "", panel: str | None = None
) -> Any:
    """`--on-duplicate`, with those of its words that a command takes, and what is done without it
    where that depends."""
    words = [word.value for word in taken]

    def parse(text: str) -> OnDuplicate:
        if text not in words:
            known = ", ".join(f"'{word}'" for word in words)
            raise typer.BadParameter(f"{text!r} is not one of {known}.")
        return OnDuplicate(text)

    return typer.Option(
        "--on-duplicate",
        metavar="|".join(words),
        help=help_text,
        rich_help_panel=panel,
        show_default=default or True,
        parser=parse,
        autocompletion=lambda: words,
    )
