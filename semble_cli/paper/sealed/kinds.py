"""What of the things that are shared becomes pages, and what is attached as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import CannotBePrinted, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semble_cli.patient.sharing.part import Part

PDF = "application/pdf"
TEXT = "text/plain"
PICTURES = frozenset(
    {
        *("image/jpeg", "image/png", "image/tiff", "image/webp", "image/gif", "image/bmp"),
        *("image/x-ms-bmp", "image/pjpeg", "image/jpg"),
    }
)


def becomes_pages(part: Part) -> bool:
    """Whether a thing is shared as pages: a PDF, a picture, a plain text."""
    return part.media_type in PICTURES or part.media_type in (PDF, TEXT)


def attached_among(parts: Iterable[Part]) -> list[Part]:
    """What is attached as it is, which a page has to say how to open."""
    return [part for part in parts if not becomes_pages(part)]


def unusable(part: Part, why: Sentence) -> CannotBePrinted:
    """What is said of a thing of which no pages can be made."""
    return CannotBePrinted(
        "{name} cannot be shared as pages: {why} Share it with --zip, which takes it as it is.",
        name=part.name,
        why=why,
    )


def has_no_pages(part: Part) -> CannotBePrinted:
    """What is said of a thing that is no PDF, picture or text, where pages alone are taken."""
    return CannotBePrinted(
        "{name} is no PDF, picture or plain text ({kind}): there are no pages of it.",
        name=part.name,
        kind=part.media_type,
    )
