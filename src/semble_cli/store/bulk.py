"""Many new patients at once, through the fast door: what `patients.insert` writes, row for row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.identity.patient import BOOKKEEPING, COLLECTIONS, FIELDS, plain_column
from semble_cli.store import care
from semble_cli.store.keys import key_columns, phone_key, words_beside
from semble_cli.store.tags import tag_key
from semble_cli.store.vocabulary import learn, prune

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from semble_cli.identity.patient import Patient
    from semble_cli.store.connection import Connection

    Rows = Sequence[tuple[Any, ...]]

_WORDS_REMEMBERED = 1 << 16
_OF_STORE = (*BOOKKEEPING, *COLLECTIONS)


class Prepared(NamedTuple):
    """New patients as rows of the tables, but for their ids: a row beside a patient begins with
    the patient's place among the others.

    `columns` are those of the table `patient`, `words` are new to the vocabulary.
    """

    size: int
    columns: dict[str, Sequence[Any]]
    phones: Rows
    numbers: Rows
    tags: Rows
    inner: Rows
    words: Sequence[str]


class Preparer:
    """Prepares new patients to be written in one transaction. It needs no connection, and may
    work beside it."""

    def __init__(self) -> None:
        self._learnt: set[str] = set()

    def prepare(self, patients: Sequence[Patient]) -> Prepared:
        """The rows of new patients."""
        columns = zip(*patients, strict=True) if patients else ((),) * len(FIELDS)
        fields: dict[str, Sequence[Any]] = dict(zip(FIELDS, columns, strict=True))
        keys = key_columns(fields)
        plain = {
            name: plain_column(name, values)
            for name, values in fields.items()
            if name not in _OF_STORE
        }
        return Prepared(
            len(patients),
            plain | keys,
            [
                (place, position, str(phone.type), phone.number, phone_key(phone.number))
                for place, phones in enumerate(fields["phones"])
                for position, phone in enumerate(phones)
            ],
            [
                (place, position, number.name, number.value)
                for place, numbers in enumerate(fields["numbers"])
                for position, number in enumerate(numbers)
            ],
            [(place, tag) for place, tags in enumerate(fields["tags"]) for tag in tags],
            [
                (place, word)
                for place, words in enumerate(map(words_beside, keys["inner_key"], fields["email"]))
                for word in words
            ],
            self._new_words(keys),
        )

    def _new_words(self, keys: dict[str, Sequence[Any]]) -> Sequence[str]:
        words = {word for name in _NAMES for word in keys[name] if word}
        words.update(*map(str.split, filter(None, keys["inner_key"])))
        new = words - self._learnt
        if len(self._learnt) > _WORDS_REMEMBERED:
            self._learnt.clear()
        self._learnt |= new
        return sorted(new)


_NAMES = ("birth_key", "given_key", "used_key", "used_given_key")


class BulkWriter:
    """Writes new patients within one transaction."""

    def __init__(self, connection: Connection, at: datetime) -> None:
        self._connection = connection
        self._at = at

    def insert(self, rows: Prepared) -> list[int]:
        """Write new patients, whose tags all exist; their ids, in the same order."""
        if not rows.size:
            return []
        ids = self._connection.reserve_ids("patient", rows.size)
        moment = plain_column("created_at", [self._at])[0]
        kept = {"created_at": moment, "updated_at": moment, "version": 1}
        always = {name: [value] * rows.size for name, value in kept.items()}
        self._connection.load("patient", {"id": ids} | always | rows.columns)
        self._load("phone", ("position", "type", "number", "reversed"), rows.phones, ids)
        self._load("extra_number", ("position", "name", "value"), rows.numbers, ids)
        self._load("patient_tag", ("tag_id",), self._tagged(rows.tags), ids)
        self._load("word", ("word",), rows.inner, ids)
        learn(self._connection, rows.words)
        return ids

    def _tagged(self, rows: Rows) -> Rows:
        known: dict[str, int] = dict(self._connection.rows("SELECT key, id FROM tag"))
        return [(place, known[tag_key(name)]) for place, name in rows]

    def _load(self, table: str, names: Sequence[str], rows: Rows, ids: Sequence[int]) -> None:
        if rows:
            places, *columns = zip(*rows, strict=True)
            patients = [ids[place] for place in places]
            self._connection.load(
                table, {"patient_id": patients, **dict(zip(names, columns, strict=True))}
            )


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
