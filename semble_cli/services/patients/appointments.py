"""What a patient comes for today."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from semble_cli.store.patients.appointments import appointments_between

if TYPE_CHECKING:
    from semble_cli.patient.around.appointment import Appointment
    from semble_cli.services.register import Register


def appointments_today(register: Register, patient_id: int) -> list[Appointment]:
    """The appointments that a patient has today, by the clock of the register, in its zone."""
    now = register.clock()
    start = now.combine(now.date(), time(), now.tzinfo)
    with register.reading() as connection:
        found = appointments_between(connection, patient_id, start, start + timedelta(days=1))
    return [one._replace(starts_at=one.starts_at.astimezone(now.tzinfo)) for one in found]
