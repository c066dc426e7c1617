"""What names and dates may differ in, for a human to judge: the rest of `docs/matching.md`."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.patient.comparison.traits import traits_of
from semble_cli.patient.intake import new_patient
from semble_cli.patient.matching import Likeness, Verdict, compare
from semble_cli.patient.record import Patient
from tests.conftest import NOW, PAT_TROIS

LIKELY, DIFFERENT = Verdict.LIKELY, Verdict.DIFFERENT


def patient(**changes: Any) -> Patient:
    return new_patient(PAT_TROIS | {"nir": None} | changes, NOW.date()).patient


ONE = patient()


def likeness(other: Patient, one: Patient = ONE) -> Likeness:
    return compare(traits_of(one), traits_of(other))


def said(found: Likeness) -> str:
    return "; ".join(str(reason) for reason in found.reasons)


def test_a_century_may_be_mistaken() -> None:
    found = likeness(patient(birth_date="28/03/1919"), patient(birth_date="28/03/2019"))
    assert (found.verdict, found.contradicted) == (LIKELY, True)
    assert "birth dates a century apart" in said(found)


@pytest.mark.parametrize(
    ("changes", "contradicted"),
    [
        ({"birth_name": "PAT-TROI"}, False),
        ({"birth_name": "TROIS-PAT"}, True),
        ({"birth_name": "PATTRUES"}, True),
        ({"birth_name": "DURAND"}, True),
        ({"first_given_name": "DOM", "birth_given_names": "DOM"}, True),
        ({"birth_date": "28/03/1997"}, True),
        ({"birth_date": "28/03/1978"}, False),
    ],
)
def test_what_is_more_than_written_otherwise_is_for_a_human(
    changes: dict[str, str], contradicted: bool
) -> None:
    found = likeness(patient(**changes))
    assert (found.verdict, found.contradicted) == (LIKELY, contradicted)


@pytest.mark.parametrize(
    ("first", "other", "verdict", "reason"),
    [
        ("Léa", "Léna", DIFFERENT, ""),
        ("Julie", "Julien", DIFFERENT, ""),
        ("Léa", "Lééa", LIKELY, "one typing error away"),
        ("Denis", "Denys", LIKELY, "sounds alike"),
        ("Catherine", "Cathy", LIKELY, "is short for the other"),
        ("Marie-Claude", "Claude-Marie", LIKELY, "a part of the other's, or composed of them"),
        ("Marie-Claude", "Claude", LIKELY, "a part of the other's, or composed of them"),
        ("Marie-Claude", "Sophie", DIFFERENT, ""),
    ],
)
def test_two_common_names_are_two_people_s_unless_one_stands_for_the_other(
    first: str, other: str, verdict: Verdict, reason: str
) -> None:
    mine = ONE._replace(first_given_name=first, birth_given_names="Marie Odile")
    theirs = ONE._replace(first_given_name=other, birth_given_names=other)
    assert likeness(theirs, mine).verdict is verdict
    assert reason in said(likeness(theirs, mine))


def test_a_composed_name_is_found_among_the_other_s_given_names() -> None:
    whole = patient(birth_given_names="DOMINIQUE Anne-Sophie")
    called = patient(first_given_name="Anne-Sophie", birth_given_names="Anne-Sophie")
    assert "a part of the other's, or composed of them" in said(likeness(called, whole))
    assert "a part of the other's, or composed of them" in said(likeness(whole, called))


def test_with_the_own_nir_any_uncommon_name_may_be_a_pet_name_but_for_a_human_to_say() -> None:
    own, parent_s = "279035121518989", "250015121518824"
    pet = {"first_given_name": "Zouzou", "birth_given_names": "Zouzou"}
    found = likeness(patient(**pet, nir=own), patient(nir=own))
    assert (found.verdict, found.contradicted) == (LIKELY, True)
    assert "another first given name, such as people go by" in said(found)
    assert likeness(patient(**pet, nir=parent_s), patient(nir=parent_s)).verdict is DIFFERENT
    other_day = patient(**pet, nir=own, birth_date="27/03/1979")
    assert likeness(other_day, patient(nir=own)).verdict is DIFFERENT
    assert likeness(patient(**pet), patient()).verdict is DIFFERENT


def test_whoever_bears_one_s_own_nir_is_shown_whatever_the_name_and_the_place() -> None:
    nir = "279035121518989"
    far = patient(birth_name="X", used_name="Y", birth_place="63220", nir=nir)
    found = likeness(far, patient(nir=nir))
    assert (found.verdict, found.contradicted) == (LIKELY, True)


def test_what_the_own_nir_makes_up_for_is_for_a_human_to_say() -> None:
    """No trait is another, but so many are written otherwise that the traits alone rule it out."""
    nir = "279035121518989"
    dominiqe = {"first_given_name": "DOMINIQE", "birth_given_names": "DOMINIQE"}
    far = patient(birth_name="PAT", birth_date="1979", sex="I", **dominiqe)
    far = far._replace(birth_place_code="99999", nir=nir)
    one = patient(nir=nir)
    found = likeness(far, one)
    assert (found.verdict, found.contradicted) == (LIKELY, True)
    assert likeness(far._replace(nir=None), one).verdict is DIFFERENT


@pytest.mark.parametrize(
    ("born", "code", "verdict"),
    [
        ("01/01/1979", "99352", LIKELY),
        ("01/01/1979", "99999", LIKELY),
        ("01/01/1979", "51215", DIFFERENT),
        ("02/01/1979", "99352", DIFFERENT),
        ("01/01/1980", "99352", DIFFERENT),
    ],
)
def test_the_first_of_january_abroad_stands_for_any_day_of_the_year(
    born: str, code: str, verdict: Verdict
) -> None:
    one = patient(birth_date="26/09/1979", birth_place="99352")
    other = patient(birth_date=born)._replace(birth_place_code=code)
    found = likeness(other, one)
    assert found.verdict is verdict
    assert found.contradicted is (verdict is LIKELY)


def test_two_men_of_one_day_given_name_and_town_are_two() -> None:
    one = patient(sex="M")
    assert likeness(one._replace(birth_name="DURAND"), one).verdict is DIFFERENT


def test_no_first_of_january_abroad_makes_a_married_name_likely() -> None:
    one = patient(birth_date="01/01/1979", birth_place="99352")
    assert likeness(one._replace(birth_name="DURAND"), one).verdict is DIFFERENT
    unknown = patient()._replace(birth_place_code="99999")
    assert likeness(unknown._replace(birth_name="DURAND"), unknown).verdict is DIFFERENT
