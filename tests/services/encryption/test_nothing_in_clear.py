"""No text of an encrypted register is in any file: not in its own, not in those beside it, not in
temporary ones, while it is worked with and afterwards."""

from __future__ import annotations

import os
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.records import TableRecords
from semble_cli.patient.around.document_description import Described
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.services.backups.make import back_up
from semble_cli.services.backups.restore import restore
from semble_cli.services.demo import write_fictitious
from semble_cli.services.encryption.change import change_key
from semble_cli.services.imports import writer
from semble_cli.services.imports.report import Policy
from semble_cli.services.imports.run import import_patients
from semble_cli.services.imports.source import rewindable
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.record.add_document import add_document, prepare_document
from semble_cli.services.stores import check, count_patients
from semble_cli.store.database import sqlite
from semble_cli.store.database.open import connected
from tests.conftest import PAT_TROIS, a_patient, register_on
from tests.encrypted import OTHER, encrypted, given, with_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.services.register import Register

PLANTED = (
    *(b"PAT-TROIS", b"279035121518989", b"dominique.pat@example.org", b"Marsac-en-Livradois"),
    *("Rien à signaler".encode(), b"39981234", b"CREATE TABLE", b"SQLite format 3"),
)
"""What stands in a register, and must stand in no file."""


class Watch:
    """Every file of some directories, and every one without a name that this process has open."""

    def __init__(self, *places: Path) -> None:
        self._places = places
        self.seen: set[str] = set()
        self.found: set[str] = set()

    def look(self) -> None:
        for path in (path for place in self._places for path in place.rglob("*")):
            if path.is_file() and not path.is_symlink() and path.suffix != ".given":
                self._read(str(path), str(path))
        for number in os.listdir("/proc/self/fd"):
            try:
                name = os.readlink(f"/proc/self/fd/{number}")
            except OSError:
                continue
            if name.startswith("/") and "(deleted)" in name and "memfd" not in name:
                self._read(f"/proc/self/fd/{number}", name)

    def _read(self, path: str, name: str) -> None:
        try:
            with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:
                content = file.read()
        except OSError:
            return
        self.seen.add(Path(name).name)
        self.found |= {f"{name}: {each!r}" for each in PLANTED if each in content}


@contextmanager
def watched(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look at every file while SQLite works, again and again, and before and after."""
    real = sqlite.Sqlite._connect

    def connect(self: sqlite.Sqlite, *words: object) -> object:
        raw = real(self, *words)  # type: ignore[arg-type]
        if raw is not None:
            raw.set_progress_handler(watch.look, 200_000)
        return raw

    with monkeypatch.context() as patched:
        patched.setattr(sqlite.Sqlite, "_connect", connect)
        watch.look()
        yield
        watch.look()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory for results, and one for temporary files, in that of the register."""
    for name in ("tmp", "out"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


def _live(register: Register) -> None:
    """What is done with patients, a document among it."""
    create_patient(register, a_patient(PAT_TROIS))
    edit_fields(register, 1, {"comments": "Rien à signaler", "city": "Marsac-en-Livradois"})
    with prepare_document(register, 1, __file__) as file:
        add_document(register, 1, file, Described())


def test_what_is_planted_is_found_in_a_register_in_clear(
    sqlite_register: Register, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = Watch(place)
    with watched(watch, monkeypatch):
        _live(sqlite_register)
    assert {
        planted for planted in PLANTED if any(repr(planted) in each for each in watch.found)
    } >= {
        *PLANTED[:2],
        *PLANTED[-2:],
    }


def test_nothing_is_in_clear_after_a_key_is_set_nor_whatever_is_done_then(
    sqlite_register: Register, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _live(sqlite_register)
    old = os.open(sqlite_register.store.location, os.O_RDONLY)
    secret = encrypted(sqlite_register)
    assert os.fstat(old).st_size == 0
    os.close(old)
    watch = Watch(place)
    with connected(secret.store) as reader, watched(watch, monkeypatch):  # which keeps the log
        reader.value("SELECT count(*) FROM patient")
        edit_fields(secret, 1, {"comments": "Rien à signaler ici"})
        watch.look()
    assert any(name.endswith("-wal") for name in watch.seen)
    with watched(watch, monkeypatch):
        back_up(secret, str(place / "out" / "a"))
        change_key(secret, given(OTHER))
        second = register_on(with_key(secret.store, OTHER))
        back_up(second, str(place / "out" / "b"))
        new = register_on(with_key(secret.store)._replace(location=str(place / "out" / "c.db")))
        restore(new, str(place / "out" / "a"))
        delete_patient(second, 1, "PAT-TROIS DOMINIQUE", None)
    assert (check(second), count_patients(new)) == ([], 1)
    assert {"register.db", "a", "b", "c.db"} <= watch.seen
    assert watch.found == set()


def _file_of(place: Path) -> Path:
    file = place / "out" / "rows.given"
    with file.open("w", encoding="utf-8", newline="") as out:
        write_fictitious(out, 400, 9)
    again = file.read_text("utf-8").splitlines(keepends=True)
    file.write_text("".join([*again, *again[1:40]]).replace("Lyon", "Marsac-en-Livradois"), "utf-8")
    return file


def test_nothing_of_an_import_is_in_clear(
    sqlite_register: Register, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, file = encrypted(sqlite_register), _file_of(place)
    names = tuple(
        line.split(",")[1].encode() for line in file.read_text("utf-8").splitlines()[1:30]
    )
    monkeypatch.setattr("tests.services.encryption.test_nothing_in_clear.PLANTED", PLANTED + names)
    sorted_in: list[object] = []
    real = sqlite.Sqlite.drop_indexes

    def drop_indexes(self: sqlite.Sqlite, cursor: object) -> list[str]:
        made = real(self, cursor)
        sorted_in.extend(cursor.execute("PRAGMA temp_store").fetchone())  # type: ignore[attr-defined]
        return made

    def no_file(**_: object) -> object:
        raise AssertionError

    monkeypatch.setattr(sqlite.Sqlite, "drop_indexes", drop_indexes)
    monkeypatch.setattr(writer, "TemporaryFile", no_file)
    monkeypatch.setattr("semble_cli.services.imports.run._WORTH_A_PROCESS", 1)
    watch = Watch(place)
    with watched(watch, monkeypatch), file.open("rb") as source:
        report = import_patients(
            secret, TableRecords(source, None, Reading()), Policy(OnDuplicate.SKIP)
        )
    assert report.created > 300
    assert report.skipped > 30  # who waited
    assert (sorted_in, check(secret)) == ([2], [])  # in memory
    assert watch.found == set()


@pytest.mark.parametrize("is_secret", [True, False])
def test_what_comes_through_a_pipe_is_in_no_file_either(
    sqlite_register: Register, place: Path, is_secret: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("semble_cli.services.imports.source._IN_MEMORY", 1000)
    register = encrypted(sqlite_register) if is_secret else sqlite_register
    reading, writing = os.pipe()

    def write() -> None:
        with open(writing, "wb") as out:
            out.write(b"PAT-TROIS;" * 10_000)

    thread = threading.Thread(target=write)
    thread.start()
    watch = Watch(place)
    with open(reading, "rb") as source, rewindable(source, register.store) as kept:
        watch.look()
        whole = kept.read()
    thread.join()
    assert len(whole) == 100_000
    assert bool([each for each in watch.found if "(deleted)" in each]) is not is_secret
