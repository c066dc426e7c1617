"""Consents of programs of before, true and false, become answers with what the journal tells."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.patient.catalogue import CONSENTS
from semble_cli.patient.consents.rules import Consent, consent_of
from semble_cli.patient.record import Answer
from semble_cli.store.database.open import opened
from semble_cli.store.event_chain import moment_of
from semble_cli.store.patients import rows as patients
from tests.conftest import runner
from tests.store.database.test_upgrade import OLDER, fill, rows_of, work_as_then

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble

LAST = "0008"
"""The last revision that kept true and false."""
IMPORTED = 4


@pytest.fixture
def before(
    empty: StoreAddress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Semble:
    """Commands on a store of the last program that kept true and false."""
    fill(empty, LAST)
    work_as_then(LAST, monkeypatch)
    return runner(empty.location, monkeypatch, capsys)


def events(revision: str, patient_id: int | None, action: str) -> list[dict[str, Any]]:
    return [
        event
        for event in rows_of(revision)["event"]
        if (event["patient_id"], event["action"]) == (patient_id, action)
    ]


def signature(event: dict[str, Any]) -> tuple[Any, str]:
    return moment_of(event["at"]).astimezone().date(), event["actor"]


def consents(empty: StoreAddress, patient_id: int) -> dict[str, Consent]:
    with opened(empty) as connection:
        patient = patients.get(connection, patient_id)
    return {name: consent_of(patient, name) for name in CONSENTS}


@pytest.mark.parametrize("revision", [revision for revision in OLDER if revision <= LAST])
def test_true_is_accepted_with_its_day_and_author_and_false_was_not_asked(
    empty: StoreAddress,
    revision: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fill(empty, revision)
    work_as_then(revision, monkeypatch)
    semble = runner(empty.location, monkeypatch, capsys)
    assert semble("store", "upgrade").code == 0
    rows = {row["id"]: row for row in rows_of(revision)["patient"]}
    accepted = 0
    for patient_id, row in rows.items():
        for name, found in consents(empty, patient_id).items():
            assert found.answer == (Answer.ACCEPTED if row[name] else None)
            assert bool(found.on) == bool(found.by) == bool(row[name])
            accepted += bool(row[name])
    assert accepted > 3
    assert semble("store", "check").code == 0


def test_day_and_author_are_those_of_the_event_that_made_it_true(
    before: Semble, empty: StoreAddress
) -> None:
    with opened(empty) as connection:
        connection.run("UPDATE event SET actor = 'else' WHERE action = 'undo'")
    assert before("store", "upgrade").code == 0
    first, second, _ = events(LAST, 2, "patient.prefs")
    found = consents(empty, 2)
    assert found["promotional"] == Consent(Answer.ACCEPTED, *signature(first))
    # Taken back by another command, which was undone: the answer is the one of before.
    assert found["receive_sms"] == Consent(Answer.ACCEPTED, *signature(second))
    assert found["dmp_consent"] == Consent()


def test_an_imported_consent_is_that_of_who_imported_the_file(
    before: Semble, empty: StoreAddress
) -> None:
    with opened(empty) as connection:
        connection.run("UPDATE patient SET receive_sms = ? WHERE id = ?", (True, IMPORTED))
    assert before("store", "upgrade").code == 0
    (event,) = events(LAST, None, "patient.import")
    assert consents(empty, IMPORTED)["receive_sms"] == Consent(Answer.ACCEPTED, *signature(event))


def test_a_consent_that_came_back_with_a_recovery_is_nobodys(
    before: Semble, empty: StoreAddress
) -> None:
    """Whoever recorded it was erased with the patient, and whoever recovered did not ask."""
    with opened(empty) as connection:
        connection.run("UPDATE patient SET receive_sms = ? WHERE id = ?", (True, IMPORTED))
        connection.run(
            "UPDATE event SET action = 'patient.recover', patient_id = ?, content = ?"
            " WHERE seq = (SELECT max(seq) FROM event)",
            (IMPORTED, '{"created":{"receive_sms":true}}'),
        )
    assert before("store", "upgrade").code == 0
    assert consents(empty, IMPORTED)["receive_sms"] == Consent(Answer.ACCEPTED)


def test_a_consent_of_which_the_journal_tells_nothing_is_left_without_and_that_is_said(
    before: Semble, empty: StoreAddress
) -> None:
    with opened(empty) as connection:
        connection.run("UPDATE patient SET mssante_patient = ? WHERE id = ?", (True, 2))
    said = before("store", "upgrade")
    assert "Consents of which the journal tells neither day nor author: 1." in said.err
    assert "Refused consents to the DMP that are not asked now: 1." in said.err
    assert consents(empty, 2)["mssante_patient"] == Consent(Answer.ACCEPTED)
    again = before("store", "upgrade").err
    assert "DMP" not in again
    assert "up to date" in again


def test_what_was_done_before_is_undone_and_done_again(before: Semble) -> None:
    assert before("store", "upgrade").code == 0
    numbers = [event["batch"] for event in events(LAST, 2, "patient.prefs")]
    first, second, _ = numbers
    shown = json.loads(before("patient", "show", "2", "-f", "json").out)["consents"]
    assert before("undo", second).code == 0
    undone = json.loads(before("patient", "show", "2", "-f", "json").out)["consents"]
    nothing = {"answer": "not_asked", "on": None, "by": None}
    assert (undone["receive_sms"], undone["payment_reminders"]) == (nothing, nothing)
    assert before("store", "check").code == 0
    undoing = json.loads(before("undo", "--list", "-f", "json").out)[0]["batch"]
    assert before("undo", undoing).code == 0
    assert json.loads(before("patient", "show", "2", "-f", "json").out)["consents"] == shown
    assert before("undo", first).code == 0
    assert before("store", "check").code == 0


def test_history_tells_old_answers_in_words(before: Semble) -> None:
    assert before("store", "upgrade").code == 0
    history = json.loads(before("patient", "history", "2", "-f", "json").out)
    changes = [event["changes"]["receive_sms"] for event in history if _tells_sms(event)]
    assert changes == [[None, "accepted"], ["accepted", None], [None, "accepted"]]


def _tells_sms(event: dict[str, Any]) -> bool:
    return "receive_sms" in (event["changes"] or {})


def test_a_change_by_hand_after_the_upgrade_is_found(before: Semble, empty: StoreAddress) -> None:
    assert before("store", "upgrade").code == 0
    with opened(empty) as connection:
        connection.run("UPDATE patient SET receive_sms = 'refused' WHERE id = 2")
    said = before("store", "check")
    assert said.code == 7
    assert "patient 2: the register is not as the journal tells: messages by SMS." in said.err
