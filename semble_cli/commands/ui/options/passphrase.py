"""Where the passphrase of an archive comes from: never from an option, which others would see."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.ui.language import tr
from semble_cli.errors import BadUsage

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context

DESCRIPTOR = "SEMBLE_PASSPHRASE_FD"
"""The variable that tells through which file descriptor the passphrase comes."""

PassphraseFileOption = Annotated[
    str | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="The passphrase is the first line of this file, which you alone may read.",
        show_default="a question",
    ),
]


def known_passphrase(context: Context, file: str | None) -> str:
    """The passphrase of an archive that is there.

    Raises:
        BadUsage: there is none, and nobody is there to be asked. Refused: others may read its file.
    """
    given = _given(file)
    if given is not None:
        return given
    return _asked(context, tr("Passphrase of the archive"))


def new_passphrase(context: Context, file: str | None) -> str:
    """A passphrase for a new archive; a person types it twice.

    Raises:
        BadUsage: it is too short, was typed otherwise the second time, or nobody is there to be
            asked. Refused: others may read its file.
    """
    from semble_cli.services.encryption.passphrases import check_new_passphrase

    given = _given(file)
    if given is not None:
        return check_new_passphrase(given)
    typed = check_new_passphrase(_asked(context, tr("New passphrase of the archive")))
    if _asked(context, tr("The same passphrase again")) != typed:
        raise BadUsage("The two passphrases are not the same.")
    return typed


def _given(file: str | None) -> str | None:
    from semble_cli.services.encryption.passphrases import (
        passphrase_in_file,
        passphrase_of_descriptor,
    )

    if file is not None:
        return passphrase_in_file(file)
    number = os.environ.get(DESCRIPTOR)
    return passphrase_of_descriptor(number) if number else None


def _asked(context: Context, question: str) -> str:
    if not context.may_ask:
        raise BadUsage(
            "Nobody is there to type the passphrase: use --passphrase-file, or {variable}.",
            variable=DESCRIPTOR,
        )
    from semble_cli.commands.ui.prompts import ask_secret

    return ask_secret(question)
