"""`semble undo` and `semble redo`: a command taken back, and done again, as new events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.ui.confirmations.records import (
    action_names,
    actions_on,
    record_names,
    tell_records,
)
from semble_cli.commands.ui.confirmations.sentences import say_done, tell_changes, who
from semble_cli.commands.ui.confirmations.settings import tell_setting
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import LARGEST, FieldsOption, FormatOption, given_id
from semble_cli.commands.ui.output import NOTHING, Format, chosen, say
from semble_cli.commands.ui.screen.pager import paged
from semble_cli.commands.ui.tables import WIDEST_ID, console, shown_time, text, write_all
from semble_cli.commands.ui.written import redo_hint, undo_hint
from semble_cli.errors import BadUsage, DoneInPart, Sentence
from semble_cli.patient.actions import Action

if TYPE_CHECKING:
    from rich.text import Text

    from semble_cli.services.batches import Batch

COLUMNS = (
    *("batch", "at", "actor", "action", "actions", "patients", "records", "undone_by", "setting"),
)


def undo(
    ctx: typer.Context,
    batch: Annotated[
        int | None,
        typer.Argument(
            metavar="[BATCH]", help="The number of the command, from --list.", parser=given_id
        ),
    ] = None,
    *,
    list_them: Annotated[
        bool, typer.Option("--list", help="List the last commands and their numbers.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="For an import, also take back what was changed since.")
    ] = False,
    limit: Annotated[
        int,
        typer.Option(metavar="N", help="List at most this many; 0 for all.", min=0, max=LARGEST),
    ] = 20,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Take a command back, whole or not at all. Without a number, the last one of yours.

    Run again, it takes back your commands one after the other, the latest first; semble redo does
    them again. Given the number of a command that took one back, it does that one again.

    A deletion cannot be taken back. What was changed again since is a conflict; of an import, it is
    left and told.

    Examples:
    semble undo
    semble undo --list
    semble undo 7
    """
    from semble_cli.services.batches import last_batches
    from semble_cli.services.undo import last_of_mine, undo_command

    context = context_of(ctx)
    if list_them:
        if batch is not None:
            raise BadUsage("Give either a number or --list.")
        batches = last_batches(context.register, limit)
        with paged(context, chosen(form)):
            _list(batches, chosen(form), fields)
        return
    if batch is None:
        last = last_of_mine(context.register)
        batch = last.number
        question = tr("Take back command {number} of {at}: {action}, {whom}?", **_named(last))
        if context.may_ask and not _is_meant(question):
            say("Nothing was written.")
            return
    undone = undo_command(context.register, batch, force=force)
    done = Sentence("Command {number} is taken back: {action}, {whom}.", **_named(undone))
    is_kept = undone.action != Action.PATIENT_IMPORT  # what an import created is not
    say_done(done, redo_hint() if is_kept else None)
    _tell_changes(undone)
    if undone.left:
        raise DoneInPart(
            "Changed since, and left as they are: {ids}. "
            "semble undo {number} --force takes them back too.",
            ids=", ".join(map(str, undone.left)),
            number=undone.number,
        )


def redo(ctx: typer.Context) -> None:
    """Do again the last command that you took back, until you write something new.

    What an import created is not kept once it is taken back, nor is what was medical of a patient
    whose creation is: that does not come back.

    Examples:
    semble redo
    """
    from semble_cli.services.undo import last_undone_of_mine, undo_command

    context = context_of(ctx)
    last = last_undone_of_mine(context.register)
    question = tr("Do command {number} of {at} again: {action}, {whom}?", **_named(last))
    if context.may_ask and not _is_meant(question):
        say("Nothing was written.")
        return
    redone = undo_command(context.register, last.undone_by or 0)
    done = Sentence("Command {number} is done again: {action}, {whom}.", **_named(last))
    say_done(done, undo_hint())
    _tell_changes(redone)


def _named(batch: Batch) -> dict[str, Any]:
    return {
        "number": batch.number,
        "at": shown_time(batch.at),
        "action": action_names(batch.actions),
        "whom": _whom(batch),
    }


def _whom(batch: Batch) -> str | Sentence:
    names = record_names(batch.records)
    if batch.patient:
        return ", ".join((who(batch.patient), *names))
    if batch.setting:
        return batch.setting.name
    if batch.tag:
        return Sentence("{tag} (patients: {count})", tag=batch.tag, count=batch.patients)
    if names and not batch.patients:
        return ", ".join(names)
    touched = Sentence("patients: {count}", count=batch.patients)
    contacts = record_names([each for each in batch.records if each.called])
    return ", ".join((*contacts, tr(touched))) if contacts else touched


def _tell_changes(batch: Batch) -> None:
    if batch.patient:
        tell_changes(batch.patient, batch.changes)
    if batch.setting:
        tell_setting(batch.setting)
    tell_records(batch.records)


def _is_meant(question: str) -> bool:
    from semble_cli.commands.ui.prompts import confirm

    return confirm(question)


def _list(batches: list[Batch], form: Format, fields: str | None) -> None:
    if form is Format.TABLE and fields is None:
        from semble_cli.commands.ui.screen.drawing import TableColumn, draw

        columns = (
            TableColumn(tr("command"), whole=True, least=WIDEST_ID),
            TableColumn(tr("when"), 1, whole=True),
            TableColumn(tr("who"), 4),
            TableColumn(tr("what"), 2),
            TableColumn(tr("patients"), 3, whole=True, least=WIDEST_ID),
            TableColumn(tr("taken back by"), 5, least=WIDEST_ID),
        )
        draw(console(), columns, map(_cells, batches))
    else:
        write_all(map(_record, batches), COLUMNS, form, fields)


def _cells(batch: Batch) -> list[Text]:
    return [
        text(batch.number),
        text(shown_time(batch.at)),
        text(batch.actor),
        text(_what(batch)),
        text(batch.patients),
        text(batch.undone_by or NOTHING),
    ]


def _what(batch: Batch) -> str:
    """What a command did, and to which records, or to which setting."""
    told = actions_on(batch.actions, batch.records)
    return f"{told} · {batch.setting.name}" if batch.setting else told


def _record(batch: Batch) -> dict[str, Any]:
    return {
        "batch": batch.number,
        "at": batch.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "actor": batch.actor,
        "action": batch.action,
        "actions": list(batch.actions),
        "patients": batch.patients,
        "records": [each.key for each in batch.records],
        "undone_by": batch.undone_by,
        "setting": batch.setting.name if batch.setting else None,
    }
