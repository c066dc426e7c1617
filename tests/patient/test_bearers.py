"""Whether a number that two identities share makes them one person."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.patient.bearers import bear_one_nir, one_person_by_number
from semble_cli.patient.comparison.traits import Traits, traits_of
from semble_cli.patient.intake import new_patient
from tests.conftest import NOW, PAT_TROIS

PARENT_S = "250015121518824"


def traits(**changes: Any) -> Traits:
    return traits_of(new_patient(PAT_TROIS | changes, NOW.date()).patient)


@pytest.mark.parametrize(
    ("changes", "one_person"),
    [
        ({}, True),
        ({"birth_name": "PAT-TROI", "birth_date": "28/03/1978"}, True),
        ({"first_given_name": "DOMINIQE", "birth_given_names": "DOMINIQE"}, True),
        ({"birth_place": "99999"}, True),
        ({"birth_name": "X", "used_name": "PAT-TROIS"}, True),
        ({"birth_name": "DURAND"}, False),
        ({"birth_place": "63220"}, False),
        ({"sex": "M"}, False),
        ({"birth_given_names": "DOMINIQUE ANNE"}, False),
        ({"nir": "279035121518890"}, False),
        ({"birth_date": "12/11/1954"}, False),
        ({"first_given_name": "CLAUDE", "birth_given_names": "CLAUDE"}, False),
    ],
)
def test_a_number_decides_only_where_no_trait_is_another(
    changes: dict[str, str], one_person: bool
) -> None:
    assert one_person_by_number(traits(), traits(**changes)) is one_person
    assert one_person_by_number(traits(**changes), traits()) is one_person


@pytest.mark.parametrize(
    ("one", "other", "bear"),
    [
        ({}, {}, True),
        ({}, {"birth_name": "DURAND", "birth_place": "63220"}, True),
        ({}, {"first_given_name": "MARIE", "birth_given_names": "MARIE"}, True),
        ({}, {"birth_date": "28/03/1978"}, False),
        ({"nir": PARENT_S}, {"nir": PARENT_S}, True),
        (
            {"nir": PARENT_S},
            {"nir": PARENT_S, "first_given_name": "MARIE", "birth_given_names": "MARIE"},
            False,
        ),
        ({}, {"nir": PARENT_S}, False),
        ({"nir": ""}, {"nir": ""}, False),
    ],
)
def test_twins_with_the_nir_of_a_parent_are_told_apart_by_the_first_given_name(
    one: dict[str, str], other: dict[str, str], bear: bool
) -> None:
    assert bear_one_nir(traits(**one), traits(**other)) is bear
