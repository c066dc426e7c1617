"""The consents of all patients, counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.patient.catalogue import CONSENTS

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection

LAST_WITHOUT_ANSWERS = "0008"
"""The last revision that kept consents as true and false."""


def count_unsigned(connection: Connection) -> int:
    """How many answers there are of which neither day nor author is known."""
    unsigned = " + ".join(
        f"count(CASE WHEN {name}_on IS NULL AND {name}_by IS NULL THEN {name} END)"
        for name in CONSENTS
    )
    return int(connection.value(f"SELECT {unsigned} FROM patient"))


def count_false_of_before(connection: Connection) -> int:
    """How many patients of a store of before have a no where the DMP was asked for: it may be a
    refusal, or a false of a file."""
    return int(connection.value("SELECT count(*) FROM patient WHERE NOT dmp_consent"))
