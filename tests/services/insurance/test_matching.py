"""Whose record a card, or an answer, is about; and what of it differs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.identity.ins import InsOid, PastIns
from semble_cli.identity.status import (
    IdentitySource,
)
from semble_cli.patient.record import Patient, Sex
from semble_cli.patient.retrieved import Origin, Value
from semble_cli.services.insurance.differences import differences
from semble_cli.services.insurance.matching import is_plausible, match_patient
from semble_cli.services.patients.create import create_patient
from tests.conftest import ADRUN, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register

from tests.services.insurance.values import (
    NIR,
    OTHER_NIR,
    card,
    certified,
    fields,
    insi,
    stored,
)


def test_a_matricule_finds_its_bearer_whatever_the_names_are(register: Register) -> None:
    holder = certified(register, birth_name="DUPONT", nir=None)
    assert match_patient(register, insi()).patient == holder
    assert match_patient(register, card(), own_nir=NIR).patient == holder


def test_a_matricule_of_before_finds_its_bearer(register: Register) -> None:
    holder = certified(
        register,
        birth_name="DUPONT",
        nir=None,
        ins_matricule=OTHER_NIR,
        former_ins=(PastIns(NIR, InsOid.NIA),),
    )
    assert match_patient(register, card(), own_nir=NIR).patient == holder


def test_of_two_bearers_of_one_matricule_neither_is_taken_for_the_one(register: Register) -> None:
    one = certified(register, birth_name="DUPONT", nir=None)
    other = one._replace(id=None, birth_name="DURAND")
    other = create_patient(register, other, known=[one.id or 0])
    match = match_patient(register, insi())
    assert match.patient is None
    assert {each.patient.id for each in match.likely} == {one.id, other.id}


def test_the_insured_s_number_the_birth_date_and_a_given_name_find_the_one(
    register: Register,
) -> None:
    holder = stored(register, birth_name="ADRUM", birth_place_code="99999")
    twin = stored_twin(register)
    assert match_patient(register, card()).patient == holder
    assert match_patient(register, card(first_given_name="Léo")).patient == twin


def test_the_insured_s_number_beside_another_birth_place_finds_the_one(register: Register) -> None:
    holder = stored(register, birth_place_code="51215")
    assert match_patient(register, card()).patient == holder


@pytest.mark.parametrize("changes", [{"birth_name": "DUPONT"}, {"sex": Sex.MALE}])
def test_the_insured_s_number_beside_another_trait_is_for_a_person_to_judge(
    register: Register, changes: dict[str, Any]
) -> None:
    holder = stored(register, **changes)
    match = match_patient(register, card())
    assert match.patient is None
    assert [one.patient for one in match.likely] == [holder]


def test_who_has_the_number_and_who_has_the_traits_are_for_a_person_to_choose_from(
    register: Register,
) -> None:
    create_patient(register, a_patient(ADRUN))
    create_patient(register, a_patient(ADRUN)._replace(nir=NIR, birth_name="ADRUM"), known=[1])
    match = match_patient(register, card())
    assert match.patient is None
    assert [one.patient.id for one in match.likely] == [1, 2]


def test_a_card_of_a_namesake_born_in_the_same_country_is_for_a_person_to_judge(
    register: Register,
) -> None:
    born_there = {"birth_place_code": "99352", "birth_place": "Algérie"}
    stored(register, nir=None, **born_there)
    told = card() | {name: Value(value, Origin.NIR) for name, value in born_there.items()}
    match = match_patient(register, told)
    assert match.patient is None
    assert len(match.likely) == 1


def stored_twin(register: Register) -> Patient:
    twin = a_patient(ADRUN)._replace(nir=NIR, first_given_name="LEO", birth_given_names="LEO")
    return create_patient(register, twin)


def test_a_given_name_nearly_the_same_is_not_sure(register: Register) -> None:
    stored(register, first_given_name="ZOEE", birth_given_names="ZOEE", birth_place_code="99999")
    match = match_patient(register, card())
    assert match.patient is None
    assert len(match.likely) == 1


def test_the_strict_traits_find_the_one(register: Register) -> None:
    holder = create_patient(register, a_patient(ADRUN))
    assert match_patient(register, card()).patient == holder


def test_who_is_likely_only_is_for_a_person_to_say(register: Register) -> None:
    likely = create_patient(register, a_patient(ADRUN | {"birth_date": "31/10/1975"}))
    match = match_patient(register, card(nir=None))
    assert match.patient is None
    assert [one.patient for one in match.likely] == [likely]


def test_nobody_is_found_in_an_empty_register_or_without_a_name(register: Register) -> None:
    assert match_patient(register, card()) == (None, [])
    nameless = {name: value for name, value in card().items() if name != "birth_name"}
    assert match_patient(register, nameless) == (None, ())


@pytest.mark.parametrize(
    ("changes", "plausible"),
    [
        ({}, True),
        ({"first_given_name": "LEA"}, True),
        ({"birth_name": "DUPONT"}, True),
        ({"birth_date": date(1975, 12, 13)}, True),
        ({"first_given_name": "LEA", "birth_name": "DUPONT"}, False),
        ({"first_given_name": "LEA", "birth_date": date(1975, 12, 13)}, False),
    ],
)
def test_a_card_of_somebody_else_is_not_plausible(changes: dict[str, Any], plausible: bool) -> None:
    assert is_plausible(a_patient(ADRUN), card(**changes)) is plausible


def test_names_alike_but_for_accents_case_and_hyphens_do_not_differ() -> None:
    before = a_patient(ADRUN)._replace(nir=NIR, identity_source=IdentitySource.VITALE)
    assert fields(before, card()) == set()
    assert fields(before, card(first_given_name="LEA")) == {"first_given_name"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"used_name": "Dupont"}, {"birth_name": "DUPONT"}, id="the used name"),
        pytest.param(
            {"birth_given_names": "MARIE ZOE", "first_given_name": "MARIE"},
            {"first_given_name": "MARIE"},
            id="the first of several",
        ),
        pytest.param({"used_given_name": "Zaza"}, {"first_given_name": "ZAZA"}, id="in use"),
        pytest.param(
            {},
            {"birth_date": date(1975, 12, 30), "birth_date_fictive": True},
            id="a card that knows less of the birth date",
        ),
        pytest.param({"city": "Bastia "}, {"city": "BASTIA"}, id="a city in capitals"),
        pytest.param({"sex": Sex.MALE}, {}, id="a sex that the NIR tells otherwise"),
        pytest.param({"birth_place_code": "51215"}, {}, id="a place that the NIR tells otherwise"),
    ],
)
def test_a_record_that_says_the_same_or_knows_more_does_not_differ(
    changes: dict[str, Any], told: dict[str, Any]
) -> None:
    known = {"nir": NIR, "identity_source": IdentitySource.VITALE}
    assert fields(a_patient(ADRUN)._replace(**(known | changes)), card(**told)) == set()


def test_what_the_nir_tells_fills_in_only_what_is_not_known() -> None:
    before = a_patient(ADRUN)._replace(
        nir=NIR,
        identity_source=IdentitySource.VITALE,
        sex=Sex.INDETERMINATE,
        birth_place_code="99999",
    )
    assert fields(before, card()) == {"sex", "birth_place_code"}


def test_what_insi_certifies_differs_wherever_it_says_else() -> None:
    before = a_patient(ADRUN)._replace(nir=NIR, used_name="Dupont")
    found = differences(before, insi(birth_name="DUPONT"))
    assert {one.field for one in found if one.is_strict} == {"birth_name"}
    assert "ins_matricule" in {one.field for one in found}


def test_a_matricule_that_would_replace_another_is_strict_unless_insi_knows_it() -> None:
    before = a_patient(ADRUN)._replace(ins_matricule=OTHER_NIR, ins_oid=InsOid.NIA.value)
    by_field = {one.field: one for one in differences(before, insi())}
    assert by_field["ins_matricule"].is_strict
    known = insi(former_ins=(PastIns(OTHER_NIR, InsOid.NIA),))
    by_field = {one.field: one for one in differences(before, known)}
    assert not by_field["ins_matricule"].is_strict
