"""`semble patient print label`: labels of patients, as a PDF in their true size."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.options.papers import (
    LIST,
    PaperOutput,
    PaperPlace,
    PrinterOption,
    list_printers,
    paper_place,
)
from semble_cli.commands.ui.options.shared import patient_argument
from semble_cli.commands.ui.output import say, warn
from semble_cli.commands.ui.words.fields import read_fields
from semble_cli.errors import BadUsage, Sentence, listed_fields
from semble_cli.patient.labels.templates import LABEL_FIELDS
from semble_cli.services.paper.labels import (
    TITLE,
    LabelsAsked,
    LabelsMade,
    make_labels,
    patients_found,
    template_in_use,
)
from semble_cli.services.patients.search import SearchQuery
from semble_cli.services.patients.search_plan import SearchFields

_WHAT, _HOW, _WHOM = "What stands on them", "Size and paper", "Whose"
_MOST_COPIES = 999


def label(
    ctx: typer.Context,
    patients: Annotated[
        list[int] | None,
        patient_argument(
            "Patients: ids, names, or . for the last one shown here.", metavar="[PATIENT]..."
        ),
    ] = None,
    *,
    output: PaperOutput = None,
    printer: PrinterOption = None,
    search: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="All whom this search finds, too.", rich_help_panel=_WHOM
        ),
    ] = None,
    tag: Annotated[
        list[str] | None,
        typer.Option(metavar="TAG", help="All who have this tag, too.", rich_help_panel=_WHOM),
    ] = None,
    template: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|TEMPLATE",
            help="One of labels.templates, or one written out.",
            rich_help_panel=_WHAT,
            show_default="labels.template",
        ),
    ] = None,
    fields: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="These fields, each on a line.", rich_help_panel=_WHAT),
    ] = None,
    choose: Annotated[
        bool,
        typer.Option("--choose", help="Tick the fields in a list.", rich_help_panel=_WHAT),
    ] = False,
    size: Annotated[
        str | None,
        typer.Option(
            metavar="NAME|SIZE",
            help="One of labels.sizes, or one written out: 57x32, 62 mm.",
            rich_help_panel=_HOW,
            show_default="labels.size",
        ),
    ] = None,
    copies: Annotated[
        int,
        typer.Option(
            metavar="N", help="So many of each.", min=1, max=_MOST_COPIES, rich_help_panel=_HOW
        ),
    ] = 1,
    start: Annotated[
        int,
        typer.Option(
            metavar="N",
            help="The first free place of a sheet that was begun.",
            min=1,
            rich_help_panel=_HOW,
        ),
    ] = 1,
    offset: Annotated[
        str | None,
        typer.Option(
            metavar="PRINTER",
            help="Move all by what labels.offsets has for this printer.",
            rich_help_panel=_HOW,
        ),
    ] = None,
) -> None:
    """Print labels on a printer, or make a PDF of them in their true size: print that at 100 %.

    Names are never cut: they shrink to what is still legible, then they are wrapped; where they
    have no room then, nothing is made. The INS and its datamatrix are printed for qualified
    identities only. id_datamatrix is a code of ours: scanned into semble patient search, it finds
    the patient.

    Examples:
    semble patient print label 1042 -o label.pdf
    semble patient print label 1042 --template ins --size roll_62 --printer zebra
    semble patient print label --tag Diabète --size sheet_3x7 --start 4 -o labels.pdf
    semble patient print label . --fields full_name,birth_date,id_datamatrix --copies 3 -o l.pdf
    """
    if printer == LIST:
        list_printers()
        return
    context = context_of(ctx)
    if sum((template is not None, fields is not None, choose)) > 1:
        raise BadUsage("Use one of --template, --fields and --choose.")
    whom = list(patients or ())
    if search is not None or tag:
        query = SearchQuery(search or "", SearchFields(tags=tuple(tag or ())), limit=0)
        whom = list(dict.fromkeys([*whom, *patients_found(context.register, query)]))
    if not whom:
        raise BadUsage("Say whose labels: PATIENT, --search or --tag.")
    chosen = _ticked(context) if choose else _read(fields)
    with paper_place(context, output, printer, TITLE, "labels.printer") as place:
        asked = LabelsAsked(size, template, chosen, copies, start, offset, place.printer_name)
        made = make_labels(context.register, whom, asked, context.settings.own)
        if made.page is not None and not place.has_paper(*made.page):
            warn([_no_such_paper(place, made.page)])
        job = place.put(made.pdf, made.page)
    told = {"labels": made.labels, "pages": made.pages}
    if job is not None:
        say(
            "Labels: {labels}, on pages: {pages}, printed on {printer} (job {job}).",
            printer=job.printer,
            job=job.number,
            **told,
        )
    elif place.file:
        say(
            "Labels: {labels}, on pages: {pages}, in {file}. Print at 100 %.",
            file=place.file,
            **told,
        )
    warn(_doubts(made))


def _read(fields: str | None) -> list[str]:
    if fields is None:
        return []
    return read_fields(LABEL_FIELDS, [each for each in fields.split(",") if each.strip()])


def _ticked(context: Context) -> list[str]:
    """The fields that a person ticks, those of the usual template ticked before."""
    if not context.may_ask:
        raise BadUsage("Nobody is there to tick fields: name them with --fields.")
    from semble_cli.commands.ui.prompts import choose_several

    usual = template_in_use(context.register, context.settings.own).fields
    shown = [(field, field_label(field)) for field in LABEL_FIELDS]
    return read_fields(LABEL_FIELDS, choose_several(tr("What stands on the label?"), shown, usual))


def _no_such_paper(place: PaperPlace, page: tuple[float, float]) -> Sentence:
    width, height = page
    return Sentence(
        "the printer {printer} knows no paper of {width}x{height} mm: look whether it prints in the"
        " true size, or have that size added to its queue.",
        printer=place.printer_name,
        width=f"{width:g}",
        height=f"{height:g}",
    )


def _doubts(made: LabelsMade) -> list[Sentence]:
    doubts = []
    if made.without_ins:
        doubts.append(
            Sentence(
                "the INS is printed for qualified identities only; labels without it are of"
                " patients: {count}.",
                count=made.without_ins,
            )
        )
    if made.not_in_clear:
        doubts.append(
            Sentence(
                "beside an INS datamatrix the identity stands in clear; missing: {fields}.",
                fields=listed_fields(made.not_in_clear),
            )
        )
    return doubts
