"""`semble audit log`: who did what, when, about whom; and who read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.confirmations.records import record_name
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.labels import action_name
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.options.shared import (
    LARGEST,
    FieldsOption,
    FormatOption,
    LimitOption,
    OutputOption,
    patient_option,
)
from semble_cli.commands.ui.output import (
    NOTHING,
    Format,
    chosen,
    columns_of,
    refuse_workbook_here,
    say,
)
from semble_cli.commands.ui.screen.pager import paged
from semble_cli.commands.ui.streams import end_with_reader
from semble_cli.commands.ui.tables import WIDEST_ID, console, shown, shown_time, text, write_all
from semble_cli.commands.ui.to_file import redirected
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import BadUsage
from semble_cli.identity.dates import parse_date
from semble_cli.identity.whole_names import Among
from semble_cli.patient.actions import LogKind
from semble_cli.patient.around.kinds import KINDS
from semble_cli.patient.choices.of_practice import LOG_KINDS
from semble_cli.services.audit.log import Logged, LogQuery, logged_events, sees_all

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from rich.text import Text

COLUMNS = (
    *("seq", "at", "actor", "action", "patient_id", "patient", "batch", "undoes", "record"),
    *("changed", "details"),
)

_IN_WORDS = ("by", "list")
"""The details whose values are words of ours."""


def log(
    ctx: typer.Context,
    *,
    user: Annotated[
        str | None, typer.Option("--user", metavar="LOGIN", help="Only what this user did.")
    ] = None,
    patient: Annotated[int | None, patient_option(Among.BOTH)] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Only from this day on.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="DATE", help="Only up to this day.")
    ] = None,
    kinds: Annotated[
        list[LogKind] | None,
        choice_option(LOG_KINDS, "--kind", help_text="Only events of this kind."),
    ] = None,
    before: Annotated[
        int | None,
        typer.Option(
            metavar="SEQ", help="Only what came before this event, to go on.", min=1, max=LARGEST
        ),
    ] = None,
    limit: LimitOption = 0,
    form: FormatOption = None,
    fields: FieldsOption = None,
    output: OutputOption = None,
) -> None:
    """Show who did what, when and about whom, the newest first; and who opened which record.

    An admin sees all of it, everybody else what they did themselves. Whoever opens a record is
    noted, once per user, patient and hour; searches by number, lists, exports and reveals are noted
    each time. What a record holds is not in the log: semble patient history tells what changed.

    Examples:
    semble audit log --patient 1042 --kind read
    semble audit log --user martine --from 01/11/2026 --to 30/11/2026
    semble audit log --kind exported -f csv -o exports.csv
    """
    asked = LogQuery(
        user, patient, _day("from", first), _day("to", last), tuple(kinds or ()), before, limit
    )
    if asked.first_day and asked.last_day and asked.last_day < asked.first_day:
        raise BadUsage("--to is a day before --from.")
    context = context_of(ctx)
    columns_of(COLUMNS, fields)
    if output is None:
        refuse_workbook_here(form)
    is_whole = sees_all(context.register)
    events = logged_events(context.register, asked)
    with redirected(output) as file:
        end_with_reader()
        how = chosen(form, file)
        with paged(context, how):
            if how is Format.TABLE and fields is None:
                _write_table(events)
            else:
                write_all(map(_record, events), COLUMNS, how, fields)
    if not is_whole:
        say("Only what you did yourself is shown; an admin sees all.")


def _day(field: str, given: str | None) -> date | None:
    return None if given is None else parse_date(field, given)


def _record(event: Logged) -> dict[str, Any]:
    return event._asdict() | {"at": event.at.strftime("%Y-%m-%dT%H:%M:%SZ")}


def _write_table(events: Iterable[Logged]) -> None:
    from semble_cli.commands.ui.screen.drawing import TableColumn, draw

    columns = (
        TableColumn(tr("event"), 4, whole=True, least=WIDEST_ID),
        TableColumn(tr("when"), whole=True),
        TableColumn(tr("who"), 1),
        TableColumn(tr("what"), 2),
        TableColumn(tr("patient"), 3),
        TableColumn(tr("details"), 5),
    )
    draw(console(), columns, map(_cells, events))


def _cells(event: Logged) -> list[Text]:
    what = action_name(event.action)
    if event.record and event.record["kind"] in KINDS:
        what = f"{what} · {record_name(KINDS[event.record['kind']], event.record['id'])}"
    return [
        text(event.seq),
        text(shown_time(event.at)),
        text(event.actor),
        text(what),
        text(_whom(event)),
        text(_details(event)),
    ]


def _whom(event: Logged) -> str:
    if event.patient_id is None:
        return NOTHING
    return f"{event.patient} ({event.patient_id})" if event.patient else str(event.patient_id)


def _details(event: Logged) -> str:
    told = [
        f"{field_label(key)} {field_label(str(value)) if key in _IN_WORDS else shown(key, value)}"
        for key, value in event.details.items()
    ]
    return ", ".join((*told, *map(field_label, event.changed))) or NOTHING
