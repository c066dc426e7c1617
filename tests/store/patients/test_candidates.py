"""Who may be the same person as somebody, asked for one or for many at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from semble_cli.patient.matching import blocking_keys, traits_of
from semble_cli.services.access import Right
from semble_cli.services.patients import create as registering
from semble_cli.store.patients.candidates import bearers_of_nirs, candidate_ids, candidates_of_many
from tests.conftest import ADRUN, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.services.unit_of_work import Desk

NIR = "279035121518989"


def test_a_merged_patient_is_nobodys_likeness(desk: Desk) -> None:
    other = a_patient(PAT_TROIS)._replace(birth_date=date(1950, 1, 1), nir=None)
    kept = registering.register(desk, other).id or 0
    merged = registering.register(desk, a_patient(ADRUN)._replace(nir=NIR)).id or 0
    assert everywhere(desk) == ([merged], {0: {merged}}, {NIR: [merged]})
    with desk.writing(Right.EDIT_PATIENTS) as work:
        work.connection.run("UPDATE patient SET merged_into = ? WHERE id = ?", (kept, merged))
    assert everywhere(desk) == ([], {}, {})


def everywhere(
    desk: Desk,
) -> tuple[list[int], dict[int, set[int]], dict[str, list[int]]]:
    keys = blocking_keys(traits_of(a_patient(ADRUN)._replace(nir=NIR)))
    with desk.reading() as connection:
        return (
            candidate_ids(connection, keys),
            candidates_of_many(connection, [keys]),
            bearers_of_nirs(connection, [NIR]),
        )
