"""Whether what is known of allergies is one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.patient.around.allergy import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.connection import Connection


def mixed_states(connection: Connection) -> Iterator[Sentence]:
    """The patients who have an allergy, and of whom none is said to be known."""
    for (patient_id,) in connection.rows(
        "SELECT DISTINCT patient_id FROM no_known_allergy WHERE EXISTS ("
        "SELECT 1 FROM allergy WHERE allergy.patient_id = no_known_allergy.patient_id"
        " AND certainty <> ?) ORDER BY patient_id",
        (Certainty.REFUTED.value,),
    ):
        yield Sentence(
            "patient {id}: an allergy is noted, and none is said to be known. See semble patient"
            " allergy list {id}.",
            id=patient_id,
        )
