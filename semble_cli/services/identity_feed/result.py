"""What became of a message of an identity feed."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.services.changes import Changes

if TYPE_CHECKING:
    from semble_cli.errors import SembleError, Sentence
    from semble_cli.patient.record import Patient


class FeedOutcome(StrEnum):
    """What became of a message."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    KNOWN = "known"
    """It was read before."""
    PASSED_OVER = "passed_over"
    """It is about no identity."""
    REJECTED = "rejected"


class FeedResult(NamedTuple):
    """What became of a message: of which patient, what was changed, the fields that were left as
    somebody typed them, what else is to be said, and why it was rejected."""

    outcome: FeedOutcome
    patient: Patient | None = None
    changes: Changes = {}  # noqa: RUF012 - never written to
    left: tuple[str, ...] = ()
    notes: tuple[Sentence, ...] = ()
    problem: SembleError | None = None
