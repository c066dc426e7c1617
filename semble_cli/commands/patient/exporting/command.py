"""`semble patient export`: the complete record as one archive."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.document.said import tell_written
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.passphrase import PassphraseFileOption, new_passphrase
from semble_cli.commands.ui.options.shared import FormatOption, PatientId, PdfOption, RevealOption
from semble_cli.commands.ui.output import refuse_workbook_here, say, write
from semble_cli.commands.ui.streams import STDOUT, end_with_reader
from semble_cli.commands.ui.to_file import new_file
from semble_cli.commands.ui.words.choices import LANGUAGES, choice_option
from semble_cli.errors import BadUsage, CannotBePrinted, DoneInPart
from semble_cli.patient.actions import Action
from semble_cli.patient.choices.reader import Choices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.services.exports.record import ExportedRecord, HandedOut

_LEVELS: Choices[str] = Choices({"2B": (), "1B": ()})


def export(
    ctx: typer.Context,
    patient: PatientId,
    *,
    output: Annotated[
        str | None,
        typer.Option(
            *("-o", "--output"),
            metavar="FILE|-",
            help="Write it to this new file, too; - is standard output.",
        ),
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("--everything", help="With the history, and what was shared."),
    ] = False,
    encrypt: Annotated[
        bool,
        typer.Option("--encrypt", help="With -o: encrypt what is written there, with AES-256."),
    ] = False,
    passphrase_file: PassphraseFileOption = None,
    pdf: PdfOption = True,
    level: Annotated[
        str,
        choice_option(_LEVELS, "--pdf-a", help_text="The level of PDF/A that the pages keep to."),
    ] = "2B",
    language: Annotated[
        str,
        choice_option(
            LANGUAGES, "--page-language", help_text="The language of the pages, whatever yours is."
        ),
    ] = "fr",
    reveal: RevealOption = False,
    form: FormatOption = None,
) -> None:
    """Export a complete record: one archive (ZIP), which is kept among the patient's documents.

    It holds the record as PDF, as JSON and as FHIR, all documents, a page that says what is not in
    it, and a manifest with the digest of each file. Left out are the history, unless --everything
    is given, and earlier exports. A document that is damaged in the register is named, the rest is
    exported, and the exit code is 9. What is written in letters that paper has not keeps a record
    from being exported, unless --no-pdf leaves the pages out.

    What is kept in the register is not encrypted: roles guard it. The archive names no document
    then, and the passphrase is asked for, or comes from --passphrase-file or SEMBLE_PASSPHRASE_FD.

    Examples:
    semble patient export 1042
    semble patient export 1042 --everything --reveal -o record.zip
    semble patient export 1042 --encrypt -o record.zip
    """
    refuse_workbook_here(form)
    _refuse_unusable(output, passphrase_file, encrypt=encrypt, has_form=form is not None)
    from semble_cli.commands.patient.exporting.pages import ExportPages
    from semble_cli.commands.ui.screen.progress import bar
    from semble_cli.services.exports.contents import WhatToExport
    from semble_cli.services.exports.record import Progress, export_record

    context = context_of(ctx)
    secret = new_passphrase(context, passphrase_file) if encrypt else None
    with _handed(output, secret) as handed, bar(context, tr("Export")) as shown, _way_out():
        made = export_record(
            context.register,
            patient,
            WhatToExport(everything, reveal),
            ExportPages(language),
            context.settings.own,
            handed,
            level=level if pdf else None,
            progress=Progress(shown.begins, shown.goes_on),
        )
    details = [tr("{count} document(s) in it", count=made.documents)]
    tell_written(Action.DOCUMENT_ADD, made.patient, made.document, made.size, form, details)
    if output != STDOUT and form is None:
        write(str(made.document.id))
    if output not in (None, STDOUT):
        say("The export is written to {file}.", file=output)
    _tell_damaged(made)


def _refuse_unusable(
    output: str | None, passphrase_file: str | None, *, encrypt: bool, has_form: bool
) -> None:
    if encrypt and output is None:
        raise BadUsage("--encrypt goes with -o: what is kept in the register is guarded by roles.")
    if passphrase_file is not None and not encrypt:
        raise BadUsage("--passphrase-file goes with --encrypt.")
    if output == STDOUT and has_form:
        raise BadUsage("-f does not go with -o -: the archive is the result.")
    if output == STDOUT and sys.stdout.isatty():
        raise BadUsage("An archive is nothing for a terminal: send it on with > FILE, or -o FILE.")


@contextmanager
def _handed(output: str | None, passphrase: str | None) -> Iterator[HandedOut | None]:
    """Where the archive is written to, if it is: that it can be is found out before."""
    from semble_cli.services.exports.record import HandedOut

    if output is None:
        yield None
    elif output == STDOUT:
        end_with_reader()
        yield HandedOut(sys.stdout.buffer, False, passphrase)
        sys.stdout.buffer.flush()
    else:
        with new_file(output) as out:
            yield HandedOut(out.buffer, True, passphrase)


@contextmanager
def _way_out() -> Iterator[None]:
    """Say how a record is exported that pages cannot be made of.

    Raises:
        CannotBePrinted: they cannot.
    """
    try:
        yield
    except CannotBePrinted:
        say("--no-pdf exports the record without its pages.")
        raise


def _tell_damaged(made: ExportedRecord) -> None:
    """Say which documents are missing.

    Raises:
        DoneInPart: some are.
    """
    if made.damaged:
        raise DoneInPart(
            "Documents damaged in the register, and so not in the export: {ids}. Add them once more"
            " where you still have them, which mends them, or put back the last backup.",
            ids=", ".join(str(each.id) for each in made.damaged),
        )
