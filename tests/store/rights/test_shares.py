"""What Postgres refuses of the ledger of shares to whoever goes around the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from semble_cli.patient.sharing.delivery import Delivery, Outcome
from semble_cli.services import stores
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.patients.delete import delete_patient
from semble_cli.services.patients.show import show_patient
from semble_cli.services.sharing.listing import shares_of
from semble_cli.services.sharing.noting import note_intent, note_outcome
from semble_cli.services.sharing.preparing import ShareAsked, prepare_share
from tests.services.record.documents import keep

if TYPE_CHECKING:
    from pathlib import Path

    from tests.store.rights.conftest import Practice

pytestmark = pytest.mark.parametrize("store", ["postgres"], indirect=True)

LEDGER = ("share_outcome", "share_document", "share_recipient", "share")


@pytest.fixture
def shared(practice: Practice, tmp_path: Path) -> Practice:
    """A clinician shared a document with two addresses, of which one has its outcome."""
    clinician = practice.register("clinician")
    document = keep(clinician, tmp_path).document.id or 0
    asked = ShareAsked(("a@example.org", "b@example.org"), override="essai")
    share = note_intent(
        clinician, prepare_share(clinician, [document], asked, nothing_own), nothing_own
    )
    note_outcome(clinician, share, 0, Delivery(Outcome.SENT))
    return practice


def test_who_reads_nothing_medical_reads_nothing_of_it(shared: Practice) -> None:
    for login in ("reader", "secretary", "stranger"):
        for table in LEDGER:
            shared.refused(login, f"SELECT * FROM {table}")
    for login in ("clinician", "second_admin"):
        assert len(shares_of(shared.register(login), 1)) == 2
    for login in ("reader", "secretary", "clinician", "second_admin"):
        assert stores.check(shared.register(login)) == []


def test_nobody_changes_or_removes_what_was_shared_the_owner_neither(shared: Practice) -> None:
    for login in ("reader", "secretary", "clinician", "second_admin", "owner"):
        for table in LEDGER:
            column = "patient_id" if table == "share" else "position"
            shared.refused(
                login,
                f"DELETE FROM {table}",
                f"UPDATE {table} SET {column} = {column}",
                f"TRUNCATE {table} CASCADE",
            )


def test_a_recipient_is_written_with_its_share_alone(shared: Practice) -> None:
    shared.refused(
        "clinician",
        "INSERT INTO share_recipient (share_id, position, kind, way, address, sealing)"
        " VALUES (1, 7, 'address', 'email', 'x@example.org', 'pdf')",
        "INSERT INTO share_document VALUES (1, 7, 1, 'x')",
    )


def test_another_notes_neither_a_share_nor_its_outcome_as_somebody_else(shared: Practice) -> None:
    shared.refused(
        "second_admin",
        "INSERT INTO share_outcome VALUES (1, 1, 'sent', NULL, '', now())",
        "INSERT INTO share (patient_id, kind, shared_at, shared_by)"
        " VALUES (1, 'documents', now(), 'clinician')",
    )
    shared.refused(
        "secretary",
        "INSERT INTO share_outcome VALUES (1, 1, 'sent', NULL, '', now())",
        "SELECT semble.append_event(now(), 'document.share', 1,"
        " (SELECT max(seq) + 1 FROM semble.event), NULL, '{}')",
        "SELECT semble.append_event(now(), 'share.outcome', 1, 1, NULL, '{}')",
    )


def test_it_is_removed_once_nothing_knows_the_patient(shared: Practice) -> None:
    admin = shared.register("second_admin")
    delete_patient(admin, 1, show_patient(admin, 1).patient.full_name, None)
    for login in ("clinician", "second_admin", "owner"):
        shared.refused(login, "DELETE FROM share_outcome")
    shared.rows("second_admin", "DELETE FROM former_patient RETURNING id")
    for table in LEDGER:
        shared.refused("clinician", f"DELETE FROM {table}")
        assert shared.rows("second_admin", f"DELETE FROM {table} RETURNING 1")
