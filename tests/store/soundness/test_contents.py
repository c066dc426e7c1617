"""The bytes of documents are looked at by the check, and mended where they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import Weight
from semble_cli.services import stores
from semble_cli.store.database.address import Database
from semble_cli.store.database.open import connected
from tests.conftest import tamper
from tests.services.record.documents import LARGE, SMALL, held, keep, with_two_patients

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.register import Register


@pytest.fixture
def people(register: Register, tmp_path: Path) -> Register:
    with_two_patients(register)
    keep(register, tmp_path, LARGE)
    keep(register, tmp_path, LARGE, patient=2)
    keep(register, tmp_path, SMALL)
    return register


DAMAGED = (
    "document {}: its content is not what was stored: a part is damaged, missing, of the wrong"
    " length or too many. Add the same file again, or put back a backup."
)


def test_documents_as_they_were_kept_are_sound(people: Register) -> None:
    assert stores.check(people) == []


def test_every_document_whose_content_is_damaged_is_named(people: Register) -> None:
    tamper(people, "DELETE FROM document_chunk WHERE position = 1")
    found = stores.check(people)
    assert [str(each) for each in found] == [DAMAGED.format(1), DAMAGED.format(2)]
    assert {each.weight for each in found} == {Weight.DAMAGE}


OF_SMALL = f"(SELECT sha256 FROM document_content WHERE size = {len(SMALL)})"


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE document_content SET size = 3 WHERE size = {len(SMALL)}",
        f"UPDATE document_chunk SET data = {{other}} WHERE sha256 = {OF_SMALL}",
        "INSERT INTO document_chunk (sha256, position, data)"
        f" SELECT sha256, 7, {{other}} FROM document_content WHERE size = {len(SMALL)}",
        "INSERT INTO document_chunk (sha256, position, data)"
        f" SELECT sha256, 1, {{none}} FROM document_content WHERE size = {len(SMALL)}",
    ],
)
def test_what_is_not_as_it_was_stored_is_found_and_mended_by_the_same_file(
    people: Register, tmp_path: Path, statement: str
) -> None:
    is_sqlite = people.store.database is Database.SQLITE
    other, none = ("x'00'", "x''") if is_sqlite else ("'\\x00'", "''")
    tamper(people, statement.format(other=other, none=none))
    assert [str(each) for each in stores.check(people)] == [DAMAGED.format(3)]
    keep(people, tmp_path, SMALL, patient=2)
    assert stores.check(people) == []


def test_a_chunk_that_is_too_long_is_found(people: Register) -> None:
    with connected(people.store) as connection, connection.writing():
        (sha256,) = connection.row("SELECT sha256 FROM document WHERE id = 1") or ()
        where = "WHERE sha256 = ? AND position = "
        (first,) = connection.row(f"SELECT data FROM document_chunk {where}0", (sha256,)) or ()
        (second,) = connection.row(f"SELECT data FROM document_chunk {where}1", (sha256,)) or ()
        for position, data in ((0, first + second[:9]), (1, second[9:])):
            connection.run(f"UPDATE document_chunk SET data = ? {where}{position}", (data, sha256))
    assert [str(each) for each in stores.check(people)] == [DAMAGED.format(1), DAMAGED.format(2)]


def test_a_document_without_a_content_is_found(people: Register) -> None:
    with connected(people.store) as connection:
        if connection.guarded:
            connection.run("SET session_replication_role = replica")
        else:
            connection.run("PRAGMA foreign_keys = OFF")
        connection.run("DELETE FROM document_content WHERE size = ?", (len(SMALL),))
    found = [each for each in stores.check(people) if str(each).startswith("document ")]
    assert [str(each) for each in found] == [
        "document 3: its content is gone. Add the same file again, or put back a backup."
    ]
    assert found[0].weight is Weight.DAMAGE


def test_a_content_without_a_document_is_found_and_removed_by_an_upgrade(
    people: Register,
) -> None:
    tamper(people, "DELETE FROM document WHERE id = 3")
    found, gone = stores.check(people)
    assert (found.weight, str(found)) == (
        Weight.DIFFERENCE,
        f"documents: a content of {len(SMALL)} bytes is of no document."
        " semble store upgrade removes it.",
    )
    stores.upgrade(people)
    assert stores.check(people) == [gone]
    assert str(gone).startswith("document 3 of patient 1: is gone, and no event says why.")
    assert held(people) == {len(LARGE): len(LARGE)}


def test_who_may_not_read_documents_checks_the_rest(people: Register) -> None:
    tamper(people, "DELETE FROM document_chunk WHERE position = 1")
    tamper(people, "UPDATE app_user SET role = 'secretary'")
    assert [each for each in stores.check(people) if str(each).startswith("document")] == []
