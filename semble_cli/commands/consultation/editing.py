"""A note in the person's own editor, opened again until it can be taken."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from semble_cli.commands.consultation.labels import word_of_note
from semble_cli.commands.ui.confirmations.sentences import who
from semble_cli.commands.ui.editor import edit_text
from semble_cli.commands.ui.language import tr
from semble_cli.errors import BadUsage, Conflict, NoSuchRecord
from semble_cli.patient.around.consultation import Keyword
from semble_cli.patient.around.note_text import GivenNote, GivenSection, note_text, read_note
from semble_cli.services.access import Permission
from semble_cli.services.patients.show import show_patient
from semble_cli.services.record.consultations import (
    add_consultation,
    edit_consultation,
    show_consultation,
)
from semble_cli.services.record.keywords import own_keywords

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.commands.ui.context import Context
    from semble_cli.services.record.consultations import ShownConsultation

_FILE = "consultation.txt"


def write_in_editor(
    context: Context, patient_id: int, title: str | None, held_at: datetime | None
) -> ShownConsultation:
    """Have a new note written, with a section for each keyword; those left empty are left out.

    Raises:
        BadUsage: the person gave up. SembleError: as `edit_text`.
    """
    register = context.register
    patient = show_patient(register, patient_id, Permission.EDIT_CARE).patient
    own = own_keywords(register)
    empty = GivenNote(title, tuple(map(GivenSection, (*Keyword, *own))))
    text = _explained(who(patient), empty)

    def take(typed: str) -> ShownConsultation:
        if typed == text:
            raise BadUsage("The text is as it was. Nothing was written.")
        note = read_note(typed, own, register.today)
        return add_consultation(register, patient_id, note, held_at)

    return edit_text(context, _FILE, text, take, list)


def edit_in_editor(
    context: Context, consultation_id: int, version: int | None = None
) -> ShownConsultation:
    """Have a note changed. Of what somebody else changed meanwhile the person is told on top of the
    text, which is kept.

    Raises:
        BadUsage: the person gave up. Conflict: the note is not of this *version*, and nobody is
            there. SembleError: as `edit_text`.
    """
    note = _EditedNote(context, consultation_id, version)
    return edit_text(context, _FILE, note.text, note.take, note.as_changed_by_others)


class _EditedNote:
    """A note while it is edited."""

    def __init__(self, context: Context, consultation_id: int, version: int | None) -> None:
        self._register = context.register
        self._look_up = partial(show_consultation, self._register, consultation_id)
        self.shown = self._look_up()
        self._version = version or self.shown.consultation.version
        self.text = _explained(who(self.shown.patient), self.shown.note)

    def take(self, text: str) -> ShownConsultation:
        own = (*own_keywords(self._register), *(each.keyword for each in self.shown.note.sections))
        note = read_note(text, own, self._register.today)
        consultation_id = self.shown.consultation.id or 0
        try:
            return edit_consultation(self._register, consultation_id, note, version=self._version)
        except NoSuchRecord:
            raise Conflict(
                "Somebody else deleted this consultation meanwhile. Copy what you want to keep."
            ) from None

    def as_changed_by_others(self) -> list[str]:
        """The note as somebody else left it; what is taken next takes its place."""
        try:
            self.shown = self._look_up()
        except NoSuchRecord:
            return []
        self._version = self.shown.consultation.version
        said = tr("This is how it stands now; what you leave here takes its place:")
        return [said, *note_text(self.shown.note, word_of_note).splitlines()]


def _explained(whose: str, note: GivenNote) -> str:
    lines = (
        whose,
        tr("Write under the keywords in brackets; what is left empty is left out."),
        tr("Of an allergy, the first line is the substance."),
    )
    return "\n".join((*(f"# {line}" for line in lines), note_text(note, word_of_note)))
