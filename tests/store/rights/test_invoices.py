"""What Postgres refuses of the ledger of invoices to whoever goes around the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest

from semble_cli.patient.billing.payment import Means
from semble_cli.services import stores
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.invoices.finding import get_page
from semble_cli.services.invoices.issuing import InvoiceAsked, create_invoice, credit_invoice
from semble_cli.services.invoices.paying import PaymentAsked, pay_invoice
from semble_cli.services.record.read_documents import documents_of
from tests.services.invoices.practice import set_up_practice

if TYPE_CHECKING:
    from tests.store.rights.conftest import Practice

pytestmark = pytest.mark.parametrize("store", ["postgres"], indirect=True)

LEDGER = ("invoice", "invoice_line", "invoice_payment")


@pytest.fixture
def billed(practice: Practice) -> Practice:
    """A secretary issued two invoices, took one back, and noted a payment on the other."""
    set_up_practice(practice.owner)
    secretary = practice.register("secretary")
    for _ in range(2):
        create_invoice(secretary, 1, InvoiceAsked(["Consultation=26,50"]), nothing_own)
    credit_invoice(secretary, "F0002", "doublon", nothing_own)
    pay_invoice(secretary, "F0001", PaymentAsked(Means.CARD, "20"), nothing_own)
    return practice


def test_who_reads_nothing_medical_issues_invoices_and_hands_out_their_pages(
    billed: Practice,
) -> None:
    assert [each.document.title for each in documents_of(billed.register("clinician"), 1)] == [
        "Facture F0001",
        "Facture F0002",
        "Avoir A0001",
    ]
    for login in ("reader", "secretary", "clinician"):
        assert get_page(billed.register(login), "F0001")[1][:5] == b"%PDF-"
    assert stores.check(billed.owner) == []


def test_nobody_changes_or_removes_what_was_invoiced_the_owner_neither(billed: Practice) -> None:
    for login in ("reader", "secretary", "clinician", "second_admin", "owner"):
        for table in LEDGER:
            column = "label" if table == "invoice_line" else "id"
            billed.refused(
                login,
                f"DELETE FROM {table}",
                f"UPDATE {table} SET {column} = {column}",
                f"TRUNCATE {table} CASCADE",
            )


def test_a_line_is_written_with_its_invoice_alone(billed: Practice) -> None:
    billed.refused(
        "secretary",
        "INSERT INTO invoice_line VALUES (1, 7, 'x', 1, 1, 0)",
        "SELECT semble.add_page_to_documents(1, 'x', 'x', now())",
        "DELETE FROM invoice_series",
    )


def test_a_reader_and_a_stranger_write_nothing(billed: Practice) -> None:
    payment = "INSERT INTO invoice_payment (invoice_id, amount_cents, paid_on) VALUES (1, 1, now())"
    for login in ("reader", "stranger"):
        billed.refused(
            login,
            payment,
            "UPDATE invoice_series SET last_position = 9",
            "SELECT semble.keep_page('x')",
            "SELECT semble.add_page_to_documents(1, 'x', 'x', now())",
        )
    billed.refused("stranger", "SELECT * FROM invoice", "SELECT semble.invoice_page(1)")


def test_a_page_is_kept_under_its_own_digest(billed: Practice) -> None:
    before = billed.rows("owner", "SELECT sha256, size FROM document_content ORDER BY 1")
    with billed.sql("secretary") as connection:
        connection.execute("SELECT semble.keep_page(decode(repeat('ab', 3000000), 'hex'))")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT data FROM document_chunk")
    after = billed.rows("owner", "SELECT sha256, size FROM document_content ORDER BY 1")
    ((digest, size),) = set(after) - set(before)
    assert size == 3000000
    chunks = billed.rows(
        "owner",
        "SELECT encode(sha256(string_agg(data, ''::bytea ORDER BY position)), 'hex'), count(*),"
        f" max(length(data)) FROM document_chunk WHERE sha256 = '{digest}'",
    )
    assert chunks == [(digest, 3, 1 << 20)]
