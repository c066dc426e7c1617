"""`semble patient identity`: how sure an identity is, and what makes it surer."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.ui.confirmations.sentences import tell
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.options.shared import FormatOption, PatientId
from semble_cli.commands.ui.output import chosen, say, warn
from semble_cli.commands.ui.tables import write_one
from semble_cli.commands.vitale.flow import update_record
from semble_cli.commands.vitale.wants import AGREEING, KeepOption, TakeOption, Wants, decisions
from semble_cli.errors import BadUsage, NothingFound, Sentence
from semble_cli.patient.actions import Action
from semble_cli.patient.retrieved import warnings_about
from semble_cli.services.patients.identity import (
    check_identity,
    identity_of,
    search_insi,
    unlink_ins,
    verify_ins,
)


def identity(
    ctx: typer.Context,
    patient: PatientId,
    *,
    document: Annotated[
        str | None,
        typer.Option(
            metavar="CODE", help="The traits were checked against this document: CN, PA, CS ..."
        ),
    ] = None,
    insi: Annotated[
        bool, typer.Option("--insi", help="Search INSi by the traits on record.")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Ask INSi whether matricule and traits go together.")
    ] = False,
    unlink: Annotated[bool, typer.Option("--unlink", help="Give up the matricule INS.")] = False,
    take: TakeOption = None,
    keep: KeepOption = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=AGREEING)] = False,
    form: FormatOption = None,
) -> None:
    """Show how sure an identity is, or make it surer.

    A document that was seen makes a provisional identity validated, and a retrieved one qualified.
    What INSi answers makes a provisional identity retrieved, and a validated one qualified. The
    documents are CN (national identity card), PA (passport), CS (residence permit), eCN, IN, AV,
    LECV, AN, LEP, CC and ANCV; docs/vitale.md tells what each is.

    Examples:
    semble patient identity 1042
    semble patient identity 1042 --document CN
    semble patient identity 1042 --insi
    """
    context = context_of(ctx)
    if sum((document is not None, insi, verify, unlink)) > 1:
        raise BadUsage("One thing at a time: --document, --insi, --verify or --unlink.")
    if document is not None:
        tell(check_identity(context.register, patient, document))
    elif unlink:
        tell(unlink_ins(context.register, patient))
    elif verify:
        verify_ins(context.register, context.caller.insi(), patient)
        say("INSi knows this matricule beside these traits.")
    elif insi:
        _search(context, patient, Wants(decided=decisions(take, keep), agreed=yes))
    write_one(identity_of(context.register, patient), chosen(form))


def _search(context: Context, patient_id: int, wants: Wants) -> None:
    from semble_cli.services.patients.show import show_patient

    before = show_patient(context.register, patient_id).patient
    retrieved = search_insi(context.register, context.caller.insi(), patient_id)
    if isinstance(retrieved, Sentence):
        raise NothingFound(retrieved.text)
    warn(warnings_about(retrieved))
    update_record(context, before, retrieved, wants, Action.PATIENT_IDENTITY)
