"""Registers as users of other roles come to them, on either database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

from semble_cli.services import users
from semble_cli.store.database import sqlite
from semble_cli.store.database.address import Database
from tests.conftest import as_login

if TYPE_CHECKING:
    import pytest

    from semble_cli.services.access import Right, Role
    from semble_cli.services.register import Register


def acting_as(
    register: Register, role: Role, monkeypatch: pytest.MonkeyPatch, *rights: Right
) -> Register:
    """The register as a new user of a role comes to it. On SQLite, whoever comes from here on is
    that user, until *monkeypatch* ends."""
    login = f"a {role.value}"
    if register.store.database is Database.SQLITE:
        users.add(register, login, role, rights)
        monkeypatch.setattr(sqlite, "operating_system_login", lambda: login)
        return register
    with psycopg.connect(register.store.location, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)).fetchone():
            server.execute(f'CREATE ROLE "{login}" LOGIN')
    users.add(register, login, role, rights)
    return register._replace(store=as_login(register.store, login))
