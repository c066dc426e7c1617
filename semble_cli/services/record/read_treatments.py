"""The treatments of a patient, read by clinicians alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.patient.around.kinds import TREATMENT
from semble_cli.patient.around.treatment import TreatmentState
from semble_cli.services.access import Permission
from semble_cli.services.audit.noting import noted_reading
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.patient.around.treatment import Treatment
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection


def list_treatments(register: Register, patient_id: int) -> list[Treatment]:
    """The treatments of a patient: the current ones, those to come, those of the past.

    Raises:
        NoSuchRecord: nobody has this id. Refused: who works here may not read medical contents.
    """
    with noted_reading(register, Permission.EDIT_CARE) as reading:
        connection = reading.connection
        patients.get(connection, patient_id)
        reading.opens(patient_id)
        return treatments_of(connection, patient_id, register.today)


def treatments_of(connection: Connection, patient_id: int, today: date) -> list[Treatment]:
    """As `list_treatments`, for who may read them; within each, as they were noted."""
    order = list(TreatmentState)
    found: list[Treatment] = rows.of_patient(connection, TREATMENT, patient_id)
    return sorted(found, key=lambda each: order.index(each.state_on(today)))
