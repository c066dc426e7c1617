"""Pages of PDFs, pictures and texts as one PDF, of which nothing is left but how they look."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from semble_cli.paper.pdf import pages_pdf
from semble_cli.paper.sealed.files import add_file, forget_all_but_pages
from semble_cli.paper.sealed.kinds import PDF, TEXT, becomes_pages, has_no_pages
from semble_cli.paper.sealed.pictures import add_picture
from semble_cli.paper.sealed.texts import text_pages
from semble_cli.parallel.interrupts import held_back
from semble_cli.patient.sharing.part import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Pdf

    from semble_cli.paper.pages.layout import LaidOutPage

_OLD_TEXTS = "cp1252"
_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
"""A date for pages whose date is left out."""


def as_pdf(part: Part) -> bytes:
    """A PDF, a picture or a text as a PDF of which nothing is left but its pages. The same thing is
    the same bytes.

    Raises:
        CannotBePrinted: it has no pages, or is damaged, or locked by a password of its own.
    """
    if not becomes_pages(part):
        raise has_no_pages(part)
    out = io.BytesIO()
    pages_of([part]).save(out, deterministic_id=True)
    return out.getvalue()


def pages_of(parts: Sequence[Part], first: Sequence[LaidOutPage] = ()) -> Pdf:
    """The pages of all of some parts, in the order given, behind those that are laid out already.

    Raises:
        CannotBePrinted: one is damaged, locked by a password of its own, or no pages.
    """
    with held_back():
        import pikepdf

    pdf = pikepdf.new()
    if first:
        _add_laid_out(pdf, first)
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
