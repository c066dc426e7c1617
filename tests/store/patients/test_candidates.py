"""Who may be the same person as somebody, asked for one or for many at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from semble_cli.patient.matching import blocking_keys, traits_of
from semble_cli.services.access import Permission
from semble_cli.services.patients.create import create_patient
from semble_cli.store.patients.candidates import candidate_ids, candidates_of_many, ids_by_nir
from tests.conftest import ADRUN, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.services.unit_of_work import Register

NIR = "279035121518989"


def test_a_merged_patient_is_nobodys_likeness(register: Register) -> None:
    other = a_patient(PAT_TROIS)._replace(birth_date=date(1950, 1, 1), nir=None)
    kept = create_patient(register, other).id or 0
    merged = create_patient(register, a_patient(ADRUN)._replace(nir=NIR)).id or 0
    assert everywhere(register) == ([merged], {0: {merged}}, {NIR: [merged]})
    with register.writing(Permission.EDIT_PATIENTS) as work:
        work.connection.run("UPDATE patient SET merged_into = ? WHERE id = ?", (kept, merged))
    assert everywhere(register) == ([], {}, {})


def everywhere(
    register: Register,
) -> tuple[list[int], dict[int, set[int]], dict[str, list[int]]]:
    keys = blocking_keys(traits_of(a_patient(ADRUN)._replace(nir=NIR)))
    with register.reading() as connection:
        return (
            candidate_ids(connection, keys),
            candidates_of_many(connection, [keys]),
            ids_by_nir(connection, [NIR]),
        )
