"""A register of either database with a practice that may issue invoices, and who pays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.patient.billing.payment import Means
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.invoices.issuing import InvoiceAsked, Issued, create_invoice
from semble_cli.services.invoices.paying import Paid, PaymentAsked, pay_invoice
from semble_cli.services.patients.create import create_patient
from semble_cli.services.record.relations import relate
from tests.conftest import ADRUN, a_patient
from tests.services.invoices.practice import set_up_practice

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.register import Register

    Issue = Callable[..., Issued]
    Pay = Callable[..., Paid]

INSURER = {
    "kind": "organisation",
    "name": "MUTUELLE TEST",
    "address_lines": "2 rue de la Mutuelle",
    "postal_code": "69000",
    "city": "Lyon",
    "siret": "73282932000074",
}
DOCTOR, INSURES, PAYS = 1, 2, 3
"""The relations of patient 1: to a doctor, who does not pay, to an insurer, and to patient 2."""


@pytest.fixture
def office(register: Register) -> Register:
    """ADRUN Zoé is patient 1, and ADRUN Claude, who pays for her, patient 2."""
    set_up_practice(register)
    create_patient(register, a_patient())
    create_patient(register, a_patient(ADRUN | {"first_given_name": "Claude", "city": "Lyon"}))
    relate(register, 1, {"type": "gp", "new": "MARTIN"})
    insured = {"type": "insurer", "policy_number": "P-1", "authorization_code": "PEC-2"}
    relate(register, 1, insured | {"new": INSURER})
    relate(register, 1, {"type": "parent_guardian", "patient_id": 2, "is_payer": "yes"})
    return register


@pytest.fixture
def issue(office: Register) -> Issue:
    """Issue an invoice to patient 1, of 26,50 unless other lines are given."""

    def made(*lines: str, patient: int = 1, **asked: Any) -> Issued:
        return create_invoice(
            office, patient, InvoiceAsked(lines or ("Consultation=26,50",), **asked), nothing_own
        )

    return made


@pytest.fixture
def pay(office: Register) -> Pay:
    """Note a payment by card."""

    def made(number: str, amount: str | None = None, *, on: str | None = None) -> Paid:
        return pay_invoice(office, number, PaymentAsked(Means.CARD, amount, on), nothing_own)

    return made
