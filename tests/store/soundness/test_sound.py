"""A register that nobody changed by hand is sound, whatever commands are behind it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semble_cli.errors import SembleError
from semble_cli.patient.actions import Action
from semble_cli.services import stores
from semble_cli.services.access import Permission
from semble_cli.services.demo import load_fictitious
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.undo import undo_command
from semble_cli.store.database.address import Database, StoreAddress
from semble_cli.store.soundness import keys, windows
from tests.conftest import a_patient, register_on
from tests.store.soundness.commands import COMMANDS, people
from tests.store.soundness.practice import (
    ROWS,
    load,
    practice,
    purged_once,
    run,
    said_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register


@given(
    st.lists(st.tuples(st.sampled_from(list(COMMANDS)), st.integers(0, 9)), min_size=5, max_size=20)
)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
def test_whatever_is_done_by_commands_leaves_a_sound_register(
    sqlite_template: Path, tmp_path: Path, steps: list[tuple[str, int]]
) -> None:
    for file in tmp_path.glob("done.db*"):
        file.unlink()
    shutil.copy(sqlite_template, tmp_path / "done.db")
    register = register_on(StoreAddress(Database.SQLITE, str(tmp_path / "done.db")))
    load_fictitious(register, 4, seed=len(steps))
    for name, place in steps:
        try:
            COMMANDS[name](register, place)
        except (SembleError, ZeroDivisionError):
            continue  # nobody is there, or it is refused: nothing was written
    assert said_of(register) == []


def test_every_kind_of_command_leaves_a_sound_register(filled: Register) -> None:
    assert said_of(filled) == []
    purged_once(filled)
    for place, name in enumerate([*COMMANDS, *COMMANDS]):
        try:
            COMMANDS[name](filled, place)
        except (SembleError, ZeroDivisionError):
            continue
    assert said_of(filled) == []
    stores.upgrade(filled)
    assert said_of(filled) == []


def test_an_import_that_was_taken_back_leaves_ids_that_nobody_has(store: StoreAddress) -> None:
    register = practice(store)
    number = load(register, *(row.replace("/19", "/18").replace("/20", "/19") for row in ROWS))
    edited = max(patient.id or 0 for patient in people(register))
    edit_fields(register, edited, {"city": "Reims"})
    assert undo_command(register, number).left == (edited,)
    assert said_of(register) == []
    run(register, f"UPDATE patient SET city = 'X' WHERE id = {edited}")
    assert len(said_of(register)) == 1
    run(register, f"UPDATE patient SET city = 'Reims' WHERE id = {edited}")
    undo_command(register, number, force=True)
    assert said_of(register) == []


def test_a_ledger_of_before_has_no_digests_and_purges_that_name_nobody(
    sqlite_register: Register,
) -> None:
    register = sqlite_register
    written = create_patient(register, a_patient())
    with register.writing(Permission.ADMINISTER) as work:
        erased = work.journal.erase(written.id or 0)
        work.connection.run("DELETE FROM patient")
        work.connection.run("DELETE FROM vocabulary")
        work.journal.append(Action.PATIENT_DELETE, written.id, {"reason": None, "erased": erased})
    said = f"patient {written.id}: was deleted, and is not in the ledger."
    assert said_of(register) == [said]
    with register.writing(Permission.ADMINISTER) as work:
        work.journal.append(Action.LEDGER_PURGE, None, {"patients": 1})
    assert said_of(register) == []
    run(register, "DELETE FROM sqlite_sequence WHERE name = 'patient'")
    assert len(said_of(register)) == 1
    stores.upgrade(register)
    assert said_of(register) == []


@pytest.mark.parametrize("patients", [1, 30])
def test_fictitious_patients_are_sound(register: Register, patients: int) -> None:
    load_fictitious(register, patients, seed=1)
    assert said_of(register) == []


@pytest.mark.parametrize(("width", "events"), [(1, 9), (2, 9), (3, 9), (99, 1), (99, 4)])
def test_a_register_is_looked_through_to_its_end_however_much_at_a_time(
    filled: Register, width: int, events: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "WIDTH", width)
    monkeypatch.setattr(windows, "MOST_EVENTS", events)
    monkeypatch.setattr(keys, "_REMEMBERED", width)
    assert said_of(filled) == []
    run(
        filled,
        "UPDATE patient SET version = 9 WHERE id = 8",
        "UPDATE phone SET reversed = '1' WHERE patient_id = 4",
        "UPDATE former_patient SET reason = 'x'",
    )
    assert sorted(line.partition(":")[0] for line in said_of(filled)) == [
        "ledger",
        "patient 4",
        "patient 8",
    ]


def test_whoever_is_gone_is_missed_where_nobody_is_left(register: Register) -> None:
    create_patient(register, a_patient())
    run(register, "DELETE FROM patient", "DELETE FROM vocabulary")
    assert said_of(register) == ["patient 1: is gone from the register, and no event says why."]
