"""Where pages end: nothing is lost or lies on anything, headings stand above what they name."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from semble_cli.errors import CannotBePrinted
from semble_cli.paper.font import MM_PER_POINT
from semble_cli.paper.pages.layout import lay_out
from semble_cli.paper.pages.sheet import BOTTOM, HEIGHT, SIDE, TOP, WIDTH
from semble_cli.paper.pages.strips import BoxMark, TextMark
from semble_cli.patient.pages.parts import (
    Align,
    Beside,
    Heading,
    Notice,
    PageColumn,
    Pair,
    Pairs,
    Paragraph,
    Part,
    Row,
    Space,
    Table,
    Title,
    Together,
    Tone,
)
from tests.paper.pages.documents import (
    EVERY_PART,
    FOOT,
    HEAD,
    TEXT,
    body,
    laid_out,
    of,
    right_end,
    texts,
    words,
)

WORDS = st.text("abé -É", min_size=1, max_size=400).filter(str.strip)
ROWS = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=40)
SIMPLE: st.SearchStrategy[Part] = st.one_of(
    st.builds(Title, WORDS, WORDS),
    st.builds(Heading, WORDS, st.booleans(), st.just("12/03/2026")),
    st.builds(Paragraph, WORDS, st.sampled_from(Tone), st.sampled_from(Align)),
    st.builds(Notice, WORDS, st.booleans()),
    st.builds(Pairs, st.lists(st.builds(Pair, WORDS, WORDS), max_size=9).map(tuple)),
    st.builds(Space, st.floats(0, 90)),
    st.builds(
        lambda rows, total: Table(
            (PageColumn("0", 1), PageColumn("0", align=Align.RIGHT)),
            tuple(Row(each) for each in rows),
            (Row(("t", "1")),) if total else (),
        ),
        ROWS,
        st.booleans(),
    ),
)
PARTS = st.lists(
    st.one_of(SIMPLE, st.builds(Together, st.lists(SIMPLE, max_size=3).map(tuple))), max_size=12
)


def told(part: Part) -> str:
    match part:
        case Title():
            return f"{part.text} {part.under}"
        case Heading():
            return f"{part.text} {part.note}"
        case Paragraph() | Notice():
            return part.text
        case Pairs():
            return " ".join(f"{pair.name} {pair.text}" for pair in part.pairs)
        case Table():
            return " ".join(" ".join(row.cells) for row in (*part.rows, *part.totals))
        case Together():
            return " ".join(map(told, part.parts))
    return ""


def letters(text: str) -> dict[str, int]:
    return {each: text.count(each) for each in "abéÉ"}


@settings(max_examples=60, deadline=None)
@given(PARTS)
def test_every_letter_is_on_a_page_within_its_edges(parts: list[Part]) -> None:
    pages = laid_out(*parts)
    found = "".join(mark.text for page in body(pages) for mark in page)
    asked = letters(" ".join(map(told, parts)))
    # The names of columns are "0", and each page has them again.
    assert letters(found) == asked
    for page in pages:
        for mark in page.marks:
            assert mark.x >= SIDE - 0.01
            assert mark.y >= TOP - 0.01
            right = right_end(mark) if isinstance(mark, TextMark) else mark.x + mark.width
            assert right <= WIDTH - SIDE + 0.02
            low = mark.y if isinstance(mark, TextMark) else mark.y + mark.height
            assert low <= HEIGHT - BOTTOM + 0.01


@settings(max_examples=60, deadline=None)
@given(PARTS)
def test_no_text_lies_on_another(parts: list[Part]) -> None:
    for page in laid_out(*parts):
        lines = sorted(texts(page), key=lambda mark: (mark.y, mark.x))
        for upper, lower in pairwise(lines):
            is_beside = lower.x >= right_end(upper) - 0.02 or upper.x >= right_end(lower) - 0.02
            least = lower.points * MM_PER_POINT * 0.9
            assert is_beside or lower.y - upper.y >= least


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 60), st.booleans())
def test_a_heading_is_never_alone_at_the_foot(before: int, minor: bool) -> None:
    above: list[Part] = [*[Paragraph(TEXT)] * before, Heading("Titre", minor, "hier")]
    for page in body(laid_out(*above, Paragraph(f"{TEXT} " * 9))):
        assert "Titre" not in [mark.text for mark in page[-3:]]
    table = Table((PageColumn("A", 1),), (Row(("x",)),) * 3)
    for page in body(laid_out(*above, table)):
        assert not {"Titre", "A"} & {mark.text for mark in page[-1:]}


def test_the_head_the_foot_and_the_number_stand_on_every_page() -> None:
    pages = laid_out(*EVERY_PART)
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        found = [mark.text for mark in texts(page)]
        assert found[:2] == [HEAD, "Synthèse"]
        assert found[-2:] == [FOOT, f"{number} / {len(pages)}"]


def test_a_wrapped_item_of_a_notice_hangs_so_that_it_is_not_taken_for_another() -> None:
    long = "Substance, sévère, " * 12
    (page,) = body(laid_out(Notice(f"ALLERGIES\n{long}\nLatex")))
    first, *item, last = page
    assert len(item) > 1
    assert item[0].x == last.x == first.x
    assert {mark.x for mark in item[1:]} == {first.x + 4}


def test_a_table_leaves_out_the_columns_in_which_nothing_stands() -> None:
    columns = tuple(PageColumn(name, 1) for name in "abc")
    table = Table(columns, (Row(("1", "", "")), Row(("2", "", ""), Tone.QUIET)))
    assert table.without_empty_columns() == Table(
        columns[:1], (Row(("1",)), Row(("2",), Tone.QUIET))
    )
    total = table._replace(totals=(Row(("", "", "3")),))
    assert total.without_empty_columns() == Table(
        (columns[0], columns[2]),
        (Row(("1", "")), Row(("2", ""), Tone.QUIET)),
        (Row(("", "3")),),
    )


def test_a_letter_has_no_head_on_its_first_page_and_more_room_there() -> None:
    parts = [Paragraph(TEXT)] * 60
    first, second, *_ = lay_out(of(*parts, head_from=2))
    assert HEAD not in [mark.text for mark in texts(first)]
    assert texts(second)[0].text == HEAD
    assert texts(first)[0].y < texts(second)[2].y
    assert len(texts(first)) >= len(texts(second)) - 2


def test_a_long_head_and_a_long_foot_are_wrapped_and_take_their_room() -> None:
    document = of(*[Paragraph(TEXT)] * 90)._replace(head=f"{HEAD} " * 6, foot=f"{FOOT} " * 6)
    for page in lay_out(document):
        found = texts(page)
        assert words(found).count("PAT-TROIS") == 6
        assert words(found).count("martine") == 6
        for upper, lower in pairwise(sorted(found, key=lambda mark: mark.y)):
            assert lower.y == upper.y or lower.y - upper.y > 2.5


def test_a_table_that_goes_on_has_its_head_again_and_no_row_is_parted() -> None:
    rows = tuple(Row((f"L{number}", f"{TEXT} {TEXT}")) for number in range(60))
    pages = body(laid_out(Table((PageColumn("Nom"), PageColumn("Texte", 1)), rows)))
    assert len(pages) > 2
    for page in pages:
        assert [mark.text for mark in page[:2]] == ["Nom", "Texte"]
        assert page[2].text.startswith("L")
        assert words(page).count("revoir.") == 2 * len(
            [m for m in page if re.match("L[0-9]", m.text)]
        )


def test_totals_are_not_parted_from_the_last_row() -> None:
    for count in range(30, 50):
        rows = tuple(Row((f"L{number}", "1 €")) for number in range(count))
        table = Table(
            (PageColumn("Acte", 1), PageColumn("", align=Align.RIGHT)),
            rows,
            (Row(("Total", "9 €")),),
        )
        *_, last = body(laid_out(table))
        found = [mark.text for mark in last]
        assert found[-4:] == [f"L{count - 1}", "1 €", "Total", "9 €"]
        assert [mark.bold for mark in last[-2:]] == [True, True]
        assert right_end(last[-1]) == pytest.approx(WIDTH - SIDE, abs=0.02)


def test_a_cell_that_is_longer_than_a_page_goes_on_on_the_next() -> None:
    pages = body(
        laid_out(
            Table((PageColumn("Nom"), PageColumn("Texte", 1)), (Row(("x", f"{TEXT} " * 200)),))
        )
    )
    assert len(pages) > 2
    assert sum(words(page).count("revoir.") for page in pages) == 200
    assert all(page[0].text == "Nom" for page in pages)


def test_what_belongs_together_goes_to_the_next_page_unless_none_has_room() -> None:
    block = Together((Heading("Bloc"), *[Paragraph(TEXT)] * 12))
    pages = body(laid_out(*[Paragraph(TEXT)] * 30, block))
    assert len(pages) == 2
    assert pages[1][0].text == "Bloc"
    longer = Together((Heading("Bloc"), *[Paragraph(TEXT)] * 90))
    pages = body(laid_out(Paragraph(TEXT), longer))
    assert "Bloc" in [mark.text for mark in pages[0]]


def test_what_no_page_has_room_for_is_parted_only_where_it_may_be() -> None:
    many: list[Part] = [Paragraph("x")] * 34
    for quarter in range(120):
        inner = (*many, Space(quarter / 4), Heading("Titre"), *many, *many)
        for page in body(laid_out(Together(inner))):
            assert page[-1].text != "Titre"


def test_a_title_is_not_parted_from_the_line_under_it() -> None:
    title = Title("PAT-TROIS", "née le 28/03/1979")
    for quarter in range(120):
        for page in body(laid_out(*[Paragraph("x")] * 35, Space(quarter / 4), title)):
            assert page[-1].text != "PAT-TROIS"


def test_a_paragraph_leaves_no_line_alone() -> None:
    for before in range(20, 50):
        pages = body(laid_out(*[Paragraph("x")] * before, Paragraph(f"{TEXT} " * 14)))
        for page in pages:
            lines = [mark for mark in page if mark.text != "x"]
            assert len(lines) != 1


def test_no_page_begins_with_white() -> None:
    spaced: list[Part] = [Paragraph(TEXT), Space(60)]
    pages = body(laid_out(*spaced * 12))
    assert len({round(page[0].y, 3) for page in pages}) == 1


def test_a_notice_has_its_ground_on_every_page_that_it_reaches() -> None:
    pages = laid_out(Notice("ALLERGIES\n" + "\n".join(f"Substance {n}" for n in range(90))))
    assert len(pages) == 2
    for page in pages:
        grounds = [
            m for m in page.marks if isinstance(m, BoxMark) and m.width > 100 and m.height > 1
        ]
        for mark in body([page])[0]:
            assert any(box.y <= mark.y <= box.y + box.height for box in grounds), mark.text


def test_a_notice_that_has_room_is_not_parted() -> None:
    notice = Notice("ALLERGIES\n" + "\n".join(f"Substance {n}" for n in range(20)))
    first, second = body(laid_out(*[Paragraph(TEXT)] * 30, notice))
    assert "ALLERGIES" not in [mark.text for mark in first]
    assert second[0].text == "ALLERGIES"


def test_a_long_title_shrinks_then_is_wrapped_and_the_tones_are_seen() -> None:
    name = "PAT-TROIS-DE-LA-TOUR-DU-PIN-EN-LIVRADOIS-ET-FOREZ "
    (page,) = body(laid_out(Title("PAT-TROIS"), Title(name.strip()), Title(name * 3)))
    sizes = [mark.points for mark in page]
    assert sizes[0] == 20
    assert 13 <= sizes[1] < 20
    assert sizes[2:] == [13] * (len(sizes) - 2)
    assert len(sizes) > 3
    (page,) = body(laid_out(*[Paragraph("x", tone) for tone in Tone]))
    assert len({(mark.bold, mark.colour) for mark in page}) == 4


def test_texts_are_aligned() -> None:
    (page,) = body(laid_out(*[Paragraph("x", align=align) for align in Align]))
    left, right, centre = page
    assert left.x == SIDE
    assert right_end(right) == pytest.approx(WIDTH - SIDE)
    assert centre.x - SIDE == pytest.approx(WIDTH - SIDE - right_end(centre))


def test_two_columns_stand_beside_each_other() -> None:
    (page,) = body(laid_out(Beside((Paragraph("a\nb"),), (Paragraph("c"),), 0.25), Paragraph("d")))
    a, b, c, d = sorted(page, key=lambda mark: mark.text)
    assert a.y == c.y < b.y < d.y
    assert c.x > a.x + 40


@pytest.mark.parametrize(
    ("part", "where"),
    [
        (Title("أمل"), "Identité"),
        (Pairs((Pair("Nom utilisé", "أمل"),)), "Nom utilisé"),
        (Table((PageColumn("Substance", 1),), (Row(("أمل",)),)), "Substance"),
        (Table((PageColumn("Substance"),), (Row(("أمل",)),)), "Substance"),
        (Paragraph("noté : أمل"), "Identité"),
        (Notice("noté\nأمل"), "Identité"),
        (Beside((), (Paragraph("أمل"),)), "Identité"),
    ],
)
def test_other_scripts_are_refused_by_name_and_place(part: Part, where: str) -> None:
    with pytest.raises(CannotBePrinted) as refused:
        laid_out(Heading("Identité"), part)
    assert str(refused.value) == (
        f"Patient 1042: “{where}” cannot be printed: ARABIC is not among the letters that paper has"
        " (Latin, Greek, Cyrillic)."
    )
