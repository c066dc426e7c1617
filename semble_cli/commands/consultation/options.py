"""The arguments and options of the commands on consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.ui.options.shared import given_id
from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.patient.around.note_text import read_section

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from semble_cli.patient.around.note_text import GivenSection

ConsultationArgument = Annotated[
    int,
    typer.Argument(metavar="CONSULTATION", help="The number of the consultation.", parser=given_id),
]
SectionOption = Annotated[
    list[str] | None,
    typer.Option(
        "--section",
        metavar="KEYWORD=TEXT",
        help="A section, such as Motif=Toux; as often as there are sections.",
    ),
]
TitleOption = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help="What stands above the note.")
]
OnOption = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help="When it was held: a day, or a day and a time."),
]
EditorOption = Annotated[
    bool, typer.Option("--editor", help="Open the note as a text in $VISUAL or $EDITOR.")
]


def read_sections(
    texts: Sequence[str], own: Sequence[str], today: date
) -> tuple[GivenSection, ...]:
    """The sections that options give.

    Raises:
        InvalidRecord: all that cannot be taken.
    """
    sections = []
    problems: list[InvalidInput] = []
    for text in texts:
        try:
            sections.append(read_section(text, own, today))
        except InvalidInput as problem:
            problems.append(problem)
        except InvalidRecord as several:
            problems += several.problems
    if problems:
        raise InvalidRecord(tuple(problems))
    return tuple(sections)
