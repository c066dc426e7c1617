"""Which given names are common, and by which short names people go."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.identity.given_names import are_both_common, is_short_for, sound_of_family
from semble_cli.identity.phonetics import phonetic

SHORT = [
    ("CATHY", "CATHERINE"),
    ("KATE", "CATHY"),
    ("KATHY", "CATHERINE"),  # written otherwise, said alike
    ("FRED", "FREDERIC"),
    ("ISA", "ISABELLE"),
    ("MOMO", "MOHAMED"),
    ("MOMO", "MAURICE"),
    ("MAX", "MAXIME"),
    ("JO", "JOSEPH"),
    ("BABETH", "ELISABETH"),
]


@pytest.mark.parametrize(("one", "other"), SHORT)
def test_a_short_name_stands_for_the_name(one: str, other: str) -> None:
    assert is_short_for(one, other)
    assert is_short_for(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LEO", "LEON"),
        ("JULIE", "JULIEN"),
        ("LISE", "ELISA"),
        ("MAURICE", "MOHAMED"),
        ("JO", "JOEL"),
        ("ZOUZOU", "ZOE"),
    ],
)
def test_two_names_that_begin_alike_or_share_a_short_one_are_two(one: str, other: str) -> None:
    assert not is_short_for(one, other)
    assert not is_short_for(other, one)


def test_only_two_common_names_are_two_people_s() -> None:
    assert are_both_common("LEA", "LENA")
    assert not are_both_common("LEA", "LEAA")
    assert not are_both_common("DOMINIQE", "DOMINIQUE")


NAMES = st.sampled_from(sorted({name for pair in SHORT for name in pair} | {"LEA", "JEFF", "JEF"}))


@given(NAMES, NAMES)
def test_whoever_a_short_name_may_be_has_one_key_with_it(one: str, other: str) -> None:
    """The key that an import compares: beginnings have one of their own."""
    is_beginning = one.startswith(other[:3]) or other.startswith(one[:3])
    if phonetic(one) == phonetic(other) or (is_short_for(one, other) and not is_beginning):
        assert sound_of_family(one) == sound_of_family(other)
