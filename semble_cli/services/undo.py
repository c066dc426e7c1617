"""Undo a command, as new events: nothing of the journal is unwritten.

What undid a command is undone in its turn: that does the command again. A command that was done
again is undone like any other, so that every undoing names the command itself, and every redoing
the undoing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict, InvalidInput, NoSuchRecord, Refused
from semble_cli.patient.actions import (
    BESIDE,
    ISSUED,
    NOTES,
    OF_CONTACTS,
    OF_SHARES,
    UNDOABLE,
    Action,
)
from semble_cli.services.access import Permission
from semble_cli.services.batches import batch_of, with_undoing
from semble_cli.services.changes import undone_fields, was_created_as
from semble_cli.services.imports.undo import left_by, undo_import
from semble_cli.services.invoices.paying import undo_payment
from semble_cli.services.patients.delete import remove_patient
from semble_cli.services.patients.former import bring_back, content_of_step, steps_of
from semble_cli.services.patients.tags import undo_tag_change
from semble_cli.services.practice.settings import SETTING, undo_setting_change
from semble_cli.services.record.allergy_rules import refuse_two_states
from semble_cli.services.record.keeping import undo_record_change
from semble_cli.services.record.record_change import change_in
from semble_cli.store import journal, ledger
from semble_cli.store.event_chain import ERASED, MEDICAL, PAYMENT
from semble_cli.store.journal import IMPORT
from semble_cli.store.patients.attached import STAYING, count_attached

if TYPE_CHECKING:
    from semble_cli.services.batches import Batch
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.journal import Event


def last_of_mine(register: Register) -> Batch:
    """The last command of who works here that changed the register, still stands and can be taken
    back: no undoing, and nothing that was erased with a patient.

    Raises:
        NoSuchRecord: there is none.
    """
    with register.reading(Permission.EDIT_PATIENTS) as connection:
        for command in journal.commands_of(connection, connection.login()):
            if command.action in ISSUED:
                raise Refused(
                    "Your last command issued an invoice, which stays as it is: semble invoice"
                    " credit takes it back. To take back an earlier command, name it: semble undo"
                    " --list."
                )
            if command.action == Action.DOCUMENT_SHARE:
                raise Refused(
                    "Your last command shared something, which has left: that cannot be taken back."
                    " To take back an earlier command, name it: semble undo --list."
                )
            if command.undoes is None and journal.undone_by(connection, command.batch) is None:
                events = _in_effect(connection, command.batch)
                if _is_undoable(connection, events):
                    return batch_of(connection, command.batch)
    raise NoSuchRecord("There is no command of yours to take back. See semble undo --list.")


def last_undone_of_mine(register: Register) -> Batch:
    """The command that who works here took back last, with nothing written since.

    Raises:
        NoSuchRecord: there is none. Refused: it is an import that created patients.
    """
    is_import = False
    with register.reading(Permission.EDIT_PATIENTS) as connection:
        for command in journal.commands_of(connection, connection.login()):
            if command.undoes is None:
                if command.action in NOTES | OF_SHARES:
                    continue
                break
            root, is_undoing = _root_of(connection, command.batch)
            if not is_undoing or journal.undone_by(connection, command.batch) is not None:
                continue
            events = journal.of_batch(connection, command.batch)
            if _is_undoable(connection, events):
                return batch_of(connection, root)._replace(undone_by=command.batch)
            is_import = is_import or any(map(_removed_rows, events))
    if is_import:
        raise _not_kept()
    raise NoSuchRecord("There is no command of yours to do again. See semble undo --list.")


def undo_command(register: Register, number: int, *, force: bool = False) -> Batch:
    """Take a command back, whole or not at all; of an import, what was changed since is left and
    told, unless *force*, also by a second undoing. An undoing taken back does its command again.

    Raises:
        NoSuchRecord: no command has this number.
        Refused: it cannot be taken back, or not by who may not delete or recover.
        Conflict: what it changed was changed again since.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        connection = work.connection
        if not journal.of_batch(connection, number):
            raise NoSuchRecord("No command has the number {number}.", number=number)
        root, is_undoing = _root_of(connection, number)
        target = number if is_undoing else root
        patient = batch_of(connection, root).patient
        work.journal.undo(target)
        events = _in_effect(connection, target)
        if any(event.action in ISSUED for event in events):
            raise Refused(
                "What was issued stays as it is: no number of a series goes missing. An invoice is"
                " taken back with semble invoice credit."
            )
        if any(event.action in OF_SHARES for event in events):
            raise Refused(
                "What was shared has left: that cannot be taken back. Who has it is in semble"
                " document shares."
            )
        undoing = journal.undone_by(connection, target)
        left = left_by(connection, undoing) if force and undoing is not None else None
        if undoing is not None and not left:
            raise Conflict("This command was taken back already.")
        imports = [event for event in events if event.action == Action.PATIENT_IMPORT]
        if imports:
            still = undo_import(work, events, force=force, only=left)
            done = batch_of(connection, target)
            return done._replace(left=tuple(still), patient=patient)
        for event in reversed(events):
            _undo_event(work, event)
        refuse_two_states(work, {event.patient_id for event in events})
        if journal.head(connection).seq < work.journal.batch:
            raise Refused("This command cannot be taken back.")
        done = batch_of(connection, target)._replace(patient=patient)
        return with_undoing(connection, done, work.journal.batch)


