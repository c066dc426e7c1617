"""What stands around a patient is given to each who may read it, and counted for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.patient.actions import Action
from semble_cli.patient.around.consultation import Consultation, NoteSection
from semble_cli.patient.around.kinds import CONSULTATION, DOCUMENT
from semble_cli.patient.around.stored_document import StoredDocument
from semble_cli.patient.around.treatment import StopReason
from semble_cli.patient.document import AROUND, MORE_AROUND, PAST_APPOINTMENTS
from semble_cli.services.access import Permission, Role
from semble_cli.services.batches import last_batches
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.history import history_of
from semble_cli.services.patients.show import DOCUMENT_KEYS, reveal_patient, show_patient
from semble_cli.services.record import keeping
from semble_cli.services.record.treatments import add_treatment, stop_treatment
from semble_cli.store.patients.attached import ATTACHED_TABLES
from tests.acting import acting_as
from tests.conftest import NOW, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register


@pytest.fixture
def zoe(register: Register) -> Register:
    """The patient 1, with a consultation, three treatments, and two documents, one deleted."""
    create_patient(register, a_patient())
    add_treatment(register, 1, {"drug": "Essai 1 g"})
    add_treatment(register, 1, {"drug": "Ancien"})
    add_treatment(register, 1, {"drug": "Futur", "starts_on": "2027-01-01"})
    stop_treatment(register, 2, StopReason.END)
    with register.writing(Permission.EDIT_CARE) as work:
        note = Consultation(1, NOW, work.actor, sections=(NoteSection("Motif", "Toux"),))
        keeping.add(work, CONSULTATION, note, Action.CONSULTATION_ADD)
        work.connection.insert("document_content", {"sha256": "0" * 64, "size": 0})
        letter = StoredDocument(1, "Lettre", "l.txt", "text/plain", "0" * 64, NOW, work.actor)
        keeping.add(work, DOCUMENT, letter, Action.DOCUMENT_ADD)
        gone = letter._replace(deleted_at=NOW, deleted_by=work.actor)
        keeping.add(work, DOCUMENT, gone, Action.DOCUMENT_ADD)
    return register


def test_a_clinician_sees_what_is_taken_and_how_much_there_is(zoe: Register) -> None:
    found = show_patient(zoe, 1).document
    assert tuple(found) == DOCUMENT_KEYS
    assert [(each["drug"], each["state"]) for each in found["treatments"]] == [
        ("Essai 1 g", "current"),
        ("Futur", "to_come"),
    ]
    assert tuple(found["records"]) == tuple(ATTACHED_TABLES)
    assert found["records"]["treatments"] == {"count": 3, "latest": None}
    assert found["records"]["consultations"] == {"count": 1, "latest": "2026-11-23"}
    assert found["records"]["documents"]["count"] == 1
    assert found["records"]["letters"] == {"count": 0, "latest": None}


@pytest.mark.parametrize("look", [show_patient, reveal_patient])
def test_the_whole_has_all_of_it_and_no_bytes(zoe: Register, look: type) -> None:
    found = look(zoe, 1, whole=True).document
    assert tuple(found) == (*DOCUMENT_KEYS, *MORE_AROUND, PAST_APPOINTMENTS)
    assert [each["drug"] for each in found["past_treatments"]] == ["Ancien"]
    (consultation,) = found["consultations"]
    assert consultation["sections"] == [
        {
            "keyword": "Motif",
            "body": "Toux",
            "allergy_id": None,
            "reaction": None,
            "noted_on": None,
        }
    ]
    (document,) = found["documents"]
    assert document["title"] == "Lettre"
    assert not {"patient_id", "deleted_at", "deleted_by", "data"} & document.keys()


@pytest.mark.parametrize("role", [Role.READER, Role.SECRETARY])
def test_others_see_how_much_there_is_and_when_and_nothing_of_it(
    zoe: Register, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = acting_as(zoe, role, monkeypatch)
    found = show_patient(other, 1, whole=True).document
    assert {key: found[key] for key in ("treatments", *MORE_AROUND)} == dict.fromkeys(
        ("treatments", *MORE_AROUND)
    )
    assert found["records"]["consultations"] == {"count": 1, "latest": "2026-11-23"}
    assert not any(word in str(found) for word in ("Essai", "Toux", "Lettre"))


@pytest.mark.parametrize("role", [Role.READER, Role.SECRETARY])
def test_others_are_told_that_it_was_done_by_whom_and_when(
    zoe: Register, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [event for event in history_of(zoe, 1) if event.record]
    assert [event.is_hidden for event in known] == [False] * len(known)
    assert known[0].changes is not None
    assert known[0].changes["drug"] == [None, "Essai 1 g"]
    other = acting_as(zoe, role, monkeypatch)
    told = [event for event in history_of(other, 1) if event.record]
    assert [(e.at, e.actor, e.action) for e in told] == [(e.at, e.actor, e.action) for e in known]
    for event in told:
        assert (event.is_hidden, event.changes) == (True, {})
    batches = [batch for batch in last_batches(other, 0) if batch.records]
    assert [record.by_field for batch in batches for record in batch.records] == [{}] * len(told)


def test_what_was_erased_is_told_as_erased(zoe: Register) -> None:
    with zoe.writing(Permission.EDIT_CARE) as work:
        work.connection.run("DELETE FROM medical_content")
    for event in history_of(zoe, 1):
        if event.record:
            assert (event.changes, event.is_hidden) == (None, False)


def test_the_keys_around_stand_in_the_document() -> None:
    assert {*AROUND} <= {*DOCUMENT_KEYS}
