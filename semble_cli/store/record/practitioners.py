"""Practitioners, found by the beginnings of their names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.around.kinds import PRACTITIONER
from semble_cli.store.record import rows
from semble_cli.store.record.keys import search_key

if TYPE_CHECKING:
    from semble_cli.patient.agenda.practitioner import Practitioner
    from semble_cli.store.database.connection import Connection

_LONGEST = 1_000
"""Characters that are looked for: longer is nobody's name, and too long for a database."""


def find(connection: Connection, words: str = "") -> list[Practitioner]:
    """The practitioners of whose names a word begins with each of *words*; all for no word."""
    if len(words) > _LONGEST:
        return []
    beginnings = [f"% {word}%" for word in search_key(words).split()]
    where = " AND ".join("search_key LIKE ?" for _ in beginnings) or "true"
    found: list[Any] = rows.select(connection, PRACTITIONER, where, beginnings, "search_key, id")
    return found


def called(connection: Connection, name: str) -> list[Practitioner]:
    """The practitioners whose names are these words, in this order."""
    found: list[Any] = rows.select(
        connection, PRACTITIONER, "search_key = ?", (search_key(name),), "id"
    )
    return found
