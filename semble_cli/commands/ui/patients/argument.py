"""PATIENT on a command line, read in one place: an id, the name of one patient, alone or with the
birth date behind a comma, or `.` for the last patient shown or made on this terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import BadUsage
from semble_cli.patient.identifier import is_id

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context
    from semble_cli.identity.whole_names import Among

LAST = "."


class PatientWord:
    """What was typed for a patient, and whose names it may be; `None`: a name will not do."""

    def __init__(self, text: str, among: Among | None) -> None:
        self.text, self.among = text, among


def is_patient(text: str) -> bool:
    """Whether a word can mean a patient: what cannot is a mistake in the command line."""
    if is_id(text) or text == LAST:
        return True
    from semble_cli.identity.whole_names import typed_name

    return typed_name(text) is not None


def patient_id(context: Context, word: PatientWord) -> int:
    """The id of the patient that a word means.

    Raises:
        BadUsage: a name where an id is needed; or `.` where nobody is at a terminal.
        NoSuchRecord: nobody bears the name; or nobody was shown or made on this terminal.
        Refused: several patients bear the name.
    """
    if is_id(word.text):
        return int(word.text)
    if word.text == LAST:
        return context.last_patient()
    if word.among is None:
        raise BadUsage("A name is not enough here. Give the id; semble patient search finds it.")
    from semble_cli.services.patients.named import patient_named

    return patient_named(context.register, word.text, word.among)
