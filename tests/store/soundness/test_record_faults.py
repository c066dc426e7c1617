"""Records that somebody changed behind the program's back are found, and named without what they
hold, each in one sentence with the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.services import stores
from semble_cli.services.batches import last_batches
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.recover import from_ledger, recover_patients
from semble_cli.services.record.allergies import add_allergy, say_none_known
from semble_cli.services.record.change_document import edit_document, move_document
from semble_cli.services.record.contacts import add_contact, edit_contact
from semble_cli.services.record.keywords import add_keyword
from semble_cli.services.record.relations import list_relations, relate, unrelate
from semble_cli.services.record.treatments import add_treatment, edit_treatment
from semble_cli.services.undo import undo_command
from semble_cli.store.database.open import connected
from tests.conftest import a_patient, tamper
from tests.services.record.documents import keep, with_two_patients
from tests.store.soundness.practice import run, said_of

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register

LOOK = "See semble patient history {}, or a backup."
COMPARE = "Compare it with a backup."


@pytest.fixture
def records(register: Register, tmp_path: Path) -> Register:
    """Two patients with a record of each kind; the document 2 was moved from the one to the
    other."""
    with_two_patients(register)
    for name in ("MARTIN-TEST", "DURAND-TEST"):
        add_contact(register, {"kind": "person", "name": name})
    edit_contact(register, 1, {"city": "Lyon"})
    relate(register, 1, {"type": "gp", "contact_id": 1})
    relate(register, 1, {"type": "family", "patient_id": 2})
    add_allergy(register, 1, {"substance": "Latex", "reaction": "urticaire"})
    say_none_known(register, 2, "food")
    add_treatment(register, 1, {"drug": "Essai"})
    edit_treatment(register, 1, {"dose": "2"})
    add_keyword(register, "Examen")
    for content in (b"un", b"deux"):
        keep(register, tmp_path, content)
    move_document(register, 2, 2)
    edit_document(register, 2, {"title": "Autre courrier"})
    assert said_of(register) == []
    return register


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE contact SET city = 'X' WHERE id = 1", f"contact 1: {{}} city. {COMPARE}"),
        (
            "UPDATE contact SET title = 'Dr' WHERE id = 2",
            f"contact 2: {{}} title. {COMPARE}",
        ),
        (
            "UPDATE relation SET type = 'school', is_payer = true WHERE id = 1",
            f"relation 1 of patient 1: {{}} pays, type. {LOOK.format(1)}",
        ),
        (
            "UPDATE allergy SET severity = 'mild'",
            f"allergy 1 of patient 1: {{}} severity. {LOOK.format(1)}",
        ),
        (
            "UPDATE no_known_allergy SET scope = 'all'",
            f"no known allergy 1 of patient 2: {{}} scope. {LOOK.format(2)}",
        ),
        (
            "UPDATE section SET reaction = NULL",
            f"consultation 1 of patient 1: {{}} sections. {LOOK.format(1)}",
        ),
        (
            "UPDATE treatment SET drug = 'Autre'",
            f"treatment 1 of patient 1: {{}} drug. {LOOK.format(1)}",
        ),
        (
            "UPDATE treatment SET patient_id = 2",
            f"treatment 1 of patient 2: {{}} patient id. {LOOK.format(2)}",
        ),
        (
            "UPDATE document SET kind = 'letter' WHERE id = 1",
            f"document 1 of patient 1: {{}} kind. {LOOK.format(1)}",
        ),
        (
            "UPDATE document SET title = 'X' WHERE id = 2",
            f"document 2 of patient 2: {{}} title. {LOOK.format(2)}",
        ),
        (  # told before it was moved
            "UPDATE document SET dated_on = '2026-01-02' WHERE id = 2",
            f"document 2 of patient 2: {{}} dated on. {LOOK.format(2)}",
        ),
        (
            "UPDATE document SET patient_id = 1 WHERE id = 2",
            f"document 2 of patient 1: {{}} patient id. {LOOK.format(1)}",
        ),
    ],
)
def test_what_a_record_holds_otherwise_than_the_journal_tells_is_found(
    records: Register, statement: str, said: str
) -> None:
    run(records, statement)
    assert said_of(records) == [said.format("the register is not as the journal tells:")]


@pytest.mark.parametrize(
    ("statement", "record"),
    [
        ("DELETE FROM relation WHERE id = 2", "relation 2 of patient 1"),
        ("DELETE FROM section", "consultation 1 of patient 1"),
        ("DELETE FROM no_known_allergy", "no known allergy 1 of patient 2"),
        ("DELETE FROM treatment", "treatment 1 of patient 1"),
        ("DELETE FROM contact WHERE id = 2", "contact 2"),
        ("DELETE FROM section_keyword", "section keyword 1"),
        ("DELETE FROM document WHERE id = 2", "document 2 of patient 2"),
    ],
)
def test_a_record_that_is_gone_without_an_event_is_found(
    records: Register, statement: str, record: str
) -> None:
    run(records, statement)
    said = [each for each in said_of(records) if not each.startswith("documents: a content")]
    if "section" in statement and "keyword" not in statement:
        assert said == [
            f"{record}: the register is not as the journal tells: sections. {LOOK.format(1)}"
        ]
        return
    way_out = LOOK.format(record[-1]) if "patient" in record else COMPARE
    assert said == [f"{record}: is gone, and no event says why. {way_out}"]


NEW = "If it is right, note it anew; delete this one."


@pytest.mark.parametrize(
    ("statement", "record"),
    [
        (
            "INSERT INTO relation (patient_id, type, contact_id, is_payer, version)"
            " VALUES (2, 'gp', 2, false, 1)",
            "relation 3 of patient 2",
        ),
        (
            "INSERT INTO contact (kind, last_name, search_key, version)"
            " VALUES ('person', 'X', ' X', 1)",
            "contact 3",
        ),
        (
            "INSERT INTO treatment (patient_id, drug, version) VALUES (2, 'X', 1)",
            "treatment 2 of patient 2",
        ),
        (
            "INSERT INTO consultation (patient_id, held_at, author, version)"
            " VALUES (2, '2026-01-02T00:00:00Z', 'zoe', 1)",
            "consultation 2 of patient 2",
        ),
    ],
)
def test_a_record_that_no_event_made_is_found(
    records: Register, statement: str, record: str
) -> None:
    run(records, statement)
    assert said_of(records) == [f"{record}: no event made it. {NEW}"]


def test_a_record_that_was_removed_and_is_there_is_found(records: Register) -> None:
    unrelate(records, 1, 1)
    run(
        records,
        "INSERT INTO relation (id, patient_id, type, contact_id, is_payer, version)"
        " VALUES (1, 1, 'gp', 1, false, 1)",
    )
    assert said_of(records) == [
        "relation 1 of patient 1: was removed, and is there without an event. Remove it again."
    ]


def test_changes_that_were_not_told_show_in_the_version_and_in_the_next_event(
    records: Register,
) -> None:
    run(records, "UPDATE treatment SET dose = '9', version = 4")
    edit_treatment(records, 1, {"dose": "3"})
    assert said_of(records) == [
        "treatment 1 of patient 1: it is version 5, and the journal tells of 2 changes. "
        + LOOK.format(1),
        f"treatment 1 of patient 1: event {last_batches(records, 1)[0].number} found other values"
        f" than the event before left: dose. {LOOK.format(1)}",
    ]


def test_a_version_below_the_changes_is_found_also_of_a_relation_to_a_patient(
    records: Register,
) -> None:
    run(records, "UPDATE relation SET version = 0 WHERE id = 2", "UPDATE contact SET version = 9")
    assert [each.partition(",")[0] for each in said_of(records)] == [
        "relation 2 of patient 1: it is version 0",
        "contact 1: it is version 9",
        "contact 2: it is version 9",
    ]


def test_what_the_journal_tells_may_be_unreadable_and_is_named(records: Register) -> None:
    wrong = '{"record":{"kind":"relation","id":1,"changes":7}}'
    broken = '{"record":{"kind":"relation"}}'
    run(
        records,
        f"UPDATE event SET content = '{wrong}' WHERE seq ="
        " (SELECT min(seq) FROM event WHERE action = 'relation.add')",
        f"UPDATE event SET content = '{broken}' WHERE action = 'contact.edit'",
    )
    said = [each for each in said_of(records) if "was changed" not in each]
    assert (
        "relation 1 of patient 1: what the journal tells of it cannot be read. "
        "Compare it with a backup." in said
    )
    assert any(each.startswith("journal: which record event ") for each in said)


def test_a_value_that_cannot_be_read_is_named(sqlite_register: Register) -> None:
    create_patient(sqlite_register, a_patient())
    for drug in ("Un", "Deux"):
        add_treatment(sqlite_register, 1, {"drug": drug, "starts_on": "02/01/2026"})
    run(sqlite_register, "UPDATE treatment SET starts_on = 'hier' WHERE id = 2")
    assert said_of(sqlite_register) == [
        "treatment 2 of patient 1: a value of it cannot be read. " + LOOK.format(1)
    ]


def test_who_may_not_read_what_is_medical_is_told_of_the_rest(records: Register) -> None:
    run(
        records,
        "UPDATE treatment SET drug = 'X'",
        "UPDATE allergy SET severity = 'mild'",
    )
    tamper(records, "UPDATE app_user SET role = 'secretary'")
    said = [each for each in said_of(records) if not each.startswith("user ")]
    assert said == [
        f"allergy 1 of patient 1: the register is not as the journal tells: severity."
        f" {LOOK.format(1)}"
    ]


def test_a_key_that_is_not_that_of_the_name_is_found_and_made_anew(records: Register) -> None:
    run(
        records,
        "UPDATE contact SET search_key = ' X' WHERE id = 2",
        "UPDATE section_keyword SET key = 'X'",
    )
    said = "{} {}: its search key is not that of its name. semble store upgrade makes it anew."
    assert said_of(records) == [said.format("contact", 2), said.format("section keyword", 1)]
    stores.upgrade(records)
    assert said_of(records) == []


def test_a_relation_that_says_of_somebody_present_that_they_are_gone_is_found_and_mended(
    records: Register,
) -> None:
    run(
        records,
        "UPDATE relation SET other_patient_id = NULL, gone_kind = 'patient', gone_id = 2,"
        " gone_name = 'X' WHERE id = 2",
    )
    assert said_of(records) == [
        "relation 2 of patient 1: it says that patient 2 was deleted, who is in the register."
        " semble store upgrade joins them again."
    ]
    stores.upgrade(records)
    assert said_of(records) == []


def test_a_relation_that_comes_back_is_to_who_came_back_meanwhile(register: Register) -> None:
    with_two_patients(register)
    relate(register, 1, {"type": "family", "patient_id": 2})
    delete_patient(register, 2, "ADRUN AGATHE", None)
    unrelate(register, 1, 1)
    removal = last_batches(register, 1)[0].number
    recover_patients(register, from_ledger(register, [2]), [2])
    undo_command(register, removal)
    (relation,) = list_relations(register, 1)[1]
    assert (relation["patient_id"], relation["deleted"]) == (2, False)
    assert said_of(register) == []


def test_the_events_of_many_contacts_are_not_kept_in_memory_with_those_of_the_register(
    records: Register,
) -> None:
    from semble_cli.store.soundness.register_events import register_events

    with connected(records.store) as connection:
        assert [event.action for event in register_events(connection)] == ["store.init"]
