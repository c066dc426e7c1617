"""A backup becomes a register again in a new place only, and only one that is whole."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlcipher3 import dbapi2

from faults.registers import contents
from semble_cli.errors import BadUsage, Conflict, Refused, StoreError
from semble_cli.services import stores, users
from semble_cli.services.access import Role
from semble_cli.services.backups.make import back_up
from semble_cli.services.backups.restore import restore
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.show import open_patient
from semble_cli.services.patients.tags import add_tag
from semble_cli.store.backups.contents import contents_of
from semble_cli.store.database import errors
from semble_cli.store.database.address import Database, StoreAddress
from semble_cli.store.database.open import opened
from semble_cli.store.database.sqlite import Sqlite
from tests.conftest import ADRUN, PAT_TROIS, a_patient, as_login, register_on, tamper
from tests.store.database.test_upgrade import OLDER, fill

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.register import Register


@pytest.fixture
def backup(filled: Register, place: Path) -> Path:
    return Path(back_up(filled, str(place)).file)


def is_nothing(address: StoreAddress) -> bool:
    """Whether there is still no register at an address."""
    if address.database is Database.POSTGRES:
        return contents(address) == {}
    directory = Path(address.location).parent
    return not directory.exists() or not any(directory.iterdir())


def test_a_register_that_was_restored_is_sound_and_has_the_head_of_the_backup(
    filled: Register, place: Path, new: StoreAddress
) -> None:
    made = back_up(filled, str(place))
    restored = restore(register_on(new), made.file)
    assert (restored.store, restored.head) == (str(new), made.head)
    assert (restored.patients, restored.former_patients) == (1, 1)
    assert (restored.is_older, restored.differences, restored.comparison) == (False, [], None)
    again = register_on(new)
    assert stores.check(again, made.head) == []
    assert create_patient(again, a_patient(PAT_TROIS)).id == 3
    if new.database is Database.SQLITE:
        assert Path(new.location).stat().st_mode & 0o777 == 0o600


def test_a_trial_checks_and_leaves_nothing(
    filled: Register, backup: Path, new: StoreAddress
) -> None:
    add_tag(filled, "ALD", None)
    tried = restore(register_on(new), str(backup), filled, dry_run=True)
    assert tried.comparison
    assert tried.comparison.missing
    assert is_nothing(new)


def test_what_the_register_in_use_has_and_the_backup_has_not_is_counted(
    filled: Register, backup: Path, new: StoreAddress
) -> None:
    same = restore(register_on(new), str(backup), filled, dry_run=True).comparison
    assert same
    assert same.missing
    assert same.missing["events"] == 0
    open_patient(filled, 1)
    looked = restore(register_on(new), str(backup), filled, dry_run=True).comparison
    assert looked
    assert looked.missing
    assert (looked.missing["events"], looked.missing["changed"]) == (1, 0)
    create_patient(filled, a_patient(PAT_TROIS))
    edit_fields(filled, 1, {"city": "Lyon"})
    edit_fields(filled, 3, {"city": "Lyon"})
    found = restore(register_on(new), str(backup), filled).comparison
    assert found
    at = "2026-11-23T10:30:00"
    assert found.missing
    assert {**found.missing, "since": found.missing["since"][:19].replace(" ", "T")} == {
        "events": 4,
        "since": at,
        "until": found.missing["until"],
        "added": 1,
        "changed": 1,
    }


def test_another_register_is_not_compared(
    filled: Register, backup: Path, new: StoreAddress, tmp_path: Path
) -> None:
    other = register_on(StoreAddress(Database.SQLITE, str(tmp_path / "other.db")))
    stores.create(other)
    found = restore(register_on(new), str(backup), other, dry_run=True).comparison
    assert found
    assert found.missing is None
    assert "is not of the past" in str(found.why)
    none = register_on(StoreAddress(Database.SQLITE, str(tmp_path / "none.db")))
    found = restore(register_on(new), str(backup), none, dry_run=True).comparison
    assert found
    assert isinstance(found.why, errors.StoreMissing)
    with opened(filled.store) as connection:
        if connection.guarded:
            connection.run("SET session_replication_role = replica")
        connection.run("UPDATE event SET chain = 'x' WHERE seq = 4")
    found = restore(register_on(new), str(backup), filled, dry_run=True).comparison
    assert found
    assert found.missing is None


def test_a_register_that_exists_is_never_written_over(filled: Register, backup: Path) -> None:
    before = contents(filled.store)
    with pytest.raises(Conflict, match=r"already|not empty"):
        restore(filled, str(backup))
    assert contents(filled.store) == before


def test_what_is_left_of_a_lost_file_is_not_mixed_into_the_new_one(
    sqlite_register: Register, place: Path, tmp_path: Path
) -> None:
    made = back_up(sqlite_register, str(place))
    for ending in ("-wal", "-journal"):
        remains = tmp_path / f"lost.db{ending}"
        remains.write_text("of the register that was lost")
        lost = register_on(StoreAddress(Database.SQLITE, str(tmp_path / "lost.db")))
        for bring in (lambda at: restore(at, made.file), stores.create):
            with pytest.raises(Conflict, match="is left of a register"):
                bring(lost)
        remains.unlink()
    assert not (tmp_path / "lost.db").exists()


def _without_its_end(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5000])


def _with_a_byte_changed(file: Path) -> None:
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 0xFF
    file.write_bytes(whole)


def _of_something_else(file: Path) -> None:
    file.write_text("birth_name;first_given_name\n")


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _random(file: Path) -> None:
    file.write_bytes(bytes(range(256)) * 64)


def _of_another_program(file: Path) -> None:
    file.unlink()
    with dbapi2.connect(str(file)) as made:
        made.execute("CREATE TABLE notes (text)")
    made.close()


DAMAGES: list[tuple[Callable[[Path], None], str]] = [
    (_without_its_end, r"is cut short|is damaged"),
    (_of_something_else, "is no backup of a register"),
    (_empty, "is no backup of a register"),
    (_random, "is encrypted"),
]


@pytest.mark.parametrize(("spoil", "said"), DAMAGES)
def test_a_file_that_is_no_whole_backup_is_refused_with_its_cause(
    backup: Path, new: StoreAddress, spoil: Callable[[Path], None], said: str
) -> None:
    Path(f"{backup}.sha256").unlink()
    spoil(backup)
    with pytest.raises(StoreError, match=said):
        restore(register_on(new), str(backup))
    assert is_nothing(new)


def test_a_database_of_another_program_is_no_backup(
    sqlite_register: Register, tmp_path: Path
) -> None:
    file, new = tmp_path / "notes.db", tmp_path / "new.db"
    file.touch()
    _of_another_program(file)
    with pytest.raises(StoreError, match="is no backup of a register"):
        restore(sqlite_register._replace(store=StoreAddress(Database.SQLITE, str(new))), str(file))
    assert not new.exists()


def test_an_encrypted_register_is_told_from_what_is_none(tmp_path: Path) -> None:
    file = tmp_path / "secret.db"
    made = dbapi2.connect(str(file))
    made.execute(f"PRAGMA key = \"x'{'ab' * 32}'\"")
    made.execute("CREATE TABLE notes (text)")
    made.close()
    new = StoreAddress(Database.SQLITE, str(tmp_path / "new.db"))
    with pytest.raises(StoreError, match="is encrypted"):
        restore(register_on(new), str(file))


def test_a_backup_of_a_damaged_register_is_refused(
    sqlite_register: Register, tmp_path: Path
) -> None:
    tamper(sqlite_register, "UPDATE event SET actor = 'nobody' WHERE seq = 1")
    with opened(sqlite_register.store) as connection:
        connection.value("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = shutil.copy(sqlite_register.store.location, tmp_path / "copy.db")
    new = StoreAddress(Database.SQLITE, str(tmp_path / "new.db"))
    with pytest.raises(StoreError, match=r"copy\.db is damaged"):
        restore(register_on(new), str(copy))
    assert not Path(new.location).exists()


def test_the_digest_beside_a_backup_is_obeyed(backup: Path, new: StoreAddress) -> None:
    beside = Path(f"{backup}.sha256")
    _with_a_byte_changed(backup)
    with pytest.raises(StoreError, match="was damaged or changed"):
        restore(register_on(new), str(backup))
    beside.write_text("soon")
    with pytest.raises(StoreError, match="no digest as sha256sum"):
        restore(register_on(new), str(backup))
    assert is_nothing(new)


@pytest.mark.parametrize("name", ["none.db", ".", "a\0b"])
def test_a_file_that_cannot_be_read_is_told(name: str, tmp_path: Path, new: StoreAddress) -> None:
    with pytest.raises(BadUsage, match="cannot be read"):
        restore(register_on(new), str(tmp_path / name))


def test_a_backup_of_a_newer_program_is_refused(
    filled: Register, place: Path, new: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(filled.store) as connection:
        connection.run("UPDATE alembic_version SET version_num = '9999'")
    for module in ("open.check_version", "version.check_version"):
        monkeypatch.setattr(f"semble_cli.store.database.{module}", lambda _: None)
    made = back_up(filled, str(place / "newer"))
    with pytest.raises(errors.StoreTooNew, match="newer program"):
        restore(register_on(new), made.file)
    assert is_nothing(new)


def test_a_backup_of_the_other_database_is_refused(
    backup: Path, new: StoreAddress, tmp_path: Path
) -> None:
    is_file = new.database is Database.SQLITE
    other = StoreAddress(
        Database.POSTGRES if is_file else Database.SQLITE,
        "postgresql://db.example/x" if is_file else str(tmp_path / "new.db"),
    )
    with pytest.raises(BadUsage, match="SQLite" if is_file else "Postgres"):
        restore(register_on(other), str(backup))


@pytest.mark.parametrize("revision", OLDER)
def test_a_backup_of_before_is_restored_and_then_upgraded(revision: str, tmp_path: Path) -> None:
    old = StoreAddress(Database.SQLITE, str(tmp_path / "old.db"))
    Sqlite().create(old)
    fill(old, revision)
    with opened(old) as connection:
        connection.value("PRAGMA wal_checkpoint(TRUNCATE)")
    before = contents(old)
    new = register_on(StoreAddress(Database.SQLITE, str(tmp_path / "new.db")))
    restored = restore(new, old.location)
    assert (restored.revision, restored.is_older) == (revision, True)
    assert contents(new.store) == before


def test_users_of_a_register_on_postgres_may_after_a_restoring_what_they_might_before(
    filled: Register, place: Path, new: StoreAddress
) -> None:
    if new.database is Database.SQLITE:
        return
    with psycopg.connect(new.location, autocommit=True) as server:
        server.execute("DROP ROLE IF EXISTS semble_restored")
        server.execute("CREATE ROLE semble_restored LOGIN")
        server.execute("DROP ROLE IF EXISTS semble_stranger")
        server.execute("CREATE ROLE semble_stranger LOGIN")
    users.add(filled, "semble_restored", Role.SECRETARY)
    restore(register_on(new), back_up(filled, str(place)).file)
    add_tag(register_on(as_login(new, "semble_restored")), "ALD", None)
    with pytest.raises((Refused, StoreError)):
        add_tag(register_on(as_login(new, "semble_stranger")), "Autre", None)


def test_who_may_make_no_tables_restores_nothing(backup: Path, new: StoreAddress) -> None:
    if new.database is Database.SQLITE:
        return
    with psycopg.connect(new.location, autocommit=True) as server:
        server.execute("DROP ROLE IF EXISTS semble_nobody")
        server.execute("CREATE ROLE semble_nobody LOGIN")
    with pytest.raises(Refused, match="may not create tables"):
        restore(register_on(as_login(new, "semble_nobody")), str(backup))
    assert is_nothing(new)


def test_what_was_restored_otherwise_is_told(
    backup: Path, new: StoreAddress, monkeypatch: pytest.MonkeyPatch, store: StoreAddress
) -> None:
    if store.database is Database.SQLITE:
        return
    monkeypatch.setattr(
        "semble_cli.store.backups.restore.contents_of",
        lambda on: contents_of(on)._replace(highest_id=99),
    )
    with pytest.raises(StoreError, match="Drop that database"):
        restore(register_on(new), str(backup))


def test_the_register_of_the_official_patient_is_searched_after_a_restoring(
    register: Register, place: Path, new: StoreAddress
) -> None:
    create_patient(register, a_patient(ADRUN))
    restore(register_on(new), back_up(register, str(place)).file)
    assert stores.count_patients(register_on(new)) == 1
