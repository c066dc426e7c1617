"""`semble patient history`: all that was done to a patient, from the journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.confirmations.changes import changed_line, shown_value
from semble_cli.commands.ui.confirmations.records import actions_on, record_lines
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, patient_argument
from semble_cli.commands.ui.output import Format, chosen
from semble_cli.commands.ui.screen.drawing import TableColumn, draw
from semble_cli.commands.ui.screen.pager import paged
from semble_cli.commands.ui.tables import WIDEST_ID, console, shown, shown_time, text, write_all
from semble_cli.identity.whole_names import Among
from semble_cli.patient.consents.rules import SIGNATURES
from semble_cli.services.patients.history import PastEvent, event_document, history_of

if TYPE_CHECKING:
    from rich.text import Text

COLUMNS = ("at", "actor", "action", "batch", "record", "changes", "hidden", "undone_by")


def history(
    ctx: typer.Context,
    patient: Annotated[int, patient_argument(among=Among.BOTH)],
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Show who did what to a patient and when, the oldest first; of deleted patients too.

    What was done to consultations, treatments and documents is told to clinicians; others see that
    it was done, by whom and when.

    Examples:
    semble patient history 1042
    semble patient history 1042 -f json
    """
    context = context_of(ctx)
    events = history_of(context.register, patient)
    form = chosen(form)
    with paged(context, form):
        if form is Format.TABLE and fields is None:
            _write_table(events)
        elif form is Format.TABLE:
            told = (event_document(event) | {"changes": changes_text(event)} for event in events)
            write_all(told, COLUMNS, form, fields)
        else:
            write_all(map(event_document, events), COLUMNS, form, fields)


def _write_table(events: list[PastEvent]) -> None:
    columns = (
        TableColumn(tr("command"), 4, whole=True, least=WIDEST_ID),
        TableColumn(tr("when"), whole=True),
        TableColumn(tr("who"), 1),
        TableColumn(tr("what"), 2),
        TableColumn(tr("before → after"), 3),
    )
    draw(console(), columns, map(_cells, events))


def _cells(event: PastEvent) -> list[Text]:
    what = text(actions_on([event.action], [event.record] if event.record else []))
    if event.undone_by is not None:
        what.append(" ").append(tr("(taken back)"), "dim")
    return [
        text(event.batch),
        text(shown_time(event.at)),
        text(event.actor),
        what,
        text(changes_text(event), "dim" if event.changes is None or event.is_hidden else ""),
    ]


def changes_text(event: PastEvent) -> str:
    """What an event changed, before and after, a line a field."""
    if event.changes is None:
        return tr("(erased)")
    if event.is_hidden:
        return tr("(medical contents: for clinicians)")
    if event.record is not None:
        return "\n".join(record_lines(event.changes, event.record.kind))
    return "\n".join(
        changed_line(name, *_both(name, *values))
        for name, values in event.changes.items()
        if not _is_signature_of(event, name, values[1])
    )


def _is_signature_of(event: PastEvent, name: str, after: object) -> bool:
    """Whether a change is the day or the author of an answer that the event gave or took away, as
    its own line says already."""
    itself = (None, event.actor, event.at.astimezone().date().isoformat())
    return name in SIGNATURES and name[:-3] in (event.changes or ()) and after in itself


def _told(name: str, value: Any) -> str:
    """A value in words, as a line of the past has room for them."""
    return shown_value(name, value) if name == "sex" and value else shown(name, value)


def _both(name: str, before: Any, after: Any) -> list[str]:
    """A value before and after; as they were written where nothing else tells them apart."""
    told = [_told(name, before), _told(name, after)]
    if told[0] == told[1]:
        return [shown(name, value, as_written=True) for value in (before, after)]
    return told
