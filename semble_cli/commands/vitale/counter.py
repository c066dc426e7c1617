"""A patient as the counter sees one: what must not be missed, and whether rights are open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.appointment.telling import document_line
from semble_cli.commands.patient.display.allergies import state_lines
from semble_cli.commands.patient.display.insurance_lines import coverage_lines, rights_line
from semble_cli.commands.patient.display.summary import alerts_of, headline
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.tables import console, text
from semble_cli.patient.insurance import RightsState

if TYPE_CHECKING:
    from semble_cli.services.patients.show import Shown


def write_counter(found: Shown) -> None:
    """Write a patient in a few lines."""
    from rich.console import Group
    from rich.panel import Panel

    alerts = list(alerts_of(found.document))
    rights = found.document["rights"]
    coverage = coverage_lines(found)
    lines = [
        text(headline(found), "bold"),
        *(alerts or [text(tr("no alert"), "dim")]),
        *state_lines(found.document),
        text(f"{tr('Rights')} : ").append_text(rights_line(rights)),
    ]
    today = [each for each in found.document["appointments"] if each["today"]]
    lines += [text(document_line(each), "bold") for each in today]
    if coverage:
        lines.append(text(" · ".join(coverage)))
    is_fine = not alerts and rights["state"] == RightsState.OPEN
    console().print(
        Panel(
            Group(*lines),
            title=text(found.patient.id or "", "bold"),
            title_align="left",
            border_style="green" if is_fine else "red",
        )
    )
