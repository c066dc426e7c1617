"""`semble patient share`: the complete export of a record, sent to somebody."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.sharing.options import (
    ByOption,
    EmlOption,
    OverrideOption,
    PassphraseDescriptorOption,
    SharePassphraseFileOption,
    ToPatientOption,
    YesOption,
    ZipOption,
)
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption, PatientId, RevealOption
from semble_cli.commands.ui.output import refuse_workbook_here, say
from semble_cli.commands.ui.words.choices import LANGUAGES, choice_option
from semble_cli.errors import BadUsage
from semble_cli.patient.sharing.ways import RecipientKind


def share(
    ctx: typer.Context,
    patient: PatientId,
    *,
    export: Annotated[
        bool, typer.Option("--export", help="The complete export: all that is shared here.")
    ] = False,
    to: ToPatientOption = None,
    by: ByOption = None,
    everything: Annotated[
        bool,
        typer.Option("--everything", help="With the history, and what was shared."),
    ] = False,
    reveal: RevealOption = False,
    eml: EmlOption = None,
    is_zip: ZipOption = False,
    passphrase_file: SharePassphraseFileOption = None,
    passphrase_fd: PassphraseDescriptorOption = None,
    override: OverrideOption = None,
    yes: YesOption = False,
    language: Annotated[
        str,
        choice_option(
            LANGUAGES,
            "--page-language",
            help_text="The language of the pages and of the message, whatever yours is.",
        ),
    ] = "fr",
    form: FormatOption = None,
) -> None:
    """Share the complete export of a record, by e-mail: it is made, kept among the patient's
    documents, and sent sealed.

    The archive is attached inside an encrypted PDF, or is an encrypted ZIP file with --zip. All
    else is as with semble document share.

    Examples:
    semble patient share 1042 --export
    semble patient share 1042 --export --everything --to "dr martin" --by email
    """
    from semble_cli.commands.patient.exporting.pages import ExportPages
    from semble_cli.commands.sharing.running import (
        ShareOptions,
        confirmed,
        how_sent,
        refuse_unusable,
        share_prepared,
    )
    from semble_cli.commands.ui.screen.progress import bar
    from semble_cli.services.exports.contents import WhatToExport
    from semble_cli.services.exports.record import Progress, export_record
    from semble_cli.services.sharing.preparing import prepare_export, with_export

    refuse_workbook_here(form)
    if not export:
        raise BadUsage("Say what of the patient is shared: --export, the complete export.")
    context = context_of(ctx)
    whom = to or [RecipientKind.PATIENT.value]
    options = ShareOptions(
        *(whom, by, eml, is_zip, passphrase_file, passphrase_fd, override, yes, language, form)
    )
    refuse_unusable(options)
    register, own = context.register, context.settings.own
    prepared = confirmed(context, prepare_export(register, patient, options.asked, own), options)
    if prepared is None:
        say("Nothing was sent.")
        return
    how = how_sent(context, prepared, options)
    with bar(context, tr("Export")) as shown:
        made = export_record(
            register,
            patient,
            WhatToExport(everything, reveal),
            ExportPages(language),
            own,
            progress=Progress(shown.begins, shown.goes_on),
            are_names_told=False,
        )
    say("The export is kept as document {id}.", id=made.document.id)
    if made.damaged:
        say(
            "Documents damaged in the register, and so not in the export: {ids}.",
            ids=", ".join(str(each.id) for each in made.damaged),
        )
    share_prepared(context, with_export(register, prepared, made.document.id or 0), how, options)
