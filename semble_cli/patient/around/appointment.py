"""An appointment, as the counter is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

CANCELLED = "cancelled"
"""The status of an appointment for which nobody comes."""


class Appointment(NamedTuple):
    """When a patient comes, for how long, and to whom."""

    starts_at: datetime
    minutes: int
    practitioner: str | None
