"""Many new patients at once, through the fast door: what `patients.insert` writes, row for row."""

from __future__ import annotations

from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from semble_cli.identity.patient import FROM_PLAIN, plain_value
from semble_cli.store import care
from semble_cli.store.keys import IdentityKey, patient_keys, phone_key, words_beside
from semble_cli.store.patients import COLUMNS
from semble_cli.store.tags import tag_key
from semble_cli.store.vocabulary import learn, prune

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from semble_cli.identity.patient import Patient
    from semble_cli.store.connection import Connection

_KEYS = ("birth_key", "given_key", "used_key", "used_given_key", "email_key", "inner_key")
_ASKED_AT_ONCE = 300


_values = attrgetter(*COLUMNS)
_TYPED = [
    place
    for place, name in enumerate(COLUMNS)
    if name in FROM_PLAIN and FROM_PLAIN[name] is not bool
]
"""The columns whose values are not what the drivers of both databases take as it is."""


def insert_many(connection: Connection, patients: Sequence[Patient], at: datetime) -> list[Patient]:
    """Write new patients, whose tags all exist; the patients with their ids."""
    ids = connection.reserve_ids("patient", len(patients))
    new = [
        patient._replace(id=patient_id, created_at=at, updated_at=at, version=1)
        for patient_id, patient in zip(ids, patients, strict=True)
    ]
    keys = [patient_keys(patient) for patient in new]
    connection.load("patient", (*COLUMNS, *_KEYS), map(_row, new, keys))
    connection.load(
        "phone",
        ("patient_id", "position", "type", "number", "reversed"),
        (
            (patient.id, position, phone.type.value, phone.number, phone_key(phone.number))
            for patient in new
            for position, phone in enumerate(patient.phones)
        ),
    )
    connection.load(
        "extra_number",
        ("patient_id", "position", "name", "value"),
        (
            (patient.id, position, number.name, number.value)
            for patient in new
            for position, number in enumerate(patient.numbers)
        ),
    )
    tags: dict[str, int] = dict(connection.rows("SELECT key, id FROM tag"))
    connection.load(
        "patient_tag",
        ("patient_id", "tag_id"),
        ((patient.id, tags[tag_key(tag)]) for patient in new for tag in patient.tags),
    )
    connection.load(
        "word",
        ("word", "patient_id"),
        (
            (word, patient.id)
            for patient, own in zip(new, keys, strict=True)
            for word in sorted(words_beside(patient, own))
        ),
    )
    learn(connection, new)
    return new


def delete_untouched(connection: Connection, first: int, last: int) -> int:
    """Delete the patients with ids from *first* to *last* whom nobody changed, and on whom nothing
    hangs; how many there were. They were never more than rows of a file: the ledger has no trace
    of them."""
    attached = " ".join(
        f"AND id NOT IN (SELECT patient_id FROM {table})" for table in care.ATTACHED.values()
    )
    removed = connection.run(
        "DELETE FROM patient WHERE id BETWEEN ? AND ? AND version = 1 AND id NOT IN"
        f" (SELECT merged_into FROM patient WHERE merged_into IS NOT NULL) {attached}",
        (first, last),
    )
    prune(connection)
    return removed


def ids_between(connection: Connection, first: int, last: int) -> list[int]:
    """The ids of the patients from *first* to *last*."""
    return [
        patient_id
        for (patient_id,) in connection.rows(
            "SELECT id FROM patient WHERE id BETWEEN ? AND ? ORDER BY id", (first, last)
        )
    ]


def same_people(
    connection: Connection, identities: Sequence[IdentityKey]
) -> dict[IdentityKey, int]:
    """The identities that a patient of the register has already, and that patient's id."""
    wanted = set(identities)
    found: dict[IdentityKey, int] = {}
    for start in range(0, len(identities), _ASKED_AT_ONCE):
        some = identities[start : start + _ASKED_AT_ONCE]
        values = ", ".join(["(?, ?, ?)"] * len(some))
        rows = connection.rows(
            "SELECT birth_key, given_key, birth_date, sex, birth_place_code, id FROM patient"
            f" WHERE (birth_key, given_key, birth_date) IN (VALUES {values})",
            [value for key in some for value in key[:3]],
        )
        for birth_key, given_key, day, sex, place, patient_id in rows:
            key = IdentityKey(birth_key, given_key, date.fromisoformat(day), sex, place)
            if key in wanted:
                found[key] = patient_id
    return found


def _row(patient: Patient, keys: dict[str, Any]) -> list[Any]:
    values = list(_values(patient))
    for place in _TYPED:
        if values[place] is not None:
            values[place] = plain_value(values[place])
    return values + [keys[name] for name in _KEYS]
