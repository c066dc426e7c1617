"""Documents are kept with their bytes, changed, moved, deleted and brought back."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import Conflict, InvalidInput, NoSuchRecord, Refused, StoreError
from semble_cli.patient.around.document_description import Described
from semble_cli.patient.around.stored_document import DocumentKind, StoredDocument
from semble_cli.services.patients.delete import delete_patient, prepare_deletion
from semble_cli.services.patients.history import history_of
from semble_cli.services.record.add_document import add_document, prepare_document
from semble_cli.services.record.change_document import (
    delete_document,
    edit_document,
    move_document,
)
from semble_cli.services.record.read_documents import documents_of, open_stored, show_document
from semble_cli.services.stores import check
from semble_cli.services.undo import last_of_mine, last_undone_of_mine, undo_command
from semble_cli.store import journal
from semble_cli.store.database.open import connected
from tests.conftest import NOW, a_patient, tamper
from tests.services.record.documents import (
    LARGE,
    SMALL,
    bytes_of,
    file_of,
    held,
    keep,
    rows_of,
    with_two_patients,
)

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register


@pytest.fixture
def people(register: Register) -> Register:
    return with_two_patients(register)


def undo(register: Register) -> None:
    undo_command(register, last_of_mine(register).number)


def redo(register: Register) -> None:
    undo_command(register, last_undone_of_mine(register).undone_by or 0)


def who(register: Register) -> str:
    with register.reading() as connection:
        return connection.login()


def ids(register: Register, patient: int) -> list[int | None]:
    return [each.document.id for each in documents_of(register, patient)]


def test_a_document_comes_out_byte_for_byte_with_what_is_known_of_it(
    people: Register, tmp_path: Path
) -> None:
    path = str(file_of(tmp_path, LARGE))
    said = Described(None, DocumentKind.LETTER, date(2026, 11, 4))
    with prepare_document(people, 1, path) as file:
        added = add_document(people, 1, file, said)
    assert added.document == StoredDocument(
        patient_id=1,
        title="lettre",
        file_name="lettre.pdf",
        media_type="application/pdf",
        sha256=file.sha256,
        added_at=NOW,
        added_by=who(people),
        kind="letter",
        dated_on=date(2026, 11, 4),
        id=1,
    )
    assert documents_of(people, 1) == [(added.document, len(LARGE))]
    assert show_document(people, 1)[1:] == (added.document, len(LARGE))
    assert bytes_of(people, 1) == LARGE
    assert rows_of(people, "document_chunk") == 4
    assert check(people) == []


def test_a_content_is_held_once_for_all_the_documents_that_refer_to_it(
    people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path)
    again = keep(people, tmp_path)
    assert again.same == [1]
    assert keep(people, tmp_path, patient=2).same == []
    assert (rows_of(people, "document"), held(people)) == (3, {len(SMALL): len(SMALL)})
    delete_patient(people, 1, a_patient().full_name, None)
    assert bytes_of(people, 3) == SMALL
    delete_patient(people, 2, a_patient(first_given_name="AGATHE").full_name, None)
    assert held(people) == {}
    assert rows_of(people, "document_chunk") == 0
    assert check(people) == []


def test_to_add_a_document_is_undone_and_done_again(people: Register, tmp_path: Path) -> None:
    keep(people, tmp_path)
    undo(people)
    assert ids(people, 1) == []
    assert held(people) == {len(SMALL): len(SMALL)}
    with pytest.raises(NoSuchRecord, match="No document has the number 1"):
        bytes_of(people, 1)
    redo(people)
    assert bytes_of(people, 1) == SMALL


def test_a_deletion_is_undone_and_done_again_and_nobody_is_shown_what_is_deleted(
    people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path)
    deleted = delete_document(people, 1)
    assert (deleted.document.deleted_at, deleted.document.deleted_by) == (NOW, who(people))
    assert ids(people, 1) == []
    assert prepare_deletion(people, 1).attached == {}
    for use in (show_document, bytes_of, delete_document):
        with pytest.raises(NoSuchRecord, match="No document has the number 1"):
            use(people, 1)
    with pytest.raises(NoSuchRecord):
        edit_document(people, 1, {"title": "x"})
    with pytest.raises(NoSuchRecord):
        move_document(people, 1, 2)
    undo(people)
    assert ids(people, 1) == [1]
    assert prepare_deletion(people, 1).attached == {"documents": 1}
    redo(people)
    assert ids(people, 1) == []
    undo(people)
    assert bytes_of(people, 1) == SMALL


def test_an_edit_tells_what_changed_and_is_undone(people: Register, tmp_path: Path) -> None:
    keep(people, tmp_path)
    edited = edit_document(people, 1, {"title": "Compte rendu", "dated_on": date(2026, 1, 2)})
    assert edited.changes == {
        "title": ["Courrier", "Compte rendu"],
        "dated_on": [None, "2026-01-02"],
    }
    assert edited.document.version == 2
    assert edit_document(people, 1, {"title": "Compte rendu"}).changes == {}
    undo(people)
    assert show_document(people, 1).document.title == "Courrier"
    assert show_document(people, 1).document.dated_on is None


def test_a_move_is_told_of_both_patients_and_undone_once_for_both(
    people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path)
    moved = move_document(people, 1, 2)
    assert (moved.former.id, moved.patient.id, moved.document.patient_id) == (1, 2, 2)
    assert (ids(people, 1), ids(people, 2)) == ([], [1])
    for patient in (1, 2):
        last = history_of(people, patient)[-1]
        assert (last.action, last.changes) == ("document.move", {"patient_id": [1, 2]})
    undo(people)
    assert (ids(people, 1), ids(people, 2)) == ([1], [])
    for patient in (1, 2):
        last = history_of(people, patient)[-1]
        assert (last.action, last.changes) == ("undo", {"patient_id": [2, 1]})
    redo(people)
    assert (ids(people, 1), ids(people, 2)) == ([], [1])
    undo(people)
    assert ids(people, 1) == [1]
    assert check(people) == []


def test_a_move_to_whose_it_is_writes_nothing_and_one_to_nobody_is_refused(
    people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path)
    before = last_batch(people)
    assert move_document(people, 1, 1).document.version == 1
    with pytest.raises(NoSuchRecord):
        move_document(people, 1, 3)
    assert last_batch(people) == before


def last_batch(register: Register) -> int:
    with register.reading() as connection:
        return journal.head(connection).seq


def test_a_move_is_not_undone_once_the_document_was_moved_on(
    people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path)
    move_document(people, 1, 2)
    first = last_of_mine(people).number
    move_document(people, 1, 1)
    with pytest.raises(Conflict, match="changed again since"):
        undo_command(people, first)


def test_what_the_journal_tells_of_a_moved_document_goes_with_the_patient_who_has_it(
    people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path)
    keep(people, tmp_path, LARGE)
    move_document(people, 1, 2)
    move_document(people, 2, 2)
    move_document(people, 2, 1)
    delete_patient(people, 2, a_patient(first_given_name="AGATHE").full_name, None)
    assert [event.changes for event in history_of(people, 1)[1:]] == [
        None,
        history_of(people, 1)[2].changes,
        None,
        {"patient_id": [1, 2]},
        {"patient_id": [2, 1]},
    ]
    assert (history_of(people, 1)[2].changes or {})["title"] == [None, "Courrier"]
    assert check(people) == []
    assert bytes_of(people, 2) == LARGE
    delete_patient(people, 1, a_patient().full_name, None)
    assert rows_of(people, "medical_content") == 0
    assert check(people) == []


def test_a_file_that_changes_is_not_kept_and_leaves_nothing(
    people: Register, tmp_path: Path
) -> None:
    path = file_of(tmp_path, LARGE)
    assert ids(people, 1) == []  # which is noted, once within the hour
    before = last_batch(people)

    def add_while_it_changes() -> None:
        with prepare_document(people, 1, str(path)) as file:
            path.write_bytes(SMALL)
            add_document(people, 1, file, Described())

    with pytest.raises(InvalidInput, match="it changed"):
        add_while_it_changes()
    assert (held(people), ids(people, 1), last_batch(people)) == ({}, [], before)


def test_a_file_whose_bytes_are_held_must_still_be_there_at_the_end(
    people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path)

    def add_while_it_goes() -> None:
        with prepare_document(people, 1, str(tmp_path / "lettre.pdf")) as file:
            (tmp_path / "lettre.pdf").unlink()
            add_document(people, 1, file, Described())

    with pytest.raises(InvalidInput, match="taken away"):
        add_while_it_goes()
    assert ids(people, 1) == [1]


def test_a_document_is_added_to_a_patient_who_is_there(people: Register) -> None:
    with pytest.raises(NoSuchRecord), prepare_document(people, 3, "nowhere"):
        pass
    with pytest.raises(NoSuchRecord):
        documents_of(people, 3)


DAMAGE = [
    "UPDATE document_chunk SET data = (SELECT data FROM document_chunk WHERE position = 1)"
    " WHERE position = 2",
    "DELETE FROM document_chunk WHERE position = 2",
    "DELETE FROM document_chunk WHERE position = 3",
    "DELETE FROM document_chunk",
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_document_is_named_and_mended_by_adding_the_file_once_more(
    people: Register, tmp_path: Path, damage: str
) -> None:
    keep(people, tmp_path, LARGE)
    tamper(people, damage)
    with pytest.raises(StoreError, match="Document 1 is damaged in the store") as found:
        bytes_of(people, 1)
    assert found.value.exit_code == 7
    with open_stored(people, 1) as stored, pytest.raises(StoreError):
        stored.check()
    (said,) = map(str, check(people))
    assert said.startswith("document 1: its content is not what was stored: a part is damaged")
    keep(people, tmp_path, LARGE, patient=2)
    assert (bytes_of(people, 1), bytes_of(people, 2)) == (LARGE, LARGE)
    assert check(people) == []


def test_a_document_whose_content_is_gone_is_mended_by_adding_the_file_once_more(
    people: Register, tmp_path: Path
) -> None:
    keep(people, tmp_path, LARGE)
    with connected(people.store) as connection:
        unbound = "SET session_replication_role = replica"
        connection.run(unbound if connection.guarded else "PRAGMA foreign_keys = OFF")
        connection.run("DELETE FROM document_content")
    keep(people, tmp_path, LARGE)
    assert bytes_of(people, 1) == LARGE
    assert check(people) == []


def test_documents_of_other_sizes_in_turn(people: Register, tmp_path: Path) -> None:
    for number, size in enumerate((1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1), start=1):
        content = os.urandom(size)
        keep(people, tmp_path, content)
        assert bytes_of(people, number) == content
    assert held(people).keys() == {1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1}


def test_who_may_not_read_medical_contents_is_refused(people: Register, tmp_path: Path) -> None:
    keep(people, tmp_path)
    tamper(people, "UPDATE app_user SET role = 'secretary'")
    for use in (show_document, documents_of, bytes_of, delete_document):
        with pytest.raises(Refused, match="may not change medical contents, nor read them"):
            use(people, 1)
    with pytest.raises(Refused), prepare_document(people, 1, "nowhere"):
        pass
    assert history_of(people, 1)[-1].changes == {}


def test_a_size_that_is_no_number_keeps_no_document_from_being_read(
    sqlite_register: Register, tmp_path: Path
) -> None:
    people = with_two_patients(sqlite_register)
    keep(people, tmp_path)
    tamper(people, "UPDATE document_content SET size = 'x'")
    assert show_document(people, 1).size == 0
    assert bytes_of(people, 1) == SMALL
    assert any("document" in str(fault) for fault in check(people))
