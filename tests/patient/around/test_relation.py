"""What relations may say, when two say the same, and how they are read from the other side."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from semble_cli.commands.patient.display.relations import SEEN_FROM_THE_OTHER
from semble_cli.errors import InvalidInput
from semble_cli.patient.around.contact import ContactKind
from semble_cli.patient.around.relation import (
    SYMMETRIC,
    Relation,
    RelationType,
    joined,
    likely_kind,
    refuse_nonsense,
    same_relation,
    seen_from_the_other,
)

JANUARY, MARCH, MAY, JULY = (date(2026, month, 1) for month in (1, 3, 5, 7))


def a_relation(**changes: Any) -> Relation:
    return Relation(1, "gp", contact_id=3)._replace(**changes)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"contact_id": None, "other_patient_id": 1}, "patient"),
        ({"label": "marraine"}, "label"),
        ({"type": "other"}, "label"),
        ({"starts_on": MARCH, "ends_on": JANUARY}, "until"),
    ],
)
def test_nonsense_is_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        refuse_nonsense(a_relation(**changes))
    assert refused.value.field == field


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"type": "other", "label": "marraine"},
        {"starts_on": MARCH, "ends_on": MARCH},
        {"contact_id": None, "other_patient_id": 2},
    ],
)
def test_anything_else_is_taken(changes: dict[str, Any]) -> None:
    refuse_nonsense(a_relation(**changes))


SAME: list[tuple[dict[str, Any], dict[str, Any], bool]] = [
    ({}, {}, True),
    ({}, {"contact_id": 4}, False),
    ({}, {"type": "practitioner"}, False),
    ({"type": "other", "label": "Marraine"}, {"type": "other", "label": "marraine"}, True),
    ({"type": "other", "label": "marraine"}, {"type": "other", "label": "voisine"}, False),
    ({"ends_on": JANUARY}, {"starts_on": MARCH}, False),
    ({"ends_on": MARCH}, {"starts_on": MARCH}, True),
    ({"starts_on": MARCH}, {"ends_on": JANUARY}, False),
    ({"starts_on": JANUARY, "ends_on": MAY}, {"starts_on": MARCH}, True),
    (
        {"contact_id": None, "gone_kind": "contact", "gone_id": 3, "gone_name": "X"},
        {},
        True,
    ),
    ({"contact_id": None, "other_patient_id": 3}, {}, False),
]


@pytest.mark.parametrize(("changes", "others", "is_same"), SAME)
def test_two_relations_say_the_same_of_the_same_two_at_one_time(
    changes: dict[str, Any], others: dict[str, Any], is_same: bool
) -> None:
    there = a_relation(**others, id=7)
    assert same_relation(a_relation(**changes), [there]) == (there if is_same else None)


def test_a_relation_is_not_twice_there_for_being_there_once() -> None:
    there = a_relation(id=7)
    assert same_relation(there, [there]) is None


def test_what_two_are_to_each_other_is_the_same_from_either_side() -> None:
    for kind in RelationType:
        one = Relation(1, kind, label="x", other_patient_id=2)
        other = Relation(2, kind, label="x", other_patient_id=1, id=7)
        assert bool(same_relation(one, [other])) is (kind in SYMMETRIC)
        stranger = Relation(2, kind, label="x", other_patient_id=3, id=7)
        assert same_relation(one, [stranger]) is None


def test_every_type_has_a_name_from_the_other_side() -> None:
    named = {seen_from_the_other(kind.value) for kind in RelationType}
    assert named == {*SEEN_FROM_THE_OTHER, *map(str, SYMMETRIC), "other_of"}
    assert len(RelationType) == 15


def test_a_school_is_no_person() -> None:
    assert likely_kind(RelationType.SCHOOL) is ContactKind.ORGANISATION
    assert likely_kind(RelationType.GP) is ContactKind.PERSON


def test_two_relations_are_joined_to_the_longer_time_with_all_they_say() -> None:
    kept = a_relation(id=1, starts_on=MARCH, ends_on=MAY, policy_number="12")
    twin = a_relation(id=2, starts_on=JANUARY, ends_on=JULY, is_payer=True, notes="x")
    assert joined(kept, twin) == kept._replace(
        starts_on=JANUARY, ends_on=JULY, is_payer=True, notes="x"
    )
    open_ended = a_relation(id=2)
    assert joined(kept, open_ended) == kept._replace(starts_on=None, ends_on=None)


@pytest.mark.parametrize("name", ["policy_number", "authorization_code", "notes"])
def test_relations_that_contradict_each_other_stay_two(name: str) -> None:
    assert joined(a_relation(**{name: "1"}), a_relation(**{name: "2"})) is None
