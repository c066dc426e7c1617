"""A register of either database with two patients and two practitioners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.services.agenda.booking import Booked, When, add_appointment
from semble_cli.services.agenda.practitioners import add_practitioner
from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.patients.create import create_patient
from tests.conftest import a_patient

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.register import Register

    Book = Callable[..., Booked]


@pytest.fixture
def office(register: Register) -> Register:
    """The patients 1 and 2; ROUSSEL is practitioner 1, MARTIN 2."""
    create_patient(register, a_patient())
    create_patient(register, a_patient(first_given_name="AGATHE", birth_given_names="AGATHE"))
    add_practitioner(register, {"name": "Dr Alix ROUSSEL"})
    add_practitioner(register, {"name": "Dr Max MARTIN"})
    return register


@pytest.fixture
def book(office: Register) -> Book:
    """Make an appointment of patient 1 with ROUSSEL, at a time of 2027-01-04."""

    def made(time: str = "09:00", minutes: int = 20, *, patient: int = 1, **when: Any) -> Booked:
        start = time if "T" in time else f"2027-01-04T{time}"
        asked = When(start, minutes, **({"practitioner": "rous"} | when))
        return add_appointment(office, patient, asked, None, nothing_own)

    return made
