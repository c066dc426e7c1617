"""Conditions on patients' rights at the health insurance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.patient.insurance import RightsKind, RightsState
from semble_cli.store.search.conditions import Condition

if TYPE_CHECKING:
    from datetime import date

_COVERED = (
    "EXISTS (SELECT 1 FROM rights_period WHERE patient_id = patient.id AND kind = ?"
    " AND (starts_on IS NULL OR starts_on <= ?) AND (ends_on IS NULL OR ends_on >= ?))"
)


def rights_condition(state: RightsState, day: date) -> Condition:
    """The patient's rights are so on a day, as `identity.coverage.rights_state` tells it."""
    if state is RightsState.UNKNOWN:
        return Condition("rights_checked_on IS NULL")
    negation = "NOT " if state is RightsState.CLOSED else ""
    iso = day.isoformat()
    return Condition(
        f"(rights_checked_on IS NOT NULL AND {negation}{_COVERED})",
        (RightsKind.AMO.value, iso, iso),
    )


def check_due(day: date) -> Condition:
    """The patient lives, and the rights were last asked for before a day, or never."""
    return Condition(
        "deceased_on IS NULL AND (rights_checked_on IS NULL OR rights_checked_on < ?)",
        (day.isoformat(),),
    )
