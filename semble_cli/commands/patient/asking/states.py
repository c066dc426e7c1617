"""What is asked for a change of a patient's state, where the day or the reason is missing.

The patient is named in the question: whoever mistyped an id sees it before anything is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.prompts import ask_text, choose
from semble_cli.commands.ui.tables import shown
from semble_cli.patient.record import ArchiveReason
from semble_cli.patient.texts import parse_reason
from semble_cli.services.access import Permission
from semble_cli.services.patients.edit import parse_day_of_death
from semble_cli.services.patients.show import show_patient

if TYPE_CHECKING:
    from datetime import date

    from semble_cli.commands.ui.context import Context
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register


def ask_day_of_death(context: Context, patient_id: int) -> date:
    """The day somebody died.

    Raises:
        NoSuchRecord, Refused. KeyboardInterrupt: the person gave up.
    """
    register = context.register
    patient = _patient(register, patient_id)
    question = tr("When did {name} ({id}) die?", name=patient.full_name, id=patient_id)

    def check(text: str) -> date:
        return parse_day_of_death(text, register.today, patient.birth_date)

    return check(ask_text(question, check))


def ask_reason_of_block(context: Context, patient_id: int) -> str:
    """Why somebody is blocked; empty where the person says nothing.

    Raises:
        NoSuchRecord, Refused. KeyboardInterrupt: the person gave up.
    """
    patient = _patient(context.register, patient_id)
    question = tr("Why is {name} ({id}) blocked? (optional)", name=patient.full_name, id=patient_id)
    return ask_text(question, lambda text: parse_reason("reason", text))


def ask_reason_of_archiving(context: Context, patient_id: int) -> ArchiveReason:
    """Why somebody is archived.

    Raises:
        NoSuchRecord, Refused. KeyboardInterrupt: the person gave up.
    """
    patient = _patient(context.register, patient_id)
    question = tr("Why is {name} ({id}) archived?", name=patient.full_name, id=patient_id)
    reasons = [
        (reason.value, shown("archive_reason", reason.value, sex=patient.sex))
        for reason in ArchiveReason
    ]
    return ArchiveReason(choose(question, reasons))


def _patient(register: Register, patient_id: int) -> Patient:
    """The patient who is to be changed; nobody is asked who may not do that."""
    return show_patient(register, patient_id, Permission.EDIT_PATIENTS).patient
