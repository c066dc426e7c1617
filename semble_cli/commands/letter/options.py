"""The options of letters."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.options.shared import patient_argument

TEXT, WHOM = "What it says", "To many"

OnePatient = Annotated[
    int | None,
    patient_argument(
        "The patient it is about: an id, the name of one, or . for the last one shown here.",
        metavar="[PATIENT]",
    ),
]

ToOption = Annotated[
    str,
    typer.Option(
        "--to",
        metavar="RELATION|patient",
        help="To whom: the patient, or a relation by its number, the beginning of the name, or what"
        " it is: gp, school.",
    ),
]

TemplateOption = Annotated[
    str | None,
    typer.Option(
        "--template",
        metavar="NAME|FILE|-",
        help="A template by its name, a file in Markdown or a plain .txt, or - for standard input.",
        show_default="your editor",
        rich_help_panel=TEXT,
    ),
]

SubjectOption = Annotated[
    str | None,
    typer.Option(
        "--subject",
        metavar="TEXT",
        help="The subject, in place of the template's.",
        rich_help_panel=TEXT,
    ),
]

LetterTitleOption = Annotated[
    str | None,
    typer.Option(
        "--title",
        metavar="TEXT",
        help="What it is called among the documents.",
        show_default="the subject",
        rich_help_panel=TEXT,
    ),
]

EditOption = Annotated[
    bool,
    typer.Option("--edit", help="Open the template in your editor before.", rich_help_panel=TEXT),
]

SearchOption = Annotated[
    str | None,
    typer.Option(metavar="TEXT", help="One for each whom this search finds.", rich_help_panel=WHOM),
]

TagOption = Annotated[
    list[str] | None,
    typer.Option(metavar="TAG", help="One for each who has this tag.", rich_help_panel=WHOM),
]

CareOption = Annotated[
    bool,
    typer.Option(
        "--care",
        help="It is part of their care: also to who refused messages of the practice.",
        rich_help_panel=WHOM,
    ),
]

DryRunOption = Annotated[
    bool,
    typer.Option(
        "--dry-run",
        help="Say for whom there would be one, and write nothing.",
        rich_help_panel=WHOM,
    ),
]

YesOption = Annotated[bool, typer.Option("--yes", help="Write it without asking.")]
