"""The ledger of former patients: who was deleted, by whom, why; never medical contents."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.catalogue import KEPT_AFTER_DELETION
from semble_cli.patient.json_form import from_plain, plain_value, to_plain
from semble_cli.patient.record import Patient
from semble_cli.store.database.chunks import chunks, one_of
from semble_cli.store.patients.keys import patient_keys
from semble_cli.store.search.conditions import Condition, all_of, any_of, born_within, equals

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from semble_cli.identity.dates import Span
    from semble_cli.store.database.connection import Connection

_DEFAULTS = {name: plain_value(value) for name, value in Patient._field_defaults.items()}
"""What need not be kept: `from_plain` fills it in."""

_STEPS = "steps"
_SALT = "salt"
BESIDE = (_STEPS, _SALT)
"""The keys, in a record, that are no field of a patient: the steps, and what makes its digest
impossible to guess from."""

DIGEST = "ledger"
"""The key, in the content of a deletion's event, of the digest of what the ledger keeps."""

KEYS = ("birth_key", "used_key", "given_key", "used_given_key")


class Former(NamedTuple):
    """A former patient as last recorded, and how the record ended. `steps` are changes that were
    taken back before the creation was, by the sequences of their events."""

    patient: Patient
    deleted_at: datetime
    deleted_by: str
    reason: str | None
    steps: Mapping[str, Any] = {}


def insert(connection: Connection, former: Former) -> str:
    """Enter a patient who is being deleted; the digest of the record, to be journalled. It is
    salted, and the salt stays in the ledger: once that is purged, nothing can be guessed from it.
    """
    import json
    import secrets

    patient = former.patient
    keys = {name: key for name, key in patient_keys(patient).items() if name in KEYS}
    plain: dict[str, Any] = {
        name: value
        for name, value in to_plain(patient).items()
        if name in KEPT_AFTER_DELETION and value != _DEFAULTS.get(name, ...)
    }
    if former.steps:
        plain[_STEPS] = dict(former.steps)
    record = json.dumps(plain | {_SALT: secrets.token_hex(16)}, ensure_ascii=False)
    connection.insert(
        "former_patient",
        {
            "id": patient.id,
            "birth_date": plain_value(patient.birth_date),
            "record": record,
            "deleted_at": plain_value(former.deleted_at),
            "deleted_by": former.deleted_by,
            "reason": former.reason,
            **keys,
        },
    )
    return digest_of(record)


def digest_of(record: str) -> str:
    """The digest of a record as the ledger has it."""
    import hashlib

    return hashlib.sha256(record.encode()).hexdigest()


def patient_of(plain: Mapping[str, Any]) -> Patient:
    """The patient of a record."""
    return from_plain({name: value for name, value in plain.items() if name not in BESIDE})


def search(
    connection: Connection,
    names: Sequence[str],
    births: Sequence[Span],
    ids: Collection[int],
    limit: int,
) -> list[Former]:
    """The former patients whose names hold every one of *names*, born within one of *births*, or
    with one of *ids*. The ledger is small: it is looked through."""
    conditions = [
        any_of(*(Condition(f"{key} LIKE ?", (f"%{name}%",)) for key in KEYS)) for name in names
    ]
    figures = [born_within(births)] if births else []
    figures += [equals("id", former_id) for former_id in ids]
    if figures:
        conditions.append(any_of(*figures))
    if not conditions:
        return []
    whole = all_of(conditions)
    bound = f" LIMIT {limit}" if limit else ""
    found = connection.rows(
        f"SELECT id FROM former_patient WHERE {whole.sql} ORDER BY birth_key, given_key, id{bound}",
        whole.values,
    )
    return get_many(connection, [former_id for (former_id,) in found])


def count(connection: Connection) -> int:
    """How many former patients the ledger holds."""
    return int(connection.value("SELECT count(*) FROM former_patient"))


def get_many(connection: Connection, ids: Sequence[int]) -> list[Former]:
    """The former patients with these ids, in the order of *ids*."""
    import json

    found: dict[int, Former] = {}
    for some in chunks(ids):
        condition, bound = one_of("id", some)
        rows = connection.rows(
            "SELECT id, record, deleted_at, deleted_by, reason FROM former_patient"
            f" WHERE {condition}",
            bound,
        )
        with connection.decoding():
            for former_id, record, deleted_at, deleted_by, reason in rows:
                plain = json.loads(record)
                found[former_id] = Former(
                    patient_of(plain),
                    datetime.fromisoformat(deleted_at),
                    deleted_by,
                    reason,
                    plain.get(_STEPS, {}),
                )
    return [found[former_id] for former_id in ids if former_id in found]


def ids(connection: Connection) -> list[int]:
    """The ids of all the former patients, in order."""
    return [
        former_id for (former_id,) in connection.rows("SELECT id FROM former_patient ORDER BY id")
    ]


def every(connection: Connection) -> Iterator[Former]:
    """All the former patients, by id."""
    for some in chunks(ids(connection)):
        yield from get_many(connection, some)


def remove(connection: Connection, former_id: int) -> None:
    """Take out a former patient who is in the register again."""
    connection.run("DELETE FROM former_patient WHERE id = ?", (former_id,))


def count_before(connection: Connection, moment: datetime) -> int:
    """How many former patients were deleted before a moment."""
    return int(
        connection.value(
            "SELECT count(*) FROM former_patient WHERE deleted_at < ?", (_stamp(moment),)
        )
    )


def purge(connection: Connection, moment: datetime) -> list[int]:
    """Erase the former patients who were deleted before a moment; the ids they had."""
    rows = connection.rows(
        "DELETE FROM former_patient WHERE deleted_at < ? RETURNING id", (_stamp(moment),)
    )
    return sorted(former_id for (former_id,) in rows)


def _stamp(moment: datetime) -> str:
    return str(plain_value(moment.astimezone(UTC)))
