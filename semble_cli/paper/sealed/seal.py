"""Pages of PDFs, pictures and texts as one PDF, plain or sealed by a passphrase. The only user of
pikepdf."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from semble_cli.paper.pages.layout import lay_out
from semble_cli.paper.pdf import pages_pdf
from semble_cli.paper.sealed.files import add_file, forget_all_but_pages
from semble_cli.paper.sealed.kinds import PDF, TEXT, attached_among, becomes_pages
from semble_cli.paper.sealed.pictures import add_picture
from semble_cli.paper.sealed.texts import text_pages
from semble_cli.patient.sharing.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Pdf

    from semble_cli.paper.pages.layout import LaidOutPage
    from semble_cli.patient.pages.parts import PageDocument

_OLD_TEXTS = "cp1252"
_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
"""A date for pages whose date is left out."""


def sealed_pdf(parts: Sequence[Part], passphrase: str, cover: PageDocument | None = None) -> bytes:
    """One PDF that a passphrase opens: the pages of all that has pages, in the order given, and
    attached what has none, with a page before all others that says how to open that.

    Nothing of the originals is in it but how their pages look: no title, author, metadata, links,
    scripts or files; what was filled in or stamped on a page is part of it.

    Args:
        parts: their names are those of the attachments.
        cover: the page about the attachments; it is left out where there are none.

    Raises:
        CannotBePrinted: a file is damaged, locked by a password of its own, or no pages.
        ValueError: something is to be attached, and no page says so.
    """
    from pikepdf import Encryption, Permissions

    attached = attached_among(parts)
    if attached and cover is None:
        raise ValueError
    pdf = _pages_of([part for part in parts if becomes_pages(part)], cover if attached else None)
    for part in attached:
        _attach(pdf, part)
    out = io.BytesIO()
    seal = Encryption(
        owner=passphrase,
        user=passphrase,
        R=6,  # AES with 256 bits, as ISO 32000-2 has it; what came before it is weaker
        allow=Permissions(modify_assembly=True),  # who opens it may do all with it
        aes=True,
        metadata=True,
    )
    pdf.save(out, encryption=seal)
    return out.getvalue()


def plain_pdf(part: Part) -> bytes:
    """A PDF, a picture or a text as a PDF of which nothing is left but its pages.

    Raises:
        CannotBePrinted: as `sealed_pdf`. ValueError: it has no pages.
    """
    if not becomes_pages(part):
        raise ValueError
    out = io.BytesIO()
    _pages_of([part], None).save(out, deterministic_id=True)
    return out.getvalue()


def _pages_of(parts: Sequence[Part], cover: PageDocument | None) -> Pdf:
    import pikepdf

    pdf = pikepdf.new()
    if cover is not None:
        _add_laid_out(pdf, lay_out(cover))
    for part in parts:
        if part.media_type == PDF:
            add_file(pdf, part)
        elif part.media_type == TEXT:
            _add_laid_out(pdf, text_pages(_text_of(part.content)))
        else:
            add_picture(pdf, part)
    forget_all_but_pages(pdf)
    return pdf


def _add_laid_out(pdf: Pdf, pages: Sequence[LaidOutPage]) -> None:
    add_file(pdf, Part("-", PDF, pages_pdf(pages, "-", _ALWAYS)))


def _text_of(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode(_OLD_TEXTS, "replace")


def _attach(pdf: Pdf, part: Part) -> None:
    """Attach a thing as it is, under a name of its own."""
    from pikepdf import AttachedFileSpec, Name

    name = part.name
    stem, dot, ending = part.name.rpartition(".")
    number = 1
    while name in pdf.attachments:
        number += 1
        name = f"{stem}-{number}{dot}{ending}" if dot else f"{part.name}-{number}"
    pdf.attachments[name] = AttachedFileSpec(pdf, part.content, filename=name)
    pdf.Root.PageMode = Name.UseAttachments
