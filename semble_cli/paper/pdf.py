"""PDF, written with fpdf2, which is loaded here alone and only when a page is made.

A file says nothing but what stands on its pages: a title for all files of a kind, no author, a date
that is always the same, no links and no scripts. The same pages are the same bytes.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from semble_cli.paper.font import face

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fpdf import FPDF

    from semble_cli.paper.labels.layout import LabelLayout, PlacedSymbol
    from semble_cli.paper.labels.pages import LabelPage

_FAMILY = "semble"
_ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
_PRODUCER = "semble"


def labels_pdf(pages: Iterable[LabelPage], title: str) -> bytes:
    """The file of some pages of labels, in their true size."""
    pdf = new_pdf(title)
    for page in pages:
        pdf.add_page(format=(page.width, page.height))
        for x, y, label in page.labels:
            _draw(pdf, x, y, label)
    out = io.BytesIO()
    pdf.output(out)
    return out.getvalue()


def new_pdf(title: str) -> FPDF:
    """A file without pages, as all are."""
    from fpdf import FPDF

    pdf = FPDF(unit="mm")
    pdf.alias_nb_pages(None)  # type: ignore[arg-type]  # "{nb}" in a text is itself
    pdf.set_display_mode("real")
    pdf.set_margin(0)
    pdf.set_auto_page_break(False)
    pdf.set_creation_date(_ALWAYS)
    pdf.set_title(title)
    pdf.set_lang("fr-FR")
    pdf.set_producer(_PRODUCER)
    for style, bold in (("", False), ("B", True)):
        pdf.add_font(_FAMILY, style, face(bold=bold).path)
    return pdf


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
