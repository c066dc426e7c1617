"""What goes wrong with a store: one sentence each, its exit code, and nothing written."""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlcipher3 import dbapi2

from semble_cli.errors import Conflict, Refused, StoreError
from semble_cli.patient.columns.patient_columns import PatientColumns
from semble_cli.services import stores
from semble_cli.services.access import Permission
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.search import SearchQuery, search_patients
from semble_cli.services.patients.show import show_patient
from semble_cli.services.register import Register
from semble_cli.store.database import errors, sqlite
from semble_cli.store.database.address import Database, StoreAddress, parse_address
from semble_cli.store.database.open import connected
from semble_cli.store.patients import bulk
from tests.conftest import ADRUN, a_patient, in_database, register_on

if TYPE_CHECKING:
    from collections.abc import Iterator


def revise(register: Register, revision: str) -> None:
    with connected(register.store) as connection:
        connection.run("UPDATE alembic_version SET version_num = ?", (revision,))


def read(register: Register) -> None:
    search_patients(register, SearchQuery(bar="adrun"))


def test_a_missing_file_is_said_and_not_created(tmp_path: Path) -> None:
    path = tmp_path / "nothing.db"
    with pytest.raises(errors.StoreMissing, match="semble init"):
        read(register_on(StoreAddress(Database.SQLITE, str(path))))
    assert not path.exists()


def test_a_missing_database_is_said(postgres: str) -> None:
    with pytest.raises(errors.StoreMissing, match="There is no store"):
        read(register_on(in_database(postgres, "nothing_there")))


def test_a_database_without_tables_is_no_store(postgres: str) -> None:
    with pytest.raises(errors.NotAStore, match="not a store of semble"):
        read(register_on(parse_address(postgres)))


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 400])
def test_another_file_is_no_store_and_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    with pytest.raises(errors.NotAStore, match="not a store of semble"):
        read(register_on(StoreAddress(Database.SQLITE, str(path))))
    assert path.read_bytes() == content


def test_a_newer_store_says_to_upgrade_the_program(register: Register) -> None:
    revise(register, "9999")
    with pytest.raises(errors.StoreTooNew, match=r"newer than this program\. Upgrade semble"):
        read(register)
    with pytest.raises(errors.StoreTooNew):
        stores.upgrade(register)


def test_an_older_store_says_to_upgrade_the_store(register: Register) -> None:
    revise(register, "0001")
    with pytest.raises(errors.StoreOutdated, match="semble store upgrade"):
        read(register)
    assert stores.status(register).state == "outdated"


def test_a_store_that_another_program_writes_to_is_locked(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "LOCK_TIMEOUT", 1)
    with connected(register.store) as other:
        other.begin_write()
        with pytest.raises(errors.StoreLocked, match="Try again"):
            create_patient(register, a_patient())
    assert search_patients(register, SearchQuery(bar="adrun")).hits == []


def test_a_damaged_store_is_said(sqlite_register: Register) -> None:
    crowd(sqlite_register, 40)
    with connected(sqlite_register.store) as connection:
        connection.row("PRAGMA wal_checkpoint(TRUNCATE)")
    path = Path(sqlite_register.store.location)
    content = bytearray(path.read_bytes())
    noise = random.Random(1)
    for start in range(8192, len(content), 4096):
        content[start : start + 2000] = noise.randbytes(2000)
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        read(sqlite_register)
    assert type(caught.value) in (errors.StoreDamaged, errors.NotAStore)
    assert caught.value.exit_code == 7


def test_damage_is_found_by_a_check(sqlite_register: Register) -> None:
    patient = create_patient(sqlite_register, a_patient())
    assert stores.check(sqlite_register) == []
    raw = dbapi2.connect(sqlite_register.store.location)
    raw.execute("INSERT INTO phone VALUES (99, 0, 'home', '01 99 00 00 00', '0000009910')")
    raw.commit()
    raw.close()
    (said,) = stores.check(sqlite_register)
    assert "phone" in str(said)
    assert patient.id


def test_a_file_that_may_not_be_written_to_is_said(sqlite_store: StoreAddress) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as place:
        Path(place).chmod(0o755)
        path = Path(place, "register.db")
        shutil.copy(sqlite_store.location, path)
        path.chmod(0o444)
        register = register_on(StoreAddress(Database.SQLITE, str(path)))
        with an_ordinary_account(), pytest.raises(StoreError, match="only read") as caught:
            create_patient(register, a_patient())
        assert caught.value.exit_code == 7


