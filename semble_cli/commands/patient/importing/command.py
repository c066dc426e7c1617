"""`semble patient import`: files of patients into the register."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.patient.importing.all_files import Outputs, import_files, write_templates
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import LARGEST, FormatOption, on_duplicate_option
from semble_cli.commands.ui.output import chosen, refuse_workbook_here
from semble_cli.errors import BadUsage, DoneInPart
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.services.imports.report import Policy

_READING = "How the file is read"
_WRITING = "What is written"


def import_patients(
    ctx: typer.Context,
    files: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE|-]...",
            help="CSV, XLSX, NDJSON, vCard or HL7 v2; gzip or zip of these.",
            show_default=False,
        ),
    ] = None,
    *,
    template: Annotated[
        str | None,
        typer.Option(
            "--template",
            metavar="FILE",
            help="Write an empty table to fill in to this new XLSX or CSV file, and read nothing.",
        ),
    ] = None,
    map_file: Annotated[
        str | None,
        typer.Option(
            "--map",
            metavar="FILE",
            help="Which field each column holds, in TOML.",
            rich_help_panel=_READING,
        ),
    ] = None,
    map_template: Annotated[
        bool,
        typer.Option(
            "--map-template",
            help="Print a map to edit, and read no patients.",
            rich_help_panel=_READING,
        ),
    ] = False,
    on_duplicate: Annotated[
        OnDuplicate,
        on_duplicate_option(
            "What to do with a row whose patient is already in the register.",
            *(OnDuplicate.REPORT, OnDuplicate.SKIP, OnDuplicate.UPDATE, OnDuplicate.CREATE),
            panel=_WRITING,
        ),
    ] = OnDuplicate.REPORT,
    accept_incomplete: Annotated[
        bool,
        typer.Option(
            "--accept-incomplete",
            help="Store an unknown sex as I, an unknown birth place as 99999, and tag the patient.",
            rich_help_panel=_WRITING,
        ),
    ] = False,
    drop_bad_cells: Annotated[
        bool,
        typer.Option(
            "--drop-bad-cells",
            help="Take a row without what cannot be taken in its optional fields, and tell it.",
            rich_help_panel=_WRITING,
        ),
    ] = False,
    create_tags: Annotated[
        bool,
        typer.Option(
            "--create-tags",
            help="Add the tags that the register does not have.",
            rich_help_panel=_WRITING,
        ),
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Take nothing if one row cannot be taken.", rich_help_panel=_WRITING
        ),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Run to the end, and write nothing.", rich_help_panel=_WRITING
        ),
    ] = False,
    commit_every: Annotated[
        int,
        typer.Option(
            "--commit-every",
            metavar="N",
            help="For huge files: commit every N rows; 0 for all at once.",
            min=0,
            max=LARGEST,
            rich_help_panel=_WRITING,
        ),
    ] = 0,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume",
            help="Go on where --commit-every was interrupted in this file.",
            rich_help_panel=_WRITING,
        ),
    ] = False,
    rejects: Annotated[
        str | None,
        typer.Option(
            metavar="FILE|-",
            help="Write the rejected rows and the reasons to this new file, or out (-).",
            rich_help_panel=_WRITING,
        ),
    ] = None,
    report_file: Annotated[
        str | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Write what was done to this new JSON or HTML file.",
            rich_help_panel=_WRITING,
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="The file's encoding, such as cp1252.",
            show_default="found out",
            rich_help_panel=_READING,
        ),
    ] = None,
    delimiter: Annotated[
        str | None,
        typer.Option(
            metavar="CHARACTER",
            help="What stands between the cells.",
            show_default="found out",
            rich_help_panel=_READING,
        ),
    ] = None,
    header_line: Annotated[
        int | None,
        typer.Option(
            "--header-line",
            metavar="N",
            help="The line that names the columns.",
            show_default="found out",
            min=1,
            max=LARGEST,
            rich_help_panel=_READING,
        ),
    ] = None,
    date_format: Annotated[
        str | None,
        typer.Option(
            metavar="FORM",
            help="How dates are written, such as MM/DD/YYYY.",
            show_default="found out",
            rich_help_panel=_READING,
        ),
    ] = None,
    null: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TEXT", help="A text that stands for nothing.", rich_help_panel=_READING
        ),
    ] = None,
    form: FormatOption = None,
) -> None:
    """Bring files of patients into the register, each whole or not at all.

    How a file is written is found out and told; French and English column names are recognised.
    Rows that cannot be taken are told with their line and left out (exit code 9): correct the file
    that --rejects writes, and import it.

    Examples:
    semble patient import --template to-fill-in.xlsx
    semble patient import export.csv --dry-run
    semble patient import export.csv --rejects to-correct.csv
    semble patient import export.csv --map-template > map.toml
    semble patient import export.csv --map map.toml --on-duplicate update
    semble patient import huge.csv --commit-every 50000 --resume
    """
    from semble_cli.services.imports.source import SourceOptions

    refuse_workbook_here(form)
    if bool(files) == bool(template):
        raise BadUsage("Give the files to import, or --template with the name of a new one.")
    if template:
        from semble_cli.commands.patient.importing.form import write_form

        write_form(template, chosen(form))
        return
    context = context_of(ctx)
    asked = SourceOptions(
        map_file, encoding, delimiter, date_format, tuple(null or ()), header_line
    )
    if resume and (not commit_every or "-" in (files or ())):
        raise BadUsage("--resume goes with --commit-every, and with files only.")
    if strict and commit_every:
        raise BadUsage("--strict takes all or nothing: leave --commit-every out.")
    policy = Policy(
        *(on_duplicate, create_tags, accept_incomplete, strict, dry_run, commit_every),
        document_limit=context.settings.own("document_limit"),
        drop_bad_cells=drop_bad_cells,
        keeps_texts=rejects is not None,
    )
    if map_template:
        write_templates(context, files or [], asked)
        return
    outputs = Outputs(rejects, report_file, chosen(form))
    left = import_files(context, files or [], asked, policy, outputs, resume=resume)
    if left:
        raise DoneInPart("Rows not taken: {count}.", count=left)
