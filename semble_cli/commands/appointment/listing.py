"""`semble appointment list`: a day, a week, or what is to come for one patient."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.appointment.options import PractitionerOption
from semble_cli.commands.appointment.telling import day_heading, marks_of
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, OtherPatient
from semble_cli.commands.ui.output import NOTHING, Format, chosen, say
from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.tables import console, shown_day, text, write_all
from semble_cli.errors import BadUsage
from semble_cli.patient.agenda.wall_clock import written_time
from semble_cli.services.agenda.finding import DOCUMENT_KEYS, entry_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from zoneinfo import ZoneInfo

    from rich.text import Text

    from semble_cli.services.agenda.finding import AgendaOf, Booking


def list_appointments(
    ctx: typer.Context,
    day: Annotated[
        str | None,
        typer.Argument(metavar="[DATE]", help="The day, or one of the week.", show_default="today"),
    ] = None,
    *,
    of_day: Annotated[bool, typer.Option("--day", help="That day alone, as without.")] = False,
    of_week: Annotated[bool, typer.Option("--week", help="The week, from Monday on.")] = False,
    practitioner: PractitionerOption = None,
    patient: OtherPatient = None,
    cancelled: Annotated[
        bool, typer.Option("--cancelled", help="Those that were cancelled, too.")
    ] = False,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """List appointments: today's, those of a day or a week, or with --patient all that are to come.

    Examples:
    semble appointment list
    semble appointment list --week 04/01/2027 --practitioner roussel
    semble appointment list --patient 1042 -f json
    """
    from semble_cli.identity.dates import parse_date
    from semble_cli.services.agenda import finding
    from semble_cli.services.agenda.finding import Stretch

    if of_day and of_week:
        raise BadUsage("Give either --day or --week.")
    context = context_of(ctx)
    to_come = patient is not None and day is None and not of_day and not of_week
    agenda = finding.list_appointments(
        context.register,
        context.settings.own,
        parse_date("day", day) if day is not None else None,
        Stretch.TO_COME if to_come else Stretch.WEEK if of_week else Stretch.DAY,
        practitioner=practitioner,
        patient_id=patient,
        cancelled=cancelled,
    )
    form = chosen(form)
    if form is not Format.TABLE or fields is not None:
        documents = (entry_document(each, agenda.zone) for each in agenda.entries)
        write_all(documents, DOCUMENT_KEYS, form, fields)
    elif agenda.entries:
        _write_days(agenda)
    else:
        _say_none(agenda)


def _write_days(agenda: AgendaOf) -> None:
    """A table for each day, in which nothing is cut, on 80 columns either."""

    def day_of(entry: Booking) -> date:
        return entry.appointment.starts_at.astimezone(agenda.zone).date()

    columns = (
        TableColumn(tr("time"), whole=True),
        TableColumn(tr("min"), 3, whole=True),
        TableColumn(field_label("patient")),
        TableColumn(field_label("practitioner"), 1),
        TableColumn(field_label("reason"), 2),
        TableColumn(tr("to note")),
        TableColumn(tr("no."), whole=True),
    )
    for _, entries in groupby(agenda.entries, day_of):
        some = list(entries)
        begins = some[0].appointment.starts_at.astimezone(agenda.zone)
        console().print(text(day_heading(begins), "bold"))
        draw(console(), columns, [list(_cells(each, agenda.zone)) for each in some])


def _cells(entry: Booking, zone: ZoneInfo) -> Iterator[Text]:
    document: dict[str, Any] = entry_document(entry, zone)
    style = "dim" if entry.appointment.is_cancelled else ""
    yield text(written_time(entry.appointment.starts_at.astimezone(zone)), style)
    yield text(document["minutes"], style)
    yield text(f"{document['patient']} ({document['patient_id']})", style)
    yield text(document["practitioner"], style)
    yield text(document["reason"] or NOTHING, style)
    yield text(marks_of(document) or NOTHING, style)
    yield text(document["id"], style)


def _say_none(agenda: AgendaOf) -> None:
    first = shown_day(agenda.first.isoformat())
    if agenda.last is None:
        say("No appointment is to come.")
    elif agenda.last == agenda.first:
        say("No appointment on {day}.", day=first)
    else:
        last = shown_day(agenda.last.isoformat())
        say("No appointment from {first} to {last}.", first=first, last=last)
