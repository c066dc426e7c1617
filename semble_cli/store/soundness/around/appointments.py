"""Whether two appointments take the same time of a practitioner, and neither was overbooked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.connection import Connection


def overlapping_appointments(connection: Connection) -> Iterator[Sentence]:
    """The pairs of them. Postgres takes none; a file takes what somebody puts there by hand."""
    for one, other in connection.rows(
        "SELECT one.id, other.id FROM appointment AS one JOIN appointment AS other"
        " ON other.practitioner_id = one.practitioner_id"
        " AND other.starts_at >= one.starts_at AND other.starts_at < one.ends_at"
        " AND (other.starts_at > one.starts_at OR other.id > one.id)"
        " WHERE one.cancelled_at IS NULL AND NOT one.is_overbooked"
        " AND other.cancelled_at IS NULL AND NOT other.is_overbooked ORDER BY one.id, other.id"
    ):
        yield Sentence(
            "appointments {one} and {other}: they take the same time, and neither is overbooked."
            " Move one with semble appointment move.",
            one=one,
            other=other,
        )
