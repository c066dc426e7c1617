"""`semble patient history`: all that was done to a patient, from the journal."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.labels import action_name
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.options import FieldsOption, FormatOption, patient_argument
from semble_cli.commands.ui.output import Format, chosen
from semble_cli.commands.ui.tables import console, plain_table, shown, shown_time, text, write_all
from semble_cli.identity.whole_names import Among
from semble_cli.services.patients.history import PastEvent, history_of

COLUMNS = ("at", "actor", "action", "batch", "changes", "undone_by")


def history(
    ctx: typer.Context,
    patient: Annotated[int, patient_argument(among=Among.BOTH)],
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Show who did what to a patient and when, the oldest first; of deleted patients too.

    Examples:
    semble patient history 1042
    semble patient history 1042 -f json
    """
    events = history_of(context_of(ctx).register, patient)
    if chosen(form) is Format.TABLE and fields is None:
        _write_table(events)
    else:
        write_all(map(_record, events), COLUMNS, chosen(form), fields)


def _record(event: PastEvent) -> dict[str, Any]:
    return {
        "at": event.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "actor": event.actor,
        "action": event.action,
        "batch": event.batch,
        "changes": event.changes,
        "undone_by": event.undone_by,
    }


def _write_table(events: list[PastEvent]) -> None:
    table = plain_table([tr("command"), tr("when"), tr("who"), tr("what"), tr("before → after")])
    for event in events:
        what = text(action_name(event.action))
        if event.undone_by is not None:
            what.append(" ").append(tr("(taken back)"), "dim")
        table.add_row(
            text(event.batch), text(shown_time(event.at)), text(event.actor), what, _changes(event)
        )
    console().print(table)


def _changes(event: PastEvent) -> Any:
    if event.changes is None:
        return text(tr("(erased)"), "dim")
    lines = [
        f"{field_label(name)}: {shown(name, before, as_written=True)}"
        f" → {shown(name, after, as_written=True)}"
        for name, (before, after) in event.changes.items()
    ]
    return text("\n".join(lines))
