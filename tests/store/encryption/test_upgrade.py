"""An encrypted register of an older revision is upgraded; its copy of before stays encrypted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlcipher3 import dbapi2

from semble_cli.services.stores import check, upgrade
from semble_cli.store.database import errors
from semble_cli.store.database.address import Database, StoreAddress
from semble_cli.store.database.open import connected, opened
from semble_cli.store.database.sqlite import Sqlite
from semble_cli.store.database.version import store_revision
from tests.conftest import login, register_on
from tests.encrypted import KEY, with_key
from tests.store.database.test_upgrade import OLDER, fill

if TYPE_CHECKING:
    from semble_cli.services.register import Register


@pytest.fixture
def old(tmp_path: Path) -> Register:
    """A register of the revision before, encrypted."""
    plain = StoreAddress(Database.SQLITE, str(tmp_path / "plain.db"))
    Sqlite().create(plain)
    fill(plain, OLDER[-1])
    with opened(plain) as connection:
        connection.run("DELETE FROM app_user WHERE login = ?", (login(),))
        connection.run(
            "INSERT INTO app_user (login, role, added_at) VALUES (?, 'admin', ?)",
            (login(), "2026-01-02T03:04:05Z"),
        )
    raw = dbapi2.connect(plain.location, isolation_level=None)
    raw.execute("ATTACH ? AS copy KEY ?", (str(tmp_path / "old.db"), f"x'{KEY.figures}'"))
    raw.execute("SELECT sqlcipher_export('copy')").fetchall()
    raw.close()
    Path(plain.location).unlink()
    return register_on(with_key(plain._replace(location=str(tmp_path / "old.db"))))


def test_an_encrypted_register_is_upgraded_and_its_copy_stays_encrypted(old: Register) -> None:
    with pytest.raises(errors.StoreOutdated), connected(old.store):
        pass
    with pytest.raises(errors.KeyNeeded):
        upgrade(register_on(old.store._replace(keys=None)))
    copy = upgrade(old).backup
    assert copy is not None
    assert copy.read_bytes()[:16] == Path(old.store.location).read_bytes()[:16]  # one salt
    with opened(with_key(old.store._replace(location=str(copy)))) as connection:
        assert (store_revision(connection), connection.is_encrypted) == (OLDER[-1], True)
    with connected(old.store) as connection:
        assert connection.is_encrypted
    assert not [each for each in check(old) if "HMAC" in str(each)]
