"""What hangs on a patient in tables of its own, read for display and for the cost of a deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.store.database.chunks import placeholders

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    "invoices": _Table("invoice"),
    "relations": _Table("relation"),
}
"""The tables of what hangs on patients, by the kind of record."""

_SQLITE_DAY = "substr(max({}), 1, 10)"
POSTGRES_DAY = "to_char(max({}) AT TIME ZONE 'UTC', 'YYYY-MM-DD')"


def attached(connection: Connection, first: int, last: int) -> str:
    """What to select `patient_id`, `kind`, `number` and `latest` from: how many records of each
    kind hang on the patients with ids from *first* to *last*. Not every role may read those
    records: on Postgres, a function gives the bare counts."""
    if connection.guarded:
        return f"semble.attached({first:d}, {last:d})"
    return f"({counts(f'BETWEEN {first:d} AND {last:d}', day=_SQLITE_DAY)})"


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


def allergies_of(connection: Connection, ids: Sequence[int]) -> dict[int, list[dict[str, Any]]]:
    """The allergies of some patients, as the document gives them: substance, severity and certainty
    for everybody's safety; reaction and day, for those who may read medical contents. Patients
    without any are left out."""
    more = ("reaction", "section.noted_on") if connection.reads_care else ("NULL", "NULL")
    joined = " LEFT JOIN section ON allergy_id = allergy.id" if connection.reads_care else ""
    rows = connection.rows(
        f"SELECT patient_id, allergy.id, substance, severity, {', '.join(more)}, certainty"
        f" FROM allergy{joined} WHERE patient_id IN ({placeholders(ids)}) ORDER BY allergy.id",
        ids,
    )
    keys = ("id", "substance", "severity", "reaction", "noted_on", "certainty")
    found: dict[int, list[dict[str, Any]]] = {}
    for patient_id, *values in rows:
        found.setdefault(patient_id, []).append(dict(zip(keys, values, strict=True)))
    return found
