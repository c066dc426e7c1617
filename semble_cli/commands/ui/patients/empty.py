"""What is said where a list of what stands around a patient is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.confirmations.sentences import who
from semble_cli.commands.ui.output import say
from semble_cli.services.patients.show import show_patient

if TYPE_CHECKING:
    from semble_cli.errors import Sentence
    from semble_cli.services.register import Register


def say_empty(register: Register, patient_id: int, sentence: Sentence) -> None:
    """Say by a sentence on {who} that there is nothing of a kind.

    Raises:
        NoSuchRecord, Refused: as `show_patient`.
    """
    say(sentence.text, who=who(show_patient(register, patient_id).patient))