@contextmanager
def an_ordinary_account() -> Iterator[None]:
    """As somebody else than root, who writes to whatever it likes."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def crowd(register: Register, count: int) -> None:
    people = [
        a_patient(ADRUN | {"birth_date": f"01/01/{1920 + number % 100}", "comments": "x" * 9999})
        for number in range(count)
    ]
    with register.writing(Permission.EDIT_PATIENTS) as work:
        bulk.BulkWriter(work.connection, work.at, (work.today, work.actor)).insert(
            bulk.prepare(PatientColumns.of(people))
        )


def test_a_full_disk_leaves_nothing_half_written(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sqlite.Sqlite.open

    def cramped(self: sqlite.Sqlite, address: StoreAddress, name: StoreAddress) -> object:
        raw = whole(self, address, name)
        (pages,) = raw.execute("PRAGMA page_count").fetchone()
        raw.execute(f"PRAGMA max_page_count = {pages + 10}")
        return raw

    monkeypatch.setattr(sqlite.Sqlite, "open", cramped)
    with pytest.raises(errors.StoreFull, match="no room left"):
        crowd(sqlite_register, 100)
    monkeypatch.setattr(sqlite.Sqlite, "open", whole)
    assert stores.check(sqlite_register) == []
    with connected(sqlite_register.store) as connection:
        assert connection.value("SELECT count(*) FROM patient") == 0


def test_a_server_that_is_down_is_said() -> None:
    with pytest.raises(errors.StoreUnreachable, match="does not answer"):
        read(register_on(parse_address("postgresql://nobody@127.0.0.1:1/practice")))


def test_a_login_that_the_server_does_not_know_is_refused(postgres: str) -> None:
    address = parse_address(postgres.replace("postgres:@", "nobody:@"))
    assert address.location != postgres
    with pytest.raises(errors.StoreUnreachable, match="refuses this login"):
        read(register_on(address))


def test_a_record_changed_meanwhile_is_a_conflict_and_stays(register: Register) -> None:
    patient = create_patient(register, a_patient())
    edit_fields(register, patient.id or 0, {"city": "Reims"}, version=1)
    with pytest.raises(Conflict, match="changed meanwhile"):
        edit_fields(register, patient.id or 0, {"city": "Lyon"}, version=1)
    assert show_patient(register, patient.id or 0).patient.city == "Reims"


def test_an_error_in_the_middle_takes_everything_back(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    from semble_cli.store.journal import Journal

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Journal, "append", fail)
    with pytest.raises(KeyboardInterrupt):
        create_patient(register, a_patient())
    monkeypatch.undo()
    assert search_patients(register, SearchQuery(bar="adrun")).hits == []


@pytest.mark.parametrize("store", ["postgres"], indirect=True)
def test_a_stranger_and_each_role_may_do_their_part_only(
    postgres: str, store: StoreAddress
) -> None:
    """Services refuse by role; on Postgres, the grants refuse too whoever goes around them."""
    from semble_cli.services import users
    from semble_cli.services.access import Role

    with psycopg.connect(postgres, autocommit=True) as server:
        for login in ("read_er", "secret_ary"):
            server.execute(f"DROP ROLE IF EXISTS {login}")
            server.execute(f"CREATE ROLE {login} LOGIN")
    register = register_on(store)

    def as_login(login: str) -> Register:
        return register_on(parse_address(store.location.replace("postgres:@", f"{login}:@")))

    patient = create_patient(register, a_patient())
    with pytest.raises(Refused, match="does not grant"):
        read(as_login("read_er"))
    users.add(register, "read_er", Role.READER)
    users.add(register, "secret_ary", Role.SECRETARY)
    assert len(search_patients(as_login("read_er"), SearchQuery(bar="adrun")).hits) == 1
    with pytest.raises(Refused, match="may not change patients"):
        edit_fields(as_login("read_er"), patient.id or 0, {"city": "Reims"})
    edit_fields(as_login("secret_ary"), patient.id or 0, {"city": "Reims"})
    with connected(as_login("read_er").store) as around, pytest.raises(Refused, match="not grant"):
        around.run("UPDATE patient SET city = 'Lyon'")
    with connected(as_login("secret_ary").store) as around, pytest.raises(Refused):
        around.run("DELETE FROM event")
    with connected(as_login("secret_ary").store) as hers, hers.writing(), hers.without_indexes():
        assert hers.value("SELECT to_regclass('patient_by_birth_date')") is not None
    with connected(store) as owner, owner.writing(), owner.without_indexes():
        assert owner.value("SELECT to_regclass('patient_by_birth_date')") is None
        assert owner.value("SELECT to_regclass('patient_pkey')") is not None
        foreign = "SELECT count(*) FROM pg_constraint WHERE conname = 'phone_patient_id_fkey'"
        assert owner.value(foreign) == 0
    users.set_role(register, "secret_ary", Role.READER)
    with (
        connected(as_login("secret_ary").store) as around,
        pytest.raises(Refused, match="not grant"),
    ):
        around.run("UPDATE patient SET city = 'Lyon'")
    users.remove(register, "read_er")
    with pytest.raises(Refused):
        read(as_login("read_er"))
