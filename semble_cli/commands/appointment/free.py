"""`semble appointment free`: when a practitioner is free next."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.appointment.options import MinutesOption, PractitionerOption
from semble_cli.commands.appointment.telling import day_heading
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, LimitOption
from semble_cli.commands.ui.output import Format, chosen
from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.tables import console, text, write_all
from semble_cli.errors import BadUsage, NothingFound
from semble_cli.patient.agenda.wall_clock import written_time
from semble_cli.services.agenda.finding import local_text

if TYPE_CHECKING:
    from semble_cli.services.agenda.finding import FreeTimes

COLUMNS = ("practitioner_id", "practitioner", "start", "end", "minutes")


def free(
    ctx: typer.Context,
    *,
    practitioner: PractitionerOption = None,
    minutes: MinutesOption = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="From this day on.", show_default="today"),
    ] = None,
    limit: LimitOption = 10,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Tell when a practitioner is free next, within opening hours, within a year.

    Opening hours are the setting appointments.opening_hours.

    Examples:
    semble appointment free --practitioner roussel --minutes 20
    semble appointment free --minutes 40 --from 04/01/2027 -f json
    """
    from semble_cli.identity.dates import parse_date
    from semble_cli.services.agenda.finding import free_times

    if minutes is None:
        raise BadUsage("Say how long it lasts with --minutes.")
    context = context_of(ctx)
    day = parse_date("day", since) if since is not None else None
    found = free_times(
        context.register, context.settings.own, practitioner, minutes, since=day, limit=limit
    )
    form = chosen(form)
    if form is not Format.TABLE or fields is not None:
        write_all(map(dict, _documents(found)), COLUMNS, form, fields)
    elif found.starts:
        _write(found)
    if not found.starts:
        raise NothingFound("Nothing is free within a year. See the setting {name}.", name=_HOURS)


_HOURS = "appointments.opening_hours"


def _documents(found: FreeTimes) -> list[dict[str, object]]:
    length = timedelta(minutes=found.minutes)
    return [
        {
            "practitioner_id": found.practitioner.id,
            "practitioner": found.practitioner.name,
            "start": local_text(start, found.zone),
            "end": local_text(start + length, found.zone),
            "minutes": found.minutes,
        }
        for start in found.starts
    ]


def _write(found: FreeTimes) -> None:
    """A line for each day."""
    local = [start.astimezone(found.zone) for start in found.starts]
    columns = (TableColumn(field_label("day")), TableColumn(tr("free")))
    rows = [
        [
            text(day_heading(times[0]), "bold"),
            text("  ".join(map(written_time, times))),
        ]
        for _, several in groupby(local, lambda start: start.date())
        for times in [list(several)]
    ]
    console().print(text(f"{found.practitioner.name} ({found.practitioner.id})", "bold"))
    draw(console(), columns, rows)
