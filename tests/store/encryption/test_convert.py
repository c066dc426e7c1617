"""A key is set, changed and removed by a copy that is verified, and takes the register's place at
once or not at all."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli import leftovers
from semble_cli.errors import Refused, StoreError
from semble_cli.leftovers import clear_leftovers
from semble_cli.services.encryption.change import change_key, remove_key, set_key
from semble_cli.services.patients.create import create_patient
from semble_cli.services.stores import check, count_patients, status
from semble_cli.store.database import errors
from semble_cli.store.database.open import connected, opened
from semble_cli.store.encryption import alone, convert
from tests.conftest import ADRUN, PAT_TROIS, a_patient, register_on
from tests.encrypted import KEY, OTHER, encrypted, given, with_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.register import Register

HEADER = b"SQLite format 3\0"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory of temporary files of our own."""
    made = tmp_path / "tmp"
    made.mkdir()
    monkeypatch.setenv("TMPDIR", str(made))
    return made


@pytest.fixture
def plain(sqlite_register: Register) -> Register:
    """A register in clear with a patient."""
    create_patient(sqlite_register, a_patient(ADRUN))
    return sqlite_register._replace(store=sqlite_register.store._replace(patience=0.1))


def beside(register: Register) -> list[str]:
    """What stands in the register's directory, and in the one of temporary files."""
    directory = Path(register.store.location).parent
    return sorted(each.name for each in (*directory.iterdir(), *(directory / "tmp").iterdir()))


def first_bytes(register: Register) -> bytes:
    return Path(register.store.location).read_bytes()[:16]


def test_a_key_is_set_changed_and_removed(plain: Register) -> None:
    set_key(plain, given(KEY))
    assert first_bytes(plain) != HEADER
    first = register_on(with_key(plain.store))
    change_key(first, given(OTHER))
    second = register_on(with_key(plain.store, OTHER))
    with pytest.raises(errors.WrongKey):
        count_patients(register_on(plain.store._replace(keys=Both(KEY))))
    assert (check(second), count_patients(second)) == ([], 1)
    remove_key(second)
    assert (first_bytes(plain), check(plain), count_patients(plain)) == (HEADER, [], 1)
    assert beside(plain) == ["register.db", "tmp"]


class Both:
    """Keys that are tried."""

    def __init__(self, *keys: Any) -> None:
        self.opened: list[Any] = []
        self._keys = keys

    def sought(self, store: str, salt: str) -> Any:  # noqa: ARG002
        return iter(self._keys)


def test_what_the_export_leaves_out_is_carried_over(plain: Register) -> None:
    pragmas = ("user_version", "application_id", "page_size", "auto_vacuum", "journal_mode")

    def header(register: Register) -> list[object]:
        with opened(register.store) as connection:
            return [str(connection.value(f"PRAGMA {each}")) for each in (*pragmas, "encoding")]

    with opened(plain.store) as connection:
        connection.run("PRAGMA user_version = 1234")
        connection.run("PRAGMA application_id = 5678")
        connection.rows("PRAGMA auto_vacuum = 2")
        connection.rows("PRAGMA journal_mode = DELETE")
        connection.run("VACUUM")
        connection.rows("PRAGMA journal_mode = WAL")
    before = header(plain)
    assert before == ["1234", "5678", "4096", "2", "wal", "UTF-8"]
    secret = encrypted(plain)
    assert header(secret) == before
    remove_key(secret)
    assert header(plain) == before


def test_ids_go_on_where_they_were(plain: Register) -> None:
    with connected(plain.store) as connection:
        connection.give_after("patient", 41)
    assert create_patient(encrypted(plain), a_patient(PAT_TROIS)).id == 42


@pytest.mark.parametrize("has_begun", [False, True])
def test_while_somebody_has_the_register_open_no_key_is_set(
    plain: Register, has_begun: bool
) -> None:
    with connected(plain.store) as other:
        if has_begun:
            other.run("BEGIN")
            other.value("SELECT count(*) FROM patient")
        with pytest.raises(errors.StoreLocked):
            set_key(plain, given(KEY))
    assert (first_bytes(plain), check(plain)) == (HEADER, [])
    assert beside(plain) == ["register.db", "tmp"]


def _fails(*_: Any, **__: Any) -> Any:
    raise OSError(28, "No space left on device")


def _is_other(*_: Any, **__: Any) -> Any:
    return [object()]


FAULTS: list[tuple[object, str, Callable[..., Any]]] = [
    (convert, "_measures", lambda connection: [connection.is_encrypted]),
    (convert, "contents_of", lambda connection: connection.is_encrypted),
    (convert, "find_damage", _is_other),
    (os, "rename", _fails),
    (os, "chown", _fails),
    (shutil, "copystat", _fails),
    (os, "fsync", _fails),
]


