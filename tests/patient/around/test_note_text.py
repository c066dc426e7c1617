"""Notes of consultations as texts and as options."""

from __future__ import annotations

from datetime import date

import pytest

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.patient.around.allergy_reading import GivenAllergy
from semble_cli.patient.around.consultation import Keyword
from semble_cli.patient.around.note_edit import with_sections
from semble_cli.patient.around.note_text import (
    GivenNote,
    GivenSection,
    note_text,
    parse_new_keyword,
    read_keyword,
    read_note,
    read_section,
)

TODAY = date(2026, 11, 23)
LATEX = GivenSection("Allergie", None, GivenAllergy("Latex", "mild", "confirmed", id=12))


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        *(("motif", "Motif"), ("Reason", "Motif"), ("OBSERVATION", "Observation")),
        *(("allergy", "Allergie"), ("antecedents", "Antécédents"), ("history", "Antécédents")),
        *(("prescription", "Ordonnance"), ("Conclusion", "Conclusion"), ("vaccins", "Vaccins")),
    ],
)
def test_a_keyword_is_read_in_either_language_and_as_the_practice_has_it(
    text: str, keyword: str
) -> None:
    assert read_keyword(text, ["Vaccins"]) == keyword


def test_an_unknown_keyword_is_refused_with_those_there_are() -> None:
    with pytest.raises(InvalidInput, match=r"Motif, .*Conclusion, Vaccins; semble consultation"):
        read_keyword("Examen", ["Vaccins", "Motif"])


def test_a_new_keyword_is_none_that_there_is_and_can_stand_in_brackets() -> None:
    assert parse_new_keyword(" Examen  clinique du jour ") == "Examen clinique du jour"
    for text in ("", "!", "a]b", "a=b", "a#1"):
        with pytest.raises(InvalidInput, match="it holds letters"):
            parse_new_keyword(text)
    with pytest.raises(InvalidInput, match="every practice has"):
        parse_new_keyword("allergy")
    with pytest.raises(InvalidInput, match="at most 40"):
        parse_new_keyword("x" * 41)


def test_an_option_tells_a_section() -> None:
    assert read_section("Motif=Toux = sèche", [], TODAY) == GivenSection("Motif", "Toux = sèche")
    assert read_section("Motif=", [], TODAY) == GivenSection("Motif")
    told = read_section("allergy=Latex; severity: mild", [], TODAY)
    assert told == GivenSection("Allergie", None, GivenAllergy("Latex", "mild"))
    with pytest.raises(InvalidInput, match="KEYWORD=TEXT"):
        read_section("Toux", [], TODAY)


NOTES = [
    GivenNote(None, (GivenSection("Motif", "Toux"),)),
    GivenNote(
        "Suivi : annuel",
        (
            GivenSection("Motif", "[Motif]\n# dièse\n\\[x]\n\\\\# y\n  [z] au milieu [Motif]"),
            LATEX,
            GivenSection("Vaccins", "deux\n\nparagraphes"),
            GivenSection("Motif", "encore"),
        ),
    ),
]


@pytest.mark.parametrize("note", NOTES)
def test_the_text_of_a_note_is_read_as_it_was(note: GivenNote) -> None:
    assert read_note(note_text(note, str), ["Vaccins"], TODAY) == note


def test_sections_left_empty_are_left_out_and_lines_of_remarks_too() -> None:
    text = "# remarque\ntitre : \n\n[Motif]\n\n[Reason]\nToux\n# remarque\n[Conclusion]\n"
    assert read_note(text, [], TODAY) == GivenNote(None, (GivenSection("Motif", "Toux"),))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "needs one section"),
        ("[Motif]\n", "needs one section"),
        ("Toux\n[Motif]\nx", "before the first"),
        ("[Motif]\nx\n[Examen]\ny", "line 3: it is one of"),
        ("\n[Allergie]\naucune", "line 2: this is no allergy"),
        ("[Allergie]\nLatex\nseverity: x", "line 1: it is one of: mild, moderate, severe"),
        ("[Motif]\nx\x1b", "line 1: its character 2"),
    ],
)
def test_a_text_that_is_no_note_is_refused_with_its_line(text: str, problem: str) -> None:
    with pytest.raises((InvalidInput, InvalidRecord), match=problem):
        read_note(text, [], TODAY)


BEFORE = (GivenSection("Motif", "Toux"), LATEX, GivenSection("Conclusion", "x"))


def test_a_section_takes_the_place_of_that_of_its_keyword_or_is_added() -> None:
    given = (GivenSection("Motif", "Fièvre"), GivenSection("Observation", "y"))
    assert with_sections(BEFORE, given) == (given[0], *BEFORE[1:], given[1])


def test_a_section_without_a_text_takes_its_own_away() -> None:
    assert with_sections(BEFORE, [GivenSection("Allergie")]) == (BEFORE[0], BEFORE[2])
    with pytest.raises(InvalidInput, match="no section of this keyword"):
        with_sections(BEFORE, [GivenSection("Observation")])
    with pytest.raises(InvalidInput, match="needs one section"):
        with_sections(BEFORE[:1], [GivenSection("Motif")])


def test_an_allergy_is_told_by_its_substance_and_keeps_what_is_not_said_anew() -> None:
    again = GivenSection("Allergie", None, GivenAllergy("LATEX", severity="severe"))
    other = GivenSection("Allergie", None, GivenAllergy("Œuf"))
    _, latex, _, egg = with_sections(BEFORE, [again, other])
    assert latex.allergy == GivenAllergy("LATEX", "severe", "confirmed", id=12)
    assert egg == other


def test_which_of_several_sections_is_meant_is_not_guessed() -> None:
    several = (*BEFORE, GivenSection("Motif", "y"))
    with pytest.raises(InvalidInput, match="several sections"):
        with_sections(several, [GivenSection("Motif", "z")])


def test_every_keyword_has_a_section_of_its_own_in_an_empty_text() -> None:
    text = note_text(GivenNote(None, tuple(map(GivenSection, Keyword))), str)
    assert [line for line in text.splitlines() if line.startswith("[")] == [
        f"[{keyword}]" for keyword in Keyword
    ]
