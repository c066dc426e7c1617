"""What a better source tells, over what was known."""

from __future__ import annotations

from semble_cli.patient.retrieved import Origin, Value, over

CARD = {"birth_name": Value("MARTIN", Origin.CARD), "nir": Value("1", Origin.CARD)}
ADRI = {"birth_name": Value("DUPONT", Origin.ADRI)}
INSI = {"birth_name": Value("ADRUN", Origin.INSI)}


def test_the_better_source_wins_and_the_others_stay_beside_it() -> None:
    found = over(over(CARD, ADRI), INSI)
    assert found["birth_name"].value == "ADRUN"
    assert found["birth_name"].beside == (
        Value("DUPONT", Origin.ADRI),
        Value("MARTIN", Origin.CARD),
    )
    assert found["birth_name"].of(Origin.CARD) == Value("MARTIN", Origin.CARD)
    assert found["birth_name"].of(Origin.NIR) is None
    assert found["nir"] == CARD["nir"]


def test_a_source_that_says_the_same_is_not_told_twice() -> None:
    same = {"birth_name": Value("MARTIN", Origin.INSI)}
    assert over(CARD, same)["birth_name"] == Value("MARTIN", Origin.INSI)


def test_a_value_shows_neither_itself_nor_those_beside_it() -> None:
    assert "MARTIN" not in repr(over(CARD, INSI))
