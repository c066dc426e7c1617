"""The page before what is attached to a sealed PDF: how to come by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.language import speaking, tr
from semble_cli.errors import Sentence
from semble_cli.patient.pages.parts import Heading, Notice, PageDocument, Paragraph, Space, Title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.pages.parts import Part


def cover_in(language: str) -> PageDocument:
    """The page in French, and below in another language, where the recipient has another."""
    languages = ("fr",) if language == "fr" else ("fr", language)
    parts: list[Part] = []
    for each in languages:
        with speaking(each):
            parts += [*_words(), Space(10)]
    about = Sentence("The page about attachments")
    return PageDocument(about=about, head="", foot="", parts=tuple(parts), head_from=2)


def _words() -> Iterator[Part]:
    yield Title(tr("Attached files"))
    yield Notice(
        tr(
            "This PDF holds other files, attached to it.\nThey are not on its pages: they are saved"
            " from it, each as a file of its own."
        ),
        is_alert=False,
    )
    yield Heading(tr("On a computer"))
    yield Paragraph(
        tr(
            "Open this PDF with Adobe Acrobat Reader or with Firefox. Show the attachments, by the"
            " paper clip at the side or in the menu, then save each file."
        )
    )
    yield Heading(tr("If no attachment is shown"))
    yield Paragraph(
        tr(
            "Programs of phones and some others, such as Preview on a Mac, often show no"
            " attachments: open this PDF with one of those above."
        )
    )
    yield Heading(tr("Files that end with .zip"))
    yield Paragraph(
        tr(
            "Such a file is an archive of several files: save it, then open it. Adobe Acrobat"
            " Reader saves none of that kind: open this PDF with Firefox."
        )
    )
