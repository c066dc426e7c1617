"""What was shared stays known: after an undo, a deletion, a recovery; until it is forgotten."""

from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import Conflict, Refused
from semble_cli.patient.sharing.delivery import Delivery, Outcome
from semble_cli.services import users
from semble_cli.services.access import Role
from semble_cli.services.sharing.listing import shares_of
from semble_cli.services.sharing.noting import note_intent, note_outcome
from semble_cli.services.sharing.preparing import ShareAsked, prepare_export, prepare_share
from semble_cli.store import shares
from semble_cli.store.database import sqlite
from semble_cli.store.database.open import connected
from tests.conftest import register_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.connection import Connection
    from tests.commands.sharing.practice import SharingPractice


def nothing_own(_: str) -> None:
    return None


def intended(sharing: SharingPractice) -> None:
    """A share of which nothing but the intent is noted, as of a program that was killed."""
    register = register_on(sharing.store)
    prepared = prepare_share(register, [1], ShareAsked(("martin",)), nothing_own)
    note_intent(register, prepared, nothing_own)


def shared(sharing: SharingPractice) -> None:
    sharing.agrees()
    with sharing.mail():
        assert sharing.share("1", "--to", "martin", "--to", "patient").code == 0


@contextmanager
def written_to(sharing: SharingPractice) -> Iterator[Connection]:
    with connected(sharing.store) as connection, connection.writing():
        yield connection


def test_one_that_was_cut_short_is_not_known_and_not_sent_again_without_a_question(
    sharing: SharingPractice,
) -> None:
    sharing.agrees()
    intended(sharing)
    assert sharing.outcomes() == ["intended"]
    listed = sharing.done("document", "shares", "1", "-f", "table")
    assert {"known", "whether", "left"} <= set(listed.split())
    with sharing.mail() as mail:
        assert sharing.share("1", "--to", "martin").code == 5
        assert sharing.share("--resend", "1").code == 5
        assert mail.received == []
        assert sharing.share("--resend", "1", "--yes").code == 0
    sharing.done("store", "check")


def test_another_program_that_shared_the_same_meanwhile_is_noticed(
    sharing: SharingPractice,
) -> None:
    sharing.agrees()
    register = register_on(sharing.store)
    prepared = prepare_share(register, [1], ShareAsked(("martin",)), nothing_own)
    note_intent(register, prepared, nothing_own)
    with pytest.raises(Conflict, match="meanwhile"):
        note_intent(register, prepared, nothing_own)
    sharing.agrees("--no-email")
    with pytest.raises(Refused, match="refused"):
        note_intent(register, prepared, nothing_own)
    assert len(sharing.shares()) == 1


def test_a_share_is_not_taken_back_and_keeps_nothing_else_from_being(
    sharing: SharingPractice,
) -> None:
    sharing.done("patient", "edit", "1", "--city", "Lille")
    shared(sharing)
    listed = json.loads(sharing.done("undo", "--list", "-f", "json"))
    number = next(each["batch"] for each in listed if each["action"] == "document.share")
    said = sharing.semble("undo", number)
    assert (said.code, "has left" in said.err) == (6, True)
    said = sharing.semble("undo")
    assert (said.code, "has left" in said.err) == (6, True)
    outcome = next(each["batch"] for each in listed if each["action"] == "share.outcome")
    assert sharing.semble("undo", outcome).code == 6
    edited = next(each["batch"] for each in listed if each["action"] == "patient.edit")
    sharing.done("undo", edited)
    sharing.done("undo", "--list")
    assert len(sharing.shares()) == 2


def test_who_is_deleted_stays_in_the_ledger_by_number_until_forgotten(
    sharing: SharingPractice,
) -> None:
    shared(sharing)
    said = sharing.semble("patient", "delete", "1", "--confirm", "ADRUN ZOE")
    assert said.code == 0
    assert "What was shared stays" in said.err
    sharing.done("store", "check")
    told = sharing.shares()
    assert [each["documents"] for each in told] == [[{"id": 1, "title": None}]] * 2
    assert [each["name"] for each in told] == ["MARTIN-TEST", None]
    with connected(sharing.store) as connection, connection.reading():
        kept = connection.rows("SELECT * FROM share") + connection.rows(
            "SELECT * FROM share_recipient"
        )
    assert not any(word in str(kept) for word in ("ADRUN", "ZOE ", "Résultat"))
    sharing.done("patient", "recover", "1")
    assert len(sharing.shares()) == 2
    sharing.done("patient", "delete", "1", "--confirm", "ADRUN ZOE")
    sharing.done("store", "purge-former", "--older-than", "2100-01-01", "--confirm", "1")
    assert sharing.semble("document", "shares", "1").code == 3
    with connected(sharing.store) as connection, connection.reading():
        assert list(shares.in_order(connection)) == []
    sharing.done("store", "check")
    sharing.done("audit", "verify")


