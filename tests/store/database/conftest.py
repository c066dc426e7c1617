"""Databases without a table, on which stores of older programs are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.store.database.address import Database, StoreAddress
from semble_cli.store.database.sqlite import Sqlite
from tests.conftest import as_login, in_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["sqlite", "postgres"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StoreAddress]:
    """A database without a table."""
    if request.param == "sqlite":
        address = StoreAddress(Database.SQLITE, str(tmp_path / "old.db"))
        Sqlite().create(address)
        yield address
        return
    uri = request.getfixturevalue("postgres")
    with psycopg.connect(uri, autocommit=True) as server:
        server.execute("CREATE DATABASE old_register")
        if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = 'root'").fetchone():
            server.execute("CREATE ROLE root SUPERUSER LOGIN")  # the admin of the stores of before
        yield as_login(in_database(uri, "old_register"), "root")
        server.execute("DROP DATABASE old_register WITH (FORCE)")
