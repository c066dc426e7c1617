"""Appointments as FHIR Appointment: one that stands is `booked`, whenever it is, for nothing here
tells whether somebody came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.exchange.around.parts import RPPS, reference, without_nothing
from semble_cli.patient.json_form import plain_value

if TYPE_CHECKING:
    from semble_cli.exchange.around.parts import Resource
    from semble_cli.patient.agenda.appointment import Appointment
    from semble_cli.patient.agenda.practitioner import Practitioner

TYPE = "Appointment"


def appointment_resource(appointment: Appointment, practitioner: Practitioner) -> Resource:
    """The resource of an appointment; times are in UTC."""
    rpps = practitioner.rpps
    whom: dict[str, Any] = {
        "type": "Practitioner",
        "identifier": {"system": RPPS, "value": rpps} if rpps else None,
        "display": practitioner.name,
    }
    return without_nothing(
        {
            "resourceType": TYPE,
            "id": str(appointment.id),
            "status": "cancelled" if appointment.is_cancelled else "booked",
            "reasonCode": [{"text": appointment.reason}] if appointment.reason else [],
            "start": plain_value(appointment.starts_at),
            "end": plain_value(appointment.ends_at),
            "minutesDuration": appointment.minutes,
            "participant": [
                {"actor": reference(appointment.patient_id), "status": "accepted"},
                {"actor": without_nothing(whom), "status": "accepted"},
            ],
        }
    )
