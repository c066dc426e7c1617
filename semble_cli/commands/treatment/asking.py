"""What is asked on a terminal about a treatment."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.confirmations.sentences import who
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.prompts import ask_text, choose, confirm
from semble_cli.errors import InvalidInput
from semble_cli.patient.around.substances import substance_in
from semble_cli.patient.around.treatment import StopReason, Treatment
from semble_cli.patient.around.treatment_fields import READERS, check_treatment, read_treatment
from semble_cli.patient.choices.of_records import STOP_REASONS
from semble_cli.patient.texts import parse_line
from semble_cli.services.access import Permission
from semble_cli.services.patients.show import show_patient
from semble_cli.services.record.treatments import find_treatment

if TYPE_CHECKING:
    from semble_cli.commands.ui.context import Context
    from semble_cli.patient.record import Patient


def ask_treatment(context: Context, patient_id: int, given: dict[str, Any]) -> dict[str, Any]:
    """The fields of a new treatment: what is *given*, and what the person answers.

    Raises:
        NoSuchRecord, Refused: before anything is asked. KeyboardInterrupt: the person gave up.
    """
    patient = show_patient(context.register, patient_id, Permission.EDIT_CARE).patient
    read_treatment(given)
    say("A treatment of {who}. What is left empty is not noted.", who=who(patient))
    told = {name: value for name, value in given.items() if value}
    for name in READERS:
        if name not in told:
            told[name] = ask_text(field_label(name), partial(_check, name, dict(told), patient))
    return given | {name: answer for name, answer in told.items() if answer}


def _check(name: str, told: dict[str, Any], patient: Patient, text: str) -> None:
    """Whether an answer can be taken beside what was *told* before it."""
    so_far = read_treatment(told | {name: text})
    check_treatment(Treatment(patient.id or 0, **so_far), patient.birth_date)


def ask_reason_of_stop(context: Context, treatment_id: int) -> StopReason:
    """Why a treatment was stopped.

    Raises:
        NoSuchRecord, Refused: before anything is asked. KeyboardInterrupt: the person gave up.
    """
    found = find_treatment(context.register, treatment_id)
    question = tr("Why was it stopped: {who}, {drug}?", who=who(found.patient), drug=_drug(found))
    reasons = [(reason.value, tr(STOP_REASONS.name(reason))) for reason in StopReason]
    words = {reason.value: STOP_REASONS.words(reason) for reason in StopReason}
    return StopReason(choose(question, reasons, words=words))


def ask_allergy(context: Context, treatment_id: int) -> str | None:
    """The substance of the allergy that is to be noted with an intolerance; `None` for none.

    Raises:
        NoSuchRecord, Refused: before anything is asked. KeyboardInterrupt: the person gave up.
    """
    found = find_treatment(context.register, treatment_id)
    question = tr("Note an allergy of {who}, to be confirmed?", who=who(found.patient))
    if not confirm(question):
        return None
    return ask_text(tr("Substance"), _check_substance, default=substance_in(_drug(found)))


def _check_substance(text: str) -> None:
    if not parse_line("substance", text):
        raise InvalidInput("substance", "name the substance.")


def _drug(found: Any) -> str:
    return str(found.treatment.drug)
