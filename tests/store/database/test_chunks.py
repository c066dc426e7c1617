"""Many values in one statement: what is bound may be padded, what is read never is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.patient.actions import Action
from semble_cli.services.access import Permission
from semble_cli.store.database.chunks import MOST, chunks, id_conditions, one_of
from semble_cli.store.ledger import every
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.candidates import ids_by_nir
from tests.conftest import ADRUN, a_patient
from tests.services.patients.test_recover import deleted

if TYPE_CHECKING:
    from semble_cli.services.register import Register


@given(st.lists(st.integers(), max_size=3 * MOST))
def test_chunks_are_the_values_and_nothing_beside(values: list[int]) -> None:
    assert [value for some in chunks(values) for value in some] == values
    assert all(len(some) <= MOST for some in chunks(values))


@given(st.lists(st.integers(), min_size=1, max_size=MOST))
def test_statements_for_many_lengths_are_few(values: list[int]) -> None:
    condition, bound = one_of("id", values)
    assert set(bound) == set(values)
    assert condition.count("?") == len(bound)
    assert len(bound).bit_count() == 1


@given(st.lists(st.integers(1, 10**6), max_size=MOST, unique=True))
def test_the_conditions_for_ids_name_each_of_them(ids: list[int]) -> None:
    bound = [value for _, values in id_conditions("id", ids) for value in values]
    assert not ids or {min(bound), max(bound)} == {min(ids), max(ids)}


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_whoever_is_asked_for_among_others_is_read_once(register: Register, count: int) -> None:
    nir = a_patient(ADRUN | {"nir": "275126322074974"}).nir or ""
    with register.writing(Permission.EDIT_PATIENTS) as work:
        ids = [
            work.add(a_patient(ADRUN, nir=nir), Action.PATIENT_ADD).id or 0 for _ in range(count)
        ]
    with register.reading() as connection:
        assert [patient.id for patient in patients.get_many(connection, ids)] == ids
        assert sorted(found.id or 0 for found in patients.get_compared(connection, ids)) == ids
        assert ids_by_nir(connection, [nir, *map(str, range(count - 1))]) == {nir: ids}


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_every_former_patient_is_read_once(register: Register, count: int) -> None:
    gone = [deleted(register, a_patient()).id for _ in range(count)]
    with register.reading() as connection:
        assert [former.patient.id for former in every(connection)] == gone
