"""Deaths and records that are not in use."""

from __future__ import annotations

from typing import Any

import pytest

from semble_cli.exchange.fhir.reading import read_patient
from semble_cli.patient.reading.states import STATE_READERS
from tests.exchange.fhir.reading_resources import ADRUN, TODAY, patient_of, said_of

UNKNOWN_DAY = "died on a day that the file does not tell: archived as deceased."
GREENWICH = "the day of death is of a time of Greenwich: it may be the next one."
INACTIVE = "not active in the file, which tells no day: archived from today on."
REPLACED = "replaced by another record in the file: archived from today on."
LINK = "there is no field for the FHIR element link: not taken."
NOW_ON = TODAY.isoformat()
AS_DECEASED = {"archived_on": NOW_ON, "archive_reason": "deceased"}
AS_INACTIVE = {"archived_on": NOW_ON, "archive_reason": "inactive"}


@pytest.mark.parametrize(
    ("elements", "states", "said"),
    [
        ({}, {}, []),
        ({"active": True, "deceasedBoolean": False}, {}, []),
        ({"deceasedDateTime": "2026-03-02"}, {"deceased_on": "2026-03-02"}, []),
        ({"deceasedDateTime": "2026-03-02T23:05:00+01:00"}, {"deceased_on": "2026-03-02"}, []),
        ({"deceasedDateTime": "2026-03-02T00:00:00Z"}, {"deceased_on": "2026-03-02"}, []),
        ({"deceasedDateTime": "2026-03-02T00:00:00.000Z"}, {"deceased_on": "2026-03-02"}, []),
        ({"deceasedDateTime": "2026-03-02T23:05:00Z"}, {"deceased_on": "2026-03-02"}, [GREENWICH]),
        (
            {"deceasedDateTime": "2026-03-02T00:05:00+00:00"},
            {"deceased_on": "2026-03-02"},
            [GREENWICH],
        ),
        ({"deceasedBoolean": True}, AS_DECEASED, [UNKNOWN_DAY]),
        ({"deceasedBoolean": True, "active": False}, AS_DECEASED, [UNKNOWN_DAY]),
        ({"deceasedDateTime": "2026"}, AS_DECEASED, [UNKNOWN_DAY]),
        ({"deceasedDateTime": "2026-03"}, AS_DECEASED, [UNKNOWN_DAY]),
        ({"active": False}, AS_INACTIVE, [INACTIVE]),
        (
            {"deceasedDateTime": "2026-03-02", "active": False},
            AS_INACTIVE | {"deceased_on": "2026-03-02"},
            [INACTIVE],
        ),
        ({"link": [{"type": "seealso"}]}, {}, [LINK]),
        ({"link": [{"type": "replaced-by"}]}, AS_INACTIVE, [REPLACED, LINK]),
    ],
)
def test_a_death_and_a_record_that_is_not_active_are_taken(
    elements: dict[str, Any], states: dict[str, str], said: list[str]
) -> None:
    given = read_patient(ADRUN | elements, TODAY).fields
    assert {name: given[name] for name in STATE_READERS if name in given} == states
    assert said_of(**elements) == said
    patient_of(ADRUN | elements)  # which is taken


def test_a_day_of_death_that_is_none_is_left_to_its_reader() -> None:
    assert read_patient(ADRUN | {"deceasedDateTime": "hier"}, TODAY).fields["deceased_on"] == "hier"
