"""A patient's record in the person's own editor, opened again until it can be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.patient.editing.record_text import read_record, record_text
from semble_cli.commands.ui.confirmations.changes import changes_shown
from semble_cli.commands.ui.editor import edit_text
from semble_cli.services.access import Permission
from semble_cli.services.changes import difference
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.show import open_patient, show_patient

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context
    from semble_cli.services.patients.edit import Edited
    from semble_cli.services.register import Register


def edit_in_editor(context: Context, patient_id: int) -> Edited:
    """Have a record edited. What cannot be taken is told on top of the text, which is opened again
    as it is, until the person leaves it unchanged.

    Raises:
        BadUsage: there is no such editor, it failed, or the text was emptied: the person gave up.
        SembleError: what cannot be taken, where nobody is there, or the person gave up.
    """
    record = _Record(context.register, patient_id)
    return edit_text(context, "patient.yaml", record.text, record.take, record.changed_by_others)


class _Record:
    """A patient's record while it is edited."""

    def __init__(self, register: Register, patient_id: int) -> None:
        self._register = register
        self._id = patient_id
        self._before = open_patient(register, patient_id, Permission.EDIT_PATIENTS).patient
        self.text = record_text(self._before)
        self._fields = read_record(self.text)

    def take(self, text: str) -> Edited:
        """Write the fields that the person changed; a key taken out is left as it is.

        Raises:
            BadUsage: the text is not YAML any more. SembleError: as `edit_fields`.
        """
        changed = {
            name: value
            for name, value in read_record(text).items()
            if name not in self._fields or value != self._fields[name]
        }
        return edit_fields(self._register, self._id, changed, self._before.version)

    def changed_by_others(self) -> list[str]:
        """What somebody else changed of the record meanwhile; it counts as known from here on."""
        before, now = self._before, show_patient(self._register, self._id).patient
        self._before = now
        return [change.line for change in changes_shown(now, difference(before, now))]
