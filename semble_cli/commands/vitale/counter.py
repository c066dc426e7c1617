"""A patient as the counter sees one, in two lines: who it is and what must not be missed, then
rights and today's appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.appointment.telling import document_line
from semble_cli.commands.patient.display.allergies import state_lines
from semble_cli.commands.patient.display.insurance_lines import coverage_lines, rights_line
from semble_cli.commands.patient.display.summary import alerts_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.tables import console, text
from semble_cli.commands.ui.times.ages import shown_age

if TYPE_CHECKING:
    from semble_cli.services.patients.show import Shown


def write_counter(found: Shown) -> None:
    """Write a patient in two lines; where the terminal is too narrow each goes on below, and
    nothing is cut."""
    alerts = [*alerts_of(found.document), *state_lines(found.document)]
    rights = text(f"{tr('Rights')} : ").append_text(rights_line(found.document["rights"]))
    today = (each for each in found.document["appointments"] if each["today"])
    coming = [text(document_line(each), "bold") for each in today]
    for parts in (
        [text(_who(found), "bold"), *(alerts or [text(tr("no alert"), "dim")])],
        [rights, *map(text, coverage_lines(found)), *coming],
    ):
        console().print(text(" · ").join(parts))


def _who(found: Shown) -> str:
    patient = found.patient
    years = shown_age(patient.birth_date, patient.deceased_on or found.today)
    return tr("{name}, {age} ({id})", name=patient.full_name, age=years, id=patient.id)
