"""What must not be missed about a patient, as a mark in the row of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.tables import text
from semble_cli.errors import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.text import Text

    from semble_cli.patient.record import Patient


class Mark(NamedTuple):
    """A sign, the sentence that says what it stands for, and its style."""

    sign: str
    meaning: Sentence
    style: str


ALLERGY = Mark("⚠", Sentence("allergy"), "bold red")
BLOCKED = Mark("⛔", Sentence("blocked"), "bold red")
DECEASED = Mark("✝", Sentence("deceased"), "bold red")
ARCHIVED = Mark("▤", Sentence("archived"), "yellow")

WIDEST = 5
"""The cells of a terminal that all the marks together take."""


def marks_of(patient: Patient, *, has_allergy: bool) -> list[Mark]:
    """The marks of a patient, the most urgent first."""
    return _borne(has_allergy, patient.blocked_on, patient.deceased_on, patient.archived_on)


def marks_of_record(record: Mapping[str, Any]) -> list[Mark]:
    """The marks that a record tells of, which has the keys of the patient document."""
    keys = ("allergies", "blocked", "deceased_on", "archived")
    return _borne(*(record.get(key) for key in keys))


def _borne(*told: object) -> list[Mark]:
    """The marks of which something is told, which stand in the order of their urgency."""
    marks = (ALLERGY, BLOCKED, DECEASED, ARCHIVED)
    return [mark for mark, is_borne in zip(marks, told, strict=True) if is_borne]


def shown_marks(marks: Iterable[Mark]) -> Text:
    """Marks beside each other."""
    cell = text("")
    for mark in marks:
        cell.append(mark.sign, mark.style)
    return cell


def legend(marks: Iterable[Mark]) -> Text:
    """What marks stand for."""
    return text(" · ").join(
        text(f"{mark.sign} ", mark.style).append(tr(mark.meaning), "default") for mark in marks
    )
