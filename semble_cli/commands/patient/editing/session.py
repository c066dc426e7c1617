"""A patient's record in the person's own editor, opened again until it can be taken."""

from __future__ import annotations

import os
import shlex
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.commands.patient.editing.record_text import read_record, record_text
from semble_cli.commands.ui.confirmations.changes import changes_shown
from semble_cli.commands.ui.language import explain, tr
from semble_cli.errors import BadUsage, Conflict, InvalidInput, InvalidRecord
from semble_cli.leftovers import directory_for_records
from semble_cli.services.access import Permission
from semble_cli.services.changes import difference
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.patients.show import show_patient

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semble_cli.commands.ui.context import Context
    from semble_cli.patient.record import Patient
    from semble_cli.services.patients.edit import Edited
    from semble_cli.services.unit_of_work import Register

_OURS = "# ! "
"""How each line begins that says why the text could not be taken."""

_BYTES = {"encoding": "utf-8", "errors": "surrogateescape"}
"""How the text is read and kept, also where it is not in UTF-8 any more."""


def edit_in_editor(context: Context, patient_id: int) -> Edited:
    """Have a record edited. What cannot be taken is told on top of the text, which is opened again
    as it is, until the person leaves it unchanged.

    Raises:
        BadUsage: there is no such editor, it failed, or the text was emptied: the person gave up.
        SembleError: what cannot be taken, where nobody is there, or the person gave up.
    """
    register = context.register
    before = show_patient(register, patient_id, Permission.EDIT_PATIENTS).patient
    with _opened(before) as record:
        while True:
            record.open()
            try:
                return edit_fields(register, patient_id, record.changed(), before.version)
            except (BadUsage, InvalidInput, InvalidRecord, Conflict) as problem:
                if not context.may_ask or record.is_left():
                    raise
                lines = explain(problem)
                if isinstance(problem, Conflict):
                    before, others = _changed_meanwhile(register, before)
                    lines += others
                record.note(lines)


class _Record(NamedTuple):
    """A record in a file that only its owner may read, while it is edited."""

    path: Path
    before: dict[str, Any]
    opened: list[str]
    """The text as it was opened last."""

    def open(self) -> None:
        """Wait for the person's editor.

        Raises:
            BadUsage: there is no such editor, it failed, or nothing is left of the text.
        """
        self.opened[:] = [self._text()]
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        try:
            done = subprocess.run([*shlex.split(editor), self.path], check=False)
        except (OSError, ValueError) as error:
            raise BadUsage("The editor cannot be started. Set $EDITOR to yours.") from error
        if done.returncode:
            raise BadUsage("The editor failed. Nothing was written.")
        lines = self._text().splitlines()
        if all(not line.strip() or line.startswith("#") for line in lines):
            raise BadUsage("The text is empty. Nothing was written.")

    def changed(self) -> dict[str, Any]:
        """The fields, by their flat names, that the person changed; a key taken out is left as it
        is.

        Raises:
            BadUsage: the text is not YAML, or not UTF-8, any more.
            InvalidInput: an object is expected somewhere.
        """
        text = self._text()
        if not text.isprintable() and _is_not_utf8(text):
            raise BadUsage("The text is not in UTF-8 any more. Nothing was written.")
        after = read_record(text)
        return {
            name: value
            for name, value in after.items()
            if name not in self.before or value != self.before[name]
        }

    def is_left(self) -> bool:
        """Whether the person left the text as it was opened."""
        return self.opened == [self._text()]

    def note(self, problems: list[str]) -> None:
        """Say on top of the text, which is kept, why it could not be taken."""
        kept = self._text().splitlines()
        while kept and kept[0].startswith(_OURS.rstrip()):
            del kept[0]
        hint = tr("Correct it, save and leave. Leave it as it is to give up.")
        said = [f"{_OURS}{line}" for text in (*problems, hint) for line in text.splitlines()]
        self.path.write_text("\n".join((*said, *kept, "")), **_BYTES)

    def _text(self) -> str:
        return self.path.read_text(**_BYTES)


@contextmanager
def _opened(patient: Patient) -> Iterator[_Record]:
    """The record of a patient as a text, for as long as it is edited; then it is gone."""
    text = record_text(patient)
    with directory_for_records() as directory:
        path = directory / "patient.yaml"
        path.touch(mode=0o600)
        path.write_text(text, "utf-8")
        yield _Record(path, read_record(text), [])


def _changed_meanwhile(register: Register, before: Patient) -> tuple[Patient, list[str]]:
    """The record as it is by now, and what somebody else changed of it."""
    now = show_patient(register, before.id or 0).patient
    return now, [change.line for change in changes_shown(now, difference(before, now))]


def _is_not_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
