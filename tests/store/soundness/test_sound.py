"""A register that nobody changed by hand is sound, whatever commands are behind it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from semble_cli.errors import SembleError
from semble_cli.patient.actions import Action
from semble_cli.patient.record import ArchiveReason
from semble_cli.services import stores
from semble_cli.services.access import Permission
from semble_cli.services.demo import load_fictitious
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import archive_patient, edit_fields, tag_patients
from semble_cli.services.patients.list_all import Listing, all_patients
from semble_cli.services.patients.recover import from_ledger, purge, recover_patients
from semble_cli.services.patients.show import reveal_patient
from semble_cli.services.patients.tags import add_tag, change_tag, delete_tag
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.undo import last_batches, last_of_mine, last_undone_of_mine, undo_command
from semble_cli.settings.table import BY_NAME
from semble_cli.store import ledger
from semble_cli.store.database.address import Database, StoreAddress
from semble_cli.store.database.open import connected
from semble_cli.store.soundness import keys, windows
from tests.conftest import NOW, PAT_TROIS, a_patient, register_on
from tests.store.soundness.practice import (
    ROWS,
    delete,
    load,
    practice,
    purged_once,
    run,
    said_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.patient.record import Patient
    from semble_cli.services.unit_of_work import Register


def people(register: Register) -> list[Patient]:
    return list(all_patients(register, Listing(archived=True)))


def one(register: Register, place: int) -> Patient:
    found = sorted(people(register), key=lambda patient: patient.id or 0)
    return found[place % len(found)]


def gone(register: Register) -> list[int]:
    with connected(register.store) as connection:
        return ledger.ids(connection)


def undo_with_force(register: Register, place: int) -> None:
    batches = last_batches(register, 0)
    undo_command(register, batches[place % len(batches)].number, force=True)


def redo(register: Register, _: int) -> None:
    undo_command(register, last_undone_of_mine(register).undone_by or 0)


def recover(register: Register, place: int) -> None:
    former = gone(register)
    chosen = former[place % len(former)]
    recover_patients(register, from_ledger(register, [chosen]), [chosen])


COMMANDS: dict[str, Callable[[Register, int], object]] = {
    "add": lambda register, place: create_patient(
        register,
        a_patient(PAT_TROIS | {"birth_date": f"{1900 + place}", "nir": None}),
        known=[patient.id or 0 for patient in people(register)],
    ),
    "edit": lambda register, place: edit_fields(
        register, one(register, place).id or 0, {"city": f"V{place}", "used_name": "de la Tour"}
    ),
    "clear": lambda register, place: edit_fields(
        register, one(register, place).id or 0, {"city": "", "used_name": "", "phones": ""}
    ),
    "archive": lambda register, place: archive_patient(
        register, one(register, place).id or 0, ArchiveReason.OTHER
    ),
    "delete": lambda register, place: delete(register, one(register, place)),
    "recover": recover,
    "purge": lambda register, place: purge(register, NOW + timedelta(days=place % 2)),
    "import": lambda register, place: load(register, *ROWS[place % 3 :]),
    "tag": lambda register, place: tag_patients(
        register, [one(register, place).id or 0], [f"t{place % 3}"]
    ),
    "tag add": lambda register, place: add_tag(register, f"T{place % 3}", None),
    "tag rename": lambda register, place: change_tag(
        register, f"t{place % 3}", f"T{(place + 1) % 4}", "#000000"
    ),
    "tag delete": lambda register, place: delete_tag(register, f"t{place % 3}"),
    "setting": lambda register, place: set_setting(
        register, BY_NAME["mail.port"], str(place) if place % 3 else None
    ),
    "look": lambda register, place: reveal_patient(register, one(register, place).id or 0),
    "undo": lambda register, _: undo_command(register, last_of_mine(register).number),
    "undo by force": undo_with_force,
    "redo": redo,
}


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


@pytest.mark.parametrize("width", [1, 2, 3])
def test_a_register_is_looked_through_to_its_end_however_many_ids_at_a_time(
    filled: Register, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows, "WIDTH", width)
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
