"""What is worth how much as a proof that two identities are of one person, or of two."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.identity.names import compact, words
from semble_cli.patient.evidence import is_own_nir, lists_contradict, tell_apart


@pytest.mark.parametrize(
    ("number", "sex", "born", "is_fictive", "own"),
    [
        ("275126322074974", "F", date(1975, 12, 31), False, True),
        ("275126322074974", "I", date(1975, 12, 31), False, True),
        ("275126322074974", "M", date(1975, 12, 31), False, False),
        ("275126322074974", "F", date(1974, 12, 31), False, False),
        ("275126322074974", "F", date(1975, 11, 30), False, False),
        ("275126322074974", "F", date(1975, 1, 1), True, True),
        ("275636322074917", "F", date(1975, 4, 1), False, True),
        ("8112312345678", "F", date(2012, 4, 1), False, False),
    ],
)
def test_a_nir_that_tells_the_person_s_traits_is_their_own(
    number: str, sex: str, born: date, is_fictive: bool, own: bool
) -> None:
    assert is_own_nir(number, sex, born, is_fictive=is_fictive) is own


@pytest.mark.parametrize(
    ("code", "born", "precise"),
    [
        ("63220", date(1975, 12, 31), True),
        ("63220", date(1975, 1, 1), True),
        ("2B020", date(1980, 3, 2), True),  # of INSi's tests, and in no list of communes
        ("97411", date(1980, 1, 1), True),
        ("99352", date(1980, 3, 2), False),
        ("99999", date(1980, 3, 2), False),
    ],
)
def test_a_commune_tells_namesakes_apart_and_a_country_does_not(
    code: str, born: date, precise: bool
) -> None:
    assert tell_apart(code, born) is precise


def contradict(one: str, other: str, first: str = "", first_of_other: str = "") -> bool:
    """Of two lists, whose first words are the first given names if these are not said."""
    return lists_contradict(
        words(one),
        words(other),
        compact(first or one.split()[0]),
        compact(first_of_other or other.split()[0]),
    )


@pytest.mark.parametrize(
    ("one", "other", "first", "first_of_other", "contradicts"),
    [
        ("Mohamed Larbi", "Mohamed Ali", "", "", True),
        ("Mohamed Larbi", "MOHAMED", "", "", False),
        ("Zoé", "ZOE Marie", "", "", False),
        ("Jean-Christophe Pierre", "JEAN CHRISTOPHE", "Jean-Christophe", "JEAN CHRISTOPHE", False),
        ("Anne Zoé", "Zoé", "Zoé", "Zoé", False),  # filled by default
        ("Anne Zoé", "Marie Zoé", "Zoé", "Zoé", True),
        ("Dominiqe Marie", "Dominique Marie Louise", "", "", False),  # an error in the first alone
        ("Jean Cristophe", "Jean Christophe", "Jean Cristophe", "Jean Christophe", False),
        ("Mohamed Larbi", "Mohamed Ali", "Mohamed Larbi", "Mohamed", True),
    ],
)
def test_a_list_completes_another_at_its_head_or_contradicts_it(
    one: str, other: str, first: str, first_of_other: str, contradicts: bool
) -> None:
    assert contradict(one, other, first, first_of_other) is contradicts
    assert contradict(other, one, first_of_other, first) is contradicts


NAMES = st.lists(st.sampled_from(["ZOE", "MARIE", "ANNE", "JEAN-PAUL"]), min_size=1, max_size=4)


@given(NAMES, NAMES)
def test_whatever_goes_on_where_another_ends_completes_it(head: list[str], tail: list[str]) -> None:
    one, other = " ".join(head), " ".join(head + tail)
    assert not contradict(one, other)
    assert not contradict(other, one)
