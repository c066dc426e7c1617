"""`semble document share`: documents sent to the patient or to a third party."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.sharing.options import (
    ByOption,
    EmlOption,
    OverrideOption,
    PassphraseDescriptorOption,
    SharePassphraseFileOption,
    ToOption,
    YesOption,
    ZipOption,
)
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption, given_id
from semble_cli.commands.ui.output import refuse_workbook_here, say
from semble_cli.commands.ui.words.choices import LANGUAGES, choice_option
from semble_cli.errors import BadUsage


def share(
    ctx: typer.Context,
    documents: Annotated[
        list[int] | None,
        typer.Argument(
            metavar="[DOC]...",
            help="The numbers of the documents, as semble document list shows them.",
            parser=given_id,
        ),
    ] = None,
    *,
    to: ToOption = None,
    by: ByOption = None,
    eml: EmlOption = None,
    is_zip: ZipOption = False,
    passphrase_file: SharePassphraseFileOption = None,
    passphrase_fd: PassphraseDescriptorOption = None,
    override: OverrideOption = None,
    resend: Annotated[
        int | None,
        typer.Option(
            "--resend",
            metavar="SHARE",
            help="Send this share again, by its number in semble document shares.",
            parser=given_id,
        ),
    ] = None,
    yes: YesOption = False,
    language: Annotated[
        str,
        choice_option(
            LANGUAGES,
            "--page-language",
            help_text="The language of the message, whatever yours is.",
        ),
    ] = "fr",
    form: FormatOption = None,
) -> None:
    """Share documents of a patient. The number of the share is printed, or what became of it for
    each recipient with --format json.

    What leaves by ordinary e-mail is encrypted, and the passphrase shown once, to be given by
    another way. Each recipient has a message of their own. The patient's answers decide: semble
    patient prefs records them. It is noted before anything leaves, and what became of it after;
    what may have arrived is never sent again without a question.

    Examples:
    semble document share 7 --to patient
    semble document share 7 8 --to "dr martin" --by mssante
    semble document share 7 --to martin@example.org --eml message.eml
    semble document share --resend 12
    """
    from semble_cli.commands.sharing.running import (
        ShareOptions,
        confirmed,
        how_sent,
        refuse_unusable,
        share_prepared,
    )
    from semble_cli.services.sharing.preparing import prepare_share

    refuse_workbook_here(form)
    if resend is not None and documents:
        raise BadUsage("Give documents, or --resend with the number of a share.")
    if resend is None and not documents:
        raise BadUsage("Say which documents: DOC...")
    context = context_of(ctx)
    options = ShareOptions(
        *(to, by, eml, is_zip, passphrase_file, passphrase_fd, override, yes, language, form),
        resends=resend,
    )
    refuse_unusable(options)
    own = context.settings.own
    prepared = prepare_share(context.register, documents or [], options.asked, own)
    meant = confirmed(context, prepared, options)
    if meant is None:
        say("Nothing was sent.")
        return
    share_prepared(context, meant, how_sent(context, meant, options), options)
