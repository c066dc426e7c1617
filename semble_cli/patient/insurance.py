"""Rights at the health insurance: periods, and whether they are open on a day."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class RightsKind(StrEnum):
    """What a period is of: the compulsory insurance (AMO), care at a higher rate for a long-term
    illness (ALD), or the complementary insurance (AMC)."""

    AMO = "amo"
    ALD = "ald"
    AMC = "amc"


class RightsPeriod(NamedTuple):
    """A period of rights, its first and last day counted; `None` is open. `label` is the code of
    the illness, or the number of the complementary insurance."""

    kind: RightsKind
    label: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    def __repr__(self) -> str:
        return f"RightsPeriod({self.kind})"

    def covers(self, day: date) -> bool:
        """Whether a day is in the period."""
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


class RightsState(StrEnum):
    """Whether the rights at the compulsory insurance are open; unknown if nobody ever asked."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


def rights_state(
    periods: Iterable[RightsPeriod], checked_on: date | None, day: date
) -> RightsState:
    """Whether rights are open on a day, by the periods that were told when they were last checked.

    >>> from datetime import date
    >>> rights_state([RightsPeriod(RightsKind.AMO)], date(2026, 1, 1), date(2026, 6, 1)).value
    'open'
    """
    if checked_on is None:
        return RightsState.UNKNOWN
    is_open = any(period.kind is RightsKind.AMO and period.covers(day) for period in periods)
    return RightsState.OPEN if is_open else RightsState.CLOSED


def first_day(periods: Iterable[RightsPeriod], kind: RightsKind, day: date) -> date | None:
    """The first day of the period of a kind that covers a day; `None` if none does, or if that one
    has no beginning."""
    starts = [period.starts_on for period in periods if period.kind is kind and period.covers(day)]
    return None if None in starts else min((start for start in starts if start), default=None)


def last_day(periods: Iterable[RightsPeriod], kind: RightsKind, day: date) -> date | None:
    """The last day of the period of a kind that covers a day, or of the last one before it; `None`
    if it has no end, or there is none."""
    own = [period for period in periods if period.kind is kind]
    if any(period.covers(day) and period.ends_on is None for period in own):
        return None
    ends = [period.ends_on for period in own if period.ends_on]
    covering = [end for end in ends if end >= day]
    return min(covering, default=max(ends, default=None))
