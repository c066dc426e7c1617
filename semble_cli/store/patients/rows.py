"""Patients in rows of the store: read, written, changed and deleted one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict, NoSuchRecord
from semble_cli.patient.catalogue import COLLECTIONS, COMPARED
from semble_cli.patient.identifier import LAST_ID
from semble_cli.patient.json_form import plain_value, read_column, settled_column
from semble_cli.patient.record import FIELDS, Patient
from semble_cli.store.database.chunks import chunks, id_conditions, one_of
from semble_cli.store.patients import children
from semble_cli.store.patients.keys import patient_keys
from semble_cli.store.search import known_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from semble_cli.store.database.connection import Connection, Row

COLUMNS = ("id", *(name for name in FIELDS if name not in (*COLLECTIONS, "id")))
"""The columns of the table `patient` that are fields of the value `Patient`."""

_SELECT = f"SELECT {', '.join(COLUMNS)} FROM patient"


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
    for some in chunks(ids):
        condition, bound = one_of("id", some)
        rows = connection.rows(f"{_SELECT} WHERE {condition}", bound)
        if not rows:
            continue
        found.update(
            (row[0], patient)
            for row, patient in zip(rows, _with_collections(connection, rows), strict=True)
        )
    return [found[patient_id] for patient_id in ids if patient_id in found]


def get_compared(connection: Connection, ids: Sequence[int]) -> list[Patient]:
    """The patients with these ids in any order, with the fields alone by which identities are
    compared."""
    found: list[Patient] = []
    for some in chunks(ids):
        condition, bound = one_of("id", some)
        rows = connection.rows(
            f"SELECT id, {', '.join(COMPARED)} FROM patient WHERE {condition}", bound
        )
        if not rows:
            continue
        with connection.decoding():
            columns = [
                read_column(name, values)
                for name, values in zip(("id", *COMPARED), zip(*rows, strict=True), strict=True)
            ]
        found += map(_compared, *columns)
    return found


def _compared(patient_id: int, *values: Any) -> Patient:
    return Patient(id=patient_id, **dict(zip(COMPARED, values, strict=True)), birth_place="")


def get_fields(
    connection: Connection, ids: Sequence[int], names: Sequence[str]
) -> dict[str, Sequence[Any]]:
    """Some fields of patients, column by column, JSON-ready but for truths, which may be 0 and 1;
    phones, numbers and tags as texts with `; ` between them.

    Args:
        ids: of patients of the register, each once.
    """
    columns = [name for name in names if name not in COLLECTIONS]
    rows: list[Row] = []
    for condition, values in id_conditions("id", ids):
        rows += connection.rows(
            f"SELECT id, {', '.join(columns)} FROM patient WHERE {condition} ORDER BY id", values
        )
    if [row[0] for row in rows] != ids:
        found = {row[0]: row for row in rows}
        rows = list(map(found.__getitem__, ids))
    _, *texts = zip(*rows, strict=True)
    fields: dict[str, Sequence[Any]] = dict(zip(columns, texts, strict=True))
    for name in ("created_at", "updated_at"):  # Postgres writes moments in a way of its own
        if name in names:
            with connection.decoding():
                fields[name] = settled_column(name, fields[name])
    return fields | children.texts(connection, ids, names)


def all_ids(connection: Connection) -> Iterator[int]:
    """The ids of all the patients, in order, as the database finds them."""
    return (row[0] for row in connection.stream("SELECT id FROM patient ORDER BY id"))


def ids_beginning(connection: Connection, figures: str, limit: int) -> list[int]:
    """The first ids that are written with these figures, or begin with them, in order."""
    found: list[int] = []
    for unknown in range(len(str(LAST_ID)) - len(figures) + 1):
        first = int(figures) * 10**unknown
        rows = connection.rows(
            f"SELECT id FROM patient WHERE id BETWEEN ? AND ? ORDER BY id LIMIT {limit}",
            (first, first + 10**unknown - 1),
        )
        found += [patient_id for (patient_id,) in rows]
        if len(found) >= limit:
            break
    return found[:limit]


def count(connection: Connection) -> int:
    """How many patients the register holds."""
    return int(connection.value("SELECT count(*) FROM patient"))


def is_empty(connection: Connection) -> bool:
    """Whether the register holds nobody."""
    return connection.row("SELECT 1 FROM patient LIMIT 1") is None


def insert(connection: Connection, patient: Patient, at: datetime) -> Patient:
    """Write a new patient; the patient with its id. An id that the register has given, and a day of
    creation, are kept (recovery)."""
    new = patient._replace(created_at=patient.created_at or at, updated_at=at, version=1)
    new = new._replace(id=connection.insert_new("patient", _columns(new)))
    children.write(connection, None, new)
    known_names.learn(connection, known_names.words_of(new))
    return new


def update(connection: Connection, before: Patient, after: Patient, at: datetime) -> Patient:
    """Write the changes of a patient; the patient as written, one version on.

    Raises:
        Conflict: the patient was changed since *before* was read.
    """
    after = after._replace(id=before.id, updated_at=at, version=before.version + 1)
    old = _columns(before)
    changed = {name: value for name, value in _columns(after).items() if value != old[name]}
    written = connection.run(
        f"UPDATE patient SET {', '.join(f'{name} = ?' for name in changed)}"
        " WHERE id = ? AND version = ?",
        (*changed.values(), before.id, before.version),
    )
    if not written:
        raise changed_meanwhile(before)
    children.write(connection, before, after)
    known_names.learn(connection, known_names.words_of(after))
    known_names.forget(connection, before)
    return after


def write_keys(connection: Connection, patient: Patient) -> None:
    """Write the keys by which a patient is found anew, from the record as it is."""
    keys = patient_keys(patient)
    connection.run(
        f"UPDATE patient SET {', '.join(f'{name} = ?' for name in keys)} WHERE id = ?",
        (*keys.values(), patient.id),
    )
    children.write(connection, None, patient)
    known_names.learn(connection, known_names.words_of(patient))


def changed_meanwhile(patient: Patient) -> Conflict:
    """The error for an edit of a record that somebody else changed since it was read."""
    return Conflict(
        "Patient {id} was changed meanwhile. Look at it again, then repeat your change.",
        id=patient.id,
    )


def delete(connection: Connection, patient: Patient) -> None:
    """Remove a patient and, through the references of the tables, all that hangs on it."""
    connection.run("DELETE FROM patient WHERE id = ?", (patient.id,))
    known_names.forget(connection, patient)


def _columns(patient: Patient) -> dict[str, Any]:
    columns = {name: plain_value(getattr(patient, name)) for name in COLUMNS}
    if patient.id is None:
        del columns["id"]
    return columns | patient_keys(patient)


def _with_collections(connection: Connection, rows: list[Row]) -> list[Patient]:
    ids = [row[0] for row in rows]
    with connection.decoding():
        fields: dict[str, Iterable[Any]] = {
            name: read_column(name, values)
            for name, values in zip(COLUMNS, zip(*rows, strict=True), strict=True)
        }
        fields |= children.values(connection, ids)
    return list(map(Patient._make, zip(*(fields[name] for name in FIELDS), strict=True)))
