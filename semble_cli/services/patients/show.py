"""One patient as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.actions import Action
from semble_cli.patient.around.allergy_state import allergy_status
from semble_cli.patient.document import AROUND, PAST_APPOINTMENTS, RECORD_KEYS, document
from semble_cli.patient.insurance import RightsKind, first_day, last_day, rights_state
from semble_cli.patient.json_form import plain_value
from semble_cli.services.access import Permission
from semble_cli.services.agenda.around import appointments_around, past_appointments
from semble_cli.services.audit.noting import noted_reading
from semble_cli.services.record.around import around_patient
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.attached import allergies_of, none_known_of
from semble_cli.store.record.relations import relations_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

DOCUMENT_KEYS = (*RECORD_KEYS, *AROUND, "rights", "ins_history")
"""The keys of the patient document, in order; the whole one has some more after them."""


class Shown(NamedTuple):
    """A patient, the document of it (the record, what stands in records of its own, and the
    rights), and the day it was looked at."""

    patient: Patient
    document: dict[str, Any]
    today: date


def show_patient(
    register: Register,
    patient_id: int,
    permission: Permission = Permission.READ,
    *,
    whole: bool = False,
) -> Shown:
    """A patient with the NIR masked.

    Args:
        permission: what is needed for what comes after.
        whole: with all that stands around the patient, for who may read it.

    Raises:
        NoSuchRecord: nobody has this id. Refused: who works here has not that permission.
    """
    with register.reading(permission) as connection:
        return shown_in(connection, patient_id, register.clock(), reveal=False, whole=whole)


def open_patient(
    register: Register,
    patient_id: int,
    permission: Permission = Permission.READ,
    *,
    whole: bool = False,
) -> Shown:
    """As `show_patient`, to be shown to somebody as a record: who opened it is noted, once per
    user, patient and hour (`services.audit.noting`)."""
    with noted_reading(register, permission) as reading:
        shown = shown_in(
            reading.connection, patient_id, register.clock(), reveal=False, whole=whole
        )
        reading.opens(patient_id)
    return shown


def reveal_patient(register: Register, patient_id: int, *, whole: bool = False) -> Shown:
    """A patient with the NIR in full, otherwise as `show_patient`; the journal notes who saw it.

    Raises:
        NoSuchRecord: nobody has this id. StoreReplica: nothing can be noted there.
    """
    with register.revealing() as work:
        work.patient(patient_id)
        work.journal.append(Action.PATIENT_REVEAL, patient_id, {})
    # Only now: what is noted of a number that was seen must not be rolled back any more.
    with register.reading() as connection:
        return shown_in(connection, patient_id, register.clock(), reveal=True, whole=whole)


def shown_in(
    connection: Connection, patient_id: int, now: datetime, *, reveal: bool, whole: bool
) -> Shown:
    """As `show_patient`, or, to *reveal* the NIR, which is for the caller to note, in full, in a
    reading that is open.

    Raises:
        NoSuchRecord: nobody has this id.
    """
    today = now.date()
    patient = patients.get(connection, patient_id)
    found = document(patient, reveal=reveal)
    found["relations"] = relations_of(connection, patient_id)
    found["allergies"] = allergies_of(connection, [patient_id]).get(patient_id, [])
    none_known = none_known_of(connection, [patient_id]).get(patient_id, [])
    found["allergy_status"] = allergy_status(found["allergies"], none_known)
    around = around_patient(connection, patient_id, today, whole=whole)
    around["appointments"] = appointments_around(connection, patient_id, now)
    found |= {key: around[key] for key in AROUND if key in around}
    if whole:
        around[PAST_APPOINTMENTS] = past_appointments(connection, patient_id, now)
    found["rights"] = rights_document(patient, today)
    found["ins_history"] = ins_history(patient)
    return Shown(patient, found | around, today)


def rights_document(patient: Patient, today: date) -> dict[str, Any]:
    """The rights of a patient at the health insurance, as the document gives them: open, closed or
    unknown today, since when, until when, when they were last checked, and every period."""
    return {
        "state": rights_state(patient.rights, patient.rights_checked_on, today).value,
        "since": plain_value(first_day(patient.rights, RightsKind.AMO, today)),
        "until": plain_value(last_day(patient.rights, RightsKind.AMO, today)),
        "checked_on": plain_value(patient.rights_checked_on),
        "periods": plain_value(patient.rights),
    }


def ins_history(patient: Patient) -> list[dict[str, Any]]:
    """The matricules INS that a patient had, shown only where the one in use may be."""
    if not patient.standing.may_show_ins:
        return []
    history: list[dict[str, Any]] = plain_value(patient.former_ins)
    return history
