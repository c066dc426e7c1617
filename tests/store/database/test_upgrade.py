"""A store of an older version is brought up to the program's, a SQLite one backed up first."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from semble_cli.services import stores
from semble_cli.store import migrations
from semble_cli.store.database import schema
from semble_cli.store.database.open import connected
from tests.conftest import NOW, register_on, runner

if TYPE_CHECKING:
    import pytest

    from semble_cli.store.database.address import StoreAddress


def at_first_revision(store: StoreAddress) -> None:
    """Take away what the later revisions made, as if an old program had made the store."""
    source = Path(migrations.__path__[0]) / "versions" / "m0002_care.py"
    made = re.findall(r'create_table\(\s*"(\w+)"', source.read_text("utf-8"))
    assert len(made) > 5
    with connected(store) as connection:
        for table in reversed(made):
            connection.run(f"DROP TABLE {table}")
        connection.run("DROP INDEX patient_by_rights_check")
        for column in (
            *("fund", "fund_center", "birth_date_as_insured", "rights_checked_on"),
            "preferred_language",
        ):
            connection.run(f"ALTER TABLE patient DROP COLUMN {column}")
        connection.run("ALTER TABLE rights_period ADD COLUMN checked_at TEXT")
        connection.run("UPDATE alembic_version SET version_num = '0001'")


def test_an_upgrade_keeps_what_is_there_and_makes_the_new_tables(
    store: StoreAddress, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    semble = runner(store.location, monkeypatch, capsys)
    semble("tag", "add", "ALD")
    at_first_revision(store)
    said = semble("tag", "list")
    assert said.code == 7
    assert "Upgrade it with semble store upgrade." in said.err
    assert stores.status(register_on(store)).state == "outdated"
    said = semble("store", "upgrade")
    assert said.code == 0, said.err
    backed_up = "was backed up to" in said.err
    assert backed_up == (store.database.value == "sqlite")
    assert json.loads(semble("tag", "list", "-f", "json").out)[0]["name"] == "ALD"
    assert semble("store", "check").code == 0
    assert "up to date" in semble("store", "upgrade").err


def test_the_backup_is_a_whole_store_of_the_old_version(sqlite_store: StoreAddress) -> None:
    at_first_revision(sqlite_store)
    backup = schema.upgrade(sqlite_store, NOW)
    assert backup is not None
    assert backup.stat().st_mode & 0o777 == 0o600
    old = register_on(sqlite_store._replace(location=str(backup)))
    assert stores.status(old).state == "outdated"
    assert stores.status(register_on(sqlite_store)).state == "current"
