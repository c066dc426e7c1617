"""Names of the register that are near to a word nobody bears: one error away, or heard alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.phonetics import phonetic
from semble_cli.identity.spelling import kept_letters, one_error_away, unharmed_ends
from semble_cli.store.search.conditions import Condition, any_of, begins

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
    near = one_error_away(word, _alike(connection, word)) or [
        name
        for (name,) in connection.rows(
            "SELECT word FROM vocabulary WHERE phonetic = ? ORDER BY word", (phonetic(word),)
        )
    ]
    return near[:_MOST]


def _alike(connection: Connection, word: str) -> set[str]:
    """The names that may be one error away: one end is whole, and the other begins nearly so."""
    start, end = unharmed_ends(word)
    names: set[str] = set()
    for whole, prefix, other, letters in (
        ("word", start, "reversed", kept_letters(word[::-1])),
        ("reversed", end[::-1], "word", kept_letters(word)),
    ):
        part = begins(whole, prefix) & any_of(
            *(
                Condition(f"substr({other}, {place}, 1) IN (?, ?)", tuple(letters))
                for place in (1, 2)
            )
        )
        names.update(
            name
            for (name,) in connection.rows(
                f"SELECT word FROM vocabulary WHERE {part.sql} AND length(word) BETWEEN ? AND ?",
                (*part.values, len(word) - 1, len(word) + 1),
            )
        )
    return names
