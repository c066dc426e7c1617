"""PDF, written with fpdf2, which is loaded here and in `pdf_faces`, only when a page is made.

A file says nothing but what stands on its pages: a title for all files of a kind, no author, no
links and no scripts. Its date is always the same, or that which pages of text are given: these are
PDF/A, as what is kept has to be. The same pages are the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.identity.patterns import pattern
from semble_cli.paper.embedding import embedded_face, face_number
from semble_cli.paper.font import face
from semble_cli.paper.pages.strips import BoxMark, TextMark

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fpdf import FPDF
    from fpdf.output import OutputProducer

    from semble_cli.paper.embedding import EmbeddedFace
    from semble_cli.paper.labels.layout import LabelLayout, PlacedSymbol
    from semble_cli.paper.labels.pages import LabelPage
    from semble_cli.paper.pages.layout import LaidOutPage
    from semble_cli.paper.pages.strips import Colour, Mark

_FAMILY = "semble"
_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
_PRODUCER = "semble"
_LOCALES = {"fr": "fr-FR", "en": "en-GB"}


class Archival(StrEnum):
    """The part of PDF/A (ISO 19005) and its level, that a file keeps to."""

    PDF_A_2B = "2B"
    PDF_A_1B = "1B"
    PDF_A_3B = "3B"
    """With a file for other programs in it."""


class EmbeddedFile(NamedTuple):
    """A file in a PDF that other programs read instead of its pages: its name, its bytes, and what
    the metadata say of it, as XMP."""

    name: str
    content: bytes
    media_type: str
    metadata: str


def labels_pdf(pages: Iterable[LabelPage], title: str) -> bytes:
    """The file of some pages of labels, in their true size."""
    pdf = new_pdf(title)
    for style, bold in (("", False), ("B", True)):
        pdf.add_font(_FAMILY, style, face(bold=bold).path)
    for page in pages:
        pdf.add_page(format=(page.width, page.height))
        for x, y, label in page.labels:
            _draw(pdf, x, y, label)
    return bytes(pdf.output())


def pages_pdf(
    pages: Sequence[LaidOutPage],
    title: str,
    at: datetime,
    language: str = "fr",
    archival: Archival = Archival.PDF_A_2B,
    attached: EmbeddedFile | None = None,
) -> bytes:
    """The file of some pages of A4, as PDF/A. The title is that of its kind: it shows in the lists
    of printers and programs. With a file *attached*, it is PDF/A-3."""
    from semble_cli.paper.pdf_faces import use_faces

    if attached is not None:
        archival = Archival.PDF_A_3B
    pdf = new_pdf(title, at, language, f"PDFA_{archival}")
    faces = _faces_of(pages)
    for page in pages:
        pdf.add_page(format="A4")
        use_faces(pdf, faces)
        pdf._out(_content(page.marks, faces, pdf.k, pdf.h))
    if attached is not None:
        pdf.embed_file(
            bytes=attached.content,
            basename=attached.name,
            modification_date=at,
            mime_type=attached.media_type,
            associated_file_relationship="Alternative",
            compress=True,
        )
    more = attached.metadata if attached else ""
    return bytes(pdf.output(output_producer_class=_archived(faces, archival, more)))


def _faces_of(pages: Sequence[LaidOutPage]) -> dict[int, EmbeddedFace]:
    """The faces of a file, by their numbers: the upright ones in all files, italic ones where a
    text is set so."""
    texts: dict[tuple[bool, bool], list[str]] = {(False, False): [], (True, False): []}
    for page in pages:
        for mark in page.marks:
            if isinstance(mark, TextMark):
                texts.setdefault((mark.bold, mark.italic), []).append(mark.text)
    return {
        face_number(bold=bold, italic=italic): embedded_face(those, bold=bold, italic=italic)
        for (bold, italic), those in sorted(texts.items())
    }


def make_ready() -> None:
    """Load what all files of pages need: who divides the work among processes does it before."""
    pages_pdf([], "", _ALWAYS)


def _archived(
    faces: Mapping[int, EmbeddedFace], archival: Archival, more_metadata: str
) -> type[OutputProducer]:
    from fpdf.output import OutputProducer

    from semble_cli.paper.pdf_faces import written_faces

    class Archived(OutputProducer):
        """Nothing happens when the file is opened, for which PDF/A has no place; it was changed
        when it was made, not when it was written out; and its faces are there already."""

        def _add_fonts(self, *_: Any) -> Any:
            return written_faces(self, faces, with_codes=archival is Archival.PDF_A_1B)

        def _build_xmp_from_info(self) -> str:
            made = self.fpdf.creation_date.astimezone(UTC).isoformat(timespec="seconds")
            told = pattern(r'(xmp:\w+Date)="[^"]*"').sub(
                rf'\1="{made}"', super()._build_xmp_from_info()
            )
            return told.replace("</rdf:RDF>", f"{more_metadata}</rdf:RDF>")

        def _finalize_catalog(self, catalog_obj: Any, *objects: Any, **named: Any) -> None:
            super()._finalize_catalog(catalog_obj, *objects, **named)
            catalog_obj.open_action = None

    return Archived


def new_pdf(
    title: str, at: datetime = _ALWAYS, language: str = "fr", compliance: str | None = None
) -> FPDF:
    """A file without pages, as all are."""
    from fpdf import FPDF

    pdf = FPDF(unit="mm", enforce_compliance=compliance)
    pdf.alias_nb_pages(None)  # type: ignore[arg-type]  # "{nb}" in a text is itself
    pdf.set_display_mode("real")
    pdf.set_margin(0)
    pdf.set_auto_page_break(False)
    pdf.set_creation_date(at)
    pdf.set_title(title)
    pdf.set_lang(_LOCALES[language])
    pdf.set_producer(_PRODUCER)
    return pdf


def _content(
    marks: Iterable[Mark], faces: Mapping[int, EmbeddedFace], scale: float, height: float
) -> str:
    """The marks of a page as PDF writes them (ISO 32000-1, 8.5 and 9.4), *height* in mm and so many
    points in one of them: the library takes several times as long for each text."""
    written: list[str] = []
    colour: Colour | None = None
    letters: tuple[int, float] | None = None
    for mark in marks:
        if mark.colour != colour:
            colour = mark.colour
            written.append(f"{' '.join(f'{part / 255:.4g}' for part in colour)} rg")
        x, y = mark.x * scale, (height - mark.y) * scale
        if isinstance(mark, BoxMark):
            sides = f"{mark.width * scale:.2f} {-mark.height * scale:.2f}"
            written.append(f"{x:.2f} {y:.2f} {sides} re f")
            continue
        number = face_number(bold=mark.bold, italic=mark.italic)
        if (number, mark.points) != letters:
            letters = number, mark.points
            written.append(f"/F{number} {mark.points:.2f} Tf")
        written.append(f"BT {x:.2f} {y:.2f} Td <{faces[number].coded(mark.text)}> Tj ET")
    return "\n".join(written)


def _draw(pdf: FPDF, x: float, y: float, label: LabelLayout) -> None:
    for text in label.texts:
        pdf.set_font(_FAMILY, "B" if text.bold else "", text.points)
        pdf.text(x + text.x, y + text.y, text.text)
    for symbol in label.symbols:
        _draw_symbol(pdf, x + symbol.x, y + symbol.y, symbol)


def _draw_symbol(pdf: FPDF, x: float, y: float, placed: PlacedSymbol) -> None:
    """Draw a symbol as one path, a module being the unit: a rectangle for each of them through the
    library takes five times as long."""
    side = placed.module * pdf.k
    left, top = x * pdf.k, (pdf.h - y) * pdf.k
    pdf._out(f"q {side:.5f} 0 0 {-side:.5f} {left:.3f} {top:.3f} cm {placed.symbol.path} f Q")
