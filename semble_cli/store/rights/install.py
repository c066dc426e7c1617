"""Put into a Postgres store what holds there who may do what; anew after every migration.

A change of what is installed reaches the stores there are with the next revision alone: give it a
migration of its own, if only an empty one.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from semble_cli.patient.actions import LEFT_BY_DELETIONS, OF_SHARES, READINGS
from semble_cli.patient.around.stored_document import CHUNK
from semble_cli.store.patients.attached import counts
from semble_cli.store.tables.grants import GRANTS, TABLES
from semble_cli.store.tables.schema import METADATA

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection

_IS_SHOWN = "id IN (SELECT semble.revealed()) OR 0 IN (SELECT semble.revealed())"
_IS_QUALIFIED = "identity_retrieved AND identity_checked"

_MASKED = {
    "patient": {
        "nir": f"CASE WHEN {_IS_SHOWN} THEN nir ELSE semble.masked(nir) END",
        "ins_matricule": f"CASE WHEN {_IS_QUALIFIED} THEN ins_matricule"
        " ELSE semble.masked(ins_matricule) END",
    },
    "ins_history": {
        "matricule": "CASE WHEN EXISTS (SELECT FROM public.patient"
        f" WHERE patient.id = ins_history.patient_id AND {_IS_QUALIFIED})"
        " THEN matricule ELSE semble.masked(matricule) END",
    },
    "event": {
        "salt": "CASE WHEN semble.masked_json(content) = content THEN salt END",
        "content": "semble.masked_json(content)",
    },
    "former_patient": {"record": "semble.masked_json(record)"},
}
"""The views that a reader has in place of tables, and what stands there in place of columns. The
matricule of a qualified identity is shown (`patient.document`)."""


def install(connection: Connection) -> None:
    """Make functions, views and grants anew, as the owner of the tables, in a transaction that
    holds the write lock."""
    owner = connection.value(
        "SELECT quote_ident(tableowner) FROM pg_tables"
        " WHERE schemaname = 'public' AND tablename = 'patient'"
    )
    connection.run_script(f"CREATE SCHEMA IF NOT EXISTS semble AUTHORIZATION {owner}")
    connection.run_script(f"SET LOCAL ROLE {owner}")
    connection.run_script(script())
    connection.run_script("RESET ROLE")


def script() -> str:
    """All that is installed, as SQL."""
    rows = ", ".join(
        f"('{permission}', '{privileges}', '{what}')"
        for permission, grants in GRANTS.items()
        for privileges, what in grants
    )
    parts = {
        ":counts_of_attached": counts("BETWEEN first AND last", "public."),
        ":rows_of_grants": rows,
        ":readings": ", ".join(f"'{action}'" for action in sorted(READINGS)),
        ":of_shares": ", ".join(f"'{action}'" for action in sorted(OF_SHARES)),
        ":left_by_deletions": ", ".join(f"'{each}'" for each in sorted(LEFT_BY_DELETIONS)),
        ":chunk": str(CHUNK),
        ":all_tables": ", ".join(f"public.{table}" for table in TABLES),
    }
    text = "\n".join(map(_text, ("tables.sql", "functions.sql")))
    text = "\n".join((text, *map(_view, _MASKED), _text("grants.sql")))
    return re.sub("|".join(parts), lambda name: parts[name[0]], text)


def _view(table: str) -> str:
    columns = ", ".join(
        f"{expression} AS {name}" if (expression := _MASKED[table].get(name)) else name
        for name in (column.name for column in METADATA.tables[table].columns)
    )
    return (
        f"DROP VIEW IF EXISTS semble.{table};"
        f" CREATE VIEW semble.{table} AS SELECT {columns} FROM public.{table};"
    )


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")
