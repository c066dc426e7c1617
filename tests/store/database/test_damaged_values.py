"""Values in a store that nobody wrote so: a command says in a sentence that it is damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from faults.permission import obey_modes
from faults.program import Program
from semble_cli.errors import StoreError
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.show import show_patient
from semble_cli.services.undo import last_of_mine, undo_command
from semble_cli.store.database import errors
from semble_cli.store.database.open import opened
from tests.conftest import PAT_TROIS, a_patient, tamper

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register
    from tests.conftest import Semble

DAMAGES = {
    "a text that is no text": ("UPDATE patient SET city = CAST(x'ff41' AS TEXT)", "patient list"),
    "a moment that is none": ("UPDATE patient SET created_at = '2026-\x021'", "patient list"),
    "a day that is none": ("UPDATE patient SET birth_date = 'soon'", "patient show 1"),
    "a phone of no kind": ("UPDATE phone SET type = 'mob|le'", "patient show 1"),
    "a status of no kind": ("UPDATE patient SET identity_source = 'x'", "patient show 1"),
    "an event that was changed": ("UPDATE event SET content = '{}'", "patient history 1"),
    "an event at no time": ("UPDATE event SET at = 'then'", "patient history 1"),
    "an event at no time, checked": ("UPDATE event SET at = 'then'", "store check"),
    "a content that is no JSON": ("UPDATE event SET content = '{'", "store check"),
    "a former patient's broken record": (
        "UPDATE former_patient SET record = '{'",
        "patient report",
    ),
    "a former patient's unknown field": (
        """UPDATE former_patient SET record = '{"@irth_name": "A"}'""",
        "patient report",
    ),
    "a user since no time": ("UPDATE app_user SET added_at = 'then'", "user list"),
}


def register_of_two(register: Register) -> None:
    create_patient(register, a_patient(PAT_TROIS))
    edit_fields(register, 1, {"city": "Lyon"})
    gone = create_patient(register, a_patient()).id or 0
    delete_patient(register, gone, "ADRUN Zoé", None)


@pytest.mark.parametrize("what", DAMAGES)
def test_a_value_that_nobody_wrote_is_damage_and_no_defect(
    sqlite_register: Register, semble: Semble, what: str
) -> None:
    register_of_two(sqlite_register)
    statement, command = DAMAGES[what]
    with opened(sqlite_register.store) as connection:
        connection.run("PRAGMA ignore_check_constraints = ON")
        assert connection.run(statement)
    said = semble(*command.split())
    assert (said.code, "damaged" in said.err) == (StoreError.exit_code, True), said
    assert "Traceback" not in said.err


def test_a_role_that_there_is_not_is_damage(sqlite_register: Register, semble: Semble) -> None:
    with opened(sqlite_register.store) as connection:
        connection.run("PRAGMA ignore_check_constraints = ON")
        connection.run("UPDATE app_user SET role = 'admjn'")
    assert semble("patient", "list").code == StoreError.exit_code


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"birth_given_names", b"birth_given_nbmes"), (b"occupation", b"occ\xffpation")],
)
def test_a_schema_that_names_what_there_is_not_is_damage(
    sqlite_register: Register, semble: Semble, tmp_path: Path, before: bytes, after: bytes
) -> None:
    create_patient(sqlite_register, a_patient())
    file = tmp_path / "register.db"
    held = file.read_bytes()
    assert before in held
    file.write_bytes(held.replace(before, after))
    said = semble("patient", "show", 1)
    assert (said.code, "damaged" in said.err) == (StoreError.exit_code, True), said


def test_what_was_changed_in_the_journal_is_never_written_into_a_patient(
    register: Register,
) -> None:
    create_patient(register, a_patient())
    edit_fields(register, 1, {"city": "Lyon"})
    tamper(register, "UPDATE event SET content = replace(content, 'Lyon', 'Nice') WHERE seq = 3")
    tamper(register, "UPDATE patient SET city = 'Nice'")
    with pytest.raises(errors.StoreDamaged):
        undo_command(register, last_of_mine(register).number)
    assert show_patient(register, 1).patient.city == "Nice"


def test_a_log_that_may_not_be_read_is_no_disk_that_fails(
    sqlite_register: Register, tmp_path: Path
) -> None:
    create_patient(sqlite_register, a_patient())
    raw = dbapi2.connect(sqlite_register.store.location)
    try:
        raw.execute("SELECT count(*) FROM patient").fetchone()
        (tmp_path / "register.db-wal").chmod(0)
        program = Program(sqlite_register.store.location, tmp_path / "program")
        said = program.run("patient", "search", "adrun", first=obey_modes)
    finally:
        raw.close()
    assert said.code == StoreError.exit_code
    assert "may not open" in said.err
