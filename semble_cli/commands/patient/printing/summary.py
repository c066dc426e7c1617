"""`semble patient print summary` and `treatments`: pages about patients, as a PDF to be kept."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.patient.printing.made_pages import put_pages
from semble_cli.commands.patient.printing.pages.composer import PatientPages
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.papers import (
    LIST,
    PaperOutput,
    PrinterOption,
    list_printers,
)
from semble_cli.commands.ui.options.shared import RevealOption, patient_argument
from semble_cli.commands.ui.words.choices import LANGUAGES, choice_option
from semble_cli.errors import BadUsage
from semble_cli.services.paper.summary import PaperKind, print_patients, title_of

PatientIds = Annotated[
    list[int] | None,
    patient_argument(
        "Patients: ids, names, or . for the last one shown here.", metavar="[PATIENT]..."
    ),
]

PageLanguageOption = Annotated[
    str,
    choice_option(
        LANGUAGES, "--page-language", help_text="The language of the pages, whatever yours is."
    ),
]


def summary(
    ctx: typer.Context,
    patients: PatientIds = None,
    *,
    output: PaperOutput = None,
    printer: PrinterOption = None,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole",
            help="All of it: past treatments, whole consultations and the list of documents too.",
        ),
    ] = False,
    language: PageLanguageOption = "fr",
    reveal: RevealOption = False,
) -> None:
    """Print the summary of a record, or make it as a PDF to be kept (PDF/A).

    Allergies come first, then identity, coverage, contacts and relations, current treatments, the
    consultations in short, and preferences. Who may not read medical contents prints the rest; the
    page says what is left out. The INS is printed for qualified identities only. Several patients
    stand in one file, each from page 1 on.

    Examples:
    semble patient print summary 1042 -o summary.pdf
    semble patient print summary 1042 --page-language en --printer brother
    semble patient print summary 1042 1043 --whole -o records.pdf
    """
    kind = PaperKind.RECORD if whole else PaperKind.SUMMARY
    _print(ctx, kind, patients, output, printer, language, reveal=reveal)


def treatments(
    ctx: typer.Context,
    patients: PatientIds = None,
    *,
    output: PaperOutput = None,
    printer: PrinterOption = None,
    language: PageLanguageOption = "fr",
) -> None:
    """Print the current treatments, or make a PDF of them to be kept (PDF/A): the allergies first.

    Only who may read medical contents can print it.

    Examples:
    semble patient print treatments 1042 -o treatments.pdf
    semble patient print treatments . --printer brother
    """
    _print(ctx, PaperKind.TREATMENTS, patients, output, printer, language)


def _print(
    ctx: typer.Context,
    kind: PaperKind,
    patients: list[int] | None,
    output: str | None,
    printer: str | None,
    language: str,
    *,
    reveal: bool = False,
) -> None:
    if printer == LIST:
        list_printers()
        return
    if not patients:
        raise BadUsage("Say whose: PATIENT.")
    context = context_of(ctx)
    compose = PatientPages(kind, language, reveal)
    put_pages(
        context,
        output,
        printer,
        title_of(kind, language),
        lambda: print_patients(
            context.register,
            list(dict.fromkeys(patients)),
            compose,
            context.settings.own,
            reveal=reveal,
        ),
    )
