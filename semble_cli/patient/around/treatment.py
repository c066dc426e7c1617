"""Treatments: what a patient takes or took."""

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
