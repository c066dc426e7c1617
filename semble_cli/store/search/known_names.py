"""The distinct names of the register, in which a name one typing error away is looked for.

A name that no patient bears any more is taken out at once: the table must not remember the
deleted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.identity.phonetics import phonetic
from semble_cli.store.patients.keys import name_words, patient_keys

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semble_cli.patient.record import Patient
    from semble_cli.store.database.connection import Connection

_PATIENTS_WITH = (
    "SELECT 1 FROM patient WHERE birth_key = ?",
    "SELECT 1 FROM patient WHERE used_key = ?",
    "SELECT 1 FROM patient WHERE given_key = ?",
    "SELECT 1 FROM patient WHERE used_given_key = ?",
    "SELECT 1 FROM word WHERE word = ?",
)


def words_of(patient: Patient) -> set[str]:
    """The names of a patient, as the table has them."""
    return name_words({name: (key,) for name, key in patient_keys(patient).items()})


def learn(connection: Connection, words: Iterable[str]) -> None:
    """Take in names of patients that were written."""
    connection.run_many(
        "INSERT INTO vocabulary (word, reversed, phonetic) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(word, word[::-1], phonetic(word)) for word in sorted(words)],
    )


def forget(connection: Connection, patient: Patient) -> None:
    """Take out the names of a former record that no patient bears any more."""
    for word in words_of(patient):
        if not any(connection.row(f"{look_up} LIMIT 1", (word,)) for look_up in _PATIENTS_WITH):
            forget_words(connection, [word])


def forget_words(connection: Connection, words: Iterable[str]) -> None:
    """Take out some names."""
    connection.run_many("DELETE FROM vocabulary WHERE word = ?", [(word,) for word in words])


def prune(connection: Connection) -> None:
    """Take out every name that no patient bears any more."""
    connection.run(f"DELETE FROM vocabulary WHERE {_of_nobody()}")


def strangers(connection: Connection) -> int:
    """How many names the table has that no patient bears."""
    return int(connection.value(f"SELECT count(*) FROM vocabulary WHERE {_of_nobody()}"))


def _of_nobody() -> str:
    return " AND ".join(
        f"NOT EXISTS ({look_up.replace('?', 'vocabulary.word')})" for look_up in _PATIENTS_WITH
    )
