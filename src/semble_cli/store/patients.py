"""Patients read through the fast door, and written through the records door."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict, NoSuchRecord
from semble_cli.identity.patient import (
    COLLECTIONS,
    FIELDS,
    ExtraNumber,
    Patient,
    Phone,
    PhoneType,
    plain_column,
    read_column,
)
from semble_cli.store import vocabulary
from semble_cli.store.keys import patient_keys, phone_key, words_beside
from semble_cli.store.pieces import marks, pieces
from semble_cli.store.tags import tag_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlmodel import SQLModel

    from semble_cli.store.connection import Connection, Row
    from semble_cli.store.session import Transaction

COLUMNS = ("id", *(name for name in FIELDS if name not in (*COLLECTIONS, "id")))
"""The columns of the table `patient` that are fields of the value `Patient`."""

_SELECT = f"SELECT {', '.join(COLUMNS)} FROM patient"
_PHONE_TYPES = {kind.value: kind for kind in PhoneType}


def get(connection: Connection, patient_id: int) -> Patient:
    """One patient.

    Raises:
        NoSuchRecord: no patient of the register has this id.
    """
    found = get_many(connection, (patient_id,))
    if found:
        return found[0]
    if connection.row("SELECT 1 FROM former_patient WHERE id = ?", (patient_id,)):
        raise NoSuchRecord("Patient {id} was deleted.", id=patient_id)
    raise NoSuchRecord("No patient has the id {id}.", id=patient_id)


def get_many(connection: Connection, ids: Sequence[int]) -> list[Patient]:
    """The patients with these ids, in the order of *ids*; ids that no patient has are left out."""
    found: dict[int, Patient] = {}
    for some in pieces(ids):
        rows = connection.rows(f"{_SELECT} WHERE id IN ({marks(some)})", some)
        if not rows:
            continue
        found.update(
            (row[0], patient)
            for row, patient in zip(rows, _with_collections(connection, rows), strict=True)
        )
    return [found[patient_id] for patient_id in ids if patient_id in found]


def get_fields(
    connection: Connection, ids: Sequence[int], names: Sequence[str]
) -> dict[str, Sequence[Any]]:
    """Some fields of patients, column by column, JSON-ready but for truths, which may be 0 and 1;
    phones, numbers and tags as texts with `; ` between them.

    Args:
        ids: of patients of the register, each once.
    """
    columns = [name for name in names if name not in COLLECTIONS]
    found: dict[int, Row] = {}
    for some in pieces(ids):
        rows = connection.rows(
            f"SELECT id, {', '.join(columns)} FROM patient WHERE id IN ({marks(some)})", some
        )
        found.update((row[0], row[1:]) for row in rows)
    rows = [found[patient_id] for patient_id in ids]
    fields: dict[str, Sequence[Any]] = dict(zip(columns, zip(*rows, strict=True), strict=True))
    for name in ("created_at", "updated_at"):  # Postgres writes moments in a way of its own
        if name in names:
            fields[name] = plain_column(name, read_column(name, fields[name]))
    for name in COLLECTIONS:
        if name in names:
            texts = _joined(connection, ids, _COLLECTED[name])
            fields[name] = tuple(texts.get(patient_id, "") for patient_id in ids)
    return fields


_COLLECTED = {
    "phones": "SELECT patient_id, type || ':' || number FROM phone WHERE patient_id IN ({among})"
    " ORDER BY patient_id, position",
    "numbers": "SELECT patient_id, name || '=' || value FROM extra_number"
    " WHERE patient_id IN ({among}) ORDER BY patient_id, position",
    "tags": "SELECT patient_id, name FROM patient_tag JOIN tag ON tag.id = tag_id"
    " WHERE patient_id IN ({among}) ORDER BY patient_id, tag.key",
}


def _joined(connection: Connection, ids: Sequence[int], query: str) -> dict[int, str]:
    """What a query gives for each patient, with `; ` between."""
    texts: dict[int, str] = {}
    for some in pieces(ids):
        for patient_id, text in connection.rows(query.format(among=marks(some)), some):
            earlier = texts.get(patient_id)
            texts[patient_id] = text if earlier is None else f"{earlier}; {text}"
    return texts


def count(connection: Connection) -> int:
    """How many patients the register holds."""
    return int(connection.value("SELECT count(*) FROM patient"))


def is_empty(connection: Connection) -> bool:
    """Whether the register holds nobody."""
    return connection.row("SELECT 1 FROM patient LIMIT 1") is None


def insert(transaction: Transaction, patient: Patient, at: datetime) -> Patient:
    """Write a new patient; the patient with its id. An id and a day of creation that are set
    already (recovery) are kept."""
    from semble_cli.store.tables import PatientRow

    new = patient._replace(created_at=patient.created_at or at, updated_at=at, version=1)
    if new.id is not None:
        transaction.connection.never_give("patient", new.id)
    row = PatientRow(**_columns(new))
    transaction.session.add(row)
    transaction.session.flush()
    new = new._replace(id=row.id)
    _write_collections(transaction, None, new)
    vocabulary.learn(transaction.connection, vocabulary.words_of(new))
    return new


def update(transaction: Transaction, before: Patient, after: Patient, at: datetime) -> Patient:
    """Write the changes of a patient; the patient as written, one version on.

    Raises:
        Conflict: the patient was changed since *before* was read.
    """
    from sqlalchemy import update as update_row
    from sqlmodel import col

    from semble_cli.store.tables import PatientRow

    after = after._replace(id=before.id, updated_at=at, version=before.version + 1)
    written = transaction.session.execute(
        update_row(PatientRow)
        .where(col(PatientRow.id) == before.id, col(PatientRow.version) == before.version)
        .values(_columns(after._replace(id=None)))
        .returning(col(PatientRow.version))
    )
    if not written.all():
        raise changed_meanwhile(before)
    _write_collections(transaction, before, after)
    vocabulary.learn(transaction.connection, vocabulary.words_of(after))
    vocabulary.forget(transaction.connection, before)
    return after


def changed_meanwhile(patient: Patient) -> Conflict:
    """The error for an edit of a record that somebody else changed since it was read."""
    return Conflict(
        "Patient {id} was changed meanwhile. Look at it again, then repeat your change.",
        id=patient.id,
    )


def delete(transaction: Transaction, patient: Patient) -> None:
    """Remove a patient and, through the references of the tables, all that hangs on it."""
    from sqlalchemy import delete as delete_row
    from sqlmodel import col

    from semble_cli.store.tables import PatientRow

    transaction.session.execute(delete_row(PatientRow).where(col(PatientRow.id) == patient.id))
    vocabulary.forget(transaction.connection, patient)


def _columns(patient: Patient) -> dict[str, Any]:
    columns = {name: _column(getattr(patient, name)) for name in COLUMNS}
    if patient.id is None:
        del columns["id"]
    return columns | patient_keys(patient)


def _column(value: Any) -> Any:
    return value.value if isinstance(value, StrEnum) else value


def _write_collections(transaction: Transaction, before: Patient | None, after: Patient) -> None:
    """Rewrite the child rows that differ: few rows a patient, so whole and simple."""
    from semble_cli.store.tables import NumberRow, PatientTagRow, PhoneRow, WordRow

    key: dict[str, Any] = {"patient_id": after.id}
    if before is None or before.phones != after.phones:
        rows = [
            key
            | {"position": position, "type": phone.type.value, "number": phone.number}
            | {"reversed": phone_key(phone.number)}
            for position, phone in enumerate(after.phones)
        ]
        _replace(transaction, PhoneRow, after, rows)
    if before is None or before.numbers != after.numbers:
        rows = [
            key | {"position": position, "name": number.name, "value": number.value}
            for position, number in enumerate(after.numbers)
        ]
        _replace(transaction, NumberRow, after, rows)
    if before is None or before.tags != after.tags:
        rows = [key | {"tag_id": tag} for tag in tag_ids(transaction.connection, after.tags)]
        _replace(transaction, PatientTagRow, after, rows)
    words = _words(after)
    if before is None or _words(before) != words:
        _replace(transaction, WordRow, after, [key | {"word": word} for word in words])


def _words(patient: Patient) -> list[str]:
    return words_beside(patient_keys(patient)["inner_key"], patient.email)


def _replace(
    transaction: Transaction, table: type[SQLModel], patient: Patient, rows: list[dict[str, Any]]
) -> None:
    from sqlalchemy import delete as delete_rows
    from sqlalchemy import insert as insert_rows

    transaction.session.execute(delete_rows(table).where(table.patient_id == patient.id))  # type: ignore[attr-defined]
    if rows:
        transaction.session.execute(insert_rows(table), rows)


def _with_collections(connection: Connection, rows: list[Row]) -> list[Patient]:
    ids = [row[0] for row in rows]
    (asked,) = pieces(ids)
    among = marks(asked)
    phones: dict[int, list[Phone]] = {}
    for patient_id, kind, number in connection.rows(
        f"SELECT patient_id, type, number FROM phone WHERE patient_id IN ({among})"
        " ORDER BY patient_id, position",
        asked,
    ):
        phones.setdefault(patient_id, []).append(Phone(_PHONE_TYPES[kind], number))
    numbers: dict[int, list[ExtraNumber]] = {}
    for patient_id, name, value in connection.rows(
        f"SELECT patient_id, name, value FROM extra_number WHERE patient_id IN ({among})"
        " ORDER BY patient_id, position",
        asked,
    ):
        numbers.setdefault(patient_id, []).append(ExtraNumber(name, value))
    tags: dict[int, list[str]] = {}
    for patient_id, tag in connection.rows(
        "SELECT patient_id, name FROM patient_tag JOIN tag ON tag.id = tag_id"
        f" WHERE patient_id IN ({among}) ORDER BY patient_id, tag.key",
        asked,
    ):
        tags.setdefault(patient_id, []).append(tag)
    fields: dict[str, Iterable[Any]] = {
        name: read_column(name, values)
        for name, values in zip(COLUMNS, zip(*rows, strict=True), strict=True)
    }
    fields["phones"] = [tuple(phones.get(patient_id, ())) for patient_id in ids]
    fields["numbers"] = [tuple(numbers.get(patient_id, ())) for patient_id in ids]
    fields["tags"] = [tuple(tags.get(patient_id, ())) for patient_id in ids]
    return list(map(Patient._make, zip(*(fields[name] for name in FIELDS), strict=True)))
