"""What SQLite and Postgres say by their codes, told apart; nobody is sent to create or to put back
a store without proof that it is missing or damaged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psycopg
import pytest

from semble_cli.errors import SembleError, StoreError
from semble_cli.store.database import errors, postgres_errors, sqlite_errors
from semble_cli.store.database.address import Database, StoreAddress
from tests.conftest import register_on
from tests.store.database.test_errors import an_ordinary_account, read

if TYPE_CHECKING:
    from collections.abc import Iterator

CREATE = "semble init"
RESTORE = "put back"


class Said(Exception):
    """An error of SQLite's driver."""

    def __init__(self, code: int, words: str = "") -> None:
        super().__init__(words)
        self.sqlite_errorcode = code


class Disk(NamedTuple):
    f_bavail: int = 1 << 20
    f_frsize: int = 4096
    f_files: int = 1000
    f_favail: int = 500


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (3, errors.StoreNotPermitted),
        (5, errors.StoreLocked),
        (517, errors.StoreLocked),  # BUSY_SNAPSHOT
        (8, errors.StoreReadOnly),
        (1544, errors.StoreReadOnly),  # READONLY_DIRECTORY
        (266, errors.StoreDiskFails),  # IOERR_READ
        (522, errors.StoreDiskFails),  # IOERR_SHORT_READ
        (1034, errors.StoreDiskFails),  # IOERR_FSYNC
        (4874, errors.StoreDiskFails),  # IOERR_SHMSIZE
        (3850, errors.StoreLocked),  # IOERR_LOCK
        (11, errors.StoreDamaged),
        (779, errors.StoreDamaged),  # CORRUPT_INDEX
        (13, errors.StoreFull),
        (26, errors.NotAStore),
    ],
)
def test_each_code_of_sqlite_is_an_error_of_its_own(
    sqlite_store: StoreAddress, code: int, kind: type[StoreError]
) -> None:
    found = sqlite_errors.translate(sqlite_store, Said(code))
    assert type(found) is kind
    assert CREATE not in str(found)
    assert (RESTORE in str(found)) == (kind is errors.StoreDamaged)


@pytest.mark.parametrize("disk", [Disk(f_bavail=3), Disk(f_favail=0)])
@pytest.mark.parametrize("code", [778, 4874, 5386, 14, 1294])
def test_a_disk_without_room_is_told_from_one_that_fails(
    sqlite_store: StoreAddress, monkeypatch: pytest.MonkeyPatch, disk: Disk, code: int
) -> None:
    monkeypatch.setattr(os, "statvfs", lambda _: disk)
    assert type(sqlite_errors.translate(sqlite_store, Said(code))) is errors.StoreFull


@pytest.mark.parametrize("code", [0, 1])
@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("database or disk is full", errors.StoreFull),
        ("disk I/O error", errors.StoreDiskFails),
        ("database is locked", errors.StoreLocked),
    ],
)
def test_what_is_said_without_its_code_is_told_by_the_words(
    sqlite_store: StoreAddress, code: int, words: str, kind: type[StoreError]
) -> None:
    assert type(sqlite_errors.translate(sqlite_store, Said(code, words))) is kind


def test_only_a_file_that_is_not_there_is_missing(
    sqlite_store: StoreAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kind_of(path: Path) -> type[SembleError | None]:
        found = sqlite_errors.translate(StoreAddress(Database.SQLITE, str(path)), Said(14))
        assert (CREATE in str(found)) == isinstance(found, errors.StoreMissing)
        return type(found)

    assert kind_of(tmp_path / "none.db") is errors.StoreMissing
    assert kind_of(tmp_path) is errors.NotAStore
    assert kind_of(Path(sqlite_store.location)) is errors.StoreDiskFails
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert kind_of(Path(sqlite_store.location)) is errors.StoreNotPermitted
    monkeypatch.setattr(os, "stat", _refuses)
    assert kind_of(Path(sqlite_store.location)) is errors.StoreNotPermitted


def _refuses(*_: object, **__: object) -> None:
    raise PermissionError


@pytest.mark.parametrize("closed", ["file", "directory"])
def test_a_store_that_may_not_be_opened_is_said_to_be_there(
    sqlite_store: StoreAddress, closed: str
) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as place:
        path = Path(place, "register.db")
        shutil.copy(sqlite_store.location, path)
        Path(place).chmod(0o755 if closed == "file" else 0o700)
        path.chmod(0o600 if closed == "file" else 0o644)
        register = register_on(StoreAddress(Database.SQLITE, str(path)))
        if os.geteuid() != 0:
            path.chmod(0) if closed == "file" else Path(place).chmod(0)
        with an_ordinary_account(), pytest.raises(errors.StoreNotPermitted, match="may not open"):
            read(register)
        Path(place).chmod(0o700)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte, where the system lets a test have one."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        needed = "No small disk can be mounted here: run the tests as root."
        if os.environ.get("CI"):
            pytest.fail(needed)
        pytest.skip(needed)
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_called_full_by_every_command(
    sqlite_store: StoreAddress, small_disk: Path
) -> None:
    path = small_disk / "register.db"
    shutil.copy(sqlite_store.location, path)
    (small_disk / "filler").write_bytes(b"x" * 10)
    with (small_disk / "filler").open("wb", buffering=0) as filler:
        try:
            while filler.write(b"x" * 4096):
                pass
        except OSError:
            pass
    for words in (("patient", "search", "adrun"), ("tag", "add", "ALD"), ("store", "check")):
        done = subprocess.run(
            [sys.executable, "-m", "semble_cli", *words],
            env=os.environ | {"SEMBLE_STORE": str(path), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 7, (words, done.stderr)
        assert "There is no room left for" in done.stderr, words


@pytest.mark.parametrize(
    ("state", "kind"),
    [
        ("25006", errors.StoreReadOnly),
        ("53100", errors.StoreFull),
        ("53300", errors.StoreUnreachable),
        ("58030", errors.StoreDiskFails),
        ("XX000", errors.StoreUnreachable),
        ("XX001", errors.StoreDamaged),
        ("XX002", errors.StoreDamaged),
        ("57P03", errors.StoreUnreachable),
    ],
)
def test_each_state_of_postgres_is_an_error_of_its_own(state: str, kind: type[StoreError]) -> None:
    address = StoreAddress(Database.POSTGRES, "postgresql://zoe@localhost/practice")
    error = psycopg.errors.lookup(state)("")
    found = postgres_errors.translate(address, error)
    assert type(found) is kind
    assert (RESTORE in str(found)) == (kind is errors.StoreDamaged)


def test_a_server_without_room_for_a_connection_says_so() -> None:
    address = StoreAddress(Database.POSTGRES, "postgresql://zoe@localhost/practice")
    said = psycopg.OperationalError("FATAL: could not write init file: No space left on device")
    assert isinstance(postgres_errors.translate(address, said), errors.StoreFull)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("disk I/O error", errors.StoreDiskFails),
        ("database is locked", errors.StoreLocked),
        ("attempt to write a readonly database", errors.StoreReadOnly),
        ("database or disk is full", errors.StoreFull),
    ],
)
def test_what_sqlite_says_without_a_code_is_told_by_its_words(
    tmp_path: Path, words: str, kind: type[StoreError]
) -> None:
    address = StoreAddress(Database.SQLITE, str(tmp_path / "register.db"))
    assert isinstance(sqlite_errors.translate(address, Exception(words)), kind)
