"""What the parts of notes are called."""

from __future__ import annotations

from semble_cli.commands.ui.language import tr
from semble_cli.patient.around.allergy import Certainty, Severity
from semble_cli.patient.around.allergy_reading import PARTS
from semble_cli.patient.around.note_text import HEADING
from semble_cli.patient.choices.of_records import CERTAINTIES, SEVERITIES


def word_of_note(word: object) -> str:
    """What a part of a note or of an allergy is called in a text that is edited, and what its words
    and its day are."""
    for parts in (PARTS, HEADING):
        if word in parts.values:
            return tr(parts.name(str(word)))
    if word in {*Severity}:
        return tr(SEVERITIES.name(Severity(str(word))))
    if word in {*Certainty}:
        return tr(CERTAINTIES.name(Certainty(str(word))))
    return str(word)
