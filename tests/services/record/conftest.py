"""A register of either database, as a secretary and a clinician come to it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.services.patients.create import create_patient
from semble_cli.store.database import sqlite
from semble_cli.store.database.address import Database
from tests.conftest import a_patient, as_login, register_on

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from semble_cli.services.register import Register

    As = Callable[[str], AbstractContextManager[Register]]

ROLES = ("reader", "secretary", "clinician")
"""Logins that are called as their roles."""


@pytest.fixture
def people(register: Register) -> Register:
    """A register with the patients 1 and 2."""
    create_patient(register, a_patient())
    create_patient(register, a_patient(first_given_name="AGATHE", birth_given_names="AGATHE"))
    return register


@pytest.fixture
def working_as(
    people: Register, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> As:
    """The register as a login of a role comes to it."""
    is_file = people.store.database is Database.SQLITE
    if not is_file:
        uri = request.getfixturevalue("postgres")
        with psycopg.connect(uri, autocommit=True) as server:
            there = {name for (name,) in server.execute("SELECT rolname FROM pg_roles").fetchall()}
            for login in {*ROLES} - there:
                server.execute(f'CREATE ROLE "{login}" LOGIN')
    for role in ROLES:
        users.add(people, role, Role(role))

    @contextmanager
    def acting(login: str) -> Iterator[Register]:
        with monkeypatch.context() as patched:
            if is_file:
                patched.setattr(sqlite, "operating_system_login", lambda: login)
                yield people
            else:
                yield register_on(as_login(people.store, login))

    return acting
