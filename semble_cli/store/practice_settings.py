"""The practice's settings: a text for each that is set."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection


def all_settings(connection: Connection) -> dict[str, str]:
    """All that is set, by name."""
    return dict(connection.rows("SELECT name, value FROM practice_setting ORDER BY name"))


def find(connection: Connection, name: str) -> str | None:
    """What is set for a setting, or `None`."""
    found: str | None = connection.value(
        "SELECT value FROM practice_setting WHERE name = ?", (name,)
    )
    return found


def put(connection: Connection, name: str, value: str | None) -> None:
    """Set a setting; `None` takes it away."""
    if value is None:
        connection.run("DELETE FROM practice_setting WHERE name = ?", (name,))
    else:
        connection.run(
            "INSERT INTO practice_setting (name, value) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )
