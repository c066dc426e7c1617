"""What only an admin may do is refused by each service, whatever command calls it."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import Refused
from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.records import TableRecords
from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.services.imports import run
from semble_cli.services.imports.batches import import_batches
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient, prepare_deletion
from semble_cli.services.patients.recover import (
    from_ledger,
    from_report,
    purge,
    purge_before,
    recover_patients,
)
from semble_cli.store.database import sqlite
from semble_cli.store.database.open import connected
from tests.conftest import a_patient

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.unit_of_work import Register

LATER = datetime(2030, 1, 1, tzinfo=UTC)

ADMINS_ALONE: dict[str, Callable[[Register], object]] = {
    "look at a deletion": lambda register: prepare_deletion(register, 1),
    "delete": lambda register: delete_patient(register, 1, "ADRUN ZOE", None),
    "read the ledger": lambda register: from_ledger(register, [2]),
    "read a report": lambda register: from_report(register, io.BytesIO(b"id\n2\n")),
    "recover": lambda register: recover_patients(register, [], dry_run=True),
    "count what a purge removes": lambda register: purge_before(register, LATER),
    "purge": lambda register: purge(register, LATER),
    "add a user": lambda register: users.add(register, "zoe", Role.READER),
    "change a role": lambda register: users.set_role(register, "somebody", Role.ADMIN),
    "remove a user": lambda register: users.remove(register, "somebody"),
}


@pytest.mark.parametrize("role", [Role.READER, Role.SECRETARY, Role.CLINICIAN])
@pytest.mark.parametrize("what", ADMINS_ALONE)
def test_nobody_but_an_admin_may(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch, what: str, role: Role
) -> None:
    create_patient(sqlite_register, a_patient())
    users.add(sqlite_register, "somebody", role)
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "somebody")
    with pytest.raises(Refused, match="Only an admin may do that"):
        ADMINS_ALONE[what](sqlite_register)


def test_who_is_lowered_while_a_file_is_opened_imports_nothing(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    users.add(sqlite_register, "somebody", Role.SECRETARY)

    def lowered(*given: Any, **options: Any) -> Any:
        with connected(sqlite_register.store) as connection, connection.writing():
            connection.run("UPDATE app_user SET role = 'reader' WHERE login = 'somebody'")
        return import_batches(*given, **options)

    monkeypatch.setattr(run, "import_batches", lowered)
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "somebody")
    file = io.BytesIO(b"birth_name,first_given_name,birth_date,sex,birth_place_code\n")
    with pytest.raises(Refused):
        run.import_patients(sqlite_register, TableRecords(file, None, Reading()))
