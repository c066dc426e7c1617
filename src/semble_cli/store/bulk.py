"""Many new patients at once, through the fast door: what `patients.insert` writes, row for row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.identity.patient import COLLECTIONS, FIELDS, plain_column
from semble_cli.store import care
from semble_cli.store.keys import key_columns, phone_key, words_beside
from semble_cli.store.tags import tag_key
from semble_cli.store.vocabulary import learn, prune

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from semble_cli.identity.patient import Patient
    from semble_cli.store.connection import Connection

_WORDS_REMEMBERED = 1 << 18


class BulkWriter:
    """Writes new patients within one transaction."""

    def __init__(self, connection: Connection, at: datetime) -> None:
        self._connection = connection
        self._at = at
        self._learnt: set[str] = set()

    def insert(self, patients: Sequence[Patient]) -> list[int]:
        """Write new patients, whose tags all exist; their ids, in the same order."""
        if not patients:
            return []
        count = len(patients)
        ids = self._connection.reserve_ids("patient", count)
        fields: dict[str, Sequence[Any]] = dict(
            zip(FIELDS, zip(*patients, strict=True), strict=True)
        )
        fields |= {"id": ids, "version": [1] * count}
        fields |= dict.fromkeys(("created_at", "updated_at"), [self._at] * count)
        keys = key_columns(fields)
        phones, numbers, tags = (fields.pop(name) for name in COLLECTIONS)
        columns = {name: plain_column(name, values) for name, values in fields.items()}
        self._connection.load("patient", columns | keys)
        self._insert_phones(ids, phones)
        self._insert_numbers(ids, numbers)
        self._insert_tags(ids, tags)
        self._insert_words(ids, keys["inner_key"], fields["email"])
        self._learn(keys)
        return ids

    def _insert_phones(self, ids: Sequence[int], phones: Iterable[Any]) -> None:
        rows = [
            (patient_id, position, str(phone.type), phone.number, phone_key(phone.number))
            for patient_id, some in zip(ids, phones, strict=True)
            for position, phone in enumerate(some)
        ]
        self._load("phone", ("patient_id", "position", "type", "number", "reversed"), rows)

    def _insert_numbers(self, ids: Sequence[int], numbers: Iterable[Any]) -> None:
        rows = [
            (patient_id, position, number.name, number.value)
            for patient_id, some in zip(ids, numbers, strict=True)
            for position, number in enumerate(some)
        ]
        self._load("extra_number", ("patient_id", "position", "name", "value"), rows)

    def _insert_tags(self, ids: Sequence[int], tags: Iterable[Any]) -> None:
        if not any(tags):
            return
        known: dict[str, int] = dict(self._connection.rows("SELECT key, id FROM tag"))
        rows = [
            (patient_id, known[tag_key(tag)])
            for patient_id, some in zip(ids, tags, strict=True)
            for tag in some
        ]
        self._load("patient_tag", ("patient_id", "tag_id"), rows)

    def _insert_words(
        self, ids: Sequence[int], inner: Iterable[Any], emails: Iterable[Any]
    ) -> None:
        rows = [
            (word, patient_id)
            for patient_id, words, email in zip(ids, inner, emails, strict=True)
            for word in words_beside(words, email)
        ]
        self._load("word", ("word", "patient_id"), rows)

    def _learn(self, keys: dict[str, Sequence[Any]]) -> None:
        words = {word for name in _NAMES for word in keys[name]}
        words.update(*map(str.split, filter(None, keys["inner_key"])))
        words.discard(None)
        learn(self._connection, words - self._learnt)
        if len(self._learnt) > _WORDS_REMEMBERED:
            self._learnt.clear()
        self._learnt |= words

    def _load(self, table: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
        if rows:
            columns = zip(*rows, strict=True)
            self._connection.load(table, dict(zip(names, columns, strict=True)))


_NAMES = ("birth_key", "given_key", "used_key", "used_given_key")


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
