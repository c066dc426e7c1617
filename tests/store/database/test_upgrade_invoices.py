"""An upgrade takes along the invoices that somebody put into a store by hand, in a ledger that no
deletion empties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.services.invoices.finding import InvoicesAsked, list_invoices
from semble_cli.store.billing import invoices, payments
from semble_cli.store.database import schema
from semble_cli.store.database.open import opened
from tests.conftest import NOW, register_on
from tests.store.database.test_upgrade import fill, work_as_then

if TYPE_CHECKING:
    import pytest

    from semble_cli.store.database.address import StoreAddress


def test_invoices_of_before_keep_their_number_their_amount_and_what_was_paid(
    empty: StoreAddress, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(empty, "0013")
    with opened(empty) as connection:
        connection.run("UPDATE invoice SET paid_cents = 650, notes = 'Bilan' WHERE id = 1")
        connection.run(
            "INSERT INTO invoice (patient_id, number, issued_on, amount_cents, paid_cents)"
            " VALUES (2, '2026-0002', '2026-11-22', 0, 0)"
        )
    schema.upgrade(empty, NOW)
    work_as_then("0013", monkeypatch)
    first, second = list_invoices(register_on(empty), InvoicesAsked())
    assert (first.invoice.number, first.invoice.total_cents, first.due_cents) == (
        "2026-0001",
        2650,
        2000,
    )
    assert [line.label for line in first.invoice.lines] == ["Bilan"]
    assert (second.invoice.patient_id, second.due_cents, second.invoice.lines) == (2, 0, ())
    with opened(empty) as connection:
        assert [each.amount_cents for each in payments.of_invoices(connection, [1])] == [650]
        row = {"number": "X", "kind": "invoice", "issued_on": "2026-11-23", "patient_id": 1}
        amounts = {"total_cents": 1, "net_cents": 1}
        assert connection.insert_new("invoice", row | amounts) == 3
        assert invoices.get(connection, "X").id == 3
