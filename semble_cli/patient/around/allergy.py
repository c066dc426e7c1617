"""Allergies: what everybody who opens a record must see of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class Severity(StrEnum):
    """How severe an allergy is."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


class Certainty(StrEnum):
    """How certain it is that there is an allergy; one that was refuted is none."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    REFUTED = "refuted"


class AllergyScope(StrEnum):
    """Of what somebody said that no allergy is known."""

    ALL = "all"
    DRUG = "drug"
    FOOD = "food"


class Allergy(NamedTuple):
    """An allergy of a patient; the section of a consultation may hold more about it."""

    patient_id: int
    substance: str
    noted_at: datetime
    noted_by: str
    severity: str | None = None
    certainty: str = Certainty.UNCONFIRMED.value
    id: int | None = None
    version: int = 1


class NoKnownAllergy(NamedTuple):
    """Somebody said that no allergy is known."""

    patient_id: int
    scope: str
    noted_at: datetime
    noted_by: str
    id: int | None = None
    version: int = 1
