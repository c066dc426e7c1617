"""The places that a mistyped name may mean."""

from __future__ import annotations

import pytest

from semble_cli.identity.near_places import near_places
from semble_cli.identity.places import find_place


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Vilurbanne", "69266"),
        ("bordaux", "33063"),
        ("Clermon-Ferrand", "63113"),
        ("Alemagne", "99109"),
        ("Parris", "75056"),
        ("St Etiene", "42218"),
        ("Marseile 12", "13212"),
    ],
)
def test_the_nearest_and_most_peopled_comes_first(typed: str, code: str) -> None:
    assert near_places(typed)[0].code == code


def test_two_errors_are_found_in_a_long_name_alone() -> None:
    assert "34172" in [place.code for place in near_places("Monpelier")]
    assert [place.code for place in near_places("Nise")][1] == "06088"
    assert "69123" not in [place.code for place in near_places("Lyxx")]


@pytest.mark.parametrize("typed", ["", "Lyn", "xyzzyqwert", "12", "\x00\x00\x00\x00"])
def test_what_is_near_to_none_has_none(typed: str) -> None:
    assert near_places(typed) == []


def test_so_many_are_given_and_each_once() -> None:
    for limit in (1, 3, 5):
        found = near_places("Sait-Denis", limit)
        assert len(found) == limit == len({place.code for place in found})
    former = find_place("93066")
    assert former in near_places("Sait-Denis")
