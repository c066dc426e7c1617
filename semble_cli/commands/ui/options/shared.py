"""The options and arguments that several commands share, each written once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.options.plain import FIELDS, FORMAT, RESULT, PlainOption
from semble_cli.commands.ui.output import Format
from semble_cli.commands.ui.patients.argument import PatientWord, is_patient
from semble_cli.commands.ui.words.choices import FORMATS, choice_option
from semble_cli.identity.whole_names import Among
from semble_cli.patient.choices.of_commands import ON_DUPLICATE
from semble_cli.patient.identifier import is_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.patient.choices.reader import Choices
    from semble_cli.patient.on_duplicate import OnDuplicate


def option_of(plain: PlainOption, choices: Choices[Any] | None = None) -> Any:
    """An option that is read without typer too, as typer takes it."""
    if choices is None:
        return typer.Option(
            *plain.names,
            metavar=plain.metavar,
            help=plain.help,
            rich_help_panel=plain.panel,
            show_default=plain.default or True,
        )
    return choice_option(
        choices,
        *plain.names,
        help_text=plain.help,
        metavar=plain.metavar,
        panel=plain.panel,
        default=plain.default,
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
    return typer.Argument(metavar=metavar, help=help_text, parser=_patient_among(among))


def _patient_among(among: Among | None) -> Callable[[str], PatientWord]:
    def parse(text: str) -> PatientWord:
        if not is_patient(text):
            raise typer.BadParameter("it is no patient.")
        return PatientWord(text, among)

    return parse


PatientId = Annotated[int, patient_argument()]


def patient_option(among: Among = Among.REGISTER) -> Any:
    """`--patient`, as `patient_argument`."""
    return typer.Option(
        "--patient",
        metavar="PATIENT",
        help="This patient: an id, or the name of one.",
        parser=_patient_among(among),
    )


OtherPatient = Annotated[int | None, patient_option()]

LARGEST = 2_147_483_647
"""The largest number that an option takes."""

FormatOption = Annotated[Format | None, option_of(FORMAT, FORMATS)]

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
        metavar="N",
        help="At most this many; 0 for all.",
        min=0,
        max=LARGEST,
        rich_help_panel=RESULT,
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
    return choice_option(
        ON_DUPLICATE.of(taken),
        "--on-duplicate",
        help_text=help_text,
        panel=panel,
        default=default,
    )


PdfOption = Annotated[
    bool,
    typer.Option("--pdf/--no-pdf", help="With the pages of each record, to be read by people."),
]