def test_the_check_finds_what_was_changed_in_the_ledger(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    shared(sharing)
    sharing.done("store", "check")
    for change, back, told in (
        (
            "UPDATE share_recipient SET address = 'x@example.org' WHERE position = 0",
            "UPDATE share_recipient SET address = 'dr.martin@example.org' WHERE position = 0",
            "share 1: it is not as it was noted",
        ),
        (
            "UPDATE share SET override = 'x'",
            "UPDATE share SET override = NULL",
            "share 1: it is not as it was noted",
        ),
        (
            "UPDATE share_outcome SET outcome = 'refused' WHERE position = 1",
            "UPDATE share_outcome SET outcome = 'sent' WHERE position = 1",
            "what became of it is not as it was noted",
        ),
    ):
        with written_to(sharing) as connection:
            connection.run(change)
        said = sharing.semble("store", "check")
        assert (said.code, told in said.out + said.err) == (7, True), said
        with written_to(sharing) as connection:
            connection.run(back)
        sharing.done("store", "check")
    with written_to(sharing) as connection:
        connection.run("DELETE FROM share_outcome WHERE position = 1")
    said = sharing.semble("store", "check")
    assert "what became of it is gone" in said.out + said.err
    with written_to(sharing) as connection:
        connection.run("DELETE FROM share_outcome")
        connection.run("DELETE FROM share_recipient")
        connection.run("DELETE FROM share_document")
        connection.run("DELETE FROM share")
    said = sharing.semble("store", "check")
    assert "share 1: is gone from the ledger" in said.out + said.err


def test_the_check_finds_a_share_that_no_event_noted(sharing_on_sqlite: SharingPractice) -> None:
    with written_to(sharing_on_sqlite) as connection:
        connection.run(
            "INSERT INTO share (patient_id, kind, shared_at, shared_by)"
            " VALUES (1, 'documents', '2026-01-01T00:00:00Z', 'x')"
        )
    said = sharing_on_sqlite.semble("store", "check")
    assert "share 1: no event noted it" in said.out + said.err


def test_the_journal_bears_no_address_and_no_title(sharing: SharingPractice) -> None:
    shared(sharing)
    with connected(sharing.store) as connection, connection.reading():
        told = connection.rows(
            "SELECT content FROM event WHERE action IN ('document.share', 'share.outcome')"
        )
    assert len(told) == 3
    assert not any(word in str(told) for word in ("@", "MARTIN", "Résultat"))


def test_an_outcome_is_noted_once(sharing: SharingPractice) -> None:
    sharing.agrees()
    register = register_on(sharing.store)
    prepared = prepare_share(register, [1], ShareAsked(("martin",)), nothing_own)
    share = note_intent(register, prepared, nothing_own)
    note_outcome(register, share, 0, Delivery(Outcome.SENT))
    with pytest.raises(Exception, match=r"."):
        note_outcome(register, share, 0, Delivery(Outcome.REFUSED))
    assert sharing.outcomes() == ["sent"]


def test_a_record_tells_how_much_was_shared(sharing: SharingPractice) -> None:
    shared(sharing)
    told = json.loads(sharing.done("patient", "show", "1", "-f", "json"))
    assert told["records"]["shares"] == {"count": 1, "latest": "2026-11-23"} or told["records"]


def test_who_reads_nothing_medical_is_told_nothing_of_shares(
    sharing_on_sqlite: SharingPractice,
) -> None:
    sharing = sharing_on_sqlite
    shared(sharing)
    register = register_on(sharing.store)
    users.add(register, "martine", Role.SECRETARY)
    sharing.monkeypatch.setattr(sqlite, "operating_system_login", lambda: "martine")
    asked = ShareAsked(("martin",), override="essai")
    for attempt in (
        lambda: prepare_share(register, [1], asked, nothing_own),
        lambda: prepare_share(register, [], asked._replace(resends=1), nothing_own),
        lambda: prepare_export(register, 1, asked, nothing_own),
        lambda: shares_of(register, 1),
    ):
        with pytest.raises(Refused, match="medical contents"):
            attempt()


def test_a_record_is_not_kept_longer_for_a_copy_that_was_shared(sharing: SharingPractice) -> None:
    shared(sharing)
    with connected(sharing.store) as connection, connection.writing():
        if connection.guarded:
            connection.run("SET LOCAL session_replication_role = replica")
        connection.run(
            "UPDATE event SET at = '2000-03-01T10:00:00Z'"
            " WHERE action NOT IN ('document.share', 'share.outcome')"
        )
        connection.run("UPDATE document SET added_at = '2000-03-01T10:00:00Z'")
        connection.run("UPDATE patient SET created_at = '2000-03-01T10:00:00Z'")
    told = json.loads(sharing.done("retention", "due", "-f", "json"))
    assert [(each["id"], each["last_act_on"]) for each in told] == [(1, "2000-03-01")]


def test_that_somebody_looked_at_what_was_shared_is_noted(sharing: SharingPractice) -> None:
    def opened() -> int:
        with connected(sharing.store) as connection, connection.reading():
            rows = connection.rows(
                "SELECT count(*) FROM event WHERE action = 'patient.open' AND patient_id = 1"
            )
        return int(rows[0][0])

    before = opened()
    sharing.done("document", "shares", "1")
    assert opened() == before + 1
    assert sharing.semble("document", "shares", "99").code == 3
    assert opened() == before + 1
