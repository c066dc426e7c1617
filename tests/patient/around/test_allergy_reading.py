"""Allergies as people write them: by fields, or as the text of a section."""

from __future__ import annotations

from datetime import date

import pytest

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.patient.around.allergy_reading import (
    GivenAllergy,
    allergy_text,
    parse_substance,
    read_allergy,
    read_allergy_text,
)

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        *("Aucune", "aucune connue", "Aucune allergie connue", "Pas d'allergie", "pas d’allergies"),
        *("Pas d'allergie à la pénicilline", "sans allergie", "Néant", "RAS", "R.A.S.", "non"),
        *("Non connue", "inconnue", "none", "None known", "No known allergies", "NKDA", "nka"),
        *("no known drug allergy", "non allergique", "rien à signaler", "not asked", "nil"),
    ],
)
def test_words_that_say_there_is_none_are_read_as_no_allergy(text: str) -> None:
    with pytest.raises(InvalidInput, match="semble patient allergy none"):
        parse_substance(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Pénicilline",
            "Produits iodés non ioniques",
            "Noix",
            "Nickel",
            "Non-steroidal",
            "Nil red",
        ),
        *("Rasburicase", "Passiflore", "AINS", "E 120", "lait de vache", "Aucubine"),
    ],
)
def test_a_substance_is_taken_as_it_is_written(text: str) -> None:
    assert parse_substance(text) == text


def test_a_substance_is_missing_or_one_of_several() -> None:
    for text in ("", "  ", "?", "--"):
        with pytest.raises(InvalidInput, match="write what the patient is allergic to"):
            parse_substance(text)
    with pytest.raises(InvalidInput, match="one allergy at a time"):
        parse_substance("latex; arachide")


@pytest.mark.parametrize("text", ["severity: mild", "gravité : sévère\nréaction : urticaire"])
def test_a_severity_without_a_substance_is_not_read_as_the_substance(text: str) -> None:
    with pytest.raises(InvalidRecord, match="write what the patient is allergic to"):
        read_allergy_text(text, TODAY)


def test_all_that_cannot_be_taken_is_told_at_once() -> None:
    given = {"substance": "aucune", "severity": "x", "certainty": "y", "noted_on": "01/01/2027"}
    with pytest.raises(InvalidRecord) as refusal:
        read_allergy(given, TODAY)
    assert [each.field for each in refusal.value.problems] == [*given]


def test_an_empty_part_is_cleared() -> None:
    parts = ("severity", "reaction", "noted_on", "comment")
    assert read_allergy(dict.fromkeys(parts, ""), TODAY) == dict.fromkeys(parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Latex", GivenAllergy("Latex")),
        (
            "Pénicilline\nréaction : urticaire\nGravité: sévère\ncertitude: confirmée\n"
            "date: 12/03/2020\nvu aux urgences",
            GivenAllergy(
                *("Pénicilline", "severe", "confirmed", "urticaire", date(2020, 3, 12)),
                "vu aux urgences",
            ),
        ),
        (
            "Peanut; severity: mild; reaction = itching",
            GivenAllergy("Peanut", "mild", None, "itching"),
        ),
        (
            "Latex\nle patient dit : jamais opéré\n\nà revoir",
            GivenAllergy("Latex", comment="le patient dit : jamais opéré\n\nà revoir"),
        ),
    ],
)
def test_a_text_tells_an_allergy_in_either_language(text: str, expected: GivenAllergy) -> None:
    assert read_allergy_text(text, TODAY) == expected


@pytest.mark.parametrize(
    "allergy",
    [
        GivenAllergy("Latex", id=4),
        GivenAllergy(
            *("Œuf", "moderate", "refuted", "œdème: visage", date(1999, 2, 1)),
            "date: ancienne\n\\date: x\nautre",
            9,
        ),
    ],
)
def test_the_text_of_an_allergy_is_read_as_it_was(allergy: GivenAllergy) -> None:
    text = allergy_text(allergy, str)
    assert read_allergy_text(text, TODAY, allergy.id) == allergy
