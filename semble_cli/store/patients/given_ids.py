"""The ids that a register has given: none so high that nothing can follow.

Recovery of before took any id from a report: after the highest number of all, no patient can be
added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.store.database.address import Database
from semble_cli.store.soundness.register_events import register_events

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection


def find_faults(connection: Connection, highest: int) -> list[Sentence]:
    """What is wrong with the ids, where they should be *highest* at the most."""
    found = [
        Sentence(
            "patient {id}: no register gives so high an id, and none can follow. Delete this "
            "patient, run semble store upgrade, and register the patient anew.",
            id=patient_id,
        )
        for patient_id in _above(connection, highest)
    ]
    given = connection.highest_given("patient")
    if not found and given > highest:
        found = [Sentence("ids: the last one given is too high. Run semble store upgrade.")]
    is_known = given or connection.address.database is Database.SQLITE  # or 0 for a reader
    if not found and is_known and given < _highest_known(connection, highest):
        found = [
            Sentence("ids: one that was given would be given again. Run semble store upgrade.")
        ]
    return found


def settle(connection: Connection, highest: int) -> None:
    """Have new ids follow the highest that anybody has, or had, up to *highest*; nothing, while
    somebody has one above."""
    if _above(connection, highest):
        return
    connection.give_after("patient", _highest_known(connection, highest))


def _highest_known(connection: Connection, highest: int) -> int:
    """The highest id, up to *highest*, that anybody has, or had."""
    known = [
        connection.value(f"SELECT max({column}) FROM {table} WHERE {column} <= ?", (highest,))
        for table, column in (
            ("patient", "id"),
            ("former_patient", "id"),
            ("event", "patient_id"),
        )
    ]
    known += [event.content.get("last_id") for event in register_events(connection)]
    return max((last for last in known if last), default=0)


def _above(connection: Connection, highest: int) -> list[int]:
    return [
        patient_id
        for (patient_id,) in connection.rows(
            "SELECT id FROM patient WHERE id > ? ORDER BY id", (highest,)
        )
    ]