def _root_of(connection: Connection, number: int) -> tuple[int, bool]:
    """The command that a batch is about, and whether the batch undid it: what undid an undoing did
    it again."""
    is_undoing = False
    while (undone := journal.undoes(connection, number)) is not None:
        number, is_undoing = undone, not is_undoing
    return number, is_undoing


def _in_effect(connection: Connection, number: int) -> list[Event]:
    """The events of a command; where one was erased when it was undone, those that did it again."""
    events = journal.of_batch(connection, number)
    again = [
        redoing
        for undoing in journal.undone_by_all(connection, number)
        for redoing in journal.undone_by_all(connection, undoing)
    ]
    if again and any(event.content is None for event in events):
        return journal.of_batch(connection, max(again))
    return events


def _is_undoable(connection: Connection, events: list[Event]) -> bool:
    """Whether a command can be taken back, as far as can be known without doing it."""
    if any(event.action == Action.PATIENT_IMPORT for event in events):
        return True
    done = [event for event in events if event.action not in BESIDE]
    is_changing = any(not (event.content and IMPORT in event.content) for event in done)
    return is_changing and all(
        event.action in UNDOABLE
        and not _removed_rows(event)
        and (_went_along(event) or _is_kept(connection, event))
        for event in done
    )


def _is_kept(connection: Connection, event: Event) -> bool:
    """Whether what an event did is still known."""
    content = _content(connection, event)
    return (
        content is not None
        and (ERASED not in content or bool(ledger.get_many(connection, [event.patient_id or 0])))
        and (MEDICAL not in content or event.medical is not None)
    )


def _went_along(event: Event) -> bool:
    """Whether an event is about a relation that a change of its contact took along, and which went
    with its patient since: nothing of it is left to restore."""
    return event.content is None and event.action in OF_CONTACTS


def _removed_rows(event: Event) -> bool:
    """Whether an event removed what an import had created."""
    return bool(event.content and event.content.get(IMPORT, {}).get("removed"))


def _content(connection: Connection, event: Event) -> dict[str, Any] | None:
    """What an event did; `None` where that is erased. A creation that was done again brought back
    the changes that were taken back before it was."""
    if event.content is None and event.patient_id is not None:
        former = ledger.get_many(connection, [event.patient_id])
        steps = former[0].steps if former else steps_of(connection, event.patient_id)
        step = steps.get(str(event.seq))
        return content_of_step(step) if step else None
    return event.content


def _undo_event(work: UnitOfWork, event: Event) -> None:
    if event.action == Action.PATIENT_DELETE:
        raise Refused(
            "A deletion cannot be taken back. The ledger of former patients keeps identity and "
            "contact data."
        )
    if event.action in BESIDE:
        return
    if event.action not in UNDOABLE:
        raise Refused("This command cannot be taken back.")
    if _went_along(event):
        return
    content, patient_id = _content(work.connection, event), event.patient_id
    if content is None:
        raise _erased()
    if "tag" in content:
        undo_tag_change(work, content)
    elif SETTING in content:
        undo_setting_change(work, content)
    elif PAYMENT in content:
        undo_payment(work, content[PAYMENT])
    elif done := change_in(event._replace(content=content)):
        undo_record_change(work, event, done)
    elif IMPORT in content:
        if _removed_rows(event):
            raise _not_kept()
    elif patient_id is None:
        raise Refused("This command cannot be taken back.")
    elif ERASED in content:
        _bring_back(work, patient_id)
    elif "created" in content:
        _remove_created(work, event, content["created"])
    else:
        _restore(work, patient_id, content["changes"])


def _restore(work: UnitOfWork, patient_id: int, changes: dict[str, list[object]]) -> None:
    before = work.patient(patient_id)
    try:
        work.change(before, undone_fields(before, changes), Action.UNDO)
    except (ValueError, InvalidInput):
        raise _changed_since(patient_id) from None


def _remove_created(work: UnitOfWork, event: Event, created: dict[str, object]) -> None:
    """Take a creation, or a recovery, back. What was issued before a recovery stays where it is, as
    it did when the patient was deleted."""
    patient_id = event.patient_id or 0
    patient = work.patient(patient_id)
    since = (one for one in journal.of_patient(work.connection, patient_id) if one.seq > event.seq)
    if any(one.action in ISSUED for one in since):
        raise Conflict(
            "Patient {id} was invoiced since, and what was issued stays. semble patient delete {id}"
            " deletes the patient, and leaves the invoices.",
            id=patient_id,
        )
    attached = count_attached(work.connection, patient_id).keys() - set(STAYING)
    if not was_created_as(patient, created) or attached:
        raise _changed_since(patient_id)
    remove_patient(work, patient, Action.UNDO, None)


def _bring_back(work: UnitOfWork, patient_id: int) -> None:
    former = ledger.get_many(work.connection, [patient_id])
    if not former:
        raise _erased()
    bring_back(work, former[0].patient, Action.UNDO, steps=former[0].steps)


def _changed_since(patient_id: int) -> Conflict:
    return Conflict(
        "Patient {id} was changed again since. Take that back first, or edit the record.",
        id=patient_id,
    )


def _erased() -> Refused:
    return Refused("What this command did was erased with the patient.")


def _not_kept() -> Refused:
    return Refused(
        "What an import created is not kept once it is taken back. Import the file again."
    )
