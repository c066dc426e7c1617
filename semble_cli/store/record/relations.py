"""Relations as documents give them, and what becomes of them where one of the two is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.around.relation import RELATION_KEYS, seen_from_the_other

if TYPE_CHECKING:
    from semble_cli.patient.around.relation import Relation
    from semble_cli.patient.record import Patient
    from semble_cli.store.database.connection import Connection

RELATIONS = "relations"
"""The key, in the content of an event, of the relations of others that were parted from a patient
who goes, or joined to one who is back."""

_PHONE = (
    "(SELECT number FROM {table} AS phone WHERE phone.{key} = {whose}.id ORDER BY position LIMIT 1)"
)
_PERSON = (
    "coalesce(other.used_name, other.birth_name),"
    " coalesce(other.used_given_name, other.first_given_name), other.sex, "
    + _PHONE.format(table="phone", key="patient_id", whose="other")
)
_ITSELF = (
    "relation.id, type, label, starts_on, ends_on, is_payer, policy_number, authorization_code,"
    " relation.notes"
)


def relations_of(connection: Connection, patient_id: int) -> list[dict[str, Any]]:
    """The relations of a patient, as the document gives them: what each is, to whom, how to reach
    them. Those that stand in the records of others are derived: told from this side."""
    own = connection.rows(
        f"SELECT {_ITSELF}, contact_id, other_patient_id, gone_kind, gone_id, gone_name,"
        f" contact.kind, contact.last_name, contact.first_name, contact.company_name,"
        f" {_PHONE.format(table='contact_phone', key='contact_id', whose='contact')}, {_PERSON}"
        " FROM relation LEFT JOIN contact ON contact.id = contact_id"
        " LEFT JOIN patient AS other ON other.id = other_patient_id"
        " WHERE relation.patient_id = ? ORDER BY relation.id",
        (patient_id,),
    )
    derived = connection.rows(
        f"SELECT {_ITSELF}, relation.patient_id, {_PERSON}"
        " FROM relation JOIN patient AS other ON other.id = relation.patient_id"
        " WHERE other_patient_id = ? ORDER BY relation.id",
        (patient_id,),
    )
    return [*map(_own, own), *map(_derived, derived)]


def patients_of(connection: Connection, contact_id: int) -> list[dict[str, Any]]:
    """The relations of patients to a contact, each as that patient sees it, but for whose it is."""
    rows = connection.rows(
        f"SELECT {_ITSELF}, relation.patient_id, {_PERSON}"
        " FROM relation JOIN patient AS other ON other.id = relation.patient_id"
        " WHERE contact_id = ? ORDER BY relation.id",
        (contact_id,),
    )
    return [_told(row[:9], patient_id=row[9], **_person(row[10:])) for row in rows]


def _own(row: tuple[Any, ...]) -> dict[str, Any]:
    contact_id, patient_id, gone_kind, gone_id, gone_name, kind, *rest = row[9:]
    if gone_name is not None:
        return _told(
            row[:9],
            contact_id=gone_id if gone_kind == "contact" else None,
            patient_id=gone_id if gone_kind == "patient" else None,
            kind="patient" if gone_kind == "patient" else None,
            last_name=gone_name,
            name=gone_name,
            deleted=True,
        )
    if patient_id is not None:
        return _told(row[:9], patient_id=patient_id, **_person(tuple(rest[4:])))
    last_name, first_name, company, phone = rest[:4]
    names = (company,) if kind == "organisation" else (last_name, first_name)
    return _told(
        row[:9],
        contact_id=contact_id,
        kind=kind,
        last_name=names[0],
        first_name=first_name,
        name=" ".join(filter(None, names)),
        phone=phone,
    )


def _derived(row: tuple[Any, ...]) -> dict[str, Any]:
    told = _told(row[:9], patient_id=row[9], derived=True, **_person(row[10:]))
    return told | {"type": seen_from_the_other(told["type"])}


def _person(row: tuple[Any, ...]) -> dict[str, Any]:
    last_name, first_name, sex, phone = row
    name = f"{last_name} {first_name}"
    return {
        "kind": "patient",
        "last_name": last_name,
        "first_name": first_name,
        "name": name,
        "sex": sex,
        "phone": phone,
    }


def _told(itself: tuple[Any, ...], **other: Any) -> dict[str, Any]:
    number, kind, label, since, until, is_payer, policy, authorization, notes = itself
    told = dict.fromkeys(RELATION_KEYS) | {"derived": False, "deleted": False} | other
    return told | {
        "id": number,
        "type": kind,
        "label": label,
        "since": since,
        "until": until,
        "is_payer": bool(is_payer),
        "policy_number": policy,
        "authorization_code": authorization,
        "notes": notes,
    }


def named_by(connection: Connection, patient_id: int) -> list[int]:
    """The relations of other patients that are to a patient."""
    return _ids(connection, "other_patient_id = ?", patient_id)


def that_named(connection: Connection, patient_id: int) -> list[int]:
    """The relations of other patients that were to a patient who was deleted."""
    return _ids(connection, "gone_kind = 'patient' AND gone_id = ?", patient_id)


def part_from(connection: Connection, patient: Patient) -> None:
    """Let the relations of others to a patient keep the name alone: the patient goes."""
    connection.run(
        "UPDATE relation SET gone_kind = 'patient', gone_id = other_patient_id, gone_name = ?,"
        " other_patient_id = NULL, version = version + 1 WHERE other_patient_id = ?",
        (patient.full_name, patient.id),
    )


def join_again(connection: Connection, patient_id: int) -> None:
    """Let the relations of others be to a patient again, who is back."""
    connection.run(
        "UPDATE relation SET other_patient_id = gone_id, gone_kind = NULL, gone_id = NULL,"
        " gone_name = NULL, version = version + 1 WHERE gone_kind = 'patient' AND gone_id = ?",
        (patient_id,),
    )


def with_whom_is_back(connection: Connection, relation: Relation) -> Relation:
    """A relation that comes back, to whom it was: who was deleted then may be there again."""
    column = {"contact": "contact_id", "patient": "other_patient_id"}.get(relation.gone_kind or "")
    if column is None or not connection.row(
        f"SELECT 1 FROM {relation.gone_kind} WHERE id = ?", (relation.gone_id,)
    ):
        return relation
    back: dict[str, Any] = {column: relation.gone_id}
    return relation._replace(gone_kind=None, gone_id=None, gone_name=None, **back)


def _ids(connection: Connection, where: str, patient_id: int) -> list[int]:
    rows = connection.rows(f"SELECT id FROM relation WHERE {where} ORDER BY id", (patient_id,))
    return [number for (number,) in rows]
