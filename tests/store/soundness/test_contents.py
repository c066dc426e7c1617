"""The bytes of documents are looked at by the check, and mended where they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import Weight
from semble_cli.services import stores
from semble_cli.store.database.open import connected
from tests.conftest import tamper
from tests.services.record.documents import LARGE, SMALL, held, keep, with_two_patients

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.services.unit_of_work import Register


@pytest.fixture
def people(register: Register, tmp_path: Path) -> Register:
    with_two_patients(register)
    keep(register, tmp_path, LARGE)
    keep(register, tmp_path, LARGE, patient=2)
    keep(register, tmp_path, SMALL)
    return register


def test_documents_as_they_were_kept_are_sound(people: Register) -> None:
    assert stores.check(people) == []


def test_every_document_whose_content_is_damaged_is_named(people: Register) -> None:
    tamper(people, "DELETE FROM document_chunk WHERE position = 1")
    found = stores.check(people)
    said = "document {}: its content is not what was stored, or a part is missing."
    assert [str(each) for each in found] == [said.format(1), said.format(2)]
    assert {each.weight for each in found} == {Weight.DAMAGE}


def test_a_size_that_is_not_that_of_the_bytes_is_found(people: Register) -> None:
    tamper(people, f"UPDATE document_content SET size = 3 WHERE size = {len(SMALL)}")
    assert [str(each) for each in stores.check(people)] == [
        "document 3: its content is not what was stored, or a part is missing."
    ]


def test_a_document_without_a_content_is_found(people: Register) -> None:
    with connected(people.store) as connection:
        if connection.guarded:
            connection.run("SET session_replication_role = replica")
        else:
            connection.run("PRAGMA foreign_keys = OFF")
        connection.run("DELETE FROM document_content WHERE size = ?", (len(SMALL),))
    found = [each for each in stores.check(people) if str(each).startswith("document ")]
    assert [str(each) for each in found] == ["document 3: its content is gone."]
    assert found[0].weight is Weight.DAMAGE


def test_a_content_without_a_document_is_found_and_removed_by_an_upgrade(
    people: Register,
) -> None:
    tamper(people, "DELETE FROM document WHERE id = 3")
    (found,) = stores.check(people)
    assert (found.weight, str(found)) == (
        Weight.DIFFERENCE,
        f"documents: a content of {len(SMALL)} bytes is of no document."
        " semble store upgrade removes it.",
    )
    stores.upgrade(people)
    assert stores.check(people) == []
    assert held(people) == {len(LARGE): len(LARGE)}


def test_who_may_not_read_documents_checks_the_rest(people: Register) -> None:
    tamper(people, "DELETE FROM document_chunk WHERE position = 1")
    tamper(people, "UPDATE app_user SET role = 'secretary'")
    assert [each for each in stores.check(people) if str(each).startswith("document")] == []
