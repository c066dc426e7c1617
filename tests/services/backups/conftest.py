"""A register to back up, of either database, and a new place for it."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient
from semble_cli.store.database.address import Database, StoreAddress
from tests.conftest import ADRUN, PAT_TROIS, a_patient, in_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semble_cli.services.register import Register

_numbers = count(1)


@pytest.fixture
def filled(register: Register) -> Register:
    """A register with a patient and a former one."""
    create_patient(register, a_patient(ADRUN))
    create_patient(register, a_patient(PAT_TROIS))
    delete_patient(register, 2, "PAT-TROIS DOMINIQUE", None)
    return register


@pytest.fixture
def new(
    store: StoreAddress, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[StoreAddress]:
    """Where nothing is yet, of the same database."""
    if store.database is Database.SQLITE:
        yield StoreAddress(Database.SQLITE, str(tmp_path / "new" / "again.db"))
        return
    uri = request.getfixturevalue("postgres")
    name = f"again_{next(_numbers)}"
    with psycopg.connect(uri, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield in_database(uri, name)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A directory for backups."""
    made = tmp_path / "backups"
    made.mkdir()
    return made
