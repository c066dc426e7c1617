"""The words of messages that carry something shared, and of the page before what is attached to a
sealed PDF: they tell nothing of anybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.language import speaking, tr
from semble_cli.errors import Sentence
from semble_cli.patient.pages.parts import PageDocument, Paragraph, Title

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
        return Wording(tr("Documents for you"), _letter(text), _letter(beside), _cover())


def _letter(paragraphs: tuple[str, ...]) -> str:
    return "\n\n".join(paragraphs) + "\n"


def _cover() -> PageDocument:
    """How to come by what is attached to a PDF."""
    title = tr("Files are attached to this document")
    parts = (
        Title(title),
        Paragraph(
            tr(
                "They are what was prepared for you, and has no pages to be shown here. They are"
                " encrypted with this document, and open once it is open."
            )
        ),
        Paragraph(
            tr(
                "In Adobe Acrobat Reader, Firefox, Okular and Evince, show the attachments (a paper"
                " clip at the side), and save them. Other readers may not show any: take one of"
                " these."
            )
        ),
        Paragraph(
            tr(
                "An archive (ZIP) is opened by a double click. It holds health data: keep it where"
                " nobody else reads it."
            )
        ),
    )
    return PageDocument(Sentence("The page about attachments"), "", "", parts)
