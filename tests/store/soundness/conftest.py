"""The register of `practice`, made once for each database and copied for each test."""

from __future__ import annotations

import shutil
from itertools import count
from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.store.database.address import Database, StoreAddress
from tests.conftest import in_database, register_on
from tests.store.soundness.practice import practice

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semble_cli.services.register import Register

_numbers = count(1)


@pytest.fixture(scope="session")
def practice_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("practice") / "practice.db"
    shutil.copy(sqlite_template, path)
    practice(StoreAddress(Database.SQLITE, str(path)))
    return path


@pytest.fixture(scope="session")
def practice_database(postgres: str, postgres_template: str) -> str:
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(f"CREATE DATABASE practice TEMPLATE {postgres_template}")
    practice(in_database(postgres, "practice"))
    return "practice"


@pytest.fixture(params=["sqlite", "postgres"])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Register]:
    """A register of either database with every kind of command behind it."""
    if request.param == "sqlite":
        path = tmp_path / "practice.db"
        shutil.copy(request.getfixturevalue("practice_file"), path)
        yield register_on(StoreAddress(Database.SQLITE, str(path)))
        return
    uri = request.getfixturevalue("postgres")
    template = request.getfixturevalue("practice_database")
    name = f"practice_{next(_numbers)}"
    with psycopg.connect(uri, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield register_on(in_database(uri, name))
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")
