"""Birth places as they are typed: told back, doubted, or refused with what else they may be."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Said

    Semble = Callable[..., Said]

ADD = (
    *("patient", "add", "--birth-name", "ADRUN", "--first-name", "Zoé", "--sex", "F"),
    *("--birth-date", "31/12/1975", "--birth-place"),
)


@pytest.mark.parametrize(
    ("place", "code", "told"),
    [
        ("dompremy", "51215", "Birth place: Dompremy (51215, Marne).\n"),
        ("Paris 15", "75115", "Birth place: Paris 15e Arrondissement (75115, Paris).\n"),
        ("Allemagne", "99109", "Birth place: Allemagne (99109).\n"),
        ("98511", "98511", "Birth place: Mamoudzou (98511, Mayotte).\n"),
        (
            "97123",
            "97123",
            "97123, which is the postal code of Baillif (97104, Guadeloupe) too, was read",
        ),
        ("91352", "91352", "the code of the birth place was not used any more on the birth date"),
        ("01400", "01400", "was read as the code of Seillonnaz (01400, Ain); check it."),
        ("Paris", "75056", "births in Paris are recorded by arrondissement (75101–75120)"),
    ],
)
def test_a_place_that_is_written_is_told_back_and_doubted_where_it_may_be_another(
    semble: Semble, place: str, code: str, told: str
) -> None:
    said = semble(*ADD, place, "-f", "json")
    assert said.code == 0, said.err
    assert json.loads(said.out)["birth_place_code"] == code
    assert told in said.err
    assert "Birth place: " in said.err


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("69003", "Albigny-sur-Saône (69003, Rhône), and the postal code of Lyon 3e"),
        (
            "13001",
            "Aix-en-Provence (13001, Bouches-du-Rhône), and the postal code of Marseille 1er",
        ),
        ("75015", "Bry-sur-Marne (75015, Paris), and the postal code of Paris 15e"),
        ("35000", "it is the postal code of Rennes (35238, Ille-et-Vilaine)"),
        (
            "Evry",
            "several places have this name: Évry-Courcouronnes (91228, Essonne), Évry (89162, Yonn",
        ),
    ],
)
def test_a_place_that_may_be_several_is_refused_and_nothing_is_written(
    semble: Semble, place: str, told: str
) -> None:
    said = semble(*ADD, place)
    assert said.code == 4
    assert told in said.err
    assert semble("patient", "list", "-f", "ndjson").out == ""


def test_an_edit_tells_the_place_back_only_where_it_was_given(semble: Semble) -> None:
    assert semble(*ADD, "63220").code == 0
    said = semble("patient", "edit", "1", "--birth-place", "69383").err
    assert (
        "birth place: Mazoires (63220, Puy-de-Dôme) → Lyon 3e Arrondissement (69383, Rhône)" in said
    )
    assert "birth place" not in semble("patient", "edit", "1", "--city", "Lyon").err
    assert "birth place" not in semble("patient", "edit", "1", "--birth-place", "69383").err
    shown = semble("patient", "show", "1", "-f", "table").out
    assert "Lyon 3e Arrondissement (69383, Rhône)" in " ".join(shown.replace("│", "").split())


def test_a_document_of_ours_is_in_no_doubt_for_it_names_the_place(semble: Semble) -> None:
    place = {"birth_place_code": "13001", "birth_place": "Aix-en-Provence"}
    document = {"birth_name": "ADRUN", "first_given_name": "Zoé", "sex": "F"}
    document |= {"birth_date": "1975-12-31"}
    words = ("patient", "add", "--json", "-", "--on-duplicate", "create")
    assert "postal code" not in semble(*words, stdin=json.dumps(document | place)).err
    other = place | {"birth_place": "Marseille"}
    assert "the postal code of Marseille 1er" in (
        semble(*words, stdin=json.dumps(document | other)).err
    )


def test_five_digits_are_looked_up_as_both(semble: Semble) -> None:
    found = json.loads(semble("place", "69003", "-f", "json").out)
    assert [place["code"] for place in found] == ["69003", "69383"]
    (rennes,) = json.loads(semble("place", "35000", "-f", "json").out)
    assert rennes["code"] == "35238"
    (alger,) = json.loads(semble("place", "91352", "-f", "json").out)
    assert (alger["kind"], alger["valid_until"], alger["today"]) == (
        *("territory", "1962-07-05", "99352"),
    )


def test_a_mistyped_name_finds_the_places_called_nearly_so(semble: Semble) -> None:
    said = semble("place", "vilurbanne", "-f", "json")
    assert (said.code, said.err) == (0, "No place has this name. Nearly so are called:\n")
    assert [place["code"] for place in json.loads(said.out)] == ["69266"]
    none = semble("place", "xyzzyqwert")
    assert (none.code, none.out) == (1, "")
