"""What all files have alike."""

from __future__ import annotations

import pypdfium2

from semble_cli.paper.font import face
from semble_cli.paper.pdf import new_pdf


def test_a_text_that_stands_for_a_number_of_pages_elsewhere_is_itself() -> None:
    pdf = new_pdf("Essai")
    pdf.add_page(format=(57, 32))
    pdf.add_font("semble", "", face().path)
    pdf.set_font("semble", "", 12)
    pdf.cell(text="{nb}")
    page = pypdfium2.PdfDocument(bytes(pdf.output()))[0]
    assert page.get_textpage().get_text_bounded() == "{nb}"
