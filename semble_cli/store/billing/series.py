"""The series of numbers, and the place that each has come to."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from semble_cli.patient.billing.numbering import Series

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection


def all_series(connection: Connection) -> list[Series]:
    """Every series of which a number was given."""
    rows = connection.rows(
        "SELECT name, kind, first_position, last_position, last_on FROM invoice_series"
        " ORDER BY name"
    )
    with connection.decoding():
        return [
            Series(name, kind, first, last, date.fromisoformat(last_on))
            for name, kind, first, last, last_on in rows
        ]


def begin(connection: Connection, series: Series) -> None:
    """Put down a new series."""
    connection.insert("invoice_series", series._asdict() | {"last_on": series.last_on.isoformat()})


def come_to(connection: Connection, series: Series) -> None:
    """Put down the place that a series has come to."""
    connection.run(
        "UPDATE invoice_series SET last_position = ?, last_on = ? WHERE name = ?",
        (series.last_position, series.last_on.isoformat(), series.name),
    )


def is_taken(connection: Connection, number: str) -> bool:
    """Whether an invoice bears a number; one that stood in the register before may."""
    return connection.row("SELECT 1 FROM invoice WHERE number = ?", (number,)) is not None
