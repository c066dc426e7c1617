"""What stands in the database beside the rows: indexes, and what runs by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.connection import Connection


_KINDS = {
    "index": Sentence("index"),
    "trigger": Sentence("trigger"),
    "rule": Sentence("rule"),
    "policy": Sentence("policy"),
}


def strange_structure(connection: Connection) -> Iterator[Sentence]:
    """The indexes, triggers, rules and policies on our tables that are not ours; the indexes of
    ours that are missing, or have other columns."""
    from semble_cli.store.tables.schema import METADATA, TRIGGERS

    tables = sorted(METADATA.tables)
    triggers = TRIGGERS if connection.guarded else ()
    ours = {("trigger", table, name, ()) for table, name in triggers} | {
        ("index", table.name, str(index.name), tuple(index.columns.keys()))
        for table in METADATA.tables.values()
        for index in table.indexes
    }
    found = set(connection.made_on(tables))
    for kind, table, name, _ in sorted(found - ours):
        yield Sentence(
            "table {table}: the {kind} {name} is not one of ours. Drop it.",
            table=table,
            kind=_KINDS[kind],
            name=name,
        )
    for kind, table, name, _ in sorted(ours - found):
        yield Sentence(
            "table {table}: the {kind} {name} is missing, or was replaced.",
            table=table,
            kind=_KINDS[kind],
            name=name,
        )
