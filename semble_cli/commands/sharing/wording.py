"""The words of messages that carry something shared: they tell nothing of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.sharing.cover import cover_in
from semble_cli.commands.ui.language import speaking, tr

if TYPE_CHECKING:
    from semble_cli.services.sharing.messages import Wording


def wording_in(language: str, *, is_zip: bool) -> Wording:
    """The words in a language."""
    from semble_cli.services.sharing.messages import Wording

    with speaking(language):
        opens = (
            tr("The file is encrypted (ZIP, AES-256): 7-Zip opens it, Windows alone does not.")
            if is_zip
            else tr("The file is an encrypted PDF: a reader of PDF files opens it.")
        )
        passphrase = tr("The passphrase is given to you by another way, such as the phone.")
        text = (
            tr("Hello,"),
            tr("You find documents attached that were prepared for you."),
            f"{opens} {passphrase}",
            tr("If this message is not for you, delete it, please."),
        )
        beside = (
            tr("Hello,"),
            tr("You find documents attached: in the archive for programs, and as PDF files."),
        )
        return Wording(tr("Documents for you"), _letter(text), _letter(beside), cover_in(language))


def _letter(paragraphs: tuple[str, ...]) -> str:
    return "\n\n".join(paragraphs) + "\n"
