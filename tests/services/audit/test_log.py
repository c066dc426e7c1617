"""The log: the newest first, by user, patient, day and kind; all of it for an admin alone."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import Refused
from semble_cli.patient.actions import KINDS_OF_LOG, Action, LogKind
from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.services.audit.log import LogQuery, logged_events, sees_all
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.show import open_patient, reveal_patient
from semble_cli.services.record.treatments import add_treatment
from semble_cli.store import readings
from semble_cli.store.database.connection import Connection
from tests.conftest import NOW, PAT_TROIS, a_patient, register_on

if TYPE_CHECKING:
    from semble_cli.services.register import Register


@pytest.fixture
def practice(register: Register) -> Register:
    """A register of one patient, which was edited, opened and revealed on three days."""
    create_patient(register, a_patient(PAT_TROIS))
    for days in range(1, 4):
        later = register_on(register.store, NOW + timedelta(days=days))
        edit_fields(later, 1, {"city": f"Lyon {days}"})
        open_patient(later, 1)
    reveal_patient(later, 1)
    return register


def actions(register: Register, asked: LogQuery) -> list[str]:
    return [event.action for event in logged_events(register, asked)]


def test_the_newest_event_comes_first_page_after_page(
    practice: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(logged_events(practice, LogQuery()))
    assert [event.seq for event in whole] == list(range(9, 0, -1))
    monkeypatch.setattr(readings, "_AT_ONCE", 2)
    assert list(logged_events(practice, LogQuery())) == whole


def test_it_is_cut_by_a_limit_and_gone_on_with_before_an_event(practice: Register) -> None:
    first = [event.seq for event in logged_events(practice, LogQuery(limit=4))]
    rest = [event.seq for event in logged_events(practice, LogQuery(before=first[-1]))]
    assert first + rest == list(range(9, 0, -1))


def test_days_are_both_included(practice: Register) -> None:
    day = (NOW + timedelta(days=2)).astimezone().date()
    events = list(logged_events(practice, LogQuery(first_day=day, last_day=day)))
    assert {event.at.astimezone().date() for event in events} == {day}
    assert len(events) == 2
    assert actions(practice, LogQuery(first_day=date(2030, 1, 1))) == []


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (LogKind.OPENED, ["patient.open"] * 3),
        (LogKind.REVEALED, ["patient.reveal"]),
        (LogKind.READ, ["patient.reveal", *["patient.open"] * 3]),
        (LogKind.CHANGED, [*["patient.edit"] * 3, "patient.add"]),
        (LogKind.ADMINISTERED, ["store.init"]),
        (LogKind.EXPORTED, []),
    ],
)
def test_kinds_are_told_apart(practice: Register, kind: LogKind, found: list[str]) -> None:
    assert actions(practice, LogQuery(kinds=(kind,))) == found


def test_every_action_is_of_a_kind() -> None:
    assert frozenset().union(*KINDS_OF_LOG.values()) == frozenset(Action)


def test_it_tells_who_what_and_whom_and_never_what_a_record_holds(practice: Register) -> None:
    add_treatment(practice, 1, {"drug": "Doliprane"})
    edit_fields(practice, 1, {"comments": "secret de famille"})
    edited, treated, *_ = logged_events(practice, LogQuery())
    assert edited.changed == ["comments"]
    assert (edited.patient, edited.patient_id) == ("PAT-TROIS DOMINIQUE", 1)
    assert treated.record == {"kind": "treatment", "id": 1}
    assert (treated.changed, treated.details) == ([], {})
    whole = str(list(logged_events(practice, LogQuery())))
    assert not any(word in whole for word in ("Doliprane", "secret", "Lyon", PAT_TROIS["nir"]))


@pytest.mark.parametrize("role", [Role.READER, Role.SECRETARY, Role.CLINICIAN])
def test_who_is_no_admin_sees_what_they_did_themselves(
    sqlite_register: Register, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_patient(sqlite_register, a_patient(PAT_TROIS))
    open_patient(sqlite_register, 1)
    users.add(sqlite_register, "zoe", role)
    monkeypatch.setattr(Connection, "login", lambda _: "zoe")
    open_patient(sqlite_register, 1)
    for asked in (LogQuery(), LogQuery(user="zoe"), LogQuery(patient_id=1)):
        (event,) = logged_events(sqlite_register, asked)
        assert (event.actor, event.action) == ("zoe", "patient.open")
    assert not sees_all(sqlite_register)
    with pytest.raises(Refused, match="Only an admin"):
        list(logged_events(sqlite_register, LogQuery(user="another")))


def test_moments_are_those_of_the_journal(practice: Register) -> None:
    *_, first = logged_events(practice, LogQuery())
    assert (first.action, first.at) == ("store.init", datetime(2026, 11, 23, 10, 30, tzinfo=UTC))
