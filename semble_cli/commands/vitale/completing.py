"""What is missing beside what was retrieved, asked of the person before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.patient.questions import ask_field
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.prompts import confirm
from semble_cli.commands.ui.signals import Terminated

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from semble_cli.commands.ui.context import Context
    from semble_cli.patient.record import Patient

_COMPLETED = ("phones", "email", "address_lines", "postal_code", "city")
"""What is offered to be filled in."""


def completions(context: Context, patient: Patient, given: Mapping[str, Any]) -> dict[str, str]:
    """Contact data that a patient, as it is about to be written, lacks and *given* does not hold;
    as the person types it. Any question may be left empty, and an interrupt keeps what was answered
    before it."""
    missing = [name for name in _COMPLETED if not (getattr(patient, name) or given.get(name))]
    answers: dict[str, str] = {}
    try:
        if not missing or not confirm(tr("Complete what is missing (phone, e-mail, address)?")):
            return {}
        for name in missing:
            beside = {"postal_code": patient.postal_code, "country": patient.country}
            beside |= {**given, **answers}
            if answer := ask_field(name, context.register.today, beside=beside):
                answers[name] = answer
    except Terminated:
        raise
    except KeyboardInterrupt:
        say("What you answered so far is kept; the rest is left empty.")
    return answers
