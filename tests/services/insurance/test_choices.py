"""What a person decides about as one, and what needs a look first."""

from __future__ import annotations

from datetime import date

import pytest

from semble_cli.patient.catalogue import TYPED
from semble_cli.patient.record import FIELDS
from semble_cli.patient.retrieved import Origin, Value
from semble_cli.services.insurance.choices import (
    ALONG,
    DECIDED,
    TOGETHER,
    Decisions,
    choices_of,
    day_typed,
    dispensable,
    is_strict,
    left_unless_named,
    name_of,
    overwrites_typed,
    with_source,
    without,
)
from semble_cli.services.insurance.differences import Difference
from tests.services.insurance.values import insi


def differing(*fields: str, stored: object = "x", retrieved: object = "y") -> list[Difference]:
    return [Difference(field, stored, retrieved, Origin.ADRI) for field in fields]


def test_the_lines_of_an_address_rights_and_a_matricule_are_decided_about_as_one() -> None:
    found = choices_of(
        differing("ins_matricule", "city", "fund", "postal_code", "rights", "rights_checked_on")
    )
    assert [(one.name, one.fields) for one in found] == [
        ("ins_matricule", ("ins_matricule",)),
        ("address", ("city", "postal_code")),
        ("fund", ("fund",)),
        ("rights", ("rights", "rights_checked_on")),
    ]


def test_a_strict_difference_is_alone() -> None:
    names = Difference("birth_given_names", "ZOE", "LEA", Origin.INSI, is_strict=True)
    found = choices_of([names, *differing("ins_matricule")])
    assert [(one.name, is_strict(one)) for one in found] == [
        ("birth_given_names", True),
        ("ins_matricule", False),
    ]
    completed = names._replace(is_strict=False)
    assert len(choices_of([completed, *differing("ins_matricule")])) == 1


def test_only_what_the_record_leaves_empty_is_filled() -> None:
    (empty,) = choices_of(differing("city", "postal_code", stored=None))
    (partly,) = choices_of(differing("city", stored=None) + differing("postal_code"))
    assert (empty.fills, partly.fills) == (True, False)
    by_hand = {"address_lines": date(2026, 1, 2), "city": date(2026, 1, 1)}
    assert not overwrites_typed(empty, by_hand)
    assert overwrites_typed(partly, by_hand)
    assert not overwrites_typed(partly, {"amc_number": date(2026, 1, 1)})
    assert day_typed(partly, by_hand) == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("retrieved", "typed", "left"), [(None, True, True), (None, False, False), ("1", True, False)]
)
def test_what_somebody_typed_and_a_service_does_not_name_is_left(
    retrieved: str | None, typed: bool, left: bool
) -> None:
    (number,) = choices_of(differing("amc_number", retrieved=retrieved))
    by_hand = {"amc_number": date(2026, 1, 1)} if typed else {}
    assert left_unless_named(number, by_hand) is left


def test_a_choice_is_named_by_its_own_name_or_by_a_field_that_differs() -> None:
    (address,) = choices_of(differing("city", "postal_code"))
    assert Decisions(take=frozenset({"address"})).takes(address)
    assert Decisions(keep=frozenset({"city"})).keeps(address)
    assert not Decisions(take=frozenset({"address_lines"})).takes(address)


def test_the_source_of_the_traits_follows_whatever_is_taken() -> None:
    differences = differing("city", ALONG)
    assert with_source({"city"}, differences) == {"city", ALONG}
    assert with_source((), differences) == set()
    assert with_source({"city"}, differing("city")) == {"city"}


def test_what_may_be_decided_are_fields_or_several_of_them() -> None:
    assert {*DECIDED} <= {*FIELDS, *TOGETHER}
    assert {*DECIDED} & {*TYPED} >= {"city", "nir", "fund"}
    assert {name_of(name) for name in ("city", "address")} == {"address"}


def test_a_new_record_may_do_without_all_but_the_identity_and_what_somebody_typed() -> None:
    retrieved = insi(amc_number=None) | {"regime": Value("01", Origin.PERSON)}
    offered = dispensable(retrieved)
    assert [one.name for one in offered] == ["nir", "birth_rank", "rights", "address"]
    left = without(retrieved, [one for one in offered if one.name in ("rights", "address")])
    assert set(retrieved) - set(left) == {"city", "rights", "rights_checked_on"}
    assert without(retrieved, []) == retrieved
