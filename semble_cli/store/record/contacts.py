"""Contacts, found by their names and numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.identity.names import name_words
from semble_cli.patient.around.kinds import CONTACT
from semble_cli.store.record import rows
from semble_cli.store.record.keys import search_key

if TYPE_CHECKING:
    from semble_cli.patient.around.contact import Contact
    from semble_cli.store.database.connection import Connection

_NUMBERS = ("rpps", "finess", "siren", "siret")

_LONGEST = 1_000
"""Characters that are looked for: longer is nobody's name, and too long for a database."""


def find(
    connection: Connection, words: str, kind: str | None = None, limit: int = 0
) -> list[Contact]:
    """The contacts of whose names a word begins with each of *words*, or who have a number that is
    one; all of them for no word. *limit* 0 is no limit."""
    if len(words) > _LONGEST:
        return []
    conditions, values = [], []
    for word in search_key(words).split():
        numbers = "".join(f" OR {name} = ?" for name in _NUMBERS)
        conditions.append(f"(search_key LIKE ?{numbers})")
        values += [f"% {word}%", *([word] * len(_NUMBERS))]
    if kind is not None:
        conditions.append("kind = ?")
        values.append(kind)
    bound = f" LIMIT {limit:d}" if limit else ""
    where = " AND ".join(conditions) or "true"
    found: list[Any] = rows.select(connection, CONTACT, where, values, f"search_key, id{bound}")
    return found


def called(connection: Connection, name: str) -> list[Contact]:
    """The contacts whose names are these words, in any order."""
    wanted = name_words(name)
    return [
        contact for contact in find(connection, name) if name_words(contact.full_name) == wanted
    ]


def numbered(connection: Connection, figures: str, limit: int) -> list[Contact]:
    """The contacts whose numbers begin with some figures."""
    found: list[Any] = rows.select(
        connection, CONTACT, "CAST(id AS text) LIKE ?", (f"{figures}%",), f"id LIMIT {limit:d}"
    )
    return found
