"""A backup holds what the register held at one moment, whole and verified, or it is not there."""

from __future__ import annotations

import os
import stat
import subprocess
import threading
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from faults.disks import files_no_longer_than
from faults.program import Program, breach, ended
from faults.registers import contents
from semble_cli.errors import BadUsage, Conflict, Refused, StoreError
from semble_cli.services import stores
from semble_cli.services.backups import make
from semble_cli.services.backups.make import back_up
from semble_cli.services.backups.restore import restore
from semble_cli.services.patients.tags import add_tag
from semble_cli.services.undo import last_of_mine, last_undone_of_mine, undo_command
from semble_cli.store import journal
from semble_cli.store.backups import files, programs, writing
from semble_cli.store.backups.contents import contents_of
from semble_cli.store.database import errors, sqlite
from semble_cli.store.database.address import Database
from semble_cli.store.database.open import connected, opened
from tests.conftest import NOW, register_on, tamper

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from semble_cli.store.backups.contents import Contents
    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.connection import Connection

NO_ROOM = "There is no room left"


def names_in(place: Path) -> list[str]:
    return sorted(path.name for path in place.iterdir())


def test_a_backup_is_whole_private_named_and_has_its_digest(
    filled: Register, place: Path, new: StoreAddress
) -> None:
    before, head = contents(filled.store), stores.status(filled).head
    made = back_up(filled, str(place))
    file = Path(made.file)
    assert (made.head, made.patients, made.former_patients) == (head, 1, 1)
    assert (made.differences, made.not_noted, made.removed) == ([], None, [])
    ending = "db" if filled.store.database is Database.SQLITE else "dump"
    assert file.name.startswith("semble-")
    assert file.name.endswith(f"-20261123T103000Z-{made.revision}.{ending}")
    assert names_in(place) == [file.name, f"{file.name}.sha256"]
    for each in place.iterdir():
        assert stat.S_IMODE(each.stat().st_mode) == 0o600
    subprocess.run(["sha256sum", "-c", f"{file.name}.sha256"], cwd=place, check=True)
    restore(register_on(new), made.file)
    assert contents(new) == before


def test_a_backup_is_noted_with_who_made_it(filled: Register, place: Path) -> None:
    assert stores.status(filled).backed_up_at is None
    made = back_up(filled, str(place))
    with connected(filled.store) as connection, connection.reading():
        event = journal.of_batch(connection, journal.head(connection).seq)[0]
        assert event.actor == connection.login()
    assert event.content == {
        "taken_at": "2026-11-23T10:30:00Z",
        "head": made.head,
        "sha256": made.sha256,
        "patients": 1,
    }
    assert stores.status(filled).backed_up_at == "2026-11-23T10:30:00Z"
    assert stores.check(filled) == []


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE store_info SET value = '2026-11-23T11:00:00Z' WHERE name = 'backed_up_at'",
        "DELETE FROM store_info WHERE name = 'backed_up_at'",
    ],
)
def test_a_note_that_the_journal_does_not_tell_is_found(
    filled: Register, place: Path, sql: str
) -> None:
    back_up(filled, str(place))
    tamper(filled, sql)
    assert [str(each).partition(":")[0] for each in stores.check(filled)] == ["store_info"]
    back_up(filled, str(place))
    assert stores.check(filled) == []


def test_a_backup_between_an_undoing_and_its_redoing_is_no_obstacle(
    filled: Register, place: Path
) -> None:
    add_tag(filled, "ALD", None)
    undo_command(filled, last_of_mine(filled).number)
    back_up(filled, str(place))
    assert last_undone_of_mine(filled).action == "tag.add"


