"""`semble patient print list`: patients on a page, such as those whose rights are closed."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.patient.printing.made_pages import put_pages
from semble_cli.commands.patient.printing.pages.patient_list import ListPages
from semble_cli.commands.patient.printing.summary import PageLanguageOption
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.papers import (
    LIST,
    PaperOutput,
    PrinterOption,
    list_printers,
)
from semble_cli.commands.ui.options.shared import patient_argument
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import BadUsage
from semble_cli.patient.choices.of_patients import RIGHTS_STATES
from semble_cli.patient.insurance import RightsState
from semble_cli.services.paper.labels import patients_found
from semble_cli.services.paper.patient_list import TITLES, print_list
from semble_cli.services.patients.search import SearchQuery
from semble_cli.services.patients.search_plan import SearchFields


def patient_list(
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
        str | None, typer.Option(metavar="TEXT", help="Those whom this search finds.")
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Those who have this tag.")
    ] = None,
    rights: Annotated[
        RightsState | None,
        choice_option(
            RIGHTS_STATES,
            "--rights",
            help_text="Those whose health insurance rights are so today.",
        ),
    ] = None,
    language: PageLanguageOption = "fr",
) -> None:
    """Print a list of patients, or make a PDF of it (PDF/A): name, birth, phones and rights.

    It is the list of the morning: whom to ask for open rights today. What --search, --tag and
    --rights ask for must all be so; patients who are named stand in it too.

    Examples:
    semble patient print list --rights closed --tag Today -o morning.pdf
    semble patient print list --rights closed --printer brother
    """
    if printer == LIST:
        list_printers()
        return
    context = context_of(ctx)
    whom = list(patients or ())
    if search is not None or tag or rights:
        fields = SearchFields(tags=tuple(tag or ()), rights=rights)
        query = SearchQuery(search or "", fields, limit=0)
        whom += patients_found(context.register, query)
    whom = list(dict.fromkeys(whom))
    if not whom:
        raise BadUsage("Say who is on the list: PATIENT, --search, --tag or --rights.")
    compose = ListPages(None if patients else rights, language)
    own = context.settings.own
    put_pages(
        context,
        output,
        printer,
        TITLES[language],
        lambda: print_list(context.register, whom, compose, own),
    )
