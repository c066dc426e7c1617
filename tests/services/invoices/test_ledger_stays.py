"""Nothing that is done to a patient touches what was invoiced: deletion, recovery, purge,
retention, and a creation that is taken back; and whoever touches it is found out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from semble_cli.errors import Conflict, NoSuchRecord
from semble_cli.patient.billing.payment import Means
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.batches import last_batches
from semble_cli.services.invoices.finding import (
    InvoicesAsked,
    PageDamaged,
    get_page,
    list_invoices,
    show_invoice,
)
from semble_cli.services.invoices.issuing import credit_invoice
from semble_cli.services.invoices.paying import PaymentAsked, pay_invoice
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.delete import delete_patient, prepare_deletion
from semble_cli.services.patients.history import history_of
from semble_cli.services.patients.recover import from_ledger, purge, recover_patients
from semble_cli.services.record.change_document import delete_document
from semble_cli.services.record.erase_document import erase_document
from semble_cli.services.record.read_documents import documents_of
from semble_cli.services.stores import check
from semble_cli.services.undo import undo_command
from semble_cli.store.database.open import connected
from tests.conftest import a_patient, tamper

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from tests.services.invoices.conftest import Issue, Pay


def ledger(register: Register) -> list[tuple[object, ...]]:
    """All that stands in it."""
    with connected(register.store) as connection:
        return [
            row
            for table in ("invoice", "invoice_line", "invoice_payment", "invoice_series")
            for row in connection.rows(f"SELECT * FROM {table} ORDER BY 1, 2")
        ]


def test_a_deletion_and_a_purge_leave_the_accounts_whole(
    office: Register, issue: Issue, pay: Pay
) -> None:
    issue()
    pay("F0001", "20")
    before, page = ledger(office), get_page(office, "F0001")[1]
    assert prepare_deletion(office, 1).invoices == 1
    taken = delete_patient(office, 1, "ADRUN Zoé", "doublon")
    assert (taken.attached, taken.invoices) == ({"documents": 1, "relations": 3}, 1)
    assert ledger(office) == before
    assert get_page(office, "F0001")[1] == page
    assert show_invoice(office, "F0001").standing.due_cents == 650
    assert check(office) == []
    assert purge(office, datetime(2027, 1, 1, tzinfo=UTC)) == 1
    assert ledger(office) == before
    assert get_page(office, "F0001")[1] == page
    told = {each.action: each.changes for each in history_of(office, 1)}
    assert told["document.add"] is None  # erased with the patient
    assert told["invoice.create"] == {"invoice": [None, "F0001"], "amount": [None, "26.50"]}
    assert told["invoice.pay"] == {"invoice": [None, "F0001"], "amount": [None, "20.00"]}
    assert check(office) == []


def test_of_who_is_gone_an_invoice_is_paid_and_taken_back(
    office: Register, issue: Issue, pay: Pay
) -> None:
    issue()
    delete_patient(office, 1, "ADRUN Zoé", None)
    pay("F0001", "20")
    note = credit_invoice(office, "F0001", "départ", nothing_own)
    assert note.document_id is None
    assert note.standing.invoice.patient_name == "ADRUN Zoé"
    assert len(get_page(office, "A0001")[1]) > 1000
    assert len(list_invoices(office, InvoicesAsked(patient_id=1))) == 2
    assert check(office) == []
    recover_patients(office, from_ledger(office, [1]))
    assert documents_of(office, 1) == []
    assert len(list_invoices(office, InvoicesAsked(patient_id=1))) == 2
    assert check(office) == []


def test_a_payment_is_reversed_after_a_deletion(office: Register, issue: Issue, pay: Pay) -> None:
    issue()
    pay("F0001", "20")
    number = last_batches(office, 1)[0].number
    undo_command(office, number)
    delete_patient(office, 1, "ADRUN Zoé", None)
    assert check(office) == []
    undo_command(office, last_batches(office, 2)[1].number)
    assert show_invoice(office, "F0001").standing.due_cents == 650
    assert check(office) == []


def test_a_creation_is_not_taken_back_of_who_was_invoiced(office: Register, issue: Issue) -> None:
    create_patient(office, a_patient(first_given_name="LÉO", birth_given_names="LÉO"), known=(1, 2))
    creation = last_batches(office, 1)[0].number
    issue(patient=3)
    delete_document(office, documents_of(office, 3)[0].document.id or 0)
    before = ledger(office)
    with pytest.raises(Conflict, match=r"invoiced since.*semble patient delete 3"):
        undo_command(office, creation)
    assert ledger(office) == before


def test_a_recovery_is_taken_back_of_who_was_invoiced_before_and_not_since(
    office: Register, issue: Issue
) -> None:
    issue()
    delete_patient(office, 1, "ADRUN Zoé", None)
    credit_invoice(office, "F0001", "essai", nothing_own)
    (recovery,) = recover_patients(office, from_ledger(office, [1]))
    assert recovery.lost is not None, "what was noted after the deletion hides it"
    assert recovery.lost["documents"] == 1
    back = last_batches(office, 1)[0].number
    before = ledger(office)
    undo_command(office, back)
    assert ledger(office) == before
    with pytest.raises(NoSuchRecord):
        prepare_deletion(office, 1)
    undo_command(office, last_batches(office, 1)[0].number)
    issued = issue()
    delete_document(office, issued.document_id or 0)
    with pytest.raises(Conflict, match="invoiced since"):
        undo_command(office, back)


def test_the_document_may_go_and_the_page_stays(office: Register, issue: Issue) -> None:
    issued = issue()
    page = get_page(office, "F0001")[1]
    delete_document(office, issued.document_id or 0)
    erase_document(office, issued.document_id or 0, "essai")
    assert get_page(office, "F0001")[1] == page
    assert check(office) == []


def test_nobody_was_ever_invoiced_who_never_was(office: Register) -> None:
    with pytest.raises(NoSuchRecord):
        list_invoices(office, InvoicesAsked(patient_id=99))
    assert list_invoices(office, InvoicesAsked(patient_id=2)) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE invoice SET total_cents = 1, net_cents = 1 WHERE id = 1", "not as it was issued"),
        ("UPDATE invoice SET buyer_name = 'X' WHERE id = 1", "not as it was issued"),
        ("UPDATE invoice SET patient_id = 2 WHERE id = 1", "not as it was issued"),
        ("UPDATE invoice SET issued_on = '2026-11-22' WHERE id = 1", "not as it was issued"),
        ("UPDATE invoice SET series = NULL WHERE id = 1", "not as it was issued"),
        ("UPDATE invoice SET number = 'F0009' WHERE id = 1", "number is not that of its place"),
        ("UPDATE invoice_line SET label = 'X' WHERE invoice_id = 1", "not as it was issued"),
        (
            "UPDATE invoice_line SET amount_cents = 9, net_cents = 9 WHERE invoice_id = 1",
            "total is not that of its lines",
        ),
        ("DELETE FROM invoice_line WHERE invoice_id = 1", "not as it was issued"),
        ("DELETE FROM invoice_payment WHERE id = 1", "payment 1: is gone"),
        ("UPDATE invoice_payment SET means = 'cash' WHERE id = 1", "payment 1: it is not as"),
        ("UPDATE invoice_payment SET amount_cents = 99999 WHERE id = 1", "more was paid"),
        ("UPDATE invoice_series SET last_position = 7 WHERE name = 'F'", "series F: the numbers"),
        ("UPDATE invoice_series SET first_position = 1 WHERE name = 'A'", None),
        (
            "INSERT INTO invoice_payment (invoice_id, amount_cents, paid_on, means, noted_at,"
            " noted_by) VALUES (1, 1, '2026-11-23', 'cash', '2026-11-23T10:30:00Z', 'x')",
            "payment 2: no event noted it",
        ),
        (
            "INSERT INTO invoice (number, kind, series, position, issued_on, issued_at, issued_by,"
            " patient_id, patient_name, seller_name, seller_address, seller_siret, seller_rpps,"
            " buyer_kind, buyer_id, buyer_name, total_cents, net_cents, sha256)"
            " SELECT 'F0003', kind, series, 3, issued_on, issued_at, issued_by, patient_id,"
            " patient_name, seller_name, seller_address, seller_siret, seller_rpps, buyer_kind,"
            " buyer_id, buyer_name, total_cents, net_cents, sha256 FROM invoice WHERE id = 1",
            "no event issued it",
        ),
    ],
)
def test_whoever_touches_the_ledger_by_hand_is_found_out(
    office: Register, issue: Issue, pay: Pay, statement: str, said: str | None
) -> None:
    issue()
    issue()
    pay("F0001", "20")
    credit_invoice(office, "F0002", "doublon", nothing_own)
    assert check(office) == []
    tamper(office, statement)
    found = [str(each) for each in check(office)]
    assert any(said in each for each in found) if said else found == []


def test_an_invoice_that_is_gone_is_found(office: Register, issue: Issue) -> None:
    issue()
    issue()
    for statement in (
        "DELETE FROM invoice_line WHERE invoice_id = 2",
        "DELETE FROM invoice WHERE id = 2",
    ):
        tamper(office, statement)
    found = [str(each) for each in check(office)]
    assert any("invoice F0002: is gone from the ledger" in each for each in found)
    assert any("series F: the numbers" in each for each in found)


def test_a_page_that_is_damaged_is_never_handed_out(office: Register, issue: Issue) -> None:
    issue()
    tamper(office, "UPDATE document_chunk SET data = ?", (b"x",))
    with pytest.raises(PageDamaged, match="F0001"):
        get_page(office, "F0001")
    assert any("invoice F0001: its page" in str(each) for each in check(office))


def test_days_and_times_are_the_same_however_the_ledger_is_read(
    office: Register, issue: Issue
) -> None:
    issued = issue().standing.invoice
    assert issued.issued_on == date(2026, 11, 23)
    assert show_invoice(office, "1").standing.invoice == issued
    assert pay_invoice(office, "1", PaymentAsked(Means.CASH), nothing_own).standing.due_cents == 0
