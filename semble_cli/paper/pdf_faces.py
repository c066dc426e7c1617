"""Faces that are made already, for fpdf2, which else reads each from its file and cuts it anew for
every file that it writes: what it asks of one while texts are written, and what stands in the file
(ISO 32000-1, 9.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from fpdf.enums import TextEmphasis
from fpdf.fonts import TTFFont
from fpdf.syntax import PDFObject, create_stream

if TYPE_CHECKING:
    from fpdf import FPDF
    from fpdf.output import OutputProducer

    from semble_cli.paper.embedding import EmbeddedFace

_SYMBOLIC, _HEAVY = 1 << 2, 1 << 18
"""Characters have codes of our own; and they are bold ones."""


class _Made(TTFFont):
    """A face, as texts are written in it."""

    def __init__(self, number: int, key: str, style: str, made: EmbeddedFace) -> None:
        self.i, self.type, self.fontkey = number, "TTF", key
        self.emphasis = TextEmphasis.coerce(style)
        self.color_font = None
        self.made = made

    def encode_text(self, text: str) -> str:
        return f"<{self.made.coded(text)}> Tj"


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


def add_face(pdf: FPDF, family: str, style: str, made: EmbeddedFace) -> None:
    """Let texts be written in a face, as `FPDF.add_font` does of one in a file."""
    key = f"{family}{style}"
    pdf.fonts[key] = _Made(len(pdf.fonts) + 1, key, style, made)


def written_faces(producer: OutputProducer, pdf: FPDF, *, with_codes: bool) -> dict[int, PDFObject]:
    """Write the faces of a file; what stands for each on its pages, by number.

    Args:
        with_codes: with the list of the codes that each has, for which PDF/A-1 asks (ISO 19005-1,
            6.3.5).
    """
    return {
        each.i: _written(producer, cast("_Made", each).made, with_codes=with_codes)
        for each in pdf.fonts.values()
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
        f" /Flags {_SYMBOLIC | (_HEAVY if metrics.is_heavy else 0)} /FontBBox [{box}]"
        f" /ItalicAngle 0 /Ascent {metrics.ascent} /Descent {metrics.descent}"
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
