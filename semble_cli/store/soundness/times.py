"""The times that a register's rows bear, outside the records of patients."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from semble_cli.errors import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.connection import Connection

_TIMES = (
    ("app_user", "SELECT login, added_at FROM app_user"),
    ("former_patient", "SELECT id, deleted_at FROM former_patient"),
    ("event", "SELECT seq, at FROM event"),
    (
        "store_info",
        "SELECT name, value FROM store_info WHERE name IN ('created_at', 'backed_up_at')",
    ),
)


def moment_of(text: object) -> datetime | None:
    """The moment that a row tells; `None` if it cannot be read, or has no zone.

    >>> moment_of("soon")
    """
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def unreadable_times(connection: Connection) -> Iterator[Sentence]:
    """The rows whose time cannot be read, a sentence for each."""
    for table, query in _TIMES:
        for row, text in connection.stream(query):
            if moment_of(text) is None:
                yield Sentence(
                    "{table}: the time of row {row} cannot be read.", table=table, row=row
                )
