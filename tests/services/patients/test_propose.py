"""What is found before a patient is created: the same person, in the register or deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import Conflict
from semble_cli.patient.record import ArchiveReason
from semble_cli.services import users
from semble_cli.services.access import Right, Role
from semble_cli.services.patients.complete import complete_patient
from semble_cli.services.patients.create import create_patient, propose
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.edit import archive_patient
from semble_cli.services.patients.history import history_of
from semble_cli.services.patients.tags import add_tag
from semble_cli.store.database.connection import Connection
from tests.conftest import ADRUN, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.services.register import Register


def test_a_deleted_patient_of_the_same_identity_is_found_the_last_deleted_first(
    register: Register,
) -> None:
    for given in (ADRUN, ADRUN | {"birth_name": "ADRUM"}, PAT_TROIS):
        patient = create_patient(register, a_patient(given))
        delete_patient(register, patient.id or 0, patient.full_name, "saisi deux fois")
    found = propose(register, ADRUN)
    assert found.likely == []
    assert {each.patient.birth_name for each in found.deleted} == {"ADRUN", "ADRUM"}
    assert found.deleted[0].deleted_at >= found.deleted[1].deleted_at
    assert found.deleted[0].deleted_by == users.all_users(register)[0].login
    assert propose(register, ADRUN | {"birth_date": "01/01/1975"}).deleted == []


def test_whether_a_deleted_one_may_be_brought_back_is_told(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert propose(sqlite_register, ADRUN).may_recover
    users.add(sqlite_register, "martine", Role.SECRETARY)
    users.add(sqlite_register, "sophie", Role.SECRETARY, [Right.RECOVER])
    for login, may in (("martine", False), ("sophie", True)):
        with monkeypatch.context() as as_login:
            as_login.setattr(Connection, "login", lambda _, login=login: login)
            assert propose(sqlite_register, ADRUN).may_recover is may


def test_the_refusal_names_who_of_them_is_archived(register: Register) -> None:
    create_patient(register, a_patient())
    with pytest.raises(Conflict) as plain:
        create_patient(register, a_patient())
    assert "Archived" not in str(plain.value)
    archive_patient(register, 1, ArchiveReason.MOVED_AWAY)
    with pytest.raises(Conflict, match=r"the same person: 1\. Archived: 1\. Look at the record"):
        create_patient(register, a_patient())


def test_completing_adds_tags_as_the_practice_writes_them_and_is_one_event(
    register: Register,
) -> None:
    add_tag(register, "ALD", None)
    create_patient(register, a_patient())
    done = complete_patient(register, 1, a_patient(tags=("ald",), city="Lyon"))
    assert tuple(done.edited.changes) == ("city", "tags")
    assert done.edited.patient.tags == ("ALD",)
    assert done.edited.patient.version == 2
    assert len(history_of(register, 1)) == 2
