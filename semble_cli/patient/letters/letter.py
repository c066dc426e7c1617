"""A letter that is written: what stands on it, of whom it is about, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.patient.letters.recipient import Recipient
    from semble_cli.patient.letters.template import LetterTemplate
    from semble_cli.patient.letters.values import LetterPractice

KIND = "Courrier"
"""What every file of letters and every job that prints one is called: by nobody's name."""


class Letter(NamedTuple):
    """A letter: the text has its fields filled, the time is of the practice's clock."""

    patient_id: int
    recipient: Recipient
    practice: LetterPractice
    text: LetterTemplate
    at: datetime
