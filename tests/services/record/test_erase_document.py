"""A document is erased for good: nothing of it is left but that it was there."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.errors import BadUsage, InvalidInput, NoSuchRecord, Refused
from semble_cli.services import users
from semble_cli.services.access import Right, Role
from semble_cli.services.batches import last_batches
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.history import history_of
from semble_cli.services.record.change_document import (
    delete_document,
    edit_document,
    move_document,
)
from semble_cli.services.record.erase_document import document_to_erase, erase_document
from semble_cli.services.stores import check
from semble_cli.services.undo import last_of_mine, undo_command
from semble_cli.store.database.open import connected
from semble_cli.store.record.told import erase_told_of
from tests.conftest import a_patient, as_login, register_on, tamper
from tests.services.record.documents import (
    LARGE,
    SMALL,
    bytes_of,
    held,
    keep,
    rows_of,
    with_two_patients,
)

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register


@pytest.fixture
def people(register: Register, tmp_path: Path) -> Register:
    """Two patients; the documents 1 (edited, moved to 2), and 2 of the first."""
    with_two_patients(register)
    keep(register, tmp_path)
    keep(register, tmp_path, LARGE)
    edit_document(register, 1, {"title": "Sérologie"})
    move_document(register, 1, 2)
    return register


def told(register: Register) -> list[str]:
    """All that the journal tells of medical contents."""
    with connected(register.store) as connection:
        return [text for (text,) in connection.rows("SELECT content FROM medical_content")]


def test_bytes_and_what_the_journal_told_are_gone_and_who_did_it_and_why_is_told(
    people: Register,
) -> None:
    erased = erase_document(people, 1, "scanned by mistake")
    assert (erased.patient.id, erased.document.title, erased.size) == (2, "Sérologie", len(SMALL))
    assert held(people) == {len(LARGE): len(LARGE)}
    assert rows_of(people, "document") == 1
    assert len(told(people)) == 2  # of the other document, and of this
    assert not any("Sérologie" in text or "bonjour" in text for text in told(people))
    last = history_of(people, 2)[-1]
    assert (last.action, last.changes) == (
        "document.erase",
        {"reason": [None, "scanned by mistake"]},
    )
    with connected(people.store) as connection:
        (content,) = connection.row("SELECT content FROM event ORDER BY seq DESC LIMIT 1") or ()
    assert "mistake" not in content
    assert check(people) == []
    assert bytes_of(people, 2) == LARGE


def test_it_is_not_taken_back_nor_is_anything_that_was_done_to_the_document(
    people: Register,
) -> None:
    erase_document(people, 1, "doublon")
    numbers = [batch.number for batch in last_batches(people, 0)]
    for number in (numbers[0], numbers[1], numbers[2], numbers[4]):
        with pytest.raises(Refused, match=r"cannot be taken back|was erased"):
            undo_command(people, number)
    assert last_of_mine(people).number == numbers[3]  # the other document


def test_one_that_was_deleted_is_erased_too(people: Register) -> None:
    delete_document(people, 1)
    assert document_to_erase(people, 1).document.title == "Sérologie"
    erase_document(people, 1, "doublon")
    assert held(people).keys() == {len(LARGE)}
    assert check(people) == []
    with pytest.raises(NoSuchRecord, match="No document has the number 1"):
        erase_document(people, 1, "doublon")


def test_bytes_stay_that_another_document_has(people: Register, tmp_path: Path) -> None:
    keep(people, tmp_path, SMALL)
    erase_document(people, 1, "doublon")
    assert bytes_of(people, 3) == SMALL


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_the_check_is_content_whichever_patient_is_deleted_afterwards(
    people: Register, order: tuple[int, int]
) -> None:
    names = {1: a_patient(), 2: a_patient(first_given_name="AGATHE")}
    erase_document(people, 1, "doublon")
    for patient in order:
        delete_patient(people, patient, names[patient].full_name, None)
        assert check(people) == []
    assert told(people) == []


def test_a_reason_is_needed_and_an_admin(people: Register) -> None:
    with pytest.raises(BadUsage, match="Say with --reason"):
        erase_document(people, 1, " ")
    with pytest.raises(InvalidInput, match="control character"):
        erase_document(people, 1, "a\x1b")
    tamper(people, "UPDATE app_user SET role = 'clinician'")
    with pytest.raises(Refused, match="Only an admin"):
        erase_document(people, 1, "doublon")
    with pytest.raises(Refused, match="Only an admin"):
        document_to_erase(people, 1)


def test_what_is_told_of_a_document_that_is_there_stays(people: Register) -> None:
    before = told(people)
    with connected(people.store) as connection, connection.writing():
        assert erase_told_of(connection, 1) == []
    assert told(people) == before


ROLES = {
    "documents_secretary": (Role.SECRETARY, ()),
    "documents_clinician": (Role.CLINICIAN, ()),
    "documents_deleting": (Role.SECRETARY, (Right.DELETE,)),
}


@pytest.mark.parametrize("store", ["postgres"], indirect=True)
def test_the_database_lets_nobody_erase_what_is_told_who_may_not_delete(
    people: Register, postgres: str
) -> None:
    with psycopg.connect(postgres, autocommit=True) as server:
        for login in ROLES:
            with suppress(psycopg.errors.DuplicateObject):
                server.execute(f"CREATE ROLE {login} LOGIN")
    for login, (role, rights) in ROLES.items():
        users.add(people, login, role, rights)
    before = told(people)
    for login in ("documents_secretary", "documents_clinician"):
        with (
            connected(as_login(people.store, login)) as connection,
            pytest.raises(Refused),
            connection.writing(),
        ):
            erase_told_of(connection, 1)
    deleting = register_on(as_login(people.store, "documents_deleting"))
    with connected(deleting.store) as connection, connection.writing():
        assert erase_told_of(connection, 1) == []
    assert told(people) == before
    delete_patient(deleting, 2, a_patient(first_given_name="AGATHE").full_name, None)
    assert len(told(people)) == 1
    assert (held(people), check(people)) == ({len(LARGE): len(LARGE)}, [])
