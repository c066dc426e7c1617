"""`semble appointment calendar`: a practitioner's appointments for another program."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from semble_cli.commands.appointment.options import PractitionerOption
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import OutputOption
from semble_cli.commands.ui.safe_text import discreet, safe
from semble_cli.commands.ui.to_file import redirected


def calendar(
    ctx: typer.Context,
    *,
    practitioner: PractitionerOption = None,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DATE", help="From this day on.", show_default="today"),
    ] = None,
    with_names: Annotated[
        bool,
        typer.Option(
            "--with-names", help="With patients' names and reasons. The journal notes this."
        ),
    ] = False,
    output: OutputOption = None,
) -> None:
    """Write a practitioner's appointments as iCalendar, for a phone or another program.

    Without --with-names, nothing of any patient is in it: only when, and for how long.

    Examples:
    semble appointment calendar --practitioner roussel -o roussel.ics
    """
    from semble_cli.identity.dates import parse_date
    from semble_cli.services.agenda.calendars import write_calendar

    context = context_of(ctx)
    text = write_calendar(
        context.register,
        context.settings.own,
        practitioner,
        tr("Appointment"),
        _one_line,
        since=parse_date("day", since) if since is not None else None,
        with_names=with_names,
    )
    with redirected(output):
        sys.stdout.write(text)


def _one_line(text: str) -> str:
    """A text of the register as other programs may show it: no NIR, and nothing that is no text."""
    return " ".join(safe(discreet(text)).split())
