"""Who may be the same person as somebody, asked for one or for many at once."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import TYPE_CHECKING

import pytest

from bench.pairs import people
from bench.second_records import SECOND_RECORDS
from semble_cli.patient.comparison.traits import traits_of
from semble_cli.patient.matching import Verdict, blocking_keys, compare
from semble_cli.services.access import Permission
from semble_cli.services.patients.create import create_patient
from semble_cli.store.patients.candidates import candidate_ids, candidates_of_many, ids_by_nir
from tests.conftest import ADRUN, NOW, PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register

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


def test_both_names_exchanged_are_looked_up(register: Register) -> None:
    one = a_patient(ADRUN)._replace(nir=None)
    known = create_patient(register, one).id or 0
    probe = one._replace(birth_name=one.first_given_name, first_given_name=one.birth_name)
    assert found_for(register, probe) == [known]


@pytest.mark.parametrize("kind", sorted(SECOND_RECORDS))
def test_whoever_one_look_up_finds_by_two_keys_many_at_once_find(
    register: Register, kind: str
) -> None:
    draw, crowd = Random(kind), people(300, 3, NOW.date())
    made = None
    while made is None:
        made = SECOND_RECORDS[kind](draw.choice(crowd), draw)
    one, other = made
    known = create_patient(register, one, known=()).id or 0
    assert compare(traits_of(one), traits_of(other)).verdict is not Verdict.DIFFERENT
    assert found_for(register, other) == [known]


def found_for(register: Register, probe: Patient) -> list[int]:
    """Whom both look-ups find."""
    keys = blocking_keys(traits_of(probe))
    with register.reading() as connection:
        alone = candidate_ids(connection, keys)
        assert candidates_of_many(connection, [keys]) == ({0: set(alone)} if alone else {})
    return alone
