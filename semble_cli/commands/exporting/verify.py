"""`semble export verify`: whether an export is still what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.passphrase import PassphraseFileOption, known_passphrase
from semble_cli.commands.ui.options.shared import FormatOption
from semble_cli.commands.ui.output import chosen, refuse_workbook_here, say
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import DoneInPart, InvalidInput, Sentence, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.services.exports.verify import VerifiedExport


def verify(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE|DIR", help="An archive, or the directory of export all."),
    ],
    *,
    passphrase_file: PassphraseFileOption = None,
    form: FormatOption = None,
) -> None:
    """Check an export: compare every file with the manifest. No register is needed.

    It is read where it lies, nothing is unpacked. The exit code is 4 where a file is missing,
    changed, added, there twice or bears a dangerous name, and 9 where all is as it was made, but
    documents were damaged then.

    Examples:
    semble export verify record.zip
    semble export verify /mnt/export
    semble export verify record.zip --passphrase-file passphrase.txt -f json
    """
    refuse_workbook_here(form)
    from semble_cli.services.exports.verify import verify_export

    context = context_of(ctx)
    found = verify_export(file, lambda: known_passphrase(context, passphrase_file))
    write_one(found._asdict(), chosen(form))
    if not found.is_as_made:
        raise InvalidInput(
            "file", "it is not as it was made: {what}.", what=listed(list(_faults(found)))
        )
    if found.damaged:
        raise DoneInPart(
            "All is as it was made; documents that were damaged then are missing: {ids}.",
            ids=", ".join(map(str, found.damaged)),
        )
    say("All {count} files are as they were made.", count=found.files)


def _faults(found: VerifiedExport) -> Iterator[Sentence]:
    for sentence, names in (
        (Sentence("{count} missing", count=len(found.missing)), found.missing),
        (Sentence("{count} changed", count=len(found.changed)), found.changed),
        (Sentence("{count} not in the manifest", count=len(found.extra)), found.extra),
        (Sentence("{count} there twice", count=len(found.duplicate)), found.duplicate),
        (
            Sentence("{count} with a dangerous name", count=len(found.unsafe_names)),
            found.unsafe_names,
        ),
    ):
        if names:
            yield sentence
