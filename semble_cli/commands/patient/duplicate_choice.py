"""What a person decides about patients who are likely to be the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.patient.acting import show
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import Format, say
from semble_cli.commands.ui.prompts import choose
from semble_cli.commands.ui.tables import shown_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.commands.ui.context import Context
    from semble_cli.services.patients.duplicates import Candidate
    from semble_cli.services.unit_of_work import Register


def describe(candidate: Candidate) -> str:
    """A likely duplicate and the reasons, on one line."""
    patient = candidate.patient
    reasons = ", ".join(tr(reason) for reason in candidate.likeness.reasons)
    return tr(
        "{name}, {born}, {place} ({id}): {reasons}.",
        name=patient.full_name,
        born=shown_day(patient.birth_date.isoformat()),
        place=f"{patient.birth_place_code} {patient.birth_place}",
        id=patient.id,
        reasons=reasons,
    )


def choose_about_duplicates(
    context: Context, given: dict[str, Any], likely: Sequence[Candidate]
) -> bool:
    """Show the likely duplicates and ask; whether to create another patient all the same.

    The person may also open one of them, or complete it with what is known now.
    """
    for candidate in likely:
        say("A close patient exists: {patient}", patient=describe(candidate))
    choices = []
    for candidate in likely:
        patient_id = candidate.patient.id
        choices.append((f"show {patient_id}", tr("Show {id}", id=patient_id)))
        choices.append((f"complete {patient_id}", tr("Complete {id}", id=patient_id)))
    choices += [("create", tr("Create all the same")), ("stop", tr("Give up"))]
    answer, _, number = choose(tr("What now?"), choices).partition(" ")
    if answer == "create":
        return True
    if answer == "show":
        show(context, int(number), Format.TABLE)
    elif answer == "complete":
        _complete(context.register, int(number), given)
    else:
        say("Nothing was written.")
    return False


def _complete(register: Register, patient_id: int, given: dict[str, Any]) -> None:
    from semble_cli.services.patients.complete import complete_patient

    completed = complete_patient(register, patient_id, given)
    if completed:
        say("Completed {id}: {fields}.", id=patient_id, fields=", ".join(completed))
    else:
        say("Patient {id} holds all of that already. Nothing was written.", id=patient_id)
