"""States of a patient as files bring them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from semble_cli.errors import InvalidRecord
from semble_cli.patient.reading.states import with_states
from tests.conftest import a_patient


def test_somebody_may_have_died_on_the_day_of_birth_and_not_before() -> None:
    patient = a_patient()
    born = patient.birth_date
    assert with_states(patient, {"deceased_on": born}).deceased_on == born
    with pytest.raises(InvalidRecord, match="before the patient's birth"):
        with_states(patient, {"deceased_on": born - timedelta(1)})
