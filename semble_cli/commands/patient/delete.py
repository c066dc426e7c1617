"""`semble patient delete`: for good, once the full name was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options import patient_argument
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.tables import shown_day
from semble_cli.errors import BadUsage
from semble_cli.services.patients.delete import delete_patient, prepare_deletion

if TYPE_CHECKING:
    from semble_cli.services.patients.delete import Deletion


def delete(
    ctx: typer.Context,
    patient: Annotated[
        int, patient_argument("The patient's id, or . for the last one shown here.", among=None)
    ],
    *,
    confirmation: Annotated[
        str | None,
        typer.Option(
            "--confirm", metavar="FULL NAME", help="The full name, in place of typing it."
        ),
    ] = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why, for the report of former patients.")
    ] = None,
) -> None:
    """Delete a patient and all that hangs on the record, for good.

    The full name must be typed exactly: case, spaces and accents count. Identity and contact data
    stay in the ledger of former patients.

    Examples:
    semble patient delete 1043
    semble patient delete 1043 --confirm "PAT-TROIS Dominique" --reason "entered twice"
    """
    context = context_of(ctx)
    if confirmation is None:
        found = prepare_deletion(context.register, patient)
        if not context.may_ask:
            raise BadUsage("Confirm a deletion with --confirm and the patient's full name.")
        confirmation = _ask_name(found)
    taken = delete_patient(context.register, patient, confirmation, reason)
    say("Patient {id} is deleted.", id=taken.patient.id)


def _ask_name(found: Deletion) -> str:
    from semble_cli.commands.ui.prompts import ask_text

    patient = found.patient
    attached = ", ".join(f"{count} {tr(kind)}" for kind, count in found.attached.items())
    say(
        "{name}, born {born} ({id}): the record and {attached} will be deleted for good.",
        name=patient.full_name,
        born=shown_day(patient.birth_date.isoformat()),
        id=patient.id,
        attached=attached or tr("nothing else"),
    )
    return ask_text(tr("To confirm, type the full name “{name}”", name=patient.full_name))
