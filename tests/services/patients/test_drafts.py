"""Drafts: what was typed of a new patient is its author's alone, and no patient."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import InvalidInput, Refused
from semble_cli.services import stores, users
from semble_cli.services.access import Role
from semble_cli.services.patients.complete import complete_patient
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.drafts import drop_draft, keep_draft, own_drafts
from semble_cli.services.patients.tags import add_tag
from semble_cli.services.register import Commit, Register
from semble_cli.store.database.address import Database
from semble_cli.store.database.connection import Connection
from semble_cli.store.database.open import connected
from tests.conftest import NOW, a_patient, register_on
from tests.store.soundness.practice import said_of

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress

TYPED = {"birth_name": "ADRUN", "first_given_name": "Zoé", "nir": "275126322000156"}


def rows(register: Register) -> list[tuple[object, ...]]:
    with connected(register.store) as connection:
        return connection.rows("SELECT author, content FROM draft ORDER BY id")


def test_a_draft_is_kept_read_replaced_and_removed(register: Register) -> None:
    first = keep_draft(register, TYPED)
    second = keep_draft(register_on(register.store, NOW + timedelta(hours=1)), {"sex": "F"})
    found = own_drafts(register)
    assert [(draft.id, draft.content) for draft in found] == [
        (second, {"sex": "F"}),
        (first, TYPED),
    ]
    assert found[1].made_at == NOW
    third = keep_draft(register, TYPED | {"sex": "F"}, replaced=first)
    assert {draft.id for draft in own_drafts(register)} == {second, third}
    drop_draft(register, second)
    drop_draft(register, third)
    drop_draft(register, third)
    assert rows(register) == []


def test_a_draft_is_no_patient_has_no_event_and_nothing_to_undo(store: StoreAddress) -> None:
    told: list[Commit] = []
    register = Register(store, lambda: NOW, told.append)
    before = stores.status(register)
    keep_draft(register, TYPED)
    assert stores.status(register) == before
    assert told == []
    assert stores.check(register) == []


def test_a_draft_is_no_more_offered_after_a_day_and_gone_with_the_next_write(
    register: Register,
) -> None:
    long_ago = NOW.replace(year=2020)
    keep_draft(register_on(register.store, long_ago), TYPED)
    assert own_drafts(register_on(register.store, long_ago + timedelta(hours=24))) != []
    assert own_drafts(register_on(register.store, long_ago + timedelta(hours=25))) == []
    assert rows(register) != []
    add_tag(register, "ALD", None)
    assert rows(register) == []


def test_a_reader_keeps_no_draft(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    users.add(sqlite_register, "reader", Role.READER)
    monkeypatch.setattr(Connection, "login", lambda _: "reader")
    with pytest.raises(Refused, match="may not change patients"):
        keep_draft(sqlite_register, TYPED)
    with pytest.raises(Refused, match="may not change patients"):
        own_drafts(sqlite_register)


def test_in_a_file_the_drafts_of_others_are_neither_read_nor_removed(
    sqlite_register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = keep_draft(sqlite_register, TYPED)
    users.add(sqlite_register, "martine", Role.SECRETARY)
    with monkeypatch.context() as as_martine:
        as_martine.setattr(Connection, "login", lambda _: "martine")
        assert own_drafts(sqlite_register) == []
        drop_draft(sqlite_register, kept)
        keep_draft(sqlite_register, {"sex": "F"}, replaced=kept)
    assert [draft.content for draft in own_drafts(sqlite_register)] == [TYPED]
    users.remove(sqlite_register, "martine")
    assert [content for _, content in rows(sqlite_register)] == [
        '{"birth_name":"ADRUN","first_given_name":"Zoé","nir":"275126322000156"}'
    ]


WRONG = (
    "UPDATE draft SET content = 'x'",
    "UPDATE draft SET content = '[]'",
    "UPDATE draft SET author = 'nobody'",
    "UPDATE draft SET made_at = '{never}'",
)


@pytest.mark.parametrize("sql", WRONG)
def test_a_draft_that_nobody_can_use_is_found_by_the_check_and_removed_by_an_upgrade(
    register: Register, sql: str
) -> None:
    never = "soon" if register.store.database is Database.SQLITE else "infinity"
    with connected(register.store) as connection:
        keep_draft(register, TYPED)
        connection.run(sql.replace("{never}", never))
    kept = keep_draft(register, TYPED)
    assert said_of(register) == [
        "draft 1: it cannot be read, or its author is no user. semble store upgrade removes it."
    ]
    stores.upgrade(register)
    assert said_of(register) == []
    assert [draft.id for draft in own_drafts(register)] == [kept]


def test_the_words_of_a_draft_are_nowhere_in_the_file_once_it_is_gone(
    sqlite_register: Register,
) -> None:
    kept = keep_draft(sqlite_register, {"comments": "mot bien à moi"})
    drop_draft(sqlite_register, kept)
    with connected(sqlite_register.store) as connection:
        connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(sqlite_register.store.location, "rb") as file:
        assert "bien à moi".encode() not in file.read()


def test_a_draft_goes_in_the_transaction_that_uses_it(register: Register) -> None:
    kept = keep_draft(register, TYPED)
    with pytest.raises(InvalidInput, match="no such tag"):
        create_patient(register, a_patient(tags=("ALD",)), draft=kept)
    assert [draft.id for draft in own_drafts(register)] == [kept]
    created = create_patient(register, a_patient(), draft=kept)
    assert own_drafts(register) == []
    kept = keep_draft(register, TYPED)
    complete_patient(register, created.id or 0, a_patient(city="Lyon"), draft=kept)
    assert own_drafts(register) == []


def test_an_upgrade_takes_drafts_of_today_with_it(register: Register) -> None:
    kept = keep_draft(register, TYPED)
    stores.upgrade(register)
    assert [draft.id for draft in own_drafts(register)] == [kept]
