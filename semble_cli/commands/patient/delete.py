"""`semble patient delete`: for good, once the full name was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.appointment.telling import tell_cancelled, tell_coming
from semble_cli.commands.ui.confirmations.sentences import confirm, who
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.labels import COUNTS
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import patient_argument
from semble_cli.commands.ui.output import say
from semble_cli.errors import BadUsage
from semble_cli.patient.actions import Action
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
    confirm(Action.PATIENT_DELETE, taken.patient, details=_taken_too(taken))
    tell_cancelled(taken.coming)
    _tell_staying(taken)
    say("Identity and contact data can come back: semble patient recover {id}", id=patient)


def _ask_name(found: Deletion) -> str:
    from semble_cli.commands.ui.prompts import ask_text

    named = who(found.patient)
    tell_coming(found.coming)
    _tell_staying(found)
    if attached := ", ".join(_taken_too(found)):
        say(
            "{who}: the record and {attached} will be deleted for good.",
            who=named,
            attached=attached,
        )
    else:
        say("{who}: the record will be deleted for good.", who=named)
    return ask_text(tr("To confirm, type the full name “{name}”", name=found.patient.full_name))


def _tell_staying(found: Deletion) -> None:
    if found.invoices:
        say("Invoices and credit notes stay in their ledger: {count}.", count=found.invoices)
    if found.shares:
        say(
            "What was shared stays in its ledger, until the former patient is erased: {count}.",
            count=found.shares,
        )


def _taken_too(found: Deletion) -> list[str]:
    """What hangs on the record, and goes with it."""
    return [tr(COUNTS[kind], count=count) for kind, count in found.attached.items()]
