"""What to do about a patient who is, or may be, in the register already: one list of words."""

from __future__ import annotations

from enum import StrEnum


class OnDuplicate(StrEnum):
    """One way to go about a duplicate. Each command takes those that fit it."""

    ASK = "ask"
    """Ask the person at the terminal."""
    REFUSE = "refuse"
    """Fail, and write nothing."""
    REPORT = "report"
    """Leave the row out, and say so."""
    SKIP = "skip"
    """Leave the row or the patient out."""
    UPDATE = "update"
    """Bring the patient of the register up to the row."""
    CREATE = "create"
    """Create another patient all the same."""
