"""What must not be missed about a patient, as a mark in the row of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.tables import text
from semble_cli.errors import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    borne = {
        ALLERGY: has_allergy,
        BLOCKED: patient.blocked_on,
        DECEASED: patient.deceased_on,
        ARCHIVED: patient.archived_on,
    }
    return [mark for mark, is_borne in borne.items() if is_borne]


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
