"""The last that was done for each patient, read some patients at a time: memory stays flat."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.patient.around.retention import NO_ACTS, Act, ActKind
from semble_cli.store.patients.attached import POSTGRES_DAY, SQLITE_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.connection import Connection

_AT_ONCE = 1000

_MOMENTS = {
    ActKind.CONSULTATION: (("consultation", "held_at"),),
    ActKind.APPOINTMENT: (("appointment", "starts_at"),),
    ActKind.DOCUMENT: (("document", "added_at"),),
    ActKind.LETTER: (("letter", "written_at"),),
    ActKind.ALLERGY: (("allergy", "noted_at"), ("no_known_allergy", "noted_at")),
    ActKind.CHANGE: (("event", "at"),),
}
"""By kind of act, the tables of records that tell when, and the moment in them."""

_DAYS = {
    ActKind.TREATMENT: tuple(("treatment", day) for day in ("starts_on", "ends_on", "stopped_on")),
    ActKind.INVOICE: (("invoice", "issued_on"),),
}
"""As `_MOMENTS`, for what has days."""


class OldRecord(NamedTuple):
    """A patient whose record is old enough to be looked at."""

    id: int
    birth_date: date
    is_fictive: bool
    is_archived: bool
    last_act: Act


def old_records(connection: Connection, before: date) -> Iterator[list[OldRecord]]:
    """The patients who came into the register before a day, with the last act of each, by id; some
    at a time."""
    last = 0
    while rows := connection.rows(
        "SELECT id, birth_date, birth_date_fictive, archived_on, created_at FROM patient"
        f" WHERE id > ? AND created_at < ? ORDER BY id LIMIT {_AT_ONCE}",
        (last, before.isoformat()),
    ):
        first, last = rows[0][0], rows[-1][0]
        acts = _last_acts(connection, first, last)
        with connection.decoding():
            yield [
                OldRecord(
                    patient_id,
                    date.fromisoformat(born),
                    bool(is_fictive),
                    archived_on is not None,
                    _last([*acts.get(patient_id, ()), Act(ActKind.CREATION, _day_of(made_at))]),
                )
                for patient_id, born, is_fictive, archived_on, made_at in rows
            ]


def _day_of(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(UTC).date()


def _last(acts: list[Act]) -> Act:
    kinds = list(ActKind)
    return max(acts, key=lambda act: (act.on, -kinds.index(act.kind)))


def _last_acts(connection: Connection, first: int, last: int) -> dict[int, list[Act]]:
    """The last act of each kind, of the patients with ids from *first* to *last*."""
    day = POSTGRES_DAY if connection.guarded else SQLITE_DAY
    asked = " UNION ALL ".join(
        f"SELECT patient_id, '{kind.value}', {form.format(moment)} FROM {table}"
        f" WHERE patient_id BETWEEN ? AND ? AND {moment} IS NOT NULL{_of_acts(table)}"
        " GROUP BY patient_id"
        for sources, form in ((_MOMENTS, day), (_DAYS, "CAST(max({}) AS text)"))
        for kind, tables in sources.items()
        for table, moment in tables
    )
    parts = asked.count(" UNION ALL ") + 1
    acts: dict[int, list[Act]] = {}
    with connection.decoding():
        for patient_id, kind, on in connection.rows(asked, (first, last) * parts):
            acts.setdefault(patient_id, []).append(Act(ActKind(kind), date.fromisoformat(on)))
    return acts


def _of_acts(table: str) -> str:
    """The condition for those rows of a table that tell of acts."""
    if table == "appointment":
        return " AND cancelled_at IS NULL"
    if table != "event":
        return ""
    others = ", ".join(f"'{action.value}'" for action in sorted(NO_ACTS))
    return f" AND action NOT IN ({others})"
