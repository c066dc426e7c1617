"""`semble patient print summary` and `treatments`: pages about patients, as a PDF to be kept."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.patient.printing.output import (
    STDOUT,
    PdfOption,
    refuse_terminal,
    write_pdf,
)
from semble_cli.commands.patient.printing.pages.composer import PatientPages
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import RevealOption, patient_argument
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.words.choices import LANGUAGES, choice_option
from semble_cli.services.paper.summary import PaperKind, print_patients

PatientIds = Annotated[
    list[int],
    patient_argument(
        "Patients: ids, names, or . for the last one shown here.", metavar="PATIENT..."
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
    patients: PatientIds,
    *,
    output: PdfOption,
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
    """Make the summary of a record, as a PDF to be kept (PDF/A).

    Allergies come first, then identity, coverage, contacts and relations, current treatments, the
    consultations in short, and preferences. Who may not read medical contents prints the rest; the
    page says what is left out. The INS is printed for qualified identities only. Several patients
    stand in one file, each from page 1 on.

    Examples:
    semble patient print summary 1042 -o summary.pdf
    semble patient print summary 1042 --page-language en -o - | lp
    semble patient print summary 1042 1043 --whole -o records.pdf
    """
    kind = PaperKind.RECORD if whole else PaperKind.SUMMARY
    _print(ctx, kind, patients, output, language, reveal=reveal)


def treatments(
    ctx: typer.Context,
    patients: PatientIds,
    *,
    output: PdfOption,
    language: PageLanguageOption = "fr",
) -> None:
    """Make the list of current treatments, as a PDF to be kept (PDF/A), with the allergies first.

    Only who may read medical contents can print it.

    Examples:
    semble patient print treatments 1042 -o treatments.pdf
    semble patient print treatments . -o - | lp
    """
    _print(ctx, PaperKind.TREATMENTS, patients, output, language)


def _print(
    ctx: typer.Context,
    kind: PaperKind,
    patients: list[int],
    output: str,
    language: str,
    *,
    reveal: bool = False,
) -> None:
    refuse_terminal(output)
    context = context_of(ctx)
    whom = list(dict.fromkeys(patients))
    compose = PatientPages(kind, language, reveal)
    made = write_pdf(
        output,
        lambda: print_patients(
            context.register, whom, compose, context.settings.own, reveal=reveal
        ),
    )
    if output != STDOUT:
        say(
            "Patients: {patients}, on pages: {pages}, in {file}.",
            patients=made.patients,
            pages=made.pages,
            file=output,
        )
