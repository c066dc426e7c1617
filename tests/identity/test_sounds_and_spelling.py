"""Names that sound alike have one key; names one typing error away are found."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from semble_cli.identity.phonetics import phonetic
from semble_cli.identity.spelling import (
    a_century_apart,
    digits_exchanged,
    errors_apart,
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
        assert errors_apart(typed, name) == 1


@given(NAMES, NAMES)
def test_words_one_error_away_are_those_and_no_others(name: str, other: str) -> None:
    assert all(is_one_error_away(name, word) for word in words_one_error_away(name))
    assert is_one_error_away(name, other) is (OSA.distance(name, other) == 1)
    assert (other in words_one_error_away(name)) is is_one_error_away(name, other)


@pytest.mark.parametrize(
    ("other", "exchanged", "century"),
    [
        ((1957, 3, 12), True, False),
        ((1975, 3, 21), True, False),
        ((1795, 3, 12), True, False),
        ((1975, 2, 10), False, False),
        ((1975, 3, 12), False, False),
        ((1975, 3, 13), False, False),
        ((1957, 3, 21), False, False),
        ((2075, 3, 12), False, True),
        ((1875, 3, 12), False, True),
        ((2075, 3, 13), False, False),
        ((2175, 3, 12), False, False),
    ],
)
def test_two_dates_are_one_slip_of_the_hand_apart(
    other: tuple[int, int, int], exchanged: bool, century: bool
) -> None:
    one, misread = date(1975, 3, 12), date(*other)
    assert digits_exchanged(one, misread) is digits_exchanged(misread, one) is exchanged
    assert a_century_apart(one, misread) is a_century_apart(misread, one) is century


def test_the_last_digit_of_the_day_and_the_first_of_the_month_stand_beside_each_other() -> None:
    assert digits_exchanged(date(1975, 2, 11), date(1975, 12, 10))


def test_the_same_name_and_two_errors_are_not_near() -> None:
    assert [errors_apart("DUPONT", name) for name in ("DUPONT", "DUPO", "DURAND")] == [0, 2, 3]
    assert not is_one_error_away("DUPONT", "DUPONT")
    assert not is_one_error_away("DUPONT", "DUPO")
    assert not is_one_error_away("DUPONT", "DURAND")
