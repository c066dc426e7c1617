"""Which columns may be meant for what every patient needs, where none is placed for it."""

from __future__ import annotations

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.exchange.tables.missing import check_needed

NEEDED = ("birth_name", "first_given_name", "birth_date", "sex", "birth_place")


def said_of(unplaced: list[str], missing: tuple[str, ...] = NEEDED) -> str:
    placed = [field for field in NEEDED if field not in missing]
    with pytest.raises(InvalidInput) as refused:
        check_needed(placed, unplaced, accept_incomplete=False)
    return str(refused.value)


def test_a_column_is_named_for_what_it_is_most_like_alone() -> None:
    said = said_of(["nme", "prnom", "dte_nassance", "gnre", "lieu_nassance", "adress"])
    assert (
        "birth name (perhaps nme), first given name (perhaps prnom), birth date (perhaps"
        " dte_nassance), sex (perhaps gnre), birth place (perhaps lieu_nassance)."
    ) in said


def test_a_column_that_is_like_two_alike_is_named_for_both() -> None:
    said = said_of(["Nom et prénom du médecin"], ("birth_name", "first_given_name"))
    assert said.count("Nom et prénom du médecin") == 2


def test_a_short_word_within_a_longer_one_is_not_like_it() -> None:
    assert "perhaps" not in said_of(["Née"], ("birth_place",))
    assert "(perhaps Lieux)" in said_of(["Née", "Lieux"], ("birth_place",))
