"""What hangs on a patient in tables of its own, read for display and for the cost of a deletion."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from semble_cli.patient.json_form import plain_value
from semble_cli.store.database.chunks import placeholders
from semble_cli.store.database.connection import Connection


class Attached(NamedTuple):
    """How many records of a kind hang on a patient, and of what day the last is, as ISO text;
    `None` where records of this kind have no day."""

    number: int
    latest: str | None


class _Table(NamedTuple):
    name: str
    moment: str | None = None
    condition: str = "true"


ATTACHED_TABLES = {
    "documents": _Table("document", "added_at", "deleted_at IS NULL"),
    "consultations": _Table("consultation", "held_at"),
    "treatments": _Table("treatment"),
    "allergies": _Table("allergy", "noted_at"),
    "no_known_allergies": _Table("no_known_allergy", "noted_at"),
    "appointments": _Table("appointment", "starts_at"),
    "letters": _Table("letter", "written_at"),
    "invoices": _Table("invoice", "issued_at"),
    "shares": _Table("share", "shared_at"),
    "relations": _Table("relation"),
}
"""The tables of what hangs on patients, by the kind of record."""

STAYING = ("invoices", "shares")
"""The kinds that stay when their patient is deleted."""

SQLITE_DAY = "substr(max({}), 1, 10)"
POSTGRES_DAY = "to_char(max({}) AT TIME ZONE 'UTC', 'YYYY-MM-DD')"


def attached(connection: Connection, first: int, last: int) -> str:
    """What to select `patient_id`, `kind`, `number` and `latest` from: how many records of each
    kind hang on the patients with ids from *first* to *last*. Not every role may read those
    records: on Postgres, a function gives the bare counts."""
    if connection.guarded:
        return f"semble.attached({first:d}, {last:d})"
    return f"({counts(f'BETWEEN {first:d} AND {last:d}', day=SQLITE_DAY)})"


def counts(some: str, schema: str = "", day: str = POSTGRES_DAY) -> str:
    """The statement that counts the records that hang on patients, of those whose ids are *some*,
    each table with the name of its *schema* and a dot before it; *day* is how a database writes
    the day of the last of some moments."""
    return " UNION ALL ".join(
        f"SELECT {table.name}.patient_id, '{kind}' AS kind, count(*) AS number,"
        f" {day.format(table.moment) if table.moment else 'CAST(NULL AS text)'} AS latest"
        f" FROM {schema}{table.name}"
        f" WHERE {table.name}.patient_id {some} AND {table.condition}"
        f" GROUP BY {table.name}.patient_id"
        for kind, table in ATTACHED_TABLES.items()
    )


def attached_to(connection: Connection, patient_id: int) -> dict[str, Attached]:
    """The records of each kind that hang on a patient; kinds without any are left out."""
    found = {
        kind: Attached(int(number), latest)
        for kind, number, latest in connection.rows(
            "SELECT kind, number, latest"
            f" FROM {attached(connection, patient_id, patient_id)} AS counted"
        )
    }
    return {kind: found[kind] for kind in ATTACHED_TABLES if kind in found}


def count_attached(connection: Connection, patient_id: int) -> dict[str, int]:
    """How many records of each kind hang on a patient; kinds without any are left out."""
    return {kind: each.number for kind, each in attached_to(connection, patient_id).items()}


_MOMENTS = ("noted_at", "at")
_NOTED = ("id", "substance", "severity", "certainty", "noted_by", "noted_at")
_IN_THE_NOTE = {
    "reaction": "reaction",
    "noted_on": "section.noted_on",
    "comment": "body",
    "consultation_id": "consultation_id",
}
"""What the section of a consultation tells of an allergy, for those who may read it."""


def allergies_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The allergies of some patients, as the document gives them: substance, severity, certainty,
    by whom noted and when, for everybody's safety; what the note holds for those who may read
    medical contents. Patients without any are left out."""
    noted = ", ".join(f"allergy.{name}" for name in _NOTED)
    if connection.reads_care:
        more, joined = (
            ", ".join(_IN_THE_NOTE.values()),
            " LEFT JOIN section ON allergy_id = allergy.id",
        )
    else:
        more, joined = ", ".join("NULL" for _ in _IN_THE_NOTE), ""
    found = _of_patients(
        connection,
        f"SELECT patient_id, {noted}, {more} FROM allergy{joined}"
        f" WHERE patient_id IN ({placeholders(ids)}) ORDER BY allergy.id",
        ids,
        (*_NOTED, *_IN_THE_NOTE),
    )
    keys = ("id", "substance", "severity", "reaction", "noted_on", "certainty")
    return {
        patient_id: [{name: one[name] for name in dict.fromkeys((*keys, *one))} for one in several]
        for patient_id, several in found.items()
    }


def none_known_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """Of some patients, that no allergy is known: of which kind, who said so, and when. Patients of
    whom nobody said so are left out."""
    return _of_patients(
        connection,
        "SELECT patient_id, scope, noted_by, noted_at FROM no_known_allergy"
        f" WHERE patient_id IN ({placeholders(ids)}) ORDER BY id",
        ids,
        ("scope", "by", "at"),
    )


def _of_patients(
    connection: Connection, asked: str, ids: Sequence[int], keys: Sequence[str]
) -> dict[int, list[dict[str, Any]]]:
    """Rows by the patient that each begins with, the rest of a row by its keys; moments have
    one form, whatever the database gives."""
    found: dict[int, list[dict[str, Any]]] = {}
    with connection.decoding():
        for patient_id, *values in connection.rows(asked, ids):
            one = dict(zip(keys, values, strict=True))
            one |= {
                name: plain_value(datetime.fromisoformat(one[name]))
                for name in _MOMENTS
                if name in one
            }
            found.setdefault(patient_id, []).append(one)
    return found
