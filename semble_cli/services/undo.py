"""Undo a command, as new events: nothing of the journal is unwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Conflict, InvalidInput, NoSuchRecord, Refused
from semble_cli.patient.actions import Action
from semble_cli.services.access import Permission
from semble_cli.services.changes import recorded, undone_fields
from semble_cli.services.imports.undo import undo_import
from semble_cli.services.patients.delete import remove_patient
from semble_cli.services.patients.tags import undo_tag_change
from semble_cli.store import journal
from semble_cli.store.patients.attached import count_attached

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.services.unit_of_work import Register, UnitOfWork
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.journal import Event


class Batch(NamedTuple):
    """One command of the past: its number, when, who, what, and how many patients it touched."""

    number: int
    at: datetime
    actor: str
    action: str
    patients: int
    undone_by: int | None
    left: tuple[int, ...] = ()
    """The patients of an import who were changed since, and are as they were."""


def last_batches(register: Register, limit: int) -> list[Batch]:
    """The last commands, the newest first."""
    with register.reading() as connection:
        return [
            _batch(connection, event, count) for event, count in journal.batches(connection, limit)
        ]


def last_of_mine(register: Register) -> Batch:
    """The last command of who works here that changed the register and still stands.

    Raises:
        NoSuchRecord: there is none.
    """
    with register.reading() as connection:
        login = connection.login()
        for event, count in journal.batches(connection, _LOOK_BACK):
            batch = _batch(connection, event, count)
            if batch.actor == login and batch.undone_by is None and batch.action in _UNDOABLE:
                return batch
    raise NoSuchRecord("There is no command of yours to take back. See semble undo --list.")


def undo_command(register: Register, number: int, *, force: bool = False) -> Batch:
    """Take a command back, whole or not at all; of an import, what was changed since is left and
    told, unless *force*.

    Raises:
        NoSuchRecord: no command has this number. Refused: it cannot be taken back.
        Conflict: what it changed was changed again since.
    """
    with register.writing(Permission.EDIT_PATIENTS, undoes=number) as work:
        events = journal.of_batch(work.connection, number)
        if not events:
            raise NoSuchRecord("No command has the number {number}.", number=number)
        if journal.undone_by(work.connection, number) is not None:
            raise Conflict("This command was taken back already.")
        imports = [event for event in events if event.action == Action.PATIENT_IMPORT]
        if imports:
            work.require(Permission.ADMINISTER)  # to take a creation back is to delete
            left = undo_import(work, events, force=force)
            return _batch(work.connection, imports[0], 0)._replace(left=tuple(left))
        for event in reversed(events):
            _undo_event(work, event)
        patients = len({event.patient_id for event in events} - {None})
        return _batch(work.connection, events[0], patients)


_LOOK_BACK = 200
"""How many commands back the last one of somebody's own is looked for."""

_UNDOABLE = frozenset(
    {
        Action.PATIENT_ADD,
        Action.PATIENT_IMPORT,
        Action.PATIENT_RECOVER,
        Action.PATIENT_EDIT,
        Action.PATIENT_BLOCK,
        Action.PATIENT_UNBLOCK,
        Action.PATIENT_DECEASED,
        Action.PATIENT_ARCHIVE,
        Action.PATIENT_UNARCHIVE,
        Action.PATIENT_TAG,
        Action.PATIENT_UNTAG,
        Action.PATIENT_PREFS,
        Action.PATIENT_IDENTITY,
        Action.VITALE_READ,
        Action.RIGHTS_REFRESH,
        Action.TAG_ADD,
        Action.TAG_CHANGE,
        Action.TAG_DELETE,
        Action.UNDO,
    }
)


def _undo_event(work: UnitOfWork, event: Event) -> None:
    if event.action == Action.PATIENT_DELETE:
        raise Refused(
            "A deletion cannot be taken back. The ledger of former patients keeps identity and "
            "contact data."
        )
    if event.action not in _UNDOABLE:
        raise Refused("This command cannot be taken back.")
    content = event.content
    if content is None:
        raise Refused("What this command did was erased with the patient.")
    if "tag" in content:
        undo_tag_change(work, content)
    elif event.patient_id is None:
        raise Refused("This command cannot be taken back.")
    elif "created" in content:
        _remove_created(work, event.patient_id, content["created"])
    else:
        _restore(work, event.patient_id, content["changes"])


def _restore(work: UnitOfWork, patient_id: int, changes: dict[str, list[object]]) -> None:
    before = work.patient(patient_id)
    try:
        work.change(before, undone_fields(before, changes), Action.UNDO)
    except (ValueError, InvalidInput):
        raise _changed_since(patient_id) from None


def _remove_created(work: UnitOfWork, patient_id: int, created: dict[str, object]) -> None:
    work.require(Permission.ADMINISTER)  # to take a creation back is to delete
    patient = work.patient(patient_id)
    if recorded(patient) != created or count_attached(work.connection, patient_id):
        raise _changed_since(patient_id)
    remove_patient(work, patient, Action.UNDO, None)


def _changed_since(patient_id: int) -> Conflict:
    return Conflict(
        "Patient {id} was changed again since. Take that back first, or edit the record.",
        id=patient_id,
    )


def _batch(connection: Connection, event: Event, patients: int) -> Batch:
    if event.action == Action.PATIENT_IMPORT and event.content:
        patients = event.content["patients"] + event.content["updated"]
    return Batch(
        event.batch,
        event.at,
        event.actor,
        event.action,
        patients,
        journal.undone_by(connection, event.batch),
    )
