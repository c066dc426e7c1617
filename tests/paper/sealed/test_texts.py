"""Plain texts as pages: every line, and columns where they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from semble_cli.paper.font import face
from semble_cli.paper.pages.layout import LaidOutPage
from semble_cli.paper.pages.sheet import BOTTOM, HEIGHT, SIDE, WIDTH
from semble_cli.paper.pages.strips import TextMark
from semble_cli.paper.sealed.pages import as_pdf
from semble_cli.paper.sealed.texts import text_pages
from semble_cli.patient.sharing.part import Part
from tests.paper.sealed.readers import sizes_of


def marks(pages: list[LaidOutPage]) -> list[TextMark]:
    return [mark for page in pages for mark in page.marks if isinstance(mark, TextMark)]


def test_columns_stand_under_each_other() -> None:
    found = marks(text_pages("Sodium        139  mmol/L\nPotassium       4  mmol/L\n"))
    assert [mark.text for mark in found] == [
        *("Sodium", "139", "mmol/L", "Potassium", "4", "mmol/L")
    ]
    assert found[2].x == found[5].x
    assert found[1].x < found[4].x
    assert found[0].y < found[3].y


def test_tabs_and_leading_spaces_make_columns() -> None:
    found = marks(text_pages("a\tb\n        b\n"))
    assert found[1].x == found[2].x


def test_a_wide_piece_pushes_those_behind_it_and_covers_none() -> None:
    wide, behind = marks(text_pages("WWWWWWWWWWWWWWWWWWWWWWWW  x"))
    assert behind.x > wide.x + face().width(wide.text, wide.points)


def test_a_page_ends_at_a_form_feed_and_where_it_is_full() -> None:
    assert len(text_pages("a\fb")) == 2
    assert len(text_pages("x\n" * 200)) == 4
    assert len(text_pages("")) == 1


def test_ends_of_lines_of_all_systems_are_one() -> None:
    assert text_pages("a\r\nb\rc\n") == text_pages("a\nb\nc")


def test_what_the_typeface_lacks_is_written_out() -> None:
    assert [mark.text for mark in marks(text_pages("ok \U0001f600 \x1b[31m"))] == [
        "ok [U+1F600] [U+001B][31m"
    ]


def test_texts_in_utf_8_and_of_old_programs_are_read() -> None:
    for content in ("é".encode(), "\ufeffé".encode(), b"\xe9"):
        assert as_pdf(Part("x", "text/plain", content)) == as_pdf(
            Part("x", "text/plain", "é".encode())
        )
    assert sizes_of(as_pdf(Part("x", "text/plain", b"x")), "") == [(595, 842)]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=600))
def test_nothing_is_lost_or_leaves_the_page(text: str) -> None:
    found = marks(text_pages(text))
    for mark in found:
        assert SIDE <= mark.x <= WIDTH - SIDE
        assert mark.y <= HEIGHT - BOTTOM
    letters = "".join(each for each in text if each.isascii() and each.isalnum())
    drawn = "".join(mark.text for mark in found)
    assert [each for each in letters if each not in drawn] == []
