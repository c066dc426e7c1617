"""Consents of three values, accepted, refused or not asked, each with its day and who recorded it.

What was true was accepted; what was false may never have been asked. Day and author are those that
the journal tells of, and left empty where it tells of none.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

from semble_cli.store.tables.columns import UtcTime

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    Signature = tuple[date | None, str | None]
    """The day of an answer and who recorded it; both `None` where nothing tells."""

revision = "0009"
down_revision = "0008"

_CONSENTS = (
    *("receive_email", "receive_sms", "promotional", "payment_reminders"),
    *("mssante_patient", "mssante_professionals", "dmp_consent"),
)
_DMP = "patient_dmp_needs_consent"
_DMP_OF_BEFORE = "coalesce(dmp_consent, false)"
_DMP_NOW = "coalesce(dmp_consent, '') = 'accepted'"
_CHUNK = 10_000

_event = sa.table(
    "event",
    sa.column("seq", sa.Integer),
    sa.column("at", UtcTime),
    sa.column("actor", sa.String),
    sa.column("action", sa.String),
    sa.column("patient_id", sa.Integer),
    sa.column("content", sa.String),
)


def upgrade() -> None:
    """Write the answers as words, and sign them."""
    connection = op.get_bind()
    for name in _CONSENTS:
        op.add_column("patient", sa.Column(f"{name}_on", sa.Date(), nullable=True))
        op.add_column("patient", sa.Column(f"{name}_by", sa.String(), nullable=True))
    if connection.dialect.name == "sqlite":
        _into_words_on_sqlite(connection)
    else:
        _into_words_on_postgres()
    for first, last, signature in _imports(connection):
        _sign_imported(connection, first, last, signature)
    _sign(connection, _signatures(connection))


def _check_of(name: str) -> str:
    return (
        f"coalesce({name}, '') IN ('accepted', 'refused')"
        f" OR ({name} IS NULL AND {name}_on IS NULL AND {name}_by IS NULL)"
    )


def _into_words_on_postgres() -> None:
    op.execute("DROP VIEW IF EXISTS semble.patient")  # made anew after the migrations
    op.drop_constraint(_DMP, "patient", type_="check")
    for name in _CONSENTS:
        op.execute(
            f"ALTER TABLE patient ALTER {name} DROP NOT NULL,"
            f" ALTER {name} TYPE varchar USING CASE WHEN {name} THEN 'accepted' END"
        )
        op.create_check_constraint(f"patient_{name}", "patient", _check_of(name))
    op.create_check_constraint(
        _DMP, "patient", f"{_DMP_NOW} OR NOT (dmp_visible_patient OR dmp_visible_professionals)"
    )


def _into_words_on_sqlite(connection: sa.Connection) -> None:
    """Another declaration of the table, then other values in its rows. A copy of the table in its
    place would take along what hangs on the patients, and the ids that were given."""
    made = str(connection.scalar(sa.text(f"SELECT sql {_OF_THE_TABLE}")))
    for name in _CONSENTS:
        made = re.sub(rf"\b{name} BOOLEAN( NOT NULL)?", f"{name} VARCHAR", made)
    made = made.replace(_DMP_OF_BEFORE, _DMP_NOW)
    checks = ", ".join(f"CONSTRAINT patient_{name} CHECK ({_check_of(name)})" for name in _CONSENTS)
    made = f"{made[: made.rindex(')')]}, {checks})"
    version = int(connection.scalar(sa.text("PRAGMA schema_version")) or 0)
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    connection.execute(
        sa.text(f"UPDATE sqlite_master SET sql = :made WHERE {_IS_THE_TABLE}"), {"made": made}
    )
    connection.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = OFF"))
    words = ", ".join(f"{name} = CASE WHEN {name} THEN 'accepted' END" for name in _CONSENTS)
    connection.execute(sa.text(f"UPDATE patient SET {words}"))


_IS_THE_TABLE = "type = 'table' AND name = 'patient'"
_OF_THE_TABLE = f"FROM sqlite_master WHERE {_IS_THE_TABLE}"


def _events(connection: sa.Connection, *conditions: Any) -> Iterator[sa.Row[Any]]:
    columns = (_event.c[name] for name in ("at", "actor", "action", "patient_id", "content"))
    yield from connection.execute(sa.select(*columns).where(*conditions).order_by(_event.c.seq))


def _imports(connection: sa.Connection) -> Iterator[tuple[int, int, Signature]]:
    """The ids that each import gave, and who imported when."""
    is_import = (_event.c.action == "patient.import", _event.c.patient_id.is_(None))
    for event in list(_events(connection, *is_import)):
        content = json.loads(event.content or "{}")
        if content.get("first_id"):
            yield content["first_id"], content["last_id"], (_day(event.at), event.actor)


def _sign_imported(connection: sa.Connection, first: int, last: int, signature: Signature) -> None:
    for name in _CONSENTS:
        connection.execute(
            sa.text(
                f"UPDATE patient SET {name}_on = :on, {name}_by = :by"
                f" WHERE id BETWEEN :first AND :last AND {name} = 'accepted'"
            ).bindparams(sa.bindparam("on", type_=sa.Date)),
            {"first": first, "last": last, "on": signature[0], "by": signature[1]},
        )


def _signatures(connection: sa.Connection) -> dict[tuple[int, str], Signature]:
    """Who accepted what when, as the events of the patients themselves tell it."""
    accepted: dict[tuple[int, str], Signature] = {}
    names = sa.or_(*(_event.c.content.contains(f'"{name}":') for name in _CONSENTS))
    for event in _events(connection, _event.c.patient_id.is_not(None), names):
        for name in _accepted_by(json.loads(event.content)):
            if event.action == "patient.recover":
                accepted[event.patient_id, name] = (None, None)
            elif event.action != "undo":  # which brings back what is known already
                accepted[event.patient_id, name] = (_day(event.at), event.actor)
    return accepted


def _accepted_by(content: dict[str, Any]) -> Iterator[str]:
    """The consents that an event made true."""
    created, changes = content.get("created", {}), content.get("changes", {})
    for name in _CONSENTS:
        if created.get(name) is True or changes.get(name, (None, None))[1] is True:
            yield name


def _sign(connection: sa.Connection, signatures: dict[tuple[int, str], Signature]) -> None:
    for name in _CONSENTS:
        rows = [
            {"of": patient_id, "on": on, "by": by}
            for (patient_id, of), (on, by) in signatures.items()
            if of == name
        ]
        write = sa.text(
            f"UPDATE patient SET {name}_on = :on, {name}_by = :by"
            f" WHERE id = :of AND {name} = 'accepted'"
        ).bindparams(sa.bindparam("on", type_=sa.Date))
        for start in range(0, len(rows), _CHUNK):
            connection.execute(write, rows[start : start + _CHUNK])


def _day(moment: datetime) -> date:
    """The day at the practice."""
    return moment.astimezone().date()
