"""The options and arguments of several commands on documents."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.options.shared import given_id
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.patient.around.stored_document import DocumentKind
from semble_cli.patient.choices.of_records import DOCUMENT_KINDS

DocumentId = Annotated[
    int,
    typer.Argument(
        metavar="DOC",
        help="The number of the document, as semble document list shows it.",
        parser=given_id,
    ),
]

TitleOption = Annotated[
    str | None, typer.Option("--title", metavar="TEXT", help="What the document is called.")
]

KindOption = Annotated[
    DocumentKind | None, choice_option(DOCUMENT_KINDS, "--kind", help_text="What it is.")
]

DayOption = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="The day that stands on it.")
]
