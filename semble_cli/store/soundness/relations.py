"""Whether a relation says of a patient who is there that they were deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.store.record.relations import join_again

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.connection import Connection

_PARTED = (
    "SELECT relation.id, patient_id, gone_id FROM relation JOIN patient ON patient.id = gone_id"
    " WHERE gone_kind = 'patient' ORDER BY relation.id"
)


def parted_from_present(connection: Connection) -> Iterator[Sentence]:
    """The relations that say so."""
    for relation_id, patient_id, other_id in connection.rows(_PARTED):
        yield Sentence(
            "relation {id} of patient {patient}: it says that patient {other} was deleted, who is"
            " in the register. semble store upgrade joins them again.",
            id=relation_id,
            patient=patient_id,
            other=other_id,
        )


def join_parted(connection: Connection) -> None:
    """Let them be to the patient who is there."""
    for _, _, other_id in connection.rows(_PARTED):
        join_again(connection, other_id)
