"""Block, declare deceased, archive a patient; and take each of them back."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from semble_cli.commands.patient import acting
from semble_cli.commands.ui.confirmations.sentences import tell
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.plain import REASON
from semble_cli.commands.ui.options.shared import PatientId, option_of
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import BadUsage
from semble_cli.identity.dates import parse_date
from semble_cli.patient.choices.of_patients import ARCHIVE_REASONS
from semble_cli.patient.record import ArchiveReason
from semble_cli.services.patients.edit import (
    archive_patient,
    declare_deceased,
    unarchive_patient,
    unblock_patient,
    undeclare_deceased,
)


def block(
    ctx: typer.Context,
    patient: PatientId,
    *,
    reason: Annotated[str | None, option_of(REASON)] = None,
) -> None:
    """Block a patient: the practice makes no appointment for them any more.

    On a terminal, the reason is asked for where it is missing. The appointments that are to come
    stay, and are listed.

    Examples:
    semble patient block 1042 --reason "unpaid invoices"
    """
    acting.block(context_of(ctx), patient, reason)


def unblock(ctx: typer.Context, patient: PatientId) -> None:
    """Let appointments be made for a patient again.

    Examples:
    semble patient unblock 1042
    """
    tell(unblock_patient(context_of(ctx).register, patient))


def deceased(
    ctx: typer.Context,
    patient: PatientId,
    *,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day of the death.")] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back a death that was noted by mistake.")
    ] = False,
    cancel: Annotated[
        bool | None,
        typer.Option(
            "--cancel-appointments/--keep-appointments",
            help="Cancel the appointments that are to come, or keep them.",
            show_default="asked for",
        ),
    ] = None,
) -> None:
    """Note the day a patient died. On a terminal, it is asked for where it is missing.

    The appointments that are to come are listed; on a terminal, whether to cancel them is asked.

    Examples:
    semble patient deceased 1042 --on 04/11/2026
    semble patient deceased 1042 --on 04/11/2026 --cancel-appointments
    semble patient deceased 1042 --undo
    """
    context = context_of(ctx)
    if undo and on is None:
        tell(undeclare_deceased(context.register, patient))
        return
    if undo or (on is None and not context.may_ask):
        raise BadUsage("Give the day with --on, or --undo.")
    if on is None:
        from semble_cli.commands.patient.asking.states import ask_day_of_death

        day = ask_day_of_death(context, patient)
    else:
        day = parse_date("deceased_on", on, context.register.today)
    _declare(context, patient, day, cancel)


def _declare(context: Context, patient: int, day: date, cancel: bool | None) -> None:
    """Note a death, with what becomes of the appointments that are to come."""
    from semble_cli.commands.appointment.telling import tell_cancelled, tell_coming
    from semble_cli.services.agenda.finding import coming_of

    coming = coming_of(context.register, patient, context.settings.own)
    if coming.entries and cancel is None and context.may_ask:
        from semble_cli.commands.ui.prompts import confirm

        tell_coming(coming)
        cancel = confirm(tr("Cancel them?"))
    tell(declare_deceased(context.register, patient, day, cancel=bool(cancel)))
    if cancel:
        tell_cancelled(coming)
    else:
        tell_coming(coming)


def archive(
    ctx: typer.Context,
    patient: PatientId,
    *,
    reason: Annotated[
        ArchiveReason | None,
        choice_option(ARCHIVE_REASONS, "--reason", help_text="Why."),
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Give this tag as well.")
    ] = None,
) -> None:
    """Take a patient out of searches and lists. Nothing of the record is lost.

    On a terminal, the reason is asked for where it is missing.

    Examples:
    semble patient archive 1042 --reason moved_away --tag Sorti
    """
    context = context_of(ctx)
    if reason is None:
        if not context.may_ask:
            raise BadUsage("Give the reason with --reason.")
        from semble_cli.commands.patient.asking.states import ask_reason_of_archiving

        reason = ask_reason_of_archiving(context, patient)
    tell(archive_patient(context.register, patient, reason, tag or ()))


def unarchive(ctx: typer.Context, patient: PatientId) -> None:
    """Bring a patient back into searches and lists.

    Examples:
    semble patient unarchive 1042
    """
    tell(unarchive_patient(context_of(ctx).register, patient))
