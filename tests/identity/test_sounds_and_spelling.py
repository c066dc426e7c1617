"""Names that sound alike have one key; names one typing error away are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from semble_cli.identity.phonetics import phonetic
from semble_cli.identity.spelling import (
    is_one_error_away,
    words_one_error_away,
)

NAMES = st.text(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), min_size=3, max_size=14)


@pytest.mark.parametrize(
    "alike",
    [
        ("Lefebvre", "Lefèvre", "LEFEVRE", "Le Faivre"),
        ("Dupont", "DUPOND", "Dupon"),
        ("Philippe", "Filipe", "PHILIPE"),
        ("François", "FRANCOIS", "Fransois"),
        ("Martin", "Martain"),
        ("Gauthier", "Gautier", "Gotier"),
        ("Christophe", "Kristof"),
        ("Renault", "Renaud", "Reno"),
        ("Boucher", "Bouchet", "BOUCHEZ"),
        ("Thierry", "Tierry", "Thieri"),
        ("Leclerc", "Leclair", "LECLERCQ"),
        ("Guérin", "Gairin"),
    ],
)
def test_names_that_sound_alike_have_one_key(alike: tuple[str, ...]) -> None:
    assert len({phonetic(name) for name in alike}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Martin", "Morin"), ("Dupont", "Durand"), ("Zoé", "Léa"), ("Petit", "Pétain")],
)
def test_names_that_sound_otherwise_have_other_keys(one: str, other: str) -> None:
    assert phonetic(one) != phonetic(other)


def test_a_text_without_letters_has_the_empty_key() -> None:
    assert phonetic("12 !") == ""


@given(NAMES)
def test_a_key_does_not_depend_on_case_or_hyphens(name: str) -> None:
    assert phonetic(name.lower()) == phonetic(name)
    assert phonetic(f"{name[:2]}-{name[2:]}") == phonetic(name)


@given(NAMES, st.data())
def test_any_single_error_is_one_error_away(name: str, data: st.DataObject) -> None:
    spot = data.draw(st.integers(0, len(name) - 1))
    letter = data.draw(st.sampled_from("ABCXYZ"))
    wrong = {
        name[:spot] + name[spot + 1 :],
        name[:spot] + letter + name[spot + 1 :],
        name[:spot] + letter + name[spot:],
        name[:spot] + name[spot : spot + 2][::-1] + name[spot + 2 :],
    } - {name}
    for typed in wrong:
        assert is_one_error_away(typed, name)
        assert name in words_one_error_away(typed)


@given(NAMES, NAMES)
def test_words_one_error_away_are_those_and_no_others(name: str, other: str) -> None:
    assert all(is_one_error_away(name, word) for word in words_one_error_away(name))
    assert is_one_error_away(name, other) is (OSA.distance(name, other) == 1)
    assert (other in words_one_error_away(name)) is is_one_error_away(name, other)


def test_the_same_name_and_two_errors_are_not_near() -> None:
    assert not is_one_error_away("DUPONT", "DUPONT")
    assert not is_one_error_away("DUPONT", "DUPO")
    assert not is_one_error_away("DUPONT", "DURAND")
