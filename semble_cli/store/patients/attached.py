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


def attached(connection: Connection, first: int, last: int) -> str:
    """What to select `patient_id`, `kind` and `number` from: how many records of each kind hang on
    the patients with ids from *first* to *last*. Not every role may read those records: on
    Postgres, a function gives the bare counts."""
    if connection.guarded:
        return f"semble.attached({first:d}, {last:d})"
    return f"({counts(f'BETWEEN {first:d} AND {last:d}')})"


def counts(some: str, schema: str = "") -> str:
    """The statement that counts the records that hang on patients, of those whose ids are *some*,
    each table with the name of its *schema* and a dot before it."""
    return " UNION ALL ".join(
        f"SELECT {table}.patient_id, '{kind}' AS kind, count(*) AS number FROM {schema}{table}"
        f" WHERE {table}.patient_id {some} GROUP BY {table}.patient_id"
        for kind, table in ATTACHED_TABLES.items()
    )


def count_attached(connection: Connection, patient_id: int) -> dict[str, int]:
    """How many records of each kind hang on a patient; kinds without any are left out."""
    found: dict[str, int] = dict(
        connection.rows(
            f"SELECT kind, number FROM {attached(connection, patient_id, patient_id)} AS counted"
        )
    )
    return {kind: int(found[kind]) for kind in ATTACHED_TABLES if kind in found}


def allergies_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The allergies of some patients, as the document gives them: substance and severity, which are
    for everybody's safety; reaction and day, for those who may read medical contents. Patients
    without any are left out."""
    if connection.guarded and not connection.reads_care:
        rows = connection.rows(
            "SELECT patient_id, id, substance, severity, reaction, noted_on"
            " FROM semble.allergies(CAST(? AS integer[])) ORDER BY id",
            (list(ids),),
        )
    else:
        rows = connection.rows(
            "SELECT patient_id, section.id, substance, severity, reaction, noted_on FROM section"
            " JOIN consultation ON consultation.id = consultation_id"
            f" WHERE patient_id IN ({placeholders(ids)}) AND kind = 'allergy' ORDER BY section.id",
            ids,
        )
    keys = ("id", "substance", "severity", "reaction", "noted_on")
    found: dict[int, list[dict[str, Any]]] = {}
    for patient_id, *values in rows:
        allergy = dict(zip(keys, values, strict=True))
        if not connection.reads_care:
            allergy |= {"reaction": None, "noted_on": None}
        found.setdefault(patient_id, []).append(allergy)
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
