"""A register on Postgres with a user of every kind, and a stranger's login."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.patient.around.note_text import GivenNote, GivenSection
from semble_cli.services import users
from semble_cli.services.access import Right, Role
from semble_cli.services.patients.create import create_patient
from semble_cli.services.record.allergies import add_allergy
from semble_cli.services.record.consultations import add_consultation
from tests.conftest import PAT_TROIS, a_patient, as_login, register_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress

NIR = PAT_TROIS["nir"]

LOGINS: dict[str, tuple[Role, tuple[Right, ...]] | None] = {
    "stranger": None,
    "reader": (Role.READER, ()),
    "secretary": (Role.SECRETARY, ()),
    "deleting": (Role.SECRETARY, (Right.DELETE,)),
    "recovering": (Role.SECRETARY, (Right.RECOVER,)),
    "clinician": (Role.CLINICIAN, ()),
    "second_admin": (Role.ADMIN, ()),
}


class Practice:
    """The register, as each login comes to it."""

    def __init__(self, store: StoreAddress) -> None:
        self.store = store
        self.owner = register_on(store)

    def register(self, login: str) -> Register:
        return register_on(as_login(self.store, login))

    @contextmanager
    def sql(self, login: str) -> Iterator[psycopg.Connection]:
        """Plain SQL as a login, without the program."""
        address = as_login(self.store, login) if login != "owner" else self.store
        with psycopg.connect(address.location, autocommit=True) as connection:
            yield connection

    def refused(self, login: str, *statements: str) -> None:
        """Assert that Postgres refuses each statement to a login."""
        with self.sql(login) as connection:
            for statement in statements:
                refusal = pytest.raises(psycopg.errors.InsufficientPrivilege)
                with refusal, connection.transaction():
                    connection.execute(statement)

    def rows(self, login: str, statement: str) -> list[tuple[object, ...]]:
        with self.sql(login) as connection:
            return connection.execute(statement).fetchall()


@pytest.fixture
def practice(postgres: str, store: StoreAddress) -> Practice:
    """PAT-TROIS, who has a NIR, and an allergy noted in a consultation."""
    with psycopg.connect(postgres, autocommit=True) as server:
        for login in LOGINS:
            if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)).fetchone():
                server.execute(f'CREATE ROLE "{login}" LOGIN')
    made = Practice(store)
    for login, user in LOGINS.items():
        if user:
            users.add(made.owner, login, *user)
    create_patient(made.owner, a_patient(PAT_TROIS))
    clinician = made.register("clinician")
    add_allergy(clinician, 1, {"substance": "pénicilline", "reaction": "urticaire"})
    observation = GivenNote(None, (GivenSection("Observation", "toux"),))
    add_consultation(clinician, 1, observation)
    return made
