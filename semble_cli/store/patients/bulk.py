"""Many new patients at once, with plain SQL: what `rows.insert` writes, row for row."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.catalogue import COLLECTIONS
from semble_cli.patient.consents.rules import signed_columns
from semble_cli.patient.json_form import plain_column, plain_value
from semble_cli.patient.record import FIELDS, Patient
from semble_cli.patient.tags import tag_key
from semble_cli.store.patients.attached import attached
from semble_cli.store.patients.keys import KEYED, key_columns, name_words, other_words, phone_key
from semble_cli.store.search.known_names import learn, prune
from semble_cli.store.tags import ids_by_key

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from semble_cli.patient.columns.patient_columns import PatientColumns
    from semble_cli.store.database.connection import Connection

_WORDS_REMEMBERED = 1 << 16

_DEFAULTS = {
    name: plain_value(Patient._field_defaults.get(name))
    for name in FIELDS
    if name not in COLLECTIONS
}


class ChildRows(NamedTuple):
    """Rows of a table of what a patient has several of: the place of each row's patient among those
    who were prepared together, and the other columns."""

    places: list[int]
    columns: dict[str, list[Any]]


class PreparedPatients(NamedTuple):
    """So many new patients as the tables hold them, in plain values, but for their ids and the keys
    they are found by; a column that is missing is the default. `tags` are by name."""

    size: int
    columns: dict[str, Sequence[Any]]
    phones: ChildRows
    numbers: ChildRows
    tags: ChildRows

    def column(self, name: str) -> Sequence[Any]:
        """The plain values of a field, as many as there are patients."""
        found = self.columns.get(name)
        return [_DEFAULTS[name]] * self.size if found is None else found


def prepare(people: PatientColumns) -> PreparedPatients:
    """Work out what is written of new patients; no register is needed for it."""
    types, phones = _split(people.column("phones"))
    names, values = _split(people.column("numbers"))
    return PreparedPatients(
        people.size,
        {
            name: plain_column(name, column)
            for name, column in people.columns.items()
            if name not in COLLECTIONS
        },
        _rows(
            people.column("phones"),
            position=_positions(people.column("phones")),
            type=list(map(str, types)),
            number=phones,
            reversed=list(map(phone_key, phones)),
        ),
        _rows(
            people.column("numbers"),
            position=_positions(people.column("numbers")),
            name=names,
            value=values,
        ),
        _rows(people.column("tags"), tag=list(chain.from_iterable(people.column("tags")))),
    )


class BulkWriter:
    """Writes new patients within one transaction. The *signature*, a day and an author, is that of
    consents that come without."""

    def __init__(self, connection: Connection, at: datetime, signature: tuple[date, str]) -> None:
        self._signature = signature
        self._connection = connection
        (moment,) = plain_column("created_at", [at])
        same = _DEFAULTS | {"created_at": moment, "updated_at": moment, "version": 1}
        self._same = {name: value for name, value in same.items() if value is not None}
        self._learnt: set[str] = set()

    def insert(self, new: PreparedPatients) -> list[int]:
        """Write new patients, whose tags all exist; their ids, in the same order."""
        if not new.size:
            return []
        ids = self._connection.reserve_ids("patient", new.size)
        columns = {name: [value] * new.size for name, value in self._same.items()}
        keys = key_columns({name: new.column(name) for name in KEYED})
        signed = signed_columns(new.columns, *self._signature)
        self._connection.load("patient", columns | new.columns | signed | keys | {"id": ids})
        self._load("phone", ids, new.phones)
        self._load("extra_number", ids, new.numbers)
        self._load("patient_tag", ids, self._tagged(new.tags))
        beside = (keys[name] for name in ("given_key", "used_given_key", "inner_key"))
        words = list(map(other_words, *beside, new.column("email")))
        self._load("word", ids, _rows(words, word=list(chain.from_iterable(words))))
        self._learn(name_words(keys))
        return ids

    def _load(self, table: str, ids: Sequence[int], rows: ChildRows) -> None:
        of = {"patient_id": [ids[place] for place in rows.places]}
        self._connection.load(table, of | rows.columns)

    def _tagged(self, rows: ChildRows) -> ChildRows:
        if not rows.places:
            return rows
        known = ids_by_key(self._connection)
        return ChildRows(
            rows.places, {"tag_id": [known[tag_key(name)] for name in rows.columns["tag"]]}
        )

    def _learn(self, names: set[str]) -> None:
        new = names - self._learnt
        learn(self._connection, new)
        if len(self._learnt) > _WORDS_REMEMBERED:
            self._learnt.clear()
        self._learnt |= new


def _rows(of_each: Sequence[Sequence[Any]], **columns: list[Any]) -> ChildRows:
    """Rows of children, the items of *of_each* patient one after the other."""
    places = [place for place, items in enumerate(of_each) for _ in items]
    return ChildRows(places, columns)


def _positions(of_each: Sequence[Sequence[Any]]) -> list[int]:
    """The place of each item among those of its patient."""
    return [position for items in of_each for position in range(len(items))]


def _split(pairs_of_each: Sequence[Sequence[tuple[Any, Any]]]) -> tuple[list[Any], list[Any]]:
    """The first and the second parts of all the pairs."""
    pairs = list(chain.from_iterable(pairs_of_each))
    return [first for first, _ in pairs], [second for _, second in pairs]


def delete_untouched(connection: Connection, first: int, last: int) -> int:
    """Delete the patients with ids from *first* to *last* of whom the journal tells nothing, on
    whom nothing hangs, and to whom nobody has a relation; how many there were. They were never more
    than rows of a file: the ledger has no trace of them."""
    removed = connection.run(
        "DELETE FROM patient WHERE id BETWEEN ? AND ? AND version = 1 AND id NOT IN"
        f" (SELECT merged_into FROM patient WHERE merged_into IS NOT NULL)"
        f" AND id NOT IN (SELECT patient_id FROM {attached(connection, first, last)} AS counted)"
        " AND NOT EXISTS (SELECT 1 FROM relation WHERE other_patient_id = patient.id)"
        " AND id NOT IN (SELECT patient_id FROM event WHERE patient_id BETWEEN ? AND ?)",
        (first, last, first, last),
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