@pytest.mark.parametrize(("module", "name", "fault"), FAULTS)
def test_what_goes_wrong_before_leaves_the_register_as_it_was(
    plain: Register,
    module: object,
    name: str,
    fault: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if name == "chown":  # to another group, as far as may be
        monkeypatch.setattr(alone, "_like", lambda *_: os.chown(plain.store.location, -1, -1))
    elif name == "fsync":
        monkeypatch.setattr(alone, "settle_names", lambda _: None)
    with monkeypatch.context() as broken:
        broken.setattr(module, name, fault)
        with pytest.raises(StoreError):
            set_key(plain, given(KEY))
    assert (first_bytes(plain), check(plain), count_patients(plain)) == (HEADER, [], 1)
    assert beside(plain) == ["register.db", "tmp"]


def test_what_stood_there_is_written_over(plain: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bytes] = []
    real = leftovers.overwrite

    def overwrite(handle: int) -> bool:
        done = real(handle)
        seen.append(os.pread(os.open(plain.store.location, os.O_RDONLY), 16, 0))
        return done

    old = os.open(plain.store.location, os.O_RDONLY)
    monkeypatch.setattr(alone, "overwrite", overwrite)
    done = set_key(plain, given(KEY))
    assert (os.fstat(old).st_size, done.overwritten) == (0, True)
    assert seen != [HEADER]  # the encrypted one was there already
    os.close(old)


def test_writing_over_leaves_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x"
    file.write_bytes(b"ADRUN" * 700_000)
    written: list[bytes] = []
    monkeypatch.setattr(os, "ftruncate", lambda *_: written.append(file.read_bytes()))
    handle = os.open(file, os.O_WRONLY)
    assert leftovers.overwrite(handle)
    os.close(handle)
    assert written == [bytes(3_500_000)]


def test_a_file_with_another_name_is_left_there_and_told(plain: Register, tmp_path: Path) -> None:
    os.link(plain.store.location, tmp_path / "snapshot.db")
    done = set_key(plain, given(KEY))
    assert (done.overwritten, (tmp_path / "snapshot.db").read_bytes()[:16]) == (False, HEADER)


def test_the_new_file_is_whose_the_old_one_was(plain: Register) -> None:
    file = Path(plain.store.location)
    file.chmod(0o660)
    if os.geteuid() == 0:
        os.chown(file, 12345, 54321)
    before = file.stat()
    set_key(plain, given(KEY))
    after = file.stat()
    assert (after.st_uid, after.st_gid) == (before.st_uid, before.st_gid)
    assert stat.S_IMODE(after.st_mode) == 0o660


def test_only_the_owner_of_the_file_sets_a_key(
    plain: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = Path(plain.store.location).stat().st_uid
    monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(Refused, match="is another account's"):
        set_key(plain, given(KEY))
    assert check(plain) == []


def test_a_register_behind_a_link_stays_there(plain: Register, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(plain.store.location)
    linked = plain._replace(store=plain.store._replace(location=str(tmp_path / "link.db")))
    set_key(linked, given(KEY))
    assert (tmp_path / "link.db").is_symlink()
    assert status(register_on(with_key(plain.store))).encrypted


STEPS = [
    *((convert, name) for name in ("_export", "_verify", "opened")),
    *((os, name) for name in ("rename", "link")),
    *((alone, name) for name in ("_like", "_sync", "settle_names", "overwrite")),
]


@pytest.mark.parametrize("is_after", [False, True])
@pytest.mark.parametrize(("module", "name"), STEPS)
@pytest.mark.parametrize("is_set", [True, False])
def test_killed_at_any_step_the_register_opens_with_the_old_key_or_the_new_one(
    plain: Register,
    module: Any,
    name: str,
    is_after: bool,
    is_set: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    register = plain if is_set else encrypted(plain)
    child = os.fork()
    if not child:  # pragma: no cover - another process
        real = getattr(module, name)

        def killed(*given: Any, **named: Any) -> Any:
            if is_after:
                real(*given, **named)
            os._exit(9)

        monkeypatch.setattr(module, name, killed)
        try:
            set_key(register, given(KEY)) if is_set else change_key(register, given(OTHER))
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    clear_leftovers()
    held = [name for name in beside(plain) if name not in ("register.db", "tmp")]
    assert [name for name in held if not name.startswith("register.db-")] == []
    keys = plain.store._replace(keys=Both(KEY, OTHER))
    assert (check(register_on(keys)), count_patients(register_on(keys))) == ([], 1)
    assert is_set or first_bytes(plain) != HEADER


def test_what_a_killed_command_replaced_is_written_over_by_the_next_one(
    tmp_path: Path, temporary: Path
) -> None:
    old = tmp_path / "x.db.replaced.999999.part"
    old.write_bytes(b"ADRUN")
    handle = os.open(old, os.O_RDONLY)
    (temporary / "semble-half-999999-00").symlink_to(old)
    clear_leftovers()
    assert (old.exists(), os.fstat(handle).st_size) == (False, 0)
    os.close(handle)


def test_what_was_not_replaced_yet_is_not_written_over(tmp_path: Path, temporary: Path) -> None:
    register, old = tmp_path / "x.db", tmp_path / "x.db.replaced.999999.part"
    register.write_bytes(b"ADRUN")
    os.link(register, old)
    (temporary / "semble-half-999999-00").symlink_to(old)
    clear_leftovers()
    assert (old.exists(), register.read_bytes()) == (False, b"ADRUN")
