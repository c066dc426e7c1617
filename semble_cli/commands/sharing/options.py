"""The options of what is shared, and the passphrase of what is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.ui.options.passphrase import DESCRIPTOR
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import BadUsage
from semble_cli.patient.choices.of_records import WAYS
from semble_cli.patient.sharing.ways import RecipientKind, Way

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context

ToOption = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="patient|RELATION|ADDRESS",
        help="For whom: the patient, a relation by its number or name, an address."
        " May be repeated.",
    ),
]

ToPatientOption = Annotated[
    list[str] | None,
    typer.Option(
        "--to",
        metavar="patient|RELATION|ADDRESS",
        help="For whom: the patient, a relation by its number or name, an address."
        " May be repeated.",
        show_default=RecipientKind.PATIENT.value,
    ),
]

ByOption = Annotated[
    Way | None,
    choice_option(
        WAYS,
        "--by",
        help_text="By which way.",
        default="MSSanté to a contact with such an address, else e-mail",
    ),
]

EmlOption = Annotated[
    str | None,
    typer.Option(
        "--eml",
        metavar="FILE",
        help="Write the message to this new file, for your own mail program: nothing is sent.",
    ),
]

ZipOption = Annotated[
    bool,
    typer.Option(
        "--zip", help="Seal it as a ZIP file (AES-256) in place of a PDF: fewer programs open it."
    ),
]

SharePassphraseFileOption = Annotated[
    str | None,
    typer.Option(
        "--passphrase-file",
        metavar="FILE",
        help="The passphrase is the first line of this file, which you alone may read.",
        show_default="a new one is made, and shown once",
    ),
]

PassphraseDescriptorOption = Annotated[
    int | None,
    typer.Option(
        "--passphrase-fd",
        metavar="N",
        help="The passphrase is the first line that comes through this file descriptor.",
        min=0,
    ),
]

OverrideOption = Annotated[
    str | None,
    typer.Option(
        "--override",
        metavar="REASON",
        help="Share it against the patient's answer: why, for the journal.",
    ),
]

YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask: share it all the same.")]


def given_passphrase(context: Context, file: str | None, descriptor: int | None) -> str | None:
    """The passphrase that was given; `None` where one is to be made, and a person is there to read
    it.

    Raises:
        BadUsage: it comes from two places, cannot be taken, or nobody is there. Refused: others may
            read its file.
    """
    import os

    from semble_cli.patient.sharing.passphrases import check_given_passphrase
    from semble_cli.services.encryption.passphrases import (
        passphrase_in_file,
        passphrase_of_descriptor,
    )

    if file is not None and descriptor is not None:
        raise BadUsage("Give --passphrase-file or --passphrase-fd.")
    number = str(descriptor) if descriptor is not None else os.environ.get(DESCRIPTOR)
    if file is not None:
        return check_given_passphrase(passphrase_in_file(file))
    if number:
        return check_given_passphrase(passphrase_of_descriptor(number))
    if not context.may_ask:
        raise BadUsage(
            "Nobody is at a terminal to be shown the passphrase: give one with --passphrase-file,"
            " --passphrase-fd or {variable}.",
            variable=DESCRIPTOR,
        )
    return None
