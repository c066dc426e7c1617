"""Relations from what people give, before it is known to whom they are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from semble_cli.errors import InvalidRecord
from semble_cli.patient.around.relation_intake import (
    read_relation_fields,
    read_relations,
    read_wanted,
    relation_objects,
)

TODAY = date(2026, 11, 23)


def test_fields_are_read_by_the_keys_of_the_document() -> None:
    given = {"type": "Mutuelle", "since": "1er janvier 2026", "until": "31/12/2027"}
    given |= {"policy_number": " 0001 ", "is_payer": "oui", "notes": ""}
    assert read_relation_fields(given) == {
        "type": "insurer",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 12, 31),
        "policy_number": "0001",
        "is_payer": True,
        "notes": None,
    }
    assert read_relation_fields({"since": None, "is_payer": None}) == {
        "starts_on": None,
        "is_payer": False,
    }


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"contact_id": 3}, "type"),
    ({"type": "voisin", "contact_id": 3}, "type"),
    ({"type": "gp"}, "one contact"),
    ({"type": "gp", "contact_id": 3, "patient_id": 4}, "one contact"),
    ({"type": "gp", "contact_id": "0"}, "whole number"),
    ({"type": "gp", "contact_id": "x"}, "whole number"),
    ({"type": "gp", "contact_id": 3, "since": "1/1/27"}, "since"),
    ({"type": "gp", "contact_id": 3, "gender": "x"}, "no such field"),
    ({"type": "gp", "new": {"phones": ["12"]}}, "phones"),
]


@pytest.mark.parametrize(("given", "said"), WRONG)
def test_what_is_no_relation_is_refused(given: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidRecord, match=said):
        read_wanted(given, TODAY)


def test_a_new_contact_is_what_its_relation_makes_likely() -> None:
    assert read_wanted({"type": "école", "new": "Jules Ferry"}, TODAY).new is not None
    for kind, expected in (("school", "organisation"), ("gp", "person")):
        new = read_wanted({"type": kind, "new": "ESSAI"}, TODAY).new
        assert new is not None
        assert new.kind == expected
    told = read_wanted({"type": "gp", "new": {"name": "ESSAI", "kind": "organisme"}}, TODAY).new
    assert told is not None
    assert told.kind == "organisation"


def test_texts_and_objects_stand_side_by_side() -> None:
    gone = {"type": "gp", "contact_id": 3, "deleted": True}
    derived = {"type": "gp_of", "patient_id": 3, "derived": True}
    objects = relation_objects(["médecin traitant: 3", {"type": "gp", "patient_id": 4}])
    wanted = read_relations([*objects, gone, derived], TODAY)
    assert [(each.contact_id, each.other_patient_id) for each in wanted] == [(3, None), (None, 4)]


@pytest.mark.parametrize("given", ["gp:3", {"type": "gp"}, 3, ["gp"], ["gp:"]])
def test_what_is_no_list_of_relations_is_refused(given: Any) -> None:
    with pytest.raises(InvalidRecord, match="relations"):
        relation_objects(given)
