"""A store that is made, and a backup, stand under their names whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from faults.disks import files_no_longer_than
from faults.program import Program, breach, complaints
from semble_cli.errors import Conflict
from semble_cli.leftovers import clear_leftovers
from semble_cli.services import stores, users
from semble_cli.services.access import Role
from semble_cli.store.database import errors, schema
from semble_cli.store.database.address import Database, StoreAddress
from semble_cli.store.database.connection import Connection
from semble_cli.store.database.sqlite import Sqlite
from tests.conftest import NOW, in_database, login, register_on
from tests.store.database.test_upgrade import OLDER, fill

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=["sqlite", "postgres"])
def nothing(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoreAddress]:
    """Where no store is yet."""
    if request.param == "sqlite":
        yield StoreAddress(Database.SQLITE, str(tmp_path / "new.db"))
        return
    uri = request.getfixturevalue("postgres")
    with psycopg.connect(uri, autocommit=True) as server:
        server.execute("CREATE DATABASE no_register")
        yield in_database(uri, "no_register")
        server.execute("DROP DATABASE no_register WITH (FORCE)")


@pytest.fixture
def new_file(tmp_path: Path) -> StoreAddress:
    return StoreAddress(Database.SQLITE, str(tmp_path / "new.db"))


@pytest.fixture
def old_file(tmp_path: Path) -> StoreAddress:
    """A store of the version before, in a directory of its own."""
    place = tmp_path / "old"
    place.mkdir()
    address = StoreAddress(Database.SQLITE, str(place / "old.db"))
    Sqlite().create(address)
    fill(address, OLDER[-1])
    return address


def names_in(address: StoreAddress) -> list[str]:
    return sorted(os.listdir(os.path.dirname(address.location)))


def test_a_creation_that_ends_before_its_admin_is_there_can_be_done_again(
    nothing: StoreAddress,
) -> None:
    with pytest.raises(KeyboardInterrupt), schema.creating(nothing, NOW):
        raise KeyboardInterrupt
    register = register_on(nothing)
    with pytest.raises((errors.StoreMissing, errors.NotAStore)):
        stores.status(register)
    admin = stores.create(register)
    assert [(user.login, user.role) for user in users.all_users(register)] == [(admin, Role.ADMIN)]
    with pytest.raises(Conflict):
        stores.create(register)


def test_a_file_that_comes_while_a_store_is_made_is_left_as_it_is(new_file: StoreAddress) -> None:
    path = Path(new_file.location)
    with pytest.raises(Conflict, match="already"), schema.creating(new_file, NOW):
        path.write_text("somebody's")
    assert path.read_text() == "somebody's"
    assert names_in(new_file) == ["new.db"]


@pytest.mark.parametrize("is_there", [False, True])
def test_a_file_system_without_links_is_no_obstacle(
    new_file: StoreAddress, monkeypatch: pytest.MonkeyPatch, is_there: bool
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    if is_there:
        with pytest.raises(Conflict), schema.creating(new_file, NOW):
            Path(new_file.location).touch()
    else:
        assert stores.create(register_on(new_file)) == login()
    assert names_in(new_file) == ["new.db"]


def test_a_creation_without_room_says_so(
    new_file: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Sqlite, "create", refuse)
    with pytest.raises(errors.StoreFull):
        stores.create(register_on(new_file))


def test_what_a_killed_creation_leaves_is_cleared_with_its_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    nobody = 999_999_999  # no system has as many processes
    half = tmp_path / f"register.db.{nobody}.part"
    for suffix in ("", "-wal", "-shm", "-journal"):
        Path(f"{half}{suffix}").touch()
    (tmp_path / "tmp" / f"semble-half-{nobody}-abc").symlink_to(half)
    clear_leftovers()
    assert os.listdir(tmp_path) == ["tmp"]
    assert os.listdir(tmp_path / "tmp") == []


def test_a_backup_that_fails_leaves_none(
    old_file: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = Connection.run

    def full(self: Connection, sql: str, values: tuple[object, ...] = ()) -> int:
        done = run(self, sql, values)
        if sql.startswith("VACUUM INTO"):
            raise errors.full(self.address)
        return done

    monkeypatch.setattr(Connection, "run", full)
    with pytest.raises(errors.StoreFull):
        stores.upgrade(register_on(old_file))
    assert names_in(old_file) == ["old.db"]


def test_a_backup_is_named_for_the_version_and_the_moment(old_file: StoreAddress) -> None:
    made = schema.upgrade(old_file, NOW)
    assert made == Path(f"{old_file.location}.{OLDER[-1]}.20261123T103000Z.backup")
    assert names_in(old_file) == ["old.db", made.name]


def test_a_second_backup_of_the_same_second_has_a_name_of_its_own(old_file: StoreAddress) -> None:
    first = Path(f"{old_file.location}.{OLDER[-1]}.{NOW:%Y%m%dT%H%M%SZ}.backup")
    first.write_text("the first")
    made = schema.upgrade(old_file, NOW)
    assert made
    assert made.name == first.name.replace(".backup", ".2.backup")
    assert first.read_text() == "the first"


@pytest.mark.parametrize("longest", [0, 1, 4096, 60_000, 200_000])
def test_a_creation_that_runs_out_of_room_anywhere_is_one_sentence(
    new_file: StoreAddress, tmp_path: Path, longest: int
) -> None:
    program = Program(new_file.location, tmp_path / "program")
    said = program.run("init", first=files_no_longer_than(longest))
    assert (said.code, len(complaints(said)), breach(said)) == (7, 1, None), said
    assert not Path(new_file.location).exists()
    assert program.run("init").code == 0
