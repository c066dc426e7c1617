"""Appointments: a patient, a practitioner, and a half-open stretch of time, kept in UTC."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from semble_cli.errors import InvalidInput

LONGEST = 24 * 60
"""Minutes of the longest appointment: what lasts longer is a slip."""

FARTHEST = timedelta(days=5 * 366)
"""How far ahead an appointment may be: what is farther is a mistyped year."""


class Channel(StrEnum):
    """Who makes an appointment: somebody at the practice, or the patient on the web."""

    DESK = "desk"
    ONLINE = "online"


class Fold(StrEnum):
    """Which of two hours that bear the same name, where clocks go back."""

    FIRST = "first"
    SECOND = "second"


class Appointment(NamedTuple):
    """A patient at a practitioner's, from a moment until before another. One that is overbooked may
    overlap others; one that was cancelled stays, and takes no time."""

    patient_id: int
    practitioner_id: int
    starts_at: datetime
    ends_at: datetime
    reason: str | None = None
    channel: str = Channel.DESK.value
    is_overbooked: bool = False
    is_despite_block: bool = False
    """Whether the patient was blocked when it was made."""
    cancelled_at: datetime | None = None
    cancelled_by: str | None = None
    id: int | None = None
    version: int = 1

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return round((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    def overlaps(self, other: Appointment) -> bool:
        """Whether two share a moment: one that ends when another begins does not."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def lasting(self, starts_at: datetime, minutes: int) -> Appointment:
        """The same at another time. The length is added in UTC: 20 minutes are 20 minutes in the
        night when clocks change, too."""
        return self._replace(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=minutes))


def check_minutes(minutes: int) -> int:
    """How long an appointment lasts.

    Raises:
        InvalidInput: nothing lasts so long.
    """
    if not 1 <= minutes <= LONGEST:
        raise InvalidInput(
            "minutes", "it is a whole number from {least} to {most}.", least=1, most=LONGEST
        )
    return minutes


def check_start(starts_at: datetime, today_began: datetime) -> None:
    """Refuse what cannot be meant: a day that is over, or one years ahead.

    Args:
        starts_at: when the appointment is to begin.
        today_began: the first moment of today at the practice.

    Raises:
        InvalidInput: it is out of these bounds.
    """
    if starts_at < today_began:
        raise InvalidInput("starts_at", "this day is over. Check the date.")
    if starts_at > today_began + FARTHEST:
        raise InvalidInput("starts_at", "this is more than five years ahead. Check the year.")
