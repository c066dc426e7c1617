"""`semble appointment add`, `move` and `cancel`."""

from __future__ import annotations

from typing import Annotated

import typer

from semble_cli.commands.appointment.options import (
    AppointmentId,
    ChannelOption,
    FoldOption,
    MinutesOption,
    OverbookOption,
    PractitionerOption,
    StartOption,
    with_fold,
)
from semble_cli.commands.appointment.telling import tell_booked
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption, PatientId
from semble_cli.commands.ui.output import Format, refuse_workbook_here, write
from semble_cli.errors import BadUsage
from semble_cli.patient.actions import Action
from semble_cli.patient.agenda.appointment import Channel
from semble_cli.services.agenda.booking import (
    When,
    add_appointment,
    cancel_appointment,
    move_appointment,
)


def add(
    ctx: typer.Context,
    patient: PatientId,
    *,
    start: StartOption = None,
    minutes: MinutesOption = None,
    practitioner: PractitionerOption = None,
    reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Why the patient comes.")
    ] = None,
    channel: ChannelOption = Channel.DESK,
    fold: FoldOption = None,
    overbook: OverbookOption = False,
    form: FormatOption = None,
) -> None:
    """Make an appointment. The number is printed, or the whole document with --format json.

    A time that is taken is refused, unless with --overbook. For a blocked patient, the desk makes
    none.

    Examples:
    semble appointment add 1042 --start 2027-01-04T09:00 --minutes 20 --practitioner roussel
    semble appointment add 1042 --start "04/01/2027 9h40" --minutes 20 --reason "Suivi annuel"
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    if not start or minutes is None:
        raise BadUsage("Give the time with --start, and how long it lasts with --minutes.")
    booked = with_fold(
        context,
        When(start, minutes, practitioner, channel, fold, overbook),
        lambda when: add_appointment(context.register, patient, when, reason, context.settings.own),
    )
    tell_booked(Action.APPOINTMENT_ADD, booked, form)
    if form is None or form is Format.TABLE:
        write(str(booked.entry.appointment.id))


def move(
    ctx: typer.Context,
    appointment: AppointmentId,
    *,
    start: StartOption = None,
    minutes: MinutesOption = None,
    practitioner: PractitionerOption = None,
    channel: ChannelOption = Channel.DESK,
    fold: FoldOption = None,
    overbook: OverbookOption = False,
    form: FormatOption = None,
) -> None:
    """Have an appointment at another time, for longer or shorter, or with somebody else.

    What is not given stays. All that holds of a new one is checked again.

    Examples:
    semble appointment move 7 --start 2027-01-05T11:00
    semble appointment move 7 --practitioner martin --minutes 30
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    if start is None and minutes is None and practitioner is None:
        raise BadUsage("Say what to change: see semble appointment move --help.")
    moved = with_fold(
        context,
        When(start, minutes, practitioner, channel, fold, overbook),
        lambda when: move_appointment(context.register, appointment, when, context.settings.own),
    )
    tell_booked(Action.APPOINTMENT_MOVE, moved, form)


def cancel(ctx: typer.Context, appointment: AppointmentId, *, form: FormatOption = None) -> None:
    """Cancel an appointment. It stays on record, and its time is free.

    Examples:
    semble appointment cancel 7
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    cancelled = cancel_appointment(context.register, appointment, context.settings.own)
    tell_booked(Action.APPOINTMENT_CANCEL, cancelled, form)
