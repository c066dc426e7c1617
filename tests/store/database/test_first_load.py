"""A first load writes past the log that other writes go through, and puts everything back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import StoreError
from semble_cli.services import stores
from semble_cli.services.access import Permission
from semble_cli.services.patients.tags import add_tag
from semble_cli.store.database import errors
from semble_cli.store.database.address import Database, StoreAddress, parse_address
from semble_cli.store.database.open import connected
from semble_cli.store.database.sqlite import Sqlite
from tests.conftest import register_on

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register


@pytest.fixture
def on_file(tmp_path: Path) -> Register:
    """A register in a file."""
    address = parse_address(str(tmp_path / "register.db"))
    stores.create(register_on(address))
    return register_on(address)


def journal_mode(store: StoreAddress) -> str:
    with connected(store) as connection:
        return str(connection.value("PRAGMA journal_mode"))


def load(register: Register, fail: bool = False) -> None:
    with register.writing(Permission.ADMINISTER, first_load=True) as work:
        work.connection.run("INSERT INTO tag (name, key) VALUES ('ALD', 'ALD')")
        if fail:
            raise ZeroDivisionError


def tags(register: Register) -> list[tuple[str]]:
    with register.reading() as connection:
        return connection.rows("SELECT name FROM tag")


def test_the_log_is_back_after_a_first_load_and_after_one_that_failed(on_file: Register) -> None:
    with pytest.raises(ZeroDivisionError):
        load(on_file, fail=True)
    assert tags(on_file) == []
    assert journal_mode(on_file.store) == "wal"
    load(on_file)
    assert tags(on_file) == [("ALD",)]
    assert journal_mode(on_file.store) == "wal"


def test_the_log_is_back_with_the_first_write_after_a_load_that_was_killed(
    on_file: Register,
) -> None:
    driver = Sqlite()
    raw = driver.open(on_file.store)
    driver.begin_first_load(raw.cursor())
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    raw.close()
    add_tag(on_file, "ALD", None)
    assert journal_mode(on_file.store) == "wal"
    assert tags(on_file) == [("ALD",)]


def test_beside_somebody_who_reads_a_first_load_goes_through_the_log(on_file: Register) -> None:
    with connected(on_file.store) as reader, reader.reading():
        assert reader.value("SELECT count(*) FROM tag") == 0
        load(on_file)
        assert reader.value("SELECT count(*) FROM tag") == 0
    assert tags(on_file) == [("ALD",)]


def test_who_reads_while_a_first_load_is_written_waits_and_is_told(
    on_file: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "LOCK_TIMEOUT", 0)
    with on_file.writing(Permission.ADMINISTER, first_load=True) as work:
        work.connection.run("PRAGMA cache_size = 1")
        work.connection.run_many(
            "INSERT INTO tag (name, key) VALUES (?, ?)",
            [(f"{number}" * 500, str(number)) for number in range(2000)],
        )
        with pytest.raises(StoreError, match="is locked by another program"):
            tags(on_file)
    assert len(tags(on_file)) == 2000


def test_references_are_looked_up_again_after_a_first_load(on_file: Register) -> None:
    load(on_file)
    assert on_file.store.database is Database.SQLITE
    with (
        pytest.raises(Exception, match="FOREIGN KEY"),
        on_file.writing(Permission.ADMINISTER) as work,
    ):
        work.connection.run("INSERT INTO patient_tag (patient_id, tag_id) VALUES (7, 1)")
