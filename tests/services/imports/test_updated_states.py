"""What a row tells of an archive, where the register has one already."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from semble_cli.patient.record import ArchiveReason
from semble_cli.services.imports.updating import updated
from tests.conftest import ADRUN, NOW, a_patient

TODAY, BEFORE, LATER = NOW.date(), date(2024, 5, 1), date(2025, 5, 1)
INACTIVE, DECEASED, MOVED = (
    ArchiveReason.INACTIVE,
    ArchiveReason.DECEASED,
    ArchiveReason.MOVED_AWAY,
)


@pytest.mark.parametrize(
    ("register", "row", "archived"),
    [
        ({}, (TODAY, INACTIVE), (TODAY, INACTIVE)),
        ({}, (TODAY, None), (TODAY, None)),
        ({"archived_on": BEFORE, "archive_reason": MOVED}, (TODAY, INACTIVE), (BEFORE, MOVED)),
        ({"archived_on": BEFORE, "archive_reason": MOVED}, (TODAY, None), (BEFORE, MOVED)),
        ({"archived_on": BEFORE, "archive_reason": MOVED}, (TODAY, DECEASED), (BEFORE, DECEASED)),
        ({"archived_on": BEFORE, "archive_reason": MOVED}, (LATER, INACTIVE), (LATER, INACTIVE)),
        ({"deceased_on": BEFORE}, (TODAY, DECEASED), (None, None)),
        ({"deceased_on": BEFORE}, (TODAY, INACTIVE), (TODAY, INACTIVE)),
        (
            {"deceased_on": BEFORE, "archived_on": LATER, "archive_reason": MOVED},
            (TODAY, DECEASED),
            (LATER, MOVED),
        ),
    ],
)
def test_an_archive_from_today_on_leaves_the_day_of_one_on_record(
    register: dict[str, Any], row: tuple[date, ArchiveReason | None], archived: tuple[Any, Any]
) -> None:
    states: dict[str, Any] = dict(zip(("archived_on", "archive_reason"), row, strict=True))
    told = {name: str(value) for name, value in states.items() if value}
    after = updated(a_patient(**register), a_patient(**states), ADRUN | told, TODAY).patient
    assert (after.archived_on, after.archive_reason) == archived


@pytest.mark.parametrize(("year", "born"), [(1975, date(1975, 12, 31)), (1960, date(1960, 12, 31))])
def test_a_year_alone_changes_a_birth_date_of_another_year_only(year: int, born: date) -> None:
    day = date(1975, 12, 31)
    patient = a_patient(ADRUN)
    assert patient.birth_date == day
    row = patient._replace(birth_date=date(year, 12, 31), birth_date_fictive=True)
    after = updated(patient, row, {"birth_date": str(year)}, NOW.date()).patient
    assert (after.birth_date, after.birth_date_fictive) == (born, year != day.year)
