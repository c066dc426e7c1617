"""What of a record somebody typed, and no card, service or file gave: the journal tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.patient.actions import Action
from semble_cli.services.access import Permission
from semble_cli.store import journal

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, tzinfo

    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

GUARDED = ("address_lines", "postal_code", "city", "amc_number")
"""The fields that are not overwritten by what is retrieved, where somebody typed them, unless a
person agrees to that."""

TYPED = "typed"
"""The key, in the content of an event, of the fields that somebody typed beside what was
retrieved."""

_RETRIEVING = frozenset(
    {
        *(Action.VITALE_READ, Action.PATIENT_IDENTITY, Action.RIGHTS_REFRESH),
        *(Action.PATIENT_IMPORT, Action.IDENTITY_FEED),
    }
)
"""What writes values that nobody typed, but for those that the event names."""


def typed_by_hand(register: Register, patient: Patient) -> dict[str, date]:
    """The guarded fields whose value on record somebody typed, and the day they did.

    Raises:
        Refused: who works here may not change patients.
    """
    with register.reading(Permission.EDIT_PATIENTS) as connection:
        return typed_of(connection, patient, GUARDED, register.clock().tzinfo)


def typed_of(
    connection: Connection, patient: Patient, fields: Collection[str], zone: tzinfo | None = None
) -> dict[str, date]:
    """Those of some fields whose value on record somebody typed, and the day they did, in a
    zone."""
    found: dict[str, date] = {}
    for event in journal.of_patient(connection, patient.id or 0):
        content = event.content or {}
        written = {*content.get("created", ()), *content.get("changes", ())} & {*fields}
        typed = written
        if event.action in _RETRIEVING:
            typed = written & {*content.get(TYPED, ())}
        for name in written:
            found.pop(name, None)
        found |= dict.fromkeys(typed, event.at.astimezone(zone).date())
    return {name: day for name, day in found.items() if getattr(patient, name)}
