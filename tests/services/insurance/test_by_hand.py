"""What of a record somebody typed, and no card, service or file gave."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from semble_cli.patient.actions import Action
from semble_cli.services.batches import last_batches
from semble_cli.services.insurance.apply import apply_retrieved, create_from_retrieved
from semble_cli.services.insurance.by_hand import typed_by_hand
from semble_cli.services.insurance.refresh import REFRESHED
from semble_cli.services.patients.create import create_patient
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.show import show_patient
from semble_cli.services.undo import undo_command
from tests.conftest import ADRUN, NOW, a_patient
from tests.services.insurance.values import adri

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register

TODAY = NOW.date()
LATE = "2026-11-24T01:30:00+02:00"
"""Another day here than in UTC."""


def typed(register: Register, patient: Patient) -> dict[str, object]:
    return dict(typed_by_hand(register, show_patient(register, patient.id or 0).patient))


def test_what_was_typed_when_a_patient_was_added_or_edited_is_by_hand_with_the_day_here(
    register: Register,
) -> None:
    there = create_patient(register, a_patient(ADRUN | {"city": "Lyon"}))
    assert typed(register, there) == {"city": TODAY}
    late = register._replace(clock=lambda: datetime.fromisoformat(LATE))
    edit_fields(late, there.id or 0, {"amc_number": "777", "phones": "0639980000"})
    assert typed(late, there) == {"city": TODAY, "amc_number": datetime.fromisoformat(LATE).date()}
    edit_fields(register, there.id or 0, {"city": ""})
    assert "city" not in typed(register, there)


def test_what_was_retrieved_is_not_by_hand_but_what_was_typed_beside_it_is(
    register: Register,
) -> None:
    told = adri(amc_number="123")
    given = {"address_lines": "1 rue X"}
    there = create_from_retrieved(register, told, given, (), Action.VITALE_READ).patient
    assert typed(register, there) == {"address_lines": TODAY}
    before = edit_fields(register, there.id or 0, {"city": "Lyon", "postal_code": ""}).patient
    assert set(typed(register, there)) == {"address_lines", "city"}
    given = {"postal_code": "69001"}
    apply_retrieved(register, before, told, ("city",), given, Action.VITALE_READ)
    assert set(typed(register, there)) == {"address_lines", "postal_code"}
    assert "amc_number" in REFRESHED


def test_what_somebody_took_back_to_is_by_hand(register: Register) -> None:
    there = create_patient(register, a_patient(ADRUN | {"city": "Lyon"}))
    apply_retrieved(register, there, adri(), ("city",), {}, Action.VITALE_READ)
    assert typed(register, there) == {}
    undo_command(register, last_batches(register, 1)[0].number)
    assert typed(register, there) == {"city": TODAY}
