"""`semble export all`: every record of the practice, in a directory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.passphrase import PassphraseFileOption, new_passphrase
from semble_cli.commands.ui.options.shared import FormatOption, PdfOption, RevealOption
from semble_cli.commands.ui.output import chosen, refuse_workbook_here, say
from semble_cli.commands.ui.tables import write_one
from semble_cli.commands.ui.words.choices import LANGUAGES, choice_option
from semble_cli.errors import BadUsage, DoneInPart, Interrupted, Sentence, StoreError, listed

if TYPE_CHECKING:
    from semble_cli.services.exports.beside import PracticeReport

_KEYS = (
    *("patients", "exported", "made_now", "taken_away", "documents", "size", "damaged"),
    *("without_pages", "still_changing"),
)


def all_records(
    ctx: typer.Context,
    *,
    directory: Annotated[
        str,
        typer.Option(
            *("-o", "--output"),
            metavar="DIR",
            help="A new or empty directory, or one in which the same export goes on.",
        ),
    ],
    everything: Annotated[
        bool, typer.Option("--everything", help="With the history of each record.")
    ] = False,
    pdf: PdfOption = True,
    encrypt: Annotated[
        bool, typer.Option("--encrypt", help="Encrypt each archive, with AES-256.")
    ] = False,
    passphrase_file: PassphraseFileOption = None,
    language: Annotated[
        str,
        choice_option(
            LANGUAGES, "--page-language", help_text="The language of the pages, whatever yours is."
        ),
    ] = "fr",
    reveal: RevealOption = False,
    form: FormatOption = None,
) -> None:
    """Export every record of the practice to a directory. Only an admin may.

    Each patient has an archive as of semble patient export. Beside them stand contacts,
    practitioners, tags and keywords, a dictionary of the data in French and English, a report of
    what is there, and a manifest with the digest of each file.

    The same command goes on where it was ended, and makes anew what changed since. Archived and
    merged patients are in it; deleted ones are not.

    With --encrypt, archives name no document, and all that tells of people is in archives; whoever
    goes on with the export has to know its passphrase. Without, put it on a disk that is encrypted.

    Examples:
    semble export all -o /mnt/export
    semble export all -o /mnt/export --everything --reveal
    semble export all -o /mnt/export --encrypt
    """
    refuse_workbook_here(form)
    from semble_cli.commands.exporting.pages import PracticePages
    from semble_cli.commands.ui.screen.progress import bar
    from semble_cli.services.exports.beside import PracticeAsked
    from semble_cli.services.exports.contents import WhatToExport
    from semble_cli.services.exports.practice import export_practice
    from semble_cli.services.exports.record import Progress

    context = context_of(ctx)
    if passphrase_file is not None and not encrypt:
        raise BadUsage("--passphrase-file goes with --encrypt.")
    secret = new_passphrase(context, passphrase_file) if encrypt else None
    asked = PracticeAsked(WhatToExport(everything, reveal), pdf, secret)
    begun: list[int] = []
    try:
        with bar(context, tr("Export")) as shown:

            def begins(records: int) -> None:
                begun.append(records)
                shown.begins(records)

            report = export_practice(
                context.register,
                directory,
                asked,
                PracticePages(language),
                context.settings.own,
                Progress(begins, shown.goes_on),
            )
    except KeyboardInterrupt:
        if not begun:
            raise
        raise Interrupted("Interrupted. {kept}", kept=_GOES_ON) from None
    except StoreError as error:
        if not begun:
            raise
        raise StoreError("{problem} {kept}", problem=error.sentence, kept=_GOES_ON) from None
    told = report._asdict() | {
        "damaged": [{"patient": whose, "document": each} for whose, each in report.damaged],
        "without_pages": list(report.without_pages),
    }
    write_one({"directory": directory} | {key: told[key] for key in _KEYS}, chosen(form))
    say("The export is whole: check it with semble export verify.")
    _tell_rest(report)


_GOES_ON = Sentence("What was made is kept: the same command goes on.")


def _tell_rest(report: PracticeReport) -> None:
    """Say what is not as it should be.

    Raises:
        DoneInPart: something is not.
    """
    if report.is_whole:
        return
    told = []
    if report.damaged:
        told.append(
            Sentence(
                "documents damaged in the register, and so left out: {count}",
                count=len(report.damaged),
            )
        )
    if report.without_pages:
        told.append(
            Sentence(
                "records without pages, for paper has no letters for something in them: {count}",
                count=len(report.without_pages),
            )
        )
    if report.still_changing:
        told.append(
            Sentence(
                "records that went on changing, which the same command makes anew: {count}",
                count=report.still_changing,
            )
        )
    raise DoneInPart("Not all is there: {what}.", what=listed(told))
