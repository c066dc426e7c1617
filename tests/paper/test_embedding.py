"""The typeface as it stands in files: made once, with what is needed, and the same each time."""

from __future__ import annotations

import io
import zlib
from datetime import UTC, datetime

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from semble_cli.paper import embedding
from semble_cli.paper.embedding import embedded_face
from semble_cli.paper.font import as_printed, face
from semble_cli.paper.pages.layout import LaidOutPage
from semble_cli.paper.pages.strips import TextMark
from semble_cli.paper.pdf import pages_pdf
from semble_cli.patient.pages.parts import Paragraph
from tests.paper.pages.test_pages_pdf import by_pdftotext, pdf


def test_usual_pages_share_one_face_and_others_have_what_they_need_beside() -> None:
    usual = embedded_face(["Zoé", "Œuvré"])
    assert embedded_face(["ADRUN", ""]) is usual
    more = embedded_face(["ŞAHİN"])
    assert more is not usual
    assert {*more.codes} - {*usual.codes} == {"Ş", "İ"}
    assert embedded_face(["İŞ"]) is more
    assert more.name != usual.name
    assert more.name.partition("+")[2] == usual.name.partition("+")[2] == "SourceSansPro"


@pytest.mark.parametrize("bold", [False, True])
def test_each_code_is_the_letter_of_its_character_as_wide_as_it_was_measured(*, bold: bool) -> None:
    made = embedded_face(["Ελένη Владимир Nguyễn"], bold=bold)
    glyphs = zlib.decompress(made.glyphs)
    whole = TTFont(face(bold=bold).path)
    with TTFont(io.BytesIO(zlib.decompress(made.program))) as font:
        outlines, whole_outlines = font["glyf"], whole["glyf"]
        for character, code in made.codes.items():
            number = int(code, 16)
            glyph = int.from_bytes(glyphs[2 * number : 2 * number + 2], "big")
            assert made.widths[number] == round(face(bold=bold).advances[character] * 1000)
            drawn = outlines[font.getGlyphName(glyph)].getCoordinates(outlines)[0]
            there = whole.getBestCmap()[ord(character)]
            assert drawn == whole_outlines[there].getCoordinates(whole_outlines)[0], character
    assert len(glyphs) == 2 * len(made.widths) == 2 * (len(made.codes) + 1)


def test_a_face_is_the_same_whatever_was_made_before() -> None:
    first = embedded_face(["ŁÓDŹ"])
    embedding._made.cache_clear()
    embedded_face(["Ş"])
    assert embedded_face(["ŹŁ"]) == first


def test_a_file_stays_small_and_has_no_more_than_it_needs() -> None:
    file = pdf(Paragraph("Zoé"))
    assert len(file) < 32_000
    with pikepdf.open(io.BytesIO(file)) as read:
        programs = [each for each in read.objects if "/Length1" in getattr(each, "keys", list)()]
        assert len(programs) == 2
        for each in programs:
            font = TTFont(io.BytesIO(each.read_bytes()))
            assert {*font.keys()} == {
                *("GlyphOrder", "head", "hhea", "hmtx", "maxp", "loca", "glyf")
            }
            assert int(each["/Length1"]) == len(each.read_bytes())


def test_all_that_the_face_has_is_read_back() -> None:
    """Texts go through codes of our own: each has to come back as the character that it was."""
    shown = sorted(each for each in face().advances if each.isalpha() and ord(each) < 0x2000)
    words = ["".join(shown[at : at + 40]) for at in range(0, len(shown), 40)]
    read = by_pdftotext(pdf(*map(Paragraph, words)), "-raw").replace("\n", "")
    assert [each for each in shown if as_printed(each) not in read] == []


def test_texts_of_four_kinds_stand_in_four_faces_each_with_its_own_letters() -> None:
    kinds = [(bold, italic) for italic in (False, True) for bold in (False, True)]
    marks = tuple(
        TextMark(20, 20 + 10 * number, 10, bold, (0, 0, 0), f"mot{number}", italic)
        for number, (bold, italic) in enumerate(kinds)
    )
    file = pages_pdf([LaidOutPage(marks)], "Essai", datetime(2026, 11, 27, tzinfo=UTC))
    with pikepdf.open(io.BytesIO(file)) as read:
        page = read.pages[0]
        told = []
        for each in pikepdf.parse_content_stream(page):
            if str(each.operator) == "Tf":
                letters = str(each.operands[0])
                about = page.Resources.Font[letters].DescendantFonts[0].FontDescriptor
                told.append((str(about.FontName).partition("+")[2], int(about.ItalicAngle) < 0))
    assert told == [
        ("SourceSansPro", False),
        ("SourceSansProSemibold", False),
        ("SourceSansProItalic", True),
        ("SourceSansProSemiboldItalic", True),
    ]
    assert [f"mot{number}" in by_pdftotext(file) for number in range(4)] == [True] * 4
