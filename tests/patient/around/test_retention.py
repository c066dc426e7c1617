"""How long records are kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from semble_cli.patient.actions import Action
from semble_cli.patient.around.retention import NO_ACTS, Delays, Due, Step, due, years_after

CNIL = Delays(5, 15)
ADULT = date(1975, 12, 31)


@pytest.mark.parametrize(
    ("day", "years", "end"),
    [
        ("2020-03-01", 5, "2025-03-01"),
        ("2020-02-29", 5, "2025-02-28"),
        ("2020-02-29", 20, "2040-02-29"),
        ("2025-02-28", -5, "2020-02-28"),
        ("9990-01-02", 20, "9999-01-02"),
    ],
)
def test_a_delay_ends_on_the_day_of_the_same_number(day: str, years: int, end: str) -> None:
    assert years_after(date.fromisoformat(day), years) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("last_act", "today", "step", "on"),
    [
        ("2021-11-22", "2026-11-22", None, None),
        ("2021-11-22", "2026-11-23", Step.ARCHIVE, "2026-11-22"),
        ("2006-11-23", "2026-11-23", Step.ARCHIVE, "2011-11-23"),
        ("2006-11-22", "2026-11-23", Step.DELETE, "2026-11-22"),
        ("2004-02-29", "2024-02-29", Step.ARCHIVE, "2009-02-28"),
        ("2004-02-29", "2024-03-01", Step.DELETE, "2024-02-29"),
        ("2027-01-01", "2026-11-23", None, None),
    ],
)
def test_a_record_is_archived_after_five_years_and_deleted_after_fifteen_more(
    last_act: str, today: str, step: Step | None, on: str | None
) -> None:
    found = due(date.fromisoformat(last_act), ADULT, CNIL, date.fromisoformat(today))
    assert found == (Due(step, date.fromisoformat(on)) if step and on else None)


def test_an_archived_record_is_due_for_its_deletion_alone() -> None:
    today = date(2026, 11, 23)
    assert due(date(2015, 1, 1), ADULT, CNIL, today, is_archived=True) is None
    old = due(date(2005, 1, 1), ADULT, CNIL, today, is_archived=True)
    assert old == Due(Step.DELETE, date(2025, 1, 1))


def test_a_child_s_record_is_kept_until_the_twenty_eighth_birthday() -> None:
    born, last_act = date(2000, 5, 6), date(2003, 1, 1)
    for day in (date(2023, 1, 2), date(2028, 5, 6)):
        found = due(last_act, born, CNIL, day)
        assert found == Due(Step.ARCHIVE, date(2008, 1, 1))
    found = due(last_act, born, CNIL, date(2028, 5, 7))
    assert found == Due(Step.DELETE, date(2028, 5, 6), kept_until=date(2028, 5, 6))
    assert due(last_act, born, Delays(1, 1), date(2028, 5, 6)) == Due(
        Step.ARCHIVE, date(2004, 1, 1)
    )


def test_of_a_birth_whose_day_is_not_known_the_whole_year_is_waited_for() -> None:
    born, last_act = date(2000, 1, 1), date(2003, 1, 1)
    found = due(last_act, born, CNIL, date(2028, 12, 31), is_fictive=True)
    assert found == Due(Step.ARCHIVE, date(2008, 1, 1))
    found = due(last_act, born, CNIL, date(2029, 1, 1), is_fictive=True)
    assert found == Due(Step.DELETE, date(2028, 12, 31), date(2028, 12, 31))


def test_the_practice_s_delays_hold() -> None:
    today = date(2026, 11, 23)
    assert due(date(2024, 1, 1), ADULT, Delays(1, 1), today) == Due(Step.DELETE, date(2026, 1, 1))
    assert due(date(2024, 1, 1), ADULT, Delays(10, 10), today) is None


def test_nothing_is_ever_due_while_the_delay_runs() -> None:
    last_act = date(2000, 2, 29)
    for days in range(5 * 366):
        today = last_act + timedelta(days=days)
        assert (due(last_act, ADULT, CNIL, today) is None) == (today <= date(2005, 2, 28))


def test_care_is_an_act_and_keeping_order_is_none() -> None:
    for action in (
        *(Action.CONSULTATION_ADD, Action.TREATMENT_STOP, Action.DOCUMENT_ADD, Action.PATIENT_EDIT),
        *(Action.PATIENT_PREFS, Action.VITALE_READ, Action.PATIENT_IMPORT, Action.PATIENT_RECOVER),
        *(Action.ALLERGY_ADD, Action.RELATION_ADD, Action.PATIENT_REPORT_EVENT),
    ):
        assert action not in NO_ACTS
    for action in (
        *(Action.PATIENT_ARCHIVE, Action.PATIENT_TAG, Action.PATIENT_REVEAL, Action.UNDO),
        *(Action.DOCUMENT_GET, Action.DOCUMENT_SHARE, Action.SHARE_OUTCOME),
    ):
        assert action in NO_ACTS