def test_others_write_while_a_backup_is_made(
    filled: Register, place: Path, new: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(filled.store)
    real = writing.write_new

    def meanwhile(*given: object) -> str:
        other = threading.Thread(target=add_tag, args=(filled, "ALD", None))
        other.start()
        other.join()
        with opened(filled.store) as connection:  # which would bring the log into the file
            if not connection.guarded:
                connection.value("PRAGMA wal_checkpoint(PASSIVE)")
        return real(*given)  # type: ignore[arg-type]

    for module in ("files", "dumps"):
        monkeypatch.setattr(f"semble_cli.store.backups.{module}.write_new", meanwhile)
    made = back_up(filled, str(place))
    assert "ALD" in str(contents(filled.store)["tag"])
    restore(register_on(new), made.file)
    assert contents(new) == before


def test_what_is_written_once_the_moment_is_held_is_in_no_backup(
    filled: Register, place: Path, new: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(filled.store)
    is_file = filled.store.database is Database.SQLITE
    module = f"semble_cli.store.backups.{'files' if is_file else 'dumps'}.contents_of"

    def meanwhile(connection: Connection) -> Contents:
        monkeypatch.setattr(module, contents_of)
        told = None if is_file else contents_of(connection)  # whose moment begins with a reading
        other = threading.Thread(target=add_tag, args=(filled, "ALD", None))
        other.start()
        other.join()
        return told or contents_of(connection)

    monkeypatch.setattr(module, meanwhile)
    restore(register_on(new), back_up(filled, str(place)).file)
    assert "ALD" in str(contents(filled.store)["tag"])
    assert contents(new) == before


def test_two_backups_at_once_are_two(filled: Register, place: Path) -> None:
    program = Program(filled.store.location, place.parent)
    both = [program.start(("store", "backup", str(place))) for _ in range(2)]
    assert [ended(each).code for each in both] == [0, 0]
    assert len([name for name in names_in(place) if not name.endswith("sha256")]) == 2
    assert len(names_in(place)) == 4
    subprocess.run("sha256sum -c *.sha256", shell=True, cwd=place, check=True)  # noqa: S602


def test_only_older_backups_of_the_same_register_give_way(filled: Register, place: Path) -> None:
    for day in range(3):
        last = back_up(register_on(filled.store, NOW + timedelta(days=day)), str(place))
    (place / "notes.txt").write_text("mine")
    other = place / "semble-99999999-20200101T000000Z-0009.db"
    other.write_text("another register's")
    a_directory = place / Path(last.file).name.replace("20261125", "20200101")
    a_directory.mkdir()
    last = back_up(register_on(filled.store, NOW + timedelta(days=3)), str(place), keep=2)
    assert len(last.removed) == 2
    assert {name for name in names_in(place) if "sha256" not in name} == {
        *("notes.txt", other.name, a_directory.name, Path(last.file).name),
        Path(last.file).name.replace("20261126", "20261125"),
    }
    assert len(names_in(place)) == 7


def test_a_file_is_never_written_over(filled: Register, place: Path) -> None:
    there, dangling = place / "there.db", place / "dangling.db"
    there.write_text("somebody's")
    dangling.symlink_to(place / "nowhere")
    (place / "other.db.sha256").write_text("somebody's")
    before = names_in(place)
    for file in (there, dangling, place / "other.db", ""):
        with pytest.raises(BadUsage, match="is there already"):
            back_up(filled, str(file))
    with pytest.raises(BadUsage, match="no directory for"):
        back_up(filled, str(place / "none" / "x.db"))
    with pytest.raises(BadUsage, match="cannot be written"):
        back_up(filled, str(place / ("x" * 300)))
    with pytest.raises(BadUsage, match="--keep is for a directory"):
        back_up(filled, str(place / "x.db"), keep=1)
    assert names_in(place) == before
    assert there.read_text() == "somebody's"


def test_the_register_is_no_place_for_its_backup_by_any_name(
    sqlite_register: Register, place: Path
) -> None:
    own = Path(sqlite_register.store.location)
    (place / "hard.db").hardlink_to(own)
    (place / "soft.db").symlink_to(own)
    os.symlink(own.parent, place / "same")
    before = own.read_bytes()
    for file in (own, place / "hard.db", place / "soft.db", place / "same" / own.name):
        with pytest.raises(BadUsage, match="is there already"):
            back_up(sqlite_register, str(file))
    for ending in ("-wal", "-shm", "-journal"):
        for directory in (own.parent, place / "same"):
            with pytest.raises(BadUsage, match="the register's own"):
                back_up(sqlite_register, str(directory / (own.name + ending)))
    assert own.read_bytes() == before


def test_a_backup_is_not_put_beside_what_is_left_of_another_file(
    sqlite_register: Register, place: Path
) -> None:
    (place / "x.db-wal").write_text("of a register that was here")
    with pytest.raises(Conflict, match="left of a register"):
        back_up(sqlite_register, str(place / "x.db"))
    assert names_in(place) == ["x.db-wal"]


def test_a_file_that_comes_meanwhile_stays_as_it_is(
    filled: Register, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = writing.read_back

    def meanwhile(*given: str) -> None:
        (place / "x.db").write_text("somebody's")
        real(*given)

    for module in ("files", "dumps"):
        monkeypatch.setattr(f"semble_cli.store.backups.{module}.read_back", meanwhile)
    with pytest.raises(BadUsage, match="is there already"):
        back_up(filled, str(place / "x.db"))
    assert names_in(place) == ["x.db"]
    assert (place / "x.db").read_text() == "somebody's"
    assert stores.status(filled).backed_up_at is None


def test_without_room_nothing_stands_under_a_name(filled: Register, place: Path) -> None:
    program = Program(filled.store.location, place.parent)
    for length in (40_000, 80_000) if filled.store.database is Database.SQLITE else (0, 4096):
        answer = program.run("store", "backup", str(place), first=files_no_longer_than(length))
        assert breach(answer) is None
        assert answer.code == 7
        assert NO_ROOM in answer.err
    assert names_in(place) == []
    assert stores.status(filled).backed_up_at is None


def test_of_a_damaged_register_no_backup_is_made(filled: Register, place: Path) -> None:
    tamper(filled, "UPDATE event SET actor = 'nobody' WHERE seq = 2")
    back = place / "semble-99999999-20200101T000000Z-0009.db"
    back.write_text("the last good one")
    with pytest.raises(errors.StoreDamaged):
        back_up(filled, str(place), keep=1)
    assert names_in(place) == [back.name]


def test_what_is_not_as_the_program_left_it_is_backed_up_and_told(
    filled: Register, place: Path
) -> None:
    tamper(filled, "UPDATE patient SET city = 'Lyon' WHERE id = 1")
    made = back_up(filled, str(place))
    assert len(made.differences) == 1
    assert Path(made.file).exists()


def test_a_copy_that_is_not_what_was_written_is_not_kept(
    filled: Register, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "digest_of_file", lambda _: "00")
    with pytest.raises(StoreError, match="is not what was written"):
        back_up(filled, str(place))
    assert names_in(place) == []


def test_a_copy_that_holds_something_else_is_not_kept(
    filled: Register, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if filled.store.database is Database.SQLITE:
        told = iter((7, 8))
        monkeypatch.setattr(
            "semble_cli.store.backups.files.contents_of",
            lambda on: contents_of(on)._replace(highest_id=next(told)),
        )
    else:
        monkeypatch.setattr("semble_cli.store.backups.dumps.TABLES", ("patient", "no_table"))
        monkeypatch.setattr("semble_cli.store.backups.dumps.DumpMoment._count", lambda *_: 1)
    with pytest.raises(StoreError, match="does not hold what the register holds"):
        back_up(filled, str(place))
    assert names_in(place) == []


def test_a_backup_that_cannot_be_noted_is_there_all_the_same(
    filled: Register, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise errors.read_only(filled.store)

    monkeypatch.setattr(make, "note_backup", refuse)
    made = back_up(filled, str(place))
    assert isinstance(made.not_noted, errors.StoreReadOnly)
    assert Path(made.file).exists()
    assert stores.status(filled).backed_up_at is None


def test_only_an_admin_backs_a_register_up(
    sqlite_register: Register, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "a stranger")
    with pytest.raises(Refused):
        back_up(sqlite_register, str(place))
    assert names_in(place) == []


def test_who_reads_and_writes_for_long_is_waited_for(
    sqlite_register: Register, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "PATIENCE", 0.3)
    with opened(sqlite_register.store) as reader, reader.reading():
        reader.value("SELECT count(*) FROM event")
        add_tag(sqlite_register, "ALD", None)
        with pytest.raises(errors.StoreLocked):
            back_up(sqlite_register, str(place))
    quick = sqlite_register._replace(store=sqlite_register.store._replace(patience=0.1))
    with opened(quick.store) as writer, writer.writing(), pytest.raises(errors.StoreLocked):
        back_up(quick, str(place))
    assert names_in(place) == []
    assert back_up(sqlite_register, str(place)).patients == 0


def test_pages_that_did_not_change_stay_where_they_are(
    sqlite_register: Register, place: Path
) -> None:
    first = Path(back_up(sqlite_register, str(place)).file).read_bytes()
    add_tag(sqlite_register, "ALD", None)
    second = Path(back_up(sqlite_register, str(place)).file).read_bytes()
    pages = [(first[at : at + 4096], second[at : at + 4096]) for at in range(0, len(second), 4096)]
    assert sum(before == after for before, after in pages) > 0.8 * len(pages)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (None, "The program pg_dump of Postgres is not installed"),
        ("aborting because of server version mismatch", "is older than the server"),
        ("could not write: No space left on device", NO_ROOM),
        ("permission denied for table draft", "may not read all of the database"),
        ("CONTEXT: COPY patient, line 1: ADRUN", "failed on postgresql://"),
    ],
)
def test_what_stops_pg_dump_is_told_without_its_words(
    filled: Register,
    place: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: str | None,
    expected: str,
) -> None:
    if filled.store.database is Database.SQLITE:
        return
    stand_in = tmp_path / "bin"
    stand_in.mkdir()
    if said is not None:
        (stand_in / "pg_dump").write_text(f"#!/bin/sh\necho 'error: {said}' >&2\nexit 1\n")
        (stand_in / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", str(stand_in))
    with pytest.raises((StoreError, Refused), match=expected) as caught:
        back_up(filled, str(place))
    assert "ADRUN" not in str(caught.value)
    assert names_in(place) == []


def test_a_password_is_in_no_word_of_a_command_line(filled: Register) -> None:
    if filled.store.database is Database.SQLITE:
        return
    address = filled.store._replace(location="postgresql://zoe:secret%21@db.example/practice")
    words, variables = programs._connection_words(address)
    assert "secret" not in " ".join(words)
    assert variables == {"PGPASSWORD": "secret!"}
