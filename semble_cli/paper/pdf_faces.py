"""Faces that are made already, in a file that fpdf2 writes, which else reads each from its file and
cuts it anew for every one (ISO 32000-1, 9.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fpdf.enums import PDFResourceType
from fpdf.syntax import PDFObject, create_stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from fpdf import FPDF
    from fpdf.output import OutputProducer

    from semble_cli.paper.embedding import EmbeddedFace, Metrics

_SYMBOLIC, _ITALIC, _HEAVY = 1 << 2, 1 << 6, 1 << 18
"""Characters have codes of our own; they lean; and they are bold ones."""


class _Object(PDFObject):
    """An object of a file: its dictionary, and its stream, packed already, if it is one."""

    def __init__(self, told: str, stream: bytes | None = None) -> None:
        super().__init__()
        self._told, self._stream = told, stream

    def serialize(self, *_: Any, **__: Any) -> str:
        told, stream = self._told, ""
        if self._stream is not None:
            told += f" /Filter /FlateDecode /Length {len(self._stream)}"
            stream = f"{create_stream(self._stream)}\n"
        return f"{self.id} 0 obj\n<<{told}>>\n{stream}endobj"


def use_faces(pdf: FPDF, numbers: Iterable[int]) -> None:
    """The page that is begun bears texts in the faces with some numbers."""
    for number in numbers:
        pdf._resource_catalog.add(PDFResourceType.FONT, number, pdf.page)


def written_faces(
    producer: OutputProducer, faces: Mapping[int, EmbeddedFace], *, with_codes: bool
) -> dict[int, PDFObject]:
    """Write the faces of a file; what stands for each on its pages, by number.

    Args:
        with_codes: with the list of the codes that each has, for which PDF/A-1 asks (ISO 19005-1,
            6.3.5).
    """
    return {
        number: _written(producer, made, with_codes=with_codes) for number, made in faces.items()
    }


def _written(producer: OutputProducer, made: EmbeddedFace, *, with_codes: bool) -> PDFObject:
    def add(told: str, stream: bytes | None = None) -> _Object:
        added = _Object(told, stream)
        producer._add_pdf_obj(added, "fonts")
        return added

    name, metrics = f"/{made.name}", made.metrics
    program = add(f"/Length1 {made.length}", made.program)
    glyphs, characters = add("", made.glyphs), add("", made.characters)
    codes = f" /CIDSet {add('', made.all_codes).ref}" if with_codes else ""
    box = " ".join(map(str, metrics.bounds))
    about = add(
        f"/Type /FontDescriptor /FontName {name} /FontFile2 {program.ref}"
        f" /Flags {_flags(metrics)} /FontBBox [{box}]"
        f" /ItalicAngle {metrics.slant} /Ascent {metrics.ascent} /Descent {metrics.descent}"
        f" /CapHeight {metrics.cap_height} /StemV {metrics.stem}{codes}"
    )
    widths = " ".join(map(str, made.widths))
    lone = add(
        f"/Type /Font /Subtype /CIDFontType2 /BaseFont {name} /FontDescriptor {about.ref}"
        " /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>>"
        f" /CIDToGIDMap {glyphs.ref} /DW {made.widths[0]} /W [0 [{widths}]]"
    )
    return add(
        f"/Type /Font /Subtype /Type0 /BaseFont {name} /Encoding /Identity-H"
        f" /DescendantFonts [{lone.ref}] /ToUnicode {characters.ref}"
    )


def _flags(metrics: Metrics) -> int:
    heavy, italic = _HEAVY if metrics.is_heavy else 0, _ITALIC if metrics.slant else 0
    return _SYMBOLIC | heavy | italic
