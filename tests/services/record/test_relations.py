"""Relations: made, seen from both sides, changed, removed, and what a deletion leaves of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Conflict, InvalidInput, NoSuchRecord, Refused, SembleError
from semble_cli.patient.around.relation_intake import read_relations
from semble_cli.services.patients.complete import complete_patient
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.recover import from_ledger, recover_patients
from semble_cli.services.patients.show import show_patient
from semble_cli.services.record.contacts import delete_contact, find_contacts
from semble_cli.services.record.relations import edit_relation, list_relations, relate, unrelate
from semble_cli.services.stores import check
from semble_cli.services.undo import undo_command
from tests.conftest import NOW, a_patient
from tests.services.record.family import (
    AGATHE,
    GP,
    INSURER,
    MOTHER,
    ZOE,
    fill_family,
    last_command,
    told,
)

if TYPE_CHECKING:
    from semble_cli.services.register import Register


@pytest.fixture
def family(register: Register) -> Register:
    fill_family(register)
    return register


def test_a_relation_is_told_with_all_it_says_and_how_to_reach_the_other(family: Register) -> None:
    given = {"since": "01/01/2026", "until": "31/12/2026", "policy_number": "0001"}
    given |= {"authorization_code": "A1", "is_payer": "yes", "notes": "carte vue"}
    made = relate(family, ZOE, {"type": "insurer", "contact_id": INSURER, **given})
    assert made.relation == {
        "id": 1,
        "type": "insurer",
        "label": None,
        "contact_id": INSURER,
        "patient_id": None,
        "last_name": "Mutuelle Essai",
        "first_name": None,
        "phone": None,
        "kind": "organisation",
        "name": "Mutuelle Essai",
        "sex": None,
        "since": "2026-01-01",
        "until": "2026-12-31",
        "is_payer": True,
        "policy_number": "0001",
        "authorization_code": "A1",
        "notes": "carte vue",
        "derived": False,
        "deleted": False,
    }
    assert show_patient(family, ZOE).document["relations"] == [made.relation]
    relate(family, ZOE, {"type": "gp", "contact_id": GP})
    assert told(family, ZOE, "last_name", "first_name", "phone")[1] == (
        *("MARTIN", "Claire"),
        "0199000001",
    )


def test_a_relation_to_a_patient_is_seen_from_the_other_side_and_stored_once(
    family: Register,
) -> None:
    relate(family, ZOE, {"type": "parent_guardian", "patient_id": MOTHER, "is_payer": True})
    relate(family, ZOE, {"type": "family", "patient_id": AGATHE})
    assert told(family, ZOE, "type", "patient_id", "derived") == [
        ("parent_guardian", MOTHER, False),
        ("family", AGATHE, False),
    ]
    assert told(family, MOTHER, "id", "type", "patient_id", "name", "derived") == [
        (1, "parent_guardian_of", ZOE, "ADRUN ZOE", True)
    ]
    assert told(family, AGATHE, "type", "sex") == [("family", "F")]
    with family.reading() as connection:
        assert connection.value("SELECT count(*) FROM relation") == 2


def test_a_contact_is_made_on_the_way_and_both_are_undone_at_once(family: Register) -> None:
    new = {"name": "Pharmacie Essai", "phones": ["0199000003"]}
    made = relate(family, ZOE, {"type": "pharmacie", "new": new})
    assert (made.made_contact, made.relation["phone"]) == (3, "0199000003")
    undo_command(family, last_command(family))
    assert (told(family, ZOE, "id"), len(find_contacts(family))) == ([], 2)
    undo_command(family, last_command(family))
    assert told(family, ZOE, "name") == ["Pharmacie Essai"]


WRONG: list[tuple[dict[str, Any], type[SembleError], str]] = [
    ({"type": "gp", "patient_id": ZOE}, InvalidInput, "oneself"),
    ({"type": "gp", "contact_id": GP, "label": "x"}, InvalidInput, "type other"),
    ({"type": "gp", "new": "X", "since": "02/01/2026", "until": "01/01/2026"}, InvalidInput, "day"),
    ({"type": "gp", "contact_id": 9}, NoSuchRecord, "No contact has the number 9"),
    ({"type": "gp", "patient_id": 9}, NoSuchRecord, "9"),
    ({"type": "family", "patient_id": MOTHER}, Conflict, "number 2 of patient 3"),
    ({"type": "insurer", "contact_id": INSURER}, Conflict, "number 1 of patient 1"),
    ({"type": "gp", "contact_id": GP, "last_name": "DURAND"}, InvalidInput, "called otherwise"),
]


@pytest.mark.parametrize(("given", "error", "said"), WRONG)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    family: Register, given: dict[str, Any], error: type[SembleError], said: str
) -> None:
    relate(family, ZOE, {"type": "insurer", "contact_id": INSURER, "until": "31/12/2026"})
    relate(family, MOTHER, {"type": "family", "patient_id": ZOE})
    before = last_command(family)
    with pytest.raises(error, match=said):
        relate(family, ZOE, given)
    assert (last_command(family), len(find_contacts(family))) == (before, 2)


def test_one_insurer_after_the_other_is_no_relation_twice(family: Register) -> None:
    relate(family, ZOE, {"type": "insurer", "contact_id": INSURER, "until": "31/12/2025"})
    relate(family, ZOE, {"type": "insurer", "contact_id": INSURER, "since": "01/01/2026"})
    with pytest.raises(Conflict, match="there already"):
        edit_relation(family, ZOE, 1, {"until": ""})


def test_an_edit_changes_what_is_named_and_is_undone(family: Register) -> None:
    relate(family, ZOE, {"type": "gp", "contact_id": GP, "notes": "x"})
    edited = edit_relation(family, ZOE, 1, {"until": "31/12/2026", "is_payer": True})
    assert edited.changes == {"ends_on": [None, "2026-12-31"], "is_payer": [None, True]}
    assert told(family, ZOE, "until", "is_payer", "notes") == [("2026-12-31", True, "x")]
    undo_command(family, last_command(family))
    assert told(family, ZOE, "until", "is_payer") == [(None, False)]
    assert edit_relation(family, ZOE, 1, {"notes": "x"}).changes == {}


def test_a_relation_is_changed_in_the_record_where_it_stands(family: Register) -> None:
    relate(family, ZOE, {"type": "parent_guardian", "patient_id": MOTHER})
    with pytest.raises(NoSuchRecord, match="record of patient 1"):
        unrelate(family, MOTHER, 1)
    with pytest.raises(NoSuchRecord, match="Patient 2 has no relation of number 1"):
        edit_relation(family, AGATHE, 1, {"notes": "x"})
    with pytest.raises(InvalidInput, match="type"):
        edit_relation(family, ZOE, 1, {"type": ""})
    assert unrelate(family, ZOE, 1).relation["name"] == "ADRUN CLAUDE"
    assert told(family, MOTHER, "id") == []
    undo_command(family, last_command(family))
    assert told(family, MOTHER, "type") == ["parent_guardian_of"]


def test_a_deleted_patient_stays_readable_in_the_relations_of_others(family: Register) -> None:
    relate(family, ZOE, {"type": "parent_guardian", "patient_id": MOTHER})
    relate(family, MOTHER, {"type": "gp", "contact_id": GP})
    delete_patient(family, MOTHER, "ADRUN CLAUDE", None)
    assert told(family, ZOE, "name", "patient_id", "deleted") == [("ADRUN CLAUDE", MOTHER, True)]
    edit_relation(family, ZOE, 1, {"notes": "décédée"})
    assert [str(each) for each in check(family)] == []
    recover_patients(family, from_ledger(family, [MOTHER]))
    assert told(family, ZOE, "name", "patient_id", "deleted") == [("ADRUN CLAUDE", MOTHER, False)]
    assert told(family, MOTHER, "type") == ["parent_guardian_of"]
    undo_command(family, last_command(family))  # which deletes her again
    assert told(family, ZOE, "name", "deleted") == [("ADRUN CLAUDE", True)]
    undo_command(family, last_command(family))
    assert told(family, ZOE, "name", "deleted") == [("ADRUN CLAUDE", False)]


def test_what_names_somebody_deleted_does_not_come_back_before_them(family: Register) -> None:
    relate(family, ZOE, {"type": "parent_guardian", "patient_id": MOTHER})
    relate(family, ZOE, {"type": "gp", "contact_id": GP})
    unrelate(family, ZOE, 1)
    removal = last_command(family)
    unrelate(family, ZOE, 2)
    other_removal = last_command(family)
    delete_patient(family, MOTHER, "ADRUN CLAUDE", None)
    delete_contact(family, GP)
    for number in (removal, other_removal):
        with pytest.raises(Conflict, match="Bring that one back first"):
            undo_command(family, number)
    recover_patients(family, from_ledger(family, [MOTHER]))
    undo_command(family, removal)
    assert told(family, ZOE, "name") == ["ADRUN CLAUDE"]


def test_a_patient_is_created_with_its_relations_or_not_at_all(family: Register) -> None:
    wanted = read_relations(
        [{"type": "gp", "contact_id": GP}, {"type": "school", "new": "École"}], NOW.date()
    )
    nobody = read_relations([{"type": "gp", "contact_id": 9}], NOW.date())
    new = a_patient(first_given_name="LEO", birth_given_names="LEO")
    before = last_command(family)
    with pytest.raises(NoSuchRecord):
        create_patient(family, new, relations=[*wanted, *nobody])
    assert last_command(family) == before
    created = create_patient(family, new, relations=wanted)
    creation = last_command(family)
    assert told(family, created.id or 0, "name") == ["MARTIN Claire", "École"]
    undo_command(family, creation)
    with pytest.raises(NoSuchRecord):
        list_relations(family, created.id or 0)
    assert len(find_contacts(family)) == 2
    undo_command(family, last_command(family))
    assert told(family, created.id or 0, "name") == ["MARTIN Claire", "École"]
    assert [str(each) for each in check(family)] == []


def test_a_relation_undone_before_its_patient_comes_back_after_it(family: Register) -> None:
    new = create_patient(family, a_patient(first_given_name="LEO", birth_given_names="LEO"))
    creation = last_command(family)
    relate(family, new.id or 0, {"type": "gp", "contact_id": GP})
    undo_command(family, last_command(family))
    relation = last_command(family)
    undo_command(family, creation)
    undo_command(family, last_command(family))
    undo_command(family, relation)
    assert told(family, new.id or 0, "name") == ["MARTIN Claire"]


def test_a_record_that_is_completed_gets_the_relations_it_has_not(family: Register) -> None:
    relate(family, ZOE, {"type": "gp", "contact_id": GP})
    wanted = [{"type": "gp", "contact_id": GP}, {"type": "insurer", "contact_id": INSURER}]
    relations = read_relations(wanted, NOW.date())
    done = complete_patient(family, ZOE, show_patient(family, ZOE).patient, relations=relations)
    assert (done.related, told(family, ZOE, "type")) == (1, ["gp", "insurer"])


def test_a_deletion_that_was_erased_with_another_patient_is_not_undone(family: Register) -> None:
    relate(family, ZOE, {"type": "gp", "contact_id": GP})
    relation = last_command(family)
    delete_patient(family, ZOE, "ADRUN ZOE", None)
    with pytest.raises(Refused, match="erased with the patient"):
        undo_command(family, relation)
