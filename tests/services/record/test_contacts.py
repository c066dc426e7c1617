"""Contacts: found, changed, deleted and merged, with the relations that patients have to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import BadUsage, Conflict, NoSuchRecord, Refused
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.record.contacts import (
    add_contact,
    contact_named,
    delete_contact,
    edit_contact,
    find_contacts,
    merge_contacts,
    show_contact,
)
from semble_cli.services.record.relations import relate
from semble_cli.services.undo import undo_command
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


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", ["MARTIN Claire", "Mutuelle Essai"]),
        ("mart", ["MARTIN Claire"]),
        ("cl MÀRT", ["MARTIN Claire"]),
        ("artin", []),
        ("martin essai", []),
        ("10003456786", ["MARTIN Claire"]),
        ("100034567", []),
        ("%", ["MARTIN Claire", "Mutuelle Essai"]),
    ],
)
def test_contacts_are_found_by_beginnings_of_their_names_and_by_numbers(
    family: Register, words: str, names: list[str]
) -> None:
    edit_contact(family, GP, {"rpps": "10003456786"})
    assert [each.full_name for each in find_contacts(family, words)] == names


def test_contacts_of_one_kind_are_found_and_only_so_many(family: Register) -> None:
    assert [each.id for each in find_contacts(family, kind="organisation")] == [INSURER]
    assert [each.id for each in find_contacts(family, limit=1)] == [GP]


def test_a_contact_is_meant_by_its_number_or_by_the_name_of_one(family: Register) -> None:
    other = add_contact(family, {"kind": "person", "name": "MARTINEZ"})
    assert contact_named(family, "12") == 12
    assert contact_named(family, "claire martin") == GP
    assert contact_named(family, "mutuelle") == INSURER
    assert contact_named(family, "martinez") == other.id
    with pytest.raises(Refused, match="1, 3"):
        contact_named(family, "mart")
    for nobody in ("durand", "", " "):
        with pytest.raises(NoSuchRecord, match="contact search"):
            contact_named(family, nobody)


def test_an_edit_tells_what_changed_and_minds_those_of_others(family: Register) -> None:
    edited = edit_contact(family, GP, {"city": "Lyon", "first_name": "Claire"}, version=1)
    assert edited.changes == {"city": [None, "Lyon"]}
    with pytest.raises(Conflict, match="changed meanwhile"):
        edit_contact(family, GP, {"city": "Nantes"}, version=1)
    with pytest.raises(NoSuchRecord):
        edit_contact(family, 9, {"city": "Nantes"})


def test_one_rpps_number_is_of_one_contact(family: Register) -> None:
    edit_contact(family, GP, {"rpps": "10003456786"})
    edit_contact(family, GP, {"rpps": "10003456786", "city": "Lyon"})
    with pytest.raises(Conflict, match="Contact 1 has this RPPS"):
        add_contact(family, {"kind": "person", "name": "X", "rpps": "10003456786"})


def test_whom_a_contact_is_something_to_is_shown_with_it(family: Register) -> None:
    relate(family, ZOE, {"type": "gp", "contact_id": GP})
    relate(family, AGATHE, {"type": "gp", "contact_id": GP})
    shown = show_contact(family, GP)
    assert [(each["patient_id"], each["type"]) for each in shown.patients] == [
        (ZOE, "gp"),
        (AGATHE, "gp"),
    ]


def test_a_deleted_contact_stays_readable_and_undoing_joins_it_again(family: Register) -> None:
    for patient in (ZOE, AGATHE):
        relate(family, patient, {"type": "gp", "contact_id": GP})
    assert len(delete_contact(family, GP).patients) == 2
    deletion = last_command(family)
    assert told(family, ZOE, "name", "contact_id", "deleted") == [("MARTIN Claire", GP, True)]
    undo_command(family, deletion)
    assert told(family, ZOE, "last_name", "deleted") == [("MARTIN", False)]
    undo_command(family, last_command(family))
    assert told(family, AGATHE, "last_name", "deleted") == [("MARTIN Claire", True)]


def test_a_deletion_of_a_contact_is_undone_after_one_of_its_patients_went(
    family: Register,
) -> None:
    for patient in (ZOE, AGATHE):
        relate(family, patient, {"type": "gp", "contact_id": GP})
    delete_contact(family, GP)
    deletion = last_command(family)
    delete_patient(family, AGATHE, "ADRUN AGATHE", None)
    undo_command(family, deletion)
    assert told(family, ZOE, "deleted") == [False]


def test_a_contact_that_somebody_has_a_relation_to_is_not_undone_away(family: Register) -> None:
    addition = last_command(family)
    relate(family, ZOE, {"type": "insurer", "contact_id": INSURER})
    with pytest.raises(Conflict, match="changed again since"):
        undo_command(family, addition)
    delete_contact(family, INSURER)
    undo_command(family, last_command(family))
    back = last_command(family)
    relate(family, AGATHE, {"type": "insurer", "contact_id": INSURER})
    with pytest.raises(Conflict, match="changed again since"):
        undo_command(family, back)


TWIN: dict[str, Any] = {
    "kind": "person",
    "name": "MARTIN",
    "first_name": "C.",
    "city": "Lyon",
    "phones": ["work:0199000009"],
}


def test_a_merge_moves_relations_and_is_undone(family: Register) -> None:
    twin = add_contact(family, TWIN)
    relate(family, ZOE, {"type": "gp", "contact_id": GP, "until": "31/12/2025"})
    relate(family, ZOE, {"type": "gp", "contact_id": twin.id, "since": "01/06/2025"})
    relate(family, AGATHE, {"type": "gp", "contact_id": twin.id})
    relate(family, MOTHER, {"type": "gp", "contact_id": twin.id, "notes": "a"})
    relate(family, MOTHER, {"type": "gp", "contact_id": GP, "notes": "b"})
    merged = merge_contacts(family, GP, twin.id or 0)
    merging = last_command(family)
    assert (merged.kept.first_name, merged.kept.city, len(merged.kept.phones)) == (
        *("Claire", "Lyon"),
        2,
    )
    assert (len(merged.moved), merged.left) == (3, {"first_name": "C."})
    assert told(family, ZOE, "contact_id", "since", "until") == [(GP, None, None)]
    assert told(family, AGATHE, "contact_id") == [GP]
    assert told(family, MOTHER, "contact_id", "notes") == [(GP, "a"), (GP, "b")]
    with pytest.raises(NoSuchRecord):
        show_contact(family, twin.id or 0)
    undo_command(family, merging)
    assert told(family, ZOE, "contact_id", "since", "until") == [
        (GP, None, "2025-12-31"),
        (twin.id, "2025-06-01", None),
    ]
    assert told(family, AGATHE, "contact_id") == [twin.id]
    assert show_contact(family, GP).contact.city is None


def test_a_merge_is_of_two_contacts_that_there_are(family: Register) -> None:
    with pytest.raises(BadUsage, match="two contacts"):
        merge_contacts(family, GP, GP)
    with pytest.raises(NoSuchRecord):
        merge_contacts(family, GP, 9)
    merged = merge_contacts(family, INSURER, GP)
    assert (merged.kept.rpps, merged.kept.first_name, merged.kept.kind) == (
        *(None, None),
        "organisation",
    )
