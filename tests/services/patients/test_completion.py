"""What a record leaves empty is taken from what was typed; what is not taken over is named."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.patient.record import Answer, PrivacyPolicy
from semble_cli.services.patients.complete import completed
from tests.conftest import ADRUN, PAT_TROIS, a_patient

MOBILE = "mobile:06 39 98 12 34"
HOME = "home:01 99 00 11 22"

TAKEN: list[tuple[dict[str, Any], dict[str, Any], str, Any]] = [
    ({}, {"email": "zoe@example.org"}, "email", "zoe@example.org"),
    ({}, {"nir": "275126322074974"}, "nir", "275126322074974"),
    ({}, {"privacy_policy": "refused"}, "privacy_policy", PrivacyPolicy.REFUSED),
    ({}, {"dmp_consent": "refused"}, "dmp_consent", Answer.REFUSED),
    ({}, {"receive_sms": "yes"}, "receive_sms", Answer.ACCEPTED),
]


@pytest.mark.parametrize(("held", "typed", "field", "value"), TAKEN)
def test_what_is_empty_is_filled_in(
    held: dict[str, Any], typed: dict[str, Any], field: str, value: Any
) -> None:
    after, left = completed(a_patient(ADRUN | held), a_patient(ADRUN | typed))
    assert (getattr(after, field), left) == (value, ())


LEFT: list[tuple[dict[str, Any], dict[str, Any], list[tuple[str, Any, Any]]]] = [
    ({"city": "Reims"}, {"city": "Lyon"}, [("city", "Lyon", "Reims")]),
    ({}, {"birth_name": "ADRUM"}, [("birth_name", "ADRUM", "ADRUN")]),
    (
        {"dmp_consent": "refused"},
        {"dmp_consent": "yes"},
        [("dmp_consent", Answer.ACCEPTED, Answer.REFUSED)],
    ),
    (
        {"dmp_consent": "refused"},
        {"dmp_consent": "yes", "dmp_visible_patient": "yes"},
        [("dmp_consent", Answer.ACCEPTED, Answer.REFUSED), ("dmp_visible_patient", True, False)],
    ),
    (
        {"privacy_policy": "accepted"},
        {"privacy_policy": "refused"},
        [("privacy_policy", PrivacyPolicy.REFUSED, PrivacyPolicy.ACCEPTED)],
    ),
    ({}, {"identity_flags": "doubtful"}, [("doubtful", True, False)]),
    (
        {"birth_given_names": "Zoé"},
        {"birth_given_names": "Zoé Anne"},
        [("birth_given_names", "Zoé Anne", "Zoé")],
    ),
]


@pytest.mark.parametrize(("held", "typed", "expected"), LEFT)
def test_what_the_record_holds_otherwise_is_left_and_named(
    held: dict[str, Any], typed: dict[str, Any], expected: list[tuple[str, Any, Any]]
) -> None:
    before = a_patient(ADRUN | held)
    after, left = completed(before, a_patient(ADRUN | typed))
    assert after == before
    assert [tuple(each) for each in left] == expected


@pytest.mark.parametrize(
    ("held", "typed"),
    [
        ({"birth_name": "PAT-TROIS"}, {"birth_name": "pat trois"}),
        ({"birth_given_names": "Zoé Anne"}, {}),  # the list is the first of them alone
        ({"phones": MOBILE}, {"phones": "+33 6.39.98.12.34"}),
        ({"numbers": "Hôpital=42"}, {"numbers": "hopital=42"}),
        ({"tags": "Suivi annuel"}, {"tags": "suivi ANNUEL"}),
        ({"city": "Saint-Étienne"}, {"city": "saint etienne"}),
        ({}, {"receive_sms": "no"}),
    ],
)
def test_what_says_no_more_is_not_mentioned(held: dict[str, Any], typed: dict[str, Any]) -> None:
    before = a_patient(ADRUN | held)
    assert completed(before, a_patient(ADRUN | typed)) == (before, ())


def test_phones_numbers_and_tags_that_the_record_has_not_are_added() -> None:
    held = {"phones": MOBILE, "numbers": "A=1", "tags": "ALD"}
    typed = {"phones": f"{HOME}; {MOBILE}", "numbers": "A=2", "tags": "Suivi"}
    after, left = completed(a_patient(ADRUN | held), a_patient(ADRUN | typed))
    assert [phone.number for phone in after.phones] == ["06 39 98 12 34", "01 99 00 11 22"]
    assert [(number.name, number.value) for number in after.numbers] == [("A", "1"), ("A", "2")]
    assert after.tags == ("ALD", "Suivi")
    assert left == ()


def test_visibilities_in_the_dmp_come_with_the_consent_alone() -> None:
    typed = a_patient(ADRUN | {"dmp_consent": "yes", "dmp_visible_patient": "yes"})
    after, left = completed(a_patient(), typed)
    assert (after.dmp_consent, after.dmp_visible_patient, left) == (Answer.ACCEPTED, True, ())


def test_another_person_leaves_all_traits_as_they_are() -> None:
    after, left = completed(a_patient(PAT_TROIS), a_patient())
    traits = ("birth_name", "first_given_name", "birth_date", "sex", "birth_place_code")
    assert [getattr(after, name) for name in traits] == [
        getattr(a_patient(PAT_TROIS), name) for name in traits
    ]
    assert {each.field for each in left} == {*traits, "birth_given_names"} - {"sex"}


def test_no_value_stands_in_the_representation_of_what_was_left() -> None:
    _, left = completed(a_patient(), a_patient(ADRUN | {"birth_name": "ADRUM"}))
    assert repr(left) == "(Left(birth_name),)"
