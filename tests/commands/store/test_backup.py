"""`semble store backup` and `semble store restore`, and the warning of who was not backed up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.store.database import sqlite
from semble_cli.store.database.address import Database
from semble_cli.store.database.open import connected
from tests.conftest import as_login, register_on
from tests.on_terminal import ends

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress
    from tests.conftest import Said, Semble
    from tests.on_terminal import Start

UNSAVED = "n'a pas été sauvegardé depuis"


def made(semble: Semble, *words: object) -> dict[str, object]:
    """What a backup or a restoring tells as JSON."""
    said = semble("store", *words, "-f", "json")
    assert said.code == 0, said.err
    found: dict[str, object] = json.loads(said.out)
    return found


def test_a_backup_tells_where_it_is_and_what_it_holds(
    semble_on_both: Semble, tmp_path: Path
) -> None:
    status = json.loads(semble_on_both("store", "status", "-f", "json").out)
    told = made(semble_on_both, "backup", tmp_path / "x")
    assert told == {
        "file": str(tmp_path / "x"),
        "sha256": Path(f"{tmp_path}/x.sha256").read_text().split()[0],
        "revision": status["revision"],
        "head": status["head"],
        "patients": 0,
        "former_patients": 0,
        "removed": [],
    }
    assert status["backed_up_at"] is None
    assert json.loads(semble_on_both("store", "status", "-f", "json").out)["backed_up_at"]


def test_an_evening_of_losing_and_restoring(
    sqlite_store: StoreAddress, semble: Semble, tmp_path: Path
) -> None:
    semble("tag", "add", "ALD")
    told = made(semble, "backup", tmp_path / "x.db")
    semble("tag", "add", "Suivi")
    tried = semble("store", "restore", tmp_path / "x.db", "--to", tmp_path / "y.db", "--dry-run")
    assert "Not in the backup, and in sqlite:///" in tried.err
    assert "events 1, from" in tried.err
    assert "Nothing was written." in tried.err
    assert not (tmp_path / "y.db").exists()
    Path(sqlite_store.location).unlink()
    restored = made(semble, "restore", tmp_path / "x.db")
    assert restored == {
        "store": str(sqlite_store),
        "revision": told["revision"],
        "head": told["head"],
        "patients": 0,
        "former_patients": 0,
        "missing": None,
    }
    assert semble("store", "check", "--head", told["head"]).code == 0
    assert semble("tag", "list", "--fields", "name").out == "name\nALD\n"
    again = semble("store", "restore", tmp_path / "x.db")
    assert again.code == 5
    assert f"Error: There is a file at {sqlite_store} already. Work with it" in again.err


def test_what_would_be_missing_is_in_the_document(semble: Semble, tmp_path: Path) -> None:
    made(semble, "backup", tmp_path / "x.db")
    same = semble("store", "restore", tmp_path / "x.db", "--to", tmp_path / "y.db", "--dry-run")
    assert "The backup has all that sqlite:///" in same.err
    semble("tag", "add", "ALD")
    told = made(semble, "restore", tmp_path / "x.db", "--to", tmp_path / "y.db")
    missing = told["missing"]
    assert isinstance(missing, dict)
    assert missing["since"] == missing["until"]
    assert {**missing, "since": "", "until": ""} == {
        "events": 1,
        "since": "",
        "until": "",
        "added": 0,
        "changed": 0,
    }


def test_a_register_that_cannot_be_compared_is_told(
    semble: Semble, sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    semble("store", "backup", tmp_path / "x.db")
    Path(sqlite_store.location).write_text("damaged")
    said = semble("store", "restore", tmp_path / "x.db", "--to", tmp_path / "y.db")
    assert said.code == 0
    assert "is not known: " in said.err
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("backup", "{place}/x.db", "--keep", "2"), 2, "--keep is for a directory"),
        (("backup", "{place}", "--keep", "0"), 2, "--keep"),
        (("backup", "{place}/none/x.db"), 2, "There is no directory for"),
        (("backup", "{store}"), 2, "is there already"),
        (("backup", "{store}-wal"), 2, "is the register's own"),
        (("restore", "{place}/none.db"), 2, "cannot be read"),
        (("restore", "{store}", "--to", "{store}"), 2, "--to names the register in use"),
        (("restore", "{store}", "--to", "ftp://x"), 2, "A store is sqlite:///PATH"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(
    semble: Semble,
    sqlite_store: StoreAddress,
    tmp_path: Path,
    words: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    places = {"place": tmp_path, "store": sqlite_store.location}
    answer = semble("store", *(word.format_map(places) for word in words))
    assert answer.code == code
    assert said in answer.err
    assert answer.out == ""


def test_older_backups_that_give_way_are_counted(semble: Semble, tmp_path: Path) -> None:
    place = tmp_path / "backups"
    place.mkdir()
    first = made(semble, "backup", place)
    said = semble("store", "backup", place, "--keep", "1", "-f", "json")
    assert "Older backups removed: 1." in said.err
    assert json.loads(said.out)["removed"] == [Path(str(first["file"])).name]


def test_what_is_not_as_the_program_left_it_is_told(
    semble: Semble, sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    with connected(sqlite_store) as connection:
        connection.run("DELETE FROM store_info WHERE name = 'backed_up_at'")
        connection.run("INSERT INTO tag (name, key) VALUES ('ALD', 'ald')")
    said = semble("store", "backup", tmp_path / "x.db")
    assert said.code == 0
    assert "tags: ALD is not as the journal tells." in said.err
    assert "is not as semble left it, and the backup has it as it is" in said.err
    assert (
        "is not as semble left it"
        in semble("store", "restore", tmp_path / "x.db", "--to", tmp_path / "y.db").err
    )


def test_who_is_no_admin_copies_nothing(
    semble_on_both: Semble,
    store: StoreAddress,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    if store.database is Database.POSTGRES:
        with psycopg.connect(request.getfixturevalue("postgres"), autocommit=True) as server:
            for login in ("a clinician", "another admin", "a stranger"):
                server.execute(f'DROP ROLE IF EXISTS "{login}"')
                server.execute(f'CREATE ROLE "{login}" LOGIN')
    users.add(register_on(store), "a clinician", Role.CLINICIAN)
    users.add(register_on(store), "another admin", Role.ADMIN)

    def by(login: str, *words: object) -> Said:
        with monkeypatch.context() as patched:
            if store.database is Database.SQLITE:
                patched.setattr(sqlite, "operating_system_login", lambda: login)
            else:
                patched.setenv("SEMBLE_STORE", as_login(store, login).location)
            said: Said = semble_on_both("store", "backup", *words)
            return said

    for login in ("a clinician", "a stranger"):
        refused = by(login, tmp_path / "x")
        assert refused.code == 6, refused
    admin = by("another admin", tmp_path / "x")
    if store.database is Database.SQLITE:
        assert admin.code == 0
        return
    assert admin.code == 6
    assert "back up with the login that created the register" in admin.err
    assert list(tmp_path.iterdir()) == []
    with psycopg.connect(request.getfixturevalue("postgres"), autocommit=True) as server:
        server.execute('GRANT pg_read_all_data TO "another admin"')
    admin = by("another admin", tmp_path / "x")
    assert admin.code == 0
    assert "The backup is whole, but could not be noted in the register" in admin.err
    with psycopg.connect(request.getfixturevalue("postgres"), autocommit=True) as server:
        server.execute('REVOKE pg_read_all_data FROM "another admin"')


def years_ago(store: StoreAddress) -> None:
    with connected(store) as connection:
        connection.run("UPDATE store_info SET value = '2020-01-01T00:00:00Z' WHERE name <> 'id'")


def test_a_writing_command_on_a_terminal_warns_of_an_old_backup(
    start: Start, sqlite_store: StoreAddress, tmp_path: Path
) -> None:
    years_ago(sqlite_store)
    assert UNSAVED in ends(start("tag", "add", "ALD"))[1]
    assert UNSAVED in ends(start("patient", "list", "--reveal"))[1]
    assert UNSAVED not in ends(start("tag", "list"))[1]
    never = {"SEMBLE_BACKUP_WARNING_DAYS": "0"}
    assert UNSAVED not in ends(start("tag", "add", "Suivi", **never))[1]
    late = {"SEMBLE_BACKUP_WARNING_DAYS": "99999"}
    assert UNSAVED not in ends(start("tag", "add", "Autre", **late))[1]
    assert UNSAVED not in ends(start("store", "backup", str(tmp_path / "x.db")))[1]
    assert UNSAVED not in ends(start("tag", "add", "Encore"))[1]
    years_ago(sqlite_store)
    assert UNSAVED in ends(start("tag", "add", "Toujours"))[1]


def test_nobody_is_warned_where_no_person_is(semble: Semble, sqlite_store: StoreAddress) -> None:
    years_ago(sqlite_store)
    assert "backed up" not in semble("tag", "add", "ALD").err


def test_a_moment_that_nobody_wrote_ends_no_command(
    start: Start, sqlite_store: StoreAddress
) -> None:
    with connected(sqlite_store) as connection:
        connection.run("UPDATE store_info SET value = 'soon' WHERE name <> 'id'")
    code, said = ends(start("tag", "add", "ALD"))
    assert (code, UNSAVED in said) == (0, False)


def test_after_how_many_days_it_warns_the_practice_says_and_each_user_before_it(
    start: Start, sqlite_store: StoreAddress
) -> None:
    years_ago(sqlite_store)
    ends(start("config", "set", "backup_warning_days", "0"))
    assert UNSAVED not in ends(start("tag", "add", "ALD"))[1]
    assert UNSAVED in ends(start("tag", "add", "Suivi", SEMBLE_BACKUP_WARNING_DAYS="7"))[1]
    with connected(sqlite_store) as connection:
        connection.run("UPDATE practice_setting SET value = 'never'")
    assert UNSAVED in ends(start("tag", "add", "Autre"))[1]


@pytest.mark.parametrize("value", ["soon", "-1", "1.5", "999999", "٣"])
def test_a_setting_that_is_no_number_of_days_is_told(
    semble: Semble, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("SEMBLE_BACKUP_WARNING_DAYS", value)
    said = semble("tag", "list")
    assert said.code == 2
    assert said.err == (
        "Error: The variable SEMBLE_BACKUP_WARNING_DAYS cannot be taken: it is a whole number from"
        " 0 to 99999. See semble config list.\n"
    )
