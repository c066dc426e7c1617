"""What the check of a register finds."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from semble_cli.errors import Sentence


class Weight(Enum):
    """How much a finding weighs."""

    DAMAGE = auto()
    """The database is damaged, or the journal was changed."""
    DIFFERENCE = auto()
    """The rows are not as the program left them."""
    REMARK = auto()
    """Sound, and it deserves a look."""


class Finding(NamedTuple):
    """One thing that a check found."""

    sentence: Sentence
    weight: Weight = Weight.DIFFERENCE

    def __str__(self) -> str:
        return str(self.sentence)
