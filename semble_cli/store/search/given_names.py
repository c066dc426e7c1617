"""Three given names of one patient, found together: each may be a hundredth of the register's.

The table `word` has each three of a patient's given names as one word, in the order of the alphabet
(`keys.trios`). Those whose names begin with three words asked for stand in some ranges of its
index, one for each first two names that there are; they are found by leaps, from one to the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.store.patients.keys import MANY_GIVEN_NAMES, trio
from semble_cli.store.search.conditions import ALL_NAMES, Condition, after, has_name
from semble_cli.store.search.run import Strategy
from semble_cli.store.search.strategies import word_strategy

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.store.database.connection import Connection

_REASON = Sentence("words of the names")

_MOST_LEAPS = 150
"""So many looks at the index, then the beginnings are too short for it to help."""

_BEHIND_SPACE = "!"
"""The character after the space: what comes after all that begins with a word and a space."""


def given_names_strategies(connection: Connection, words: Sequence[str]) -> list[Strategy] | None:
    """Who bears three given names that begin with three words, none of which begins another; or
    `None` where too many names begin so."""
    ranges = _ranges(connection, *sorted(words))
    if ranges is None:
        return None
    many = Condition("id IN (SELECT patient_id FROM word WHERE word = ?)", (MANY_GIVEN_NAMES,))
    checked = Strategy(_REASON, many).checked([has_name(word, ALL_NAMES) for word in words])
    return [*(word_strategy(_REASON, start) for start in ranges), checked]


def _ranges(connection: Connection, first: str, second: str, third: str) -> list[str] | None:
    """How the trios begin in which the words begin three names, from one pair of first names to the
    next; `None` for too many."""
    found: list[str] = []
    start, end = trio(first), after(trio(first))
    for _ in range(_MOST_LEAPS):
        word = connection.value(
            "SELECT word FROM word WHERE word >= ? AND word < ? ORDER BY word LIMIT 1", (start, end)
        )
        if word is None:
            return found
        one, other, _ = word.split()
        if other < second:
            start = trio(one, second)
        elif other.startswith(second):
            found.append(f"{trio(one, other)} {third}")
            start = trio(one, other) + _BEHIND_SPACE
        else:
            start = trio(one) + _BEHIND_SPACE
    return None
