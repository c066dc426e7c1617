"""`semble patient print label`: labels of patients, as a PDF in their true size."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.patient.printing.output import (
    STDOUT,
    PdfOption,
    refuse_terminal,
    write_pdf,
)
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.options.shared import patient_argument
from semble_cli.commands.ui.output import say, warn
from semble_cli.commands.ui.words.fields import read_fields
from semble_cli.errors import BadUsage, Sentence, listed_fields
from semble_cli.patient.labels.templates import LABEL_FIELDS
from semble_cli.services.paper.labels import (
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
    output: PdfOption,
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
    """Make labels, as a PDF in their true size: print it at 100 %.

    Names are never cut: they shrink to what is still legible, then they are wrapped; where they
    have no room then, nothing is made. The INS and its datamatrix are printed for qualified
    identities only. id_datamatrix is a code of ours: scanned into semble patient search, it finds
    the patient.

    Examples:
    semble patient print label 1042 -o label.pdf
    semble patient print label 1042 --template ins --size 62mm -o - | lp -o raw
    semble patient print label --tag Diabète --size sheet_3x7 --start 4 -o labels.pdf
    semble patient print label . --fields full_name,birth_date,id_datamatrix --copies 3 -o l.pdf
    """
    context = context_of(ctx)
    _refuse_unusable(output, template, fields, choose=choose)
    whom = list(patients or ())
    if search is not None or tag:
        query = SearchQuery(search or "", SearchFields(tags=tuple(tag or ())), limit=0)
        whom = list(dict.fromkeys([*whom, *patients_found(context.register, query)]))
    if not whom:
        raise BadUsage("Say whose labels: PATIENT, --search or --tag.")
    chosen = _ticked(context) if choose else _read(fields)
    asked = LabelsAsked(size, template, chosen, copies, start, offset)
    made = write_pdf(
        output, lambda: make_labels(context.register, whom, asked, context.settings.own)
    )
    if output != STDOUT:
        say(
            "Labels: {labels}, on pages: {pages}, in {file}. Print at 100 %.",
            labels=made.labels,
            pages=made.pages,
            file=output,
        )
    warn(_doubts(made))


def _refuse_unusable(
    output: str, template: str | None, fields: str | None, *, choose: bool
) -> None:
    if sum((template is not None, fields is not None, choose)) > 1:
        raise BadUsage("Use one of --template, --fields and --choose.")
    refuse_terminal(output)


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
