"""Allergies, and the sections of consultations that are about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.patient.around.allergy import Certainty
from semble_cli.patient.around.kinds import CONSULTATION
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from semble_cli.patient.around.allergy import Allergy
    from semble_cli.patient.around.consultation import Consultation
    from semble_cli.store.database.connection import Connection


def has_note(connection: Connection, allergy_id: int) -> bool:
    """Whether a consultation tells of an allergy, also for who may not read what it tells."""
    if connection.guarded:
        return bool(connection.value("SELECT semble.has_note(?)", (allergy_id,)))
    return bool(connection.row("SELECT 1 FROM section WHERE allergy_id = ?", (allergy_id,)))


def is_clinical(connection: Connection, allergy: Allergy) -> bool:
    """Whether an allergy is a clinician's: not one that is noted as told by the patient."""
    if allergy.certainty != Certainty.UNCONFIRMED:
        return True
    return allergy.id is not None and has_note(connection, allergy.id)


def note_of(connection: Connection, allergy_id: int) -> Consultation | None:
    """The consultation that tells of an allergy."""
    found = rows.select(
        connection,
        CONSULTATION,
        "id IN (SELECT consultation_id FROM section WHERE allergy_id = ?)",
        (allergy_id,),
    )
    return found[0] if found else None


def is_in_two_states(connection: Connection, patient_id: int) -> bool:
    """Whether a patient has an allergy, and none is said to be known."""
    return bool(
        connection.row(
            "SELECT 1 FROM no_known_allergy WHERE patient_id = ? AND EXISTS ("
            "SELECT 1 FROM allergy WHERE allergy.patient_id = no_known_allergy.patient_id"
            " AND certainty <> ?)",
            (patient_id, Certainty.REFUTED.value),
        )
    )
