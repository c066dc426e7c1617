"""Treatments: what a patient takes, took, or is to take."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class StopReason(StrEnum):
    """Why a treatment was stopped."""

    INTOLERANCE = "intolerance"
    INEFFICACY = "inefficacy"
    END = "end"
    OTHER = "other"


class TreatmentState(StrEnum):
    """Where a treatment stands on a day."""

    CURRENT = "current"
    TO_COME = "to_come"
    PAST = "past"


class Treatment(NamedTuple):
    """A drug, how it is taken, and from when until when; `ends_on` is the day that was planned."""

    patient_id: int
    drug: str
    dose: str | None = None
    route: str | None = None
    frequency: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    prescriber: str | None = None
    comment: str | None = None
    stopped_on: date | None = None
    stop_reason: str | None = None
    author: str | None = None
    id: int | None = None
    version: int = 1

    def state_on(self, day: date) -> TreatmentState:
        """Where it stands on a day. Its last day belongs to it; the day it was stopped does not.

        A day that is not known bounds nothing: without any, it is taken until it is stopped.
        """
        if self.stopped_on is not None and self.stopped_on <= day:
            return TreatmentState.PAST
        if self.ends_on is not None and self.ends_on < day:
            return TreatmentState.PAST
        if self.starts_on is not None and self.starts_on > day:
            return TreatmentState.TO_COME
        return TreatmentState.CURRENT
