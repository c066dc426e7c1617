"""The journal: a chain that shows every change of the past, and forgets what must be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semble_cli.patient.actions import Action
from semble_cli.services.access import Permission
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.history import history_of
from semble_cli.services.patients.recover import from_ledger, recover_patients
from semble_cli.store import journal, ledger
from semble_cli.store.database.open import connected
from semble_cli.store.event_chain import ERASED
from semble_cli.store.patients import rows as patients
from semble_cli.store.soundness.chain import find_breaks
from tests.conftest import ADRUN, PAT_TROIS, a_patient, tamper

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork


def breaks(register: Register) -> list[str]:
    with connected(register.store) as connection:
        return [str(fault) for fault in find_breaks(connection)]


def test_a_journal_that_nobody_touched_verifies(register: Register) -> None:
    for given_fields in (ADRUN, PAT_TROIS):
        create_patient(register, a_patient(given_fields))
    assert breaks(register) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE event SET actor = 'nobody' WHERE seq = 2", "event 2 was changed"),
        ("UPDATE event SET at = '2020-01-01T00:00:00Z' WHERE seq = 2", "event 2 was changed"),
        ("UPDATE event SET patient_id = 7 WHERE seq = 2", "event 2 was changed"),
        ("UPDATE event SET content = '{}' WHERE seq = 2", "content of event 2 was changed"),
        (
            "UPDATE event SET content = NULL, salt = NULL WHERE seq = 2",
            "content of event 2 is gone",
        ),
        ("DELETE FROM event WHERE seq = 2", "event 2 is missing"),
    ],
)
def test_a_change_of_the_past_is_found(register: Register, change: str, said: str) -> None:
    for given_fields in (ADRUN, PAT_TROIS):
        create_patient(register, a_patient(given_fields))
    tamper(register, change)
    assert any(said in line for line in breaks(register))


def test_a_deletion_erases_the_contents_and_the_chain_still_verifies(register: Register) -> None:
    patient = create_patient(register, a_patient())
    delete_patient(register, patient.id or 0, "ADRUN Zoé", None)
    with connected(register.store) as connection:
        texts = [text for (text,) in connection.rows("SELECT content FROM event")]
    assert not any("ADRUN" in text for text in texts if text)
    assert breaks(register) == []


def test_who_is_deleted_again_and_again_leaves_a_sound_register(register: Register) -> None:
    patient = create_patient(register, a_patient()).id or 0
    edit_fields(register, patient, {"city": "Lyon"})
    for _ in range(3):
        delete_patient(register, patient, "ADRUN Zoé", None)
        recover_patients(register, from_ledger(register, [patient]))
        edit_fields(register, patient, {"city": "Reims"})
    assert breaks(register) == []
    delete_patient(register, patient, "ADRUN Zoé", None)
    with connected(register.store) as connection:
        *before, last = journal.of_patient(connection, patient)
    assert [event.content for event in before] == [None] * len(before)
    assert last.content is not None
    assert last.content[ERASED] == [event.seq for event in before]


def test_a_register_of_before_whose_erasures_were_erased_is_sound(register: Register) -> None:
    patient = create_patient(register, a_patient()).id or 0
    edit_fields(register, patient, {"city": "Lyon"})
    other = create_patient(register, a_patient(PAT_TROIS)).id or 0
    for _ in range(3):
        with register.writing(Permission.ADMINISTER) as work:
            delete_as_before(work, patient)
        recover_patients(register, from_ledger(register, [patient]))
    assert breaks(register) == []
    delete_patient(register, patient, "ADRUN Zoé", None)
    assert breaks(register) == []
    with connected(register.store) as connection:
        (created,) = journal.of_patient(connection, other)
    tamper(register, "UPDATE event SET content = NULL, salt = NULL WHERE seq = ?", (created.seq,))
    assert breaks(register) == [
        f"journal: the content of event {created.seq} is gone, and no event says who erased it."
    ]


def delete_as_before(work: UnitOfWork, patient_id: int) -> None:
    """Delete a patient as programs of before did: the event names what had a content, no more."""
    rows = work.connection.rows(
        "SELECT seq FROM event WHERE patient_id = ? AND content IS NOT NULL ORDER BY seq",
        (patient_id,),
    )
    patient = work.patient(patient_id)
    ledger.insert(work.connection, ledger.Former(patient, work.at, work.actor, None))
    patients.delete(work.connection, patient)
    work.journal.erase(patient_id)
    erased = [seq for (seq,) in rows]
    work.journal.append(Action.PATIENT_DELETE, patient_id, {"reason": None, "erased": erased})


def test_a_content_that_went_missing_before_a_deletion_is_found_after_it(
    register: Register,
) -> None:
    patient = create_patient(register, a_patient()).id or 0
    edit_fields(register, patient, {"city": "Lyon"})
    tamper(register, "UPDATE event SET content = NULL, salt = NULL WHERE seq = 3")
    for _ in range(2):
        delete_patient(register, patient, "ADRUN Zoé", None)
        recover_patients(register, from_ledger(register, [patient]))
        assert any("content of event 3 is gone" in line for line in breaks(register))


def test_a_history_tells_every_change_with_the_nir_masked(register: Register) -> None:
    patient = create_patient(register, a_patient(PAT_TROIS))
    (event,) = history_of(register, patient.id or 0)
    assert event.changes is not None
    assert event.changes["birth_name"] == [None, "PAT-TROIS"]
    assert "279035121518989" not in str(event.changes["nir"])


@given(contents=st.lists(st.dictionaries(st.text(max_size=8), st.text(max_size=20)), max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_whatever_is_journalled_is_read_back(
    sqlite_register: Register, contents: list[dict[str, str]]
) -> None:
    with sqlite_register.writing(Permission.EDIT_PATIENTS) as work:
        batch = work.journal.batch
        for content in contents:
            work.journal.append(Action.PATIENT_EDIT, 1, content)
    with connected(sqlite_register.store) as connection:
        found = journal.of_batch(connection, batch)
        assert [event.content for event in found] == contents
        assert list(find_breaks(connection)) == []
