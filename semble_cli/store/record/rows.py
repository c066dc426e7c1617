"""Records around the patients, one by one: read, inserted, changed, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict, NoSuchRecord
from semble_cli.patient.around.kinds import KINDS, read_value
from semble_cli.patient.json_form import plain_value
from semble_cli.store.database.chunks import chunks, placeholders
from semble_cli.store.record.keys import keys_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.patient.around.kinds import Inner, RecordKind
    from semble_cli.store.database.connection import Connection


def get(connection: Connection, kind: RecordKind, record_id: int) -> Any:
    """One record.

    Raises:
        NoSuchRecord: there is none of this id.
    """
    found = select(connection, kind, "id = ?", (record_id,))
    if not found:
        raise NoSuchRecord(kind.missing.text, id=record_id)
    return found[0]


def of_patient(connection: Connection, kind: RecordKind, patient_id: int) -> list[Any]:
    """The records of a kind that hang on a patient, in the order in which they were made."""
    return select(connection, kind, "patient_id = ?", (patient_id,))


def of_patients(
    connection: Connection, kind: RecordKind, ids: Sequence[int]
) -> dict[int, list[Any]]:
    """The records of a kind that hang on some patients, by patient, each list as `of_patient`."""
    found: dict[int, list[Any]] = {}
    for each in select(connection, kind, f"patient_id IN ({placeholders(ids)})", ids):
        found.setdefault(each.patient_id, []).append(each)
    return found


def get_many(connection: Connection, kind: RecordKind, ids: Sequence[int]) -> dict[int, Any]:
    """The records that there are of some ids, by their ids."""
    return {
        each.id: each
        for some in chunks(ids)
        for each in select(connection, kind, f"id IN ({placeholders(some)})", some)
    }


def select(
    connection: Connection,
    kind: RecordKind,
    where: str,
    values: Sequence[object] = (),
    order: str = "id",
) -> list[Any]:
    """The records for which a condition holds."""
    names = ("id", "version", *kind.columns)
    rows = connection.rows(
        f"SELECT {', '.join(names)} FROM {kind.name} WHERE {where} ORDER BY {order}", values
    )
    with connection.decoding():
        fields = [
            {name: read_value(name, value) for name, value in zip(names, row, strict=True)}
            for row in rows
        ]
    for name, inner in kind.lists.items():
        several = _several(connection, kind, inner, [each["id"] for each in fields])
        for each in fields:
            each[name] = tuple(several.get(each["id"], ()))
    return [kind.make(**each) for each in fields]


def insert(connection: Connection, kind: RecordKind, record: Any) -> Any:
    """Insert a new record, or one that comes back with its id; the record with its id."""
    row = _row(kind, record) | {"version": record.version}
    if record.id is None:
        record = record._replace(id=connection.insert_new(kind.name, row))
    else:
        connection.insert(kind.name, {"id": record.id} | row)
    for name, inner in kind.lists.items():
        _write_several(connection, kind, inner, record.id, getattr(record, name))
    return record


def update(connection: Connection, kind: RecordKind, before: Any, after: Any) -> Any:
    """Write a changed record; the record with its new version.

    Raises:
        Conflict: somebody else changed it since *before* was read.
    """
    row = _row(kind, after)
    changed = connection.run(
        f"UPDATE {kind.name} SET {', '.join(f'{name} = ?' for name in row)},"
        " version = version + 1 WHERE id = ? AND version = ?",
        (*row.values(), before.id, before.version),
    )
    if not changed:
        raise changed_meanwhile()
    for name, inner in kind.lists.items():
        if getattr(after, name) != getattr(before, name):
            connection.run(f"DELETE FROM {inner.table} WHERE {kind.name}_id = ?", (before.id,))
            _write_several(connection, kind, inner, before.id, getattr(after, name))
    return after._replace(id=before.id, version=before.version + 1)


def remove(connection: Connection, kind: RecordKind, record: Any) -> None:
    """Remove a record, with what it has several of.

    Raises:
        Conflict: somebody else changed it since it was read.
    """
    if not connection.run(
        f"DELETE FROM {kind.name} WHERE id = ? AND version = ?", (record.id, record.version)
    ):
        raise changed_meanwhile()


def is_taken(connection: Connection, kind: RecordKind, record: Any) -> bool:
    """Whether another record, or this one, has the values that no two of a kind have."""
    row = _row(kind, record) | {"id": record.id}
    return any(
        connection.row(
            f"SELECT 1 FROM {kind.name} WHERE {' AND '.join(f'{name} = ?' for name in names)}",
            [row[name] for name in names],
        )
        for names in (("id",), kind.unique)
        if names
    )


def names_nobody(connection: Connection, kind: RecordKind, record: Any) -> bool:
    """Whether a record names another one that is not there."""
    return any(
        getattr(record, field) is not None and not _is_there(connection, table, "id", record, field)
        for field, table in kind.refers.items()
    )


def is_named(connection: Connection, kind: RecordKind, record: Any) -> bool:
    """Whether another record names this one."""
    return any(
        _is_there(connection, other.name, field, record, "id")
        for other in KINDS.values()
        for field, table in other.refers.items()
        if table == kind.name
    )


def _is_there(connection: Connection, table: str, column: str, record: Any, field: str) -> bool:
    value = getattr(record, field)
    return connection.row(f"SELECT 1 FROM {table} WHERE {column} = ?", (value,)) is not None


def changed_meanwhile() -> Conflict:
    """The error for a change of a record that somebody else changed since it was read."""
    return Conflict("It was changed meanwhile. Look at it again, then repeat your change.")


def _row(kind: RecordKind, record: Any) -> dict[str, Any]:
    row = {name: plain_value(getattr(record, name)) for name in kind.columns}
    return row | keys_of(kind, record)


def _several(
    connection: Connection, kind: RecordKind, inner: Inner, ids: Sequence[int]
) -> dict[int, list[Any]]:
    """What records have several of, by the id of the record."""
    if not ids:
        return {}
    names = inner.make._fields
    rows = connection.rows(
        f"SELECT {kind.name}_id, {', '.join(names)} FROM {inner.table}"
        f" WHERE {kind.name}_id IN ({placeholders(ids)}) ORDER BY {kind.name}_id, position",
        ids,
    )
    found: dict[int, list[Any]] = {}
    with connection.decoding():
        for record_id, *values in rows:
            read = map(read_value, names, values)
            found.setdefault(record_id, []).append(inner.make(*read))
    return found


def _write_several(
    connection: Connection, kind: RecordKind, inner: Inner, record_id: int, items: Sequence[Any]
) -> None:
    for position, item in enumerate(items):
        values = {name: plain_value(value) for name, value in item._asdict().items()}
        connection.insert(
            inner.table, {f"{kind.name}_id": record_id, "position": position} | values
        )
