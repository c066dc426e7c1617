"""A PDF that a passphrase opens, with the pages of all that is shared, or with what is shared
attached to it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from semble_cli.paper.pages.layout import lay_out
from semble_cli.paper.sealed.kinds import attached_among, becomes_pages
from semble_cli.paper.sealed.pages import pages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pikepdf import Pdf

    from semble_cli.patient.pages.parts import PageDocument
    from semble_cli.patient.sharing.part import Part


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
    attached = attached_among(parts)
    if attached and cover is None:
        raise ValueError
    first = lay_out(cover) if cover is not None and attached else ()
    pdf = pages_of([part for part in parts if becomes_pages(part)], first)
    for part in attached:
        _attach(pdf, part)
    return _sealed(pdf, passphrase)


def _sealed(pdf: Pdf, passphrase: str) -> bytes:
    from pikepdf import Encryption, Permissions

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
