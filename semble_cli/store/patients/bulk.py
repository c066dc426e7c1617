"""Many new patients at once, with plain SQL: what `patients.insert` writes, row for row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.catalogue import COLLECTIONS
from semble_cli.patient.json_form import plain_column
from semble_cli.patient.record import FIELDS
from semble_cli.patient.tags import tag_key
from semble_cli.store.patients.attached import ATTACHED_TABLES
from semble_cli.store.patients.keys import key_columns, phone_key, words_beside
from semble_cli.store.search.known_names import learn, prune
from semble_cli.store.tags import ids_by_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from semble_cli.store.database.connection import Connection

    Rows = Sequence[tuple[Any, ...]]

_WORDS_REMEMBERED = 1 << 16


class BulkWriter:
    """Writes new patients within one transaction."""

    def __init__(self, connection: Connection, at: datetime) -> None:
        self._connection = connection
        self._moment = plain_column("created_at", [at])[0]
        self._learnt: set[str] = set()

    def insert(self, columns: Sequence[Sequence[Any]]) -> list[int]:
        """Write new patients, whose tags all exist, given column by column as `FIELDS` has them;
        their ids, in the same order."""
        fields = dict(zip(FIELDS, columns, strict=True))
        size = len(fields["birth_name"])
        if not size:
            return []
        ids = self._connection.reserve_ids("patient", size)
        fields |= {"id": ids, "version": [1] * size}
        keys = key_columns(fields)
        plain = {
            name: plain_column(name, values)
            for name, values in fields.items()
            if name not in COLLECTIONS
        }
        plain |= dict.fromkeys(("created_at", "updated_at"), [self._moment] * size)
        self._connection.load("patient", plain | keys)
        self._load(
            "phone",
            ("patient_id", "position", "type", "number", "reversed"),
            [
                (patient_id, position, str(phone.type), phone.number, phone_key(phone.number))
                for patient_id, phones in zip(ids, fields["phones"], strict=True)
                for position, phone in enumerate(phones)
            ],
        )
        self._load(
            "extra_number",
            ("patient_id", "position", "name", "value"),
            [
                (patient_id, position, number.name, number.value)
                for patient_id, numbers in zip(ids, fields["numbers"], strict=True)
                for position, number in enumerate(numbers)
            ],
        )
        self._load("patient_tag", ("patient_id", "tag_id"), self._tagged(ids, fields["tags"]))
        words = map(words_beside, keys["inner_key"], fields["email"])
        self._load(
            "word",
            ("patient_id", "word"),
            [
                (patient_id, word)
                for patient_id, own in zip(ids, words, strict=True)
                for word in own
            ],
        )
        self._learn(keys)
        return ids

    def _tagged(self, ids: Sequence[int], tags: Sequence[Sequence[str]]) -> Rows:
        if not any(tags):
            return []
        known = ids_by_key(self._connection)
        return [
            (patient_id, known[tag_key(name)])
            for patient_id, names in zip(ids, tags, strict=True)
            for name in names
        ]

    def _learn(self, keys: dict[str, Sequence[Any]]) -> None:
        words = {word for name in _NAMES for word in keys[name] if word}
        words.update(*map(str.split, filter(None, keys["inner_key"])))
        new = words - self._learnt
        learn(self._connection, new)
        if len(self._learnt) > _WORDS_REMEMBERED:
            self._learnt.clear()
        self._learnt |= new

    def _load(self, table: str, names: Sequence[str], rows: Rows) -> None:
        if rows:
            columns = zip(*rows, strict=True)
            self._connection.load(table, dict(zip(names, columns, strict=True)))


_NAMES = ("birth_key", "given_key", "used_key", "used_given_key")


def delete_untouched(connection: Connection, first: int, last: int) -> int:
    """Delete the patients with ids from *first* to *last* whom nobody changed, and on whom nothing
    hangs; how many there were. They were never more than rows of a file: the ledger has no trace
    of them."""
    attached = " ".join(
        f"AND id NOT IN (SELECT patient_id FROM {table})" for table in ATTACHED_TABLES.values()
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
