"""What hangs on a patient in tables of its own, read for display and for the cost of a deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.store.database.chunks import placeholders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.store.database.connection import Connection

ATTACHED_TABLES = {
    "documents": "document",
    "consultations": "consultation",
    "treatments": "treatment",
    "appointments": "appointment",
    "letters": "letter",
    "invoices": "invoice",
    "relations": "relation",
}


def count_attached(connection: Connection, patient_id: int) -> dict[str, int]:
    """How many records of each kind hang on a patient; kinds without any are left out."""
    counts = {
        kind: int(
            connection.value(f"SELECT count(*) FROM {table} WHERE patient_id = ?", (patient_id,))
        )
        for kind, table in ATTACHED_TABLES.items()
    }
    return {kind: count for kind, count in counts.items() if count}


def allergies_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The allergies of some patients, as the document gives them: substance, severity, reaction,
    day. Patients without any are left out."""
    rows = connection.rows(
        "SELECT patient_id, section.id, substance, severity, reaction, noted_on FROM section"
        " JOIN consultation ON consultation.id = consultation_id"
        f" WHERE patient_id IN ({placeholders(ids)}) AND kind = 'allergy' ORDER BY section.id",
        ids,
    )
    keys = ("id", "substance", "severity", "reaction", "noted_on")
    found: dict[int, list[dict[str, Any]]] = {}
    for patient_id, *values in rows:
        found.setdefault(patient_id, []).append(dict(zip(keys, values, strict=True)))
    return found


def relations_of(connection: Connection, patient_id: int) -> list[dict[str, Any]]:
    """The patient's relations, as the document gives them: type, label, who, and how to reach."""
    rows = connection.rows(
        "SELECT relation.id, type, label, contact_id, other_patient_id,"
        " coalesce(contact.last_name, contact.company_name, other.used_name, other.birth_name),"
        " coalesce(contact.first_name, other.used_given_name, other.first_given_name),"
        " coalesce(contact.phone_number,"
        "  (SELECT number FROM phone WHERE phone.patient_id = other.id ORDER BY position LIMIT 1))"
        " FROM relation LEFT JOIN contact ON contact.id = contact_id"
        " LEFT JOIN patient AS other ON other.id = other_patient_id"
        " WHERE relation.patient_id = ? ORDER BY relation.id",
        (patient_id,),
    )
    keys = ("id", "type", "label", "contact_id", "patient_id", "last_name", "first_name", "phone")
    return [dict(zip(keys, row, strict=True)) for row in rows]
