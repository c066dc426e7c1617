"""Records around the patients, written with their events, and undone by them.

An event holds `record`: the kind, the id, and what was done to it. Of a medical kind what was done
stands in the medical content of the event, which clinicians alone may read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict, Refused
from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import (
    ALLERGY,
    APPOINTMENT,
    NO_KNOWN_ALLERGY,
    RELATION,
    RecordKind,
    from_plain,
    to_plain,
)
from semble_cli.services.access import Permission, permissions_of
from semble_cli.services.agenda.rules import refuse_brought_back
from semble_cli.store import users
from semble_cli.store.event_chain import CHANGES, CREATED, RECORD, REMOVED
from semble_cli.store.record import rows
from semble_cli.store.record.allergies import has_note, is_clinical
from semble_cli.store.record.relations import with_whom_is_back

if TYPE_CHECKING:
    from semble_cli.services.changes import Changes
    from semble_cli.services.record.record_change import RecordChange
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.journal import Event

_PATIENT = "patient_id"

_SAFETY = (ALLERGY, NO_KNOWN_ALLERGY)
"""The kinds that everybody who changes patients writes; what a clinician did, a clinician alone
takes back."""


def add(work: UnitOfWork, kind: RecordKind, record: Any, action: Action) -> Any:
    """Write a new record, or one that comes back with its id; the record with its id.

    Raises:
        Refused: who works here may not.
    """
    _require(work, kind, record)
    new = rows.insert(work.connection, kind, record)
    _note(work, kind, new, action, CREATED, to_plain(kind, new))
    return new


def change(work: UnitOfWork, kind: RecordKind, before: Any, after: Any, action: Action) -> Any:
    """Write a changed record; one without a change is left as it is. Of one that moves to another
    patient, an event of each tells it.

    Raises:
        Refused: who works here may not. Conflict: it was changed since *before* was read.
    """
    _require(work, kind, before, after)
    changes = difference(kind, before, after)
    if not changes:
        return before
    written = rows.update(work.connection, kind, before, after)
    _note(work, kind, before, action, CHANGES, changes)
    if _PATIENT in changes:
        _note(work, kind, written, action, CHANGES, changes)
    return written


def remove(work: UnitOfWork, kind: RecordKind, record: Any, action: Action) -> None:
    """Remove a record.

    Raises:
        Refused: who works here may not. Conflict: it was changed since it was read.
    """
    _require(work, kind, record)
    rows.remove(work.connection, kind, record)
    _note(work, kind, record, action, REMOVED, to_plain(kind, record))


def difference(kind: RecordKind, before: Any, after: Any) -> Changes:
    """What changed, field by field, JSON-ready."""
    old, new = to_plain(kind, before), to_plain(kind, after)
    names = (name for name in kind.make._fields if old.get(name) != new.get(name))
    return {name: [old.get(name), new.get(name)] for name in names}


def undo_record_change(work: UnitOfWork, event: Event, done: RecordChange) -> None:
    """Take back what an event did to a record.

    Raises:
        Refused: who works here may not. Conflict: the record was changed again since.
    """
    kind = done.kind
    _require(work, kind)
    if kind in _SAFETY and Permission.EDIT_CARE in permissions_of(
        users.find(work.connection, event.actor)
    ):
        work.require(Permission.EDIT_CARE)
    if _tells_of_arrival(event, done):
        return
    if kind.is_medical and event.medical is None:
        raise Refused("What this command did was erased.")
    if done.removed:
        _bring_back(work, done, event)
        return
    found = rows.select(work.connection, kind, "id = ?", (done.id,))
    if not found:
        raise _changed_since()
    (record,) = found
    now = to_plain(kind, record)
    if done.created:
        if now != done.created or (kind is ALLERGY and has_note(work.connection, done.id)):
            raise _changed_since()
        _undo_creation(work, kind, record)
        return
    if any(now.get(name) != after for name, (_, after) in done.changes.items()):
        raise _changed_since()
    former = {name: before for name, (before, _) in done.changes.items()}
    restored = record._replace(**_restored(kind, former))
    _refuse_where_it_cannot_stand(work, kind, restored)
    change(work, kind, record, restored, Action.UNDO)


def _tells_of_arrival(event: Event, done: RecordChange) -> bool:
    """Whether an event tells a patient of a record that was moved there. To take it back is left to
    the event of the patient whom it left: it is done once, and both are told."""
    moved = done.changes.get(_PATIENT)
    return moved is not None and event.patient_id == moved[1]


def _bring_back(work: UnitOfWork, done: RecordChange, event: Event) -> None:
    record = done.kind.make(**from_plain(done.kind, done.removed), id=done.id)
    if rows.is_taken(work.connection, done.kind, record):
        raise _changed_since()
    if event.patient_id is not None:
        work.patient(event.patient_id)
    if done.kind is RELATION:
        record = with_whom_is_back(work.connection, record)
    _refuse_where_it_cannot_stand(work, done.kind, record)
    add(work, done.kind, record, Action.UNDO)


def _refuse_where_it_cannot_stand(work: UnitOfWork, kind: RecordKind, record: Any) -> None:
    if kind is APPOINTMENT:
        refuse_brought_back(work, record)
    if rows.names_nobody(work.connection, kind, record):
        raise Conflict("Whom this is about was deleted since. Bring that one back first.")


def _undo_creation(work: UnitOfWork, kind: RecordKind, record: Any) -> None:
    if rows.is_named(work.connection, kind, record):
        raise _changed_since()
    if "deleted_at" not in kind.make._fields:
        remove(work, kind, record, Action.UNDO)
        return
    deleted = record._replace(deleted_at=work.at, deleted_by=work.actor)
    change(work, kind, record, deleted, Action.UNDO)


def _restored(kind: RecordKind, former: dict[str, Any]) -> dict[str, Any]:
    """The fields as they were; one that said nothing takes its default."""
    defaults = kind.make._field_defaults
    return {
        name: defaults[name] if value is None and name in defaults else restored
        for (name, value), restored in zip(
            former.items(), from_plain(kind, former).values(), strict=True
        )
    }


def _note(
    work: UnitOfWork,
    kind: RecordKind,
    record: Any,
    action: Action,
    what: str,
    values: dict[str, Any],
) -> None:
    patient_id = getattr(record, "patient_id", None)
    told: dict[str, Any] = {"kind": kind.name, "id": record.id}
    if kind.is_medical:
        work.journal.append(action, patient_id, {RECORD: told}, {what: values})
    else:
        work.journal.append(action, patient_id, {RECORD: told | {what: values}})


def _require(work: UnitOfWork, kind: RecordKind, *records: Any) -> None:
    is_medical = kind.is_medical or (
        kind is ALLERGY and any(is_clinical(work.connection, record) for record in records)
    )
    work.require(Permission.EDIT_CARE if is_medical else Permission.EDIT_PATIENTS)


def _changed_since() -> Conflict:
    return Conflict("It was changed again since. Take that back first, or edit it.")
