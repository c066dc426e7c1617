"""Moments are shown and read by the clocks of the practice, wherever the program runs."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from semble_cli.services.agenda.practitioners import add_practitioner
from semble_cli.services.patients.create import create_patient
from tests.clock import stand
from tests.conftest import NOW, a_patient, register_on, runner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Semble


@pytest.fixture(params=["UTC", "Pacific/Auckland", "America/Los_Angeles"])
def abroad(
    request: pytest.FixtureRequest,
    sqlite_store: StoreAddress,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Iterator[Semble]:
    """Commands of a practice in Paris, on a machine of another time zone, where it is 11:30 in
    Paris; the patient 1 and a practitioner are there."""
    register = register_on(sqlite_store)
    create_patient(register, a_patient())
    add_practitioner(register, {"name": "Dr Alix ROUSSEL"})
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    semble = runner(sqlite_store.location, monkeypatch, capsys)
    stand(monkeypatch, NOW)
    yield semble
    monkeypatch.undo()
    time.tzset()


def test_what_is_told_of_an_appointment_says_one_time(abroad: Semble) -> None:
    words = ("--start", "2027-01-04T09:00", "--minutes", "20")
    assert "2027-01-04 09:00" in abroad("appointment", "add", "1", *words).err
    moved = abroad("appointment", "move", "1", "--start", "2027-01-04T10:00").err
    assert "2027-01-04 10:00" in moved
    past = " ".join(abroad("patient", "history", "1", "-f", "table").out.split())
    assert "09:00 → 2027-01-04" in past
    undone = abroad("undo").err
    assert "2027-01-04 10:00 → 2027-01-04 09:00" in undone
    listed = abroad("undo", "--list", "-f", "table").out
    assert listed.count("2026-11-23 11:30") == 6
    assert "2026-11-23 11:30" in abroad("audit", "log", "-f", "table").out


def test_a_consultation_is_held_by_the_clocks_of_the_practice(abroad: Semble) -> None:
    words = ("--section", "Motif=Toux", "--on", "23/11/2026 11:20")
    assert abroad("consultation", "add", "1", *words).code == 0
    (told,) = json.loads(abroad("consultation", "list", "1", "-f", "json").out)
    assert told["held_at"] == "2026-11-23T10:20:00Z"
    assert "2026-11-23 11:20" in abroad("consultation", "list", "1", "-f", "table").out
    late = abroad("consultation", "add", "1", "--section", "Motif=Toux", "--on", "23/11/2026 11:40")
    assert (late.code, "is to come" in late.err) == (4, True)


def test_days_of_the_log_are_those_of_the_practice(
    abroad: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(monkeypatch, datetime(2026, 11, 30, 23, 30, tzinfo=UTC))
    abroad("patient", "edit", "1", "--city", "Lyon")
    day = ("audit", "log", "-f", "json", "--from", "01/12/2026", "--to", "01/12/2026")
    assert [each["action"] for each in json.loads(abroad(*day).out)] == ["patient.edit"]


def test_a_practice_that_set_its_time_zone_has_its_own_clocks(
    abroad: Semble, monkeypatch: pytest.MonkeyPatch
) -> None:
    abroad("config", "set", "practice.time_zone", "Indian/Reunion")
    assert "2026-11-23 14:30" in abroad("undo", "--list", "-f", "table").out
    monkeypatch.setenv("SEMBLE_PRACTICE_TIME_ZONE", "Asia/Tokyo")
    assert "2026-11-23 19:30" in abroad("undo", "--list", "-f", "table").out
