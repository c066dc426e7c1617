"""What a user may not do is refused by each service, whatever command calls it."""

from __future__ import annotations

import io
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import NoSuchRecord, Refused
from semble_cli.exchange.mapping import Reading
from semble_cli.exchange.records import TableRecords
from semble_cli.services import users
from semble_cli.services.access import Permission, Right, Role
from semble_cli.services.batches import last_batches
from semble_cli.services.imports import run
from semble_cli.services.imports.batches import import_batches
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient, prepare_deletion
from semble_cli.services.patients.identity import search_insi, verify_ins
from semble_cli.services.patients.recover import (
    from_ledger,
    from_report,
    purge,
    purge_before,
    recover_patients,
)
from semble_cli.services.undo import undo_command
from semble_cli.store.database import sqlite
from semble_cli.store.database.open import connected
from tests.conftest import a_patient

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.batches import Batch
    from semble_cli.services.register import Register

LATER = datetime(2030, 1, 1, tzinfo=UTC)

DELETE, RECOVER, ADMINISTER = Permission.DELETE, Permission.RECOVER, Permission.ADMINISTER

NEEDED: dict[str, tuple[Permission, Callable[[Register], object]]] = {
    "look at a deletion": (DELETE, lambda register: prepare_deletion(register, 1)),
    "delete": (DELETE, lambda register: delete_patient(register, 1, "ADRUN Zoé", None)),
    "undo a creation": (DELETE, lambda register: undo_command(register, 2)),
    "read the ledger": (RECOVER, lambda register: from_ledger(register, [2])),
    "read a report": (RECOVER, lambda register: from_report(register, io.BytesIO(b"id\n2\n"))),
    "recover": (RECOVER, lambda register: recover_patients(register, [], dry_run=True)),
    "count what a purge removes": (ADMINISTER, lambda register: purge_before(register, LATER)),
    "purge": (ADMINISTER, lambda register: purge(register, LATER)),
    "add a user": (ADMINISTER, lambda register: users.add(register, "zoe", Role.READER)),
    "change a role": (
        ADMINISTER,
        lambda register: users.set_role(register, "somebody", Role.ADMIN),
    ),
    "remove a user": (ADMINISTER, lambda register: users.remove(register, "somebody")),
}

SAID = {
    DELETE: "You may not delete patients",
    RECOVER: "You may not bring deleted patients back",
    ADMINISTER: "Only an admin may do that",
}


@pytest.mark.parametrize("right", [None, *Right])
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.CLINICIAN])
@pytest.mark.parametrize("what", NEEDED)
def test_a_right_allows_what_it_names_and_nothing_else(
    sqlite_register: Register,
    monkeypatch: pytest.MonkeyPatch,
    what: str,
    role: Role,
    right: Right | None,
) -> None:
    create_patient(sqlite_register, a_patient())
    users.add(sqlite_register, "somebody", role, [right] if right else [])
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "somebody")
    permission, act = NEEDED[what]
    if right and permission == right.value:
        with suppress(NoSuchRecord):
            act(sqlite_register)
        return
    with pytest.raises(Refused, match=SAID[permission]):
        act(sqlite_register)


def test_a_creation_done_again_is_a_recovery_and_a_recovery_taken_back_a_deletion(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_patient(sqlite_register, a_patient())
    created = last_batches(sqlite_register, 1)[0].number
    users.add(sqlite_register, "keeper", Role.SECRETARY, [Right.DELETE])
    users.add(sqlite_register, "finder", Role.SECRETARY, [Right.RECOVER])

    def by(login: str, act: Callable[[], Batch]) -> int:
        monkeypatch.setattr(sqlite, "operating_system_login", lambda: login)
        act()
        return last_batches(sqlite_register, 1)[0].number

    undoing = by("keeper", lambda: undo_command(sqlite_register, created))
    with pytest.raises(Refused, match="You may not bring deleted patients back; who may: finder"):
        by("keeper", lambda: undo_command(sqlite_register, undoing))
    redoing = by("finder", lambda: undo_command(sqlite_register, undoing))
    with pytest.raises(Refused, match="You may not delete patients"):
        by("finder", lambda: undo_command(sqlite_register, redoing))
    by("keeper", lambda: undo_command(sqlite_register, redoing))


def test_asking_insi_is_for_those_who_change_patients(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_patient(sqlite_register, a_patient())
    users.add(sqlite_register, "somebody", Role.READER)
    monkeypatch.setattr(sqlite, "operating_system_login", lambda: "somebody")
    nobody: Any = None
    for ask in (search_insi, verify_ins):
        with pytest.raises(Refused, match="Your role may not change patients"):
            ask(sqlite_register, nobody, 1)


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
    file = io.BytesIO(
        b"birth_name,first_given_name,birth_date,sex,birth_place_code\nADRUN,Zoe,1975-12-31,F,63220\n"
    )
    with pytest.raises(Refused):
        run.import_patients(sqlite_register, TableRecords(file, None, Reading()))
