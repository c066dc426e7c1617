"""Names of the register that are near to a word nobody bears: one error away, or heard alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.phonetics import phonetic
from semble_cli.identity.spelling import one_error_away, unharmed_ends
from semble_cli.store.search.conditions import begins

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection

_SHORTEST = 3
_MOST = 5


def is_known(connection: Connection, word: str) -> bool:
    """Whether a name of the register begins with the word."""
    part = begins("word", word)
    return bool(connection.row(f"SELECT 1 FROM vocabulary WHERE {part.sql} LIMIT 1", part.values))


def near_names(connection: Connection, word: str) -> list[str]:
    """The names one typing error away from a word, else those that sound the same; a few."""
    if len(word) < _SHORTEST:
        return []
    start, end = unharmed_ends(word)
    names: set[str] = set()
    for column, prefix in (("word", start), ("reversed", end[::-1])):
        part = begins(column, prefix)
        names.update(
            name
            for (name,) in connection.rows(
                f"SELECT word FROM vocabulary WHERE {part.sql} AND length(word) BETWEEN ? AND ?",
                (*part.values, len(word) - 1, len(word) + 1),
            )
        )
    near = one_error_away(word, sorted(names)) or [
        name
        for (name,) in connection.rows(
            "SELECT word FROM vocabulary WHERE phonetic = ? ORDER BY word", (phonetic(word),)
        )
    ]
    return near[:_MOST]
