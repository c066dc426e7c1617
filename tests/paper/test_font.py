"""Which letters can be printed, how wide they are, and what is said of the others."""

from __future__ import annotations

import pytest

from semble_cli.paper.font import MM_PER_POINT, as_printed, face, unprintable, written_out


@pytest.mark.parametrize(
    "text",
    [
        "Œuvré-d’Hauteville ÀÉÈÇ çñßøðþ Łódź Şţ Đặng Nguyễn ỳỷỹ",
        "Ελένη Παπαδοπούλου ΆΈΉ",
        "Владимир Ґєїі Ѣ",
        "M. & Mme (1/2), n° 3 : « à 100 % »",
    ],
)
def test_latin_greek_and_cyrillic_are_printed_with_all_their_signs(text: str) -> None:
    assert unprintable(as_printed(text)) is None
    assert face(bold=True).width(as_printed(text), 10) > face().width(as_printed(text), 10) > 20


def test_accents_come_onto_their_letters_and_hyphens_and_spaces_are_plain() -> None:
    assert (
        as_printed("Zoe\u0301  Marie\u2010Lou\u2011Anne\u202fB\u00a0C ") == "Zoé Marie-Lou-Anne B C"
    )


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("ADRUN أمل", "ARABIC"),
        ("נועה", "HEBREW"),
        ("王小明", "CJK"),
        ("Հայկ", "ARMENIAN"),
        ("Zoé 😀", "U+1F600"),
        ("Zoé\u202e", "U+202E"),
        ("Zoé\x07", "U+0007"),
        ("Zoé\u200b", "U+200B"),
        ("Zo\u00adé", "U+00AD"),
    ],
)
def test_what_is_not_printed_is_named(text: str, named: str) -> None:
    assert unprintable(text) == named


def test_what_is_not_printed_is_written_out_as_its_number() -> None:
    assert written_out("Zoé 😀, Ελένη\u00ad أ") == "Zoé [U+1F600], Ελένη[U+00AD] [U+0623]"


def test_a_width_is_that_of_the_letters() -> None:
    shown = face()
    assert shown.width("", 10) == 0
    assert shown.width("0" * 10, 12) == pytest.approx(10 * shown.advances["0"] * 12 * MM_PER_POINT)
