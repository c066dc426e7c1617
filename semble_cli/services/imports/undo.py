"""Undo an import: what it created goes, what it updated is as it was before.

What somebody changed since is left as it is and told, unless it is to go all the same.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Conflict, InvalidInput, NoSuchRecord
from semble_cli.patient.actions import Action
from semble_cli.patient.json_form import plain_value
from semble_cli.services.access import Permission
from semble_cli.services.changes import restored, undone_fields
from semble_cli.services.patients.delete import remove_patient
from semble_cli.services.patients.tags import undo_tag_change
from semble_cli.services.record.allergy_rules import refuse_two_states
from semble_cli.services.record.keeping import undo_record_change
from semble_cli.services.record.record_change import change_in
from semble_cli.store import journal
from semble_cli.store.journal import IMPORT
from semble_cli.store.patients import bulk
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.attached import count_attached

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from semble_cli.patient.record import Patient
    from semble_cli.services.record.record_change import RecordChange
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.journal import Event


class _Removed(NamedTuple):
    number: int
    left: list[int]


def undo_import(
    work: UnitOfWork,
    events: Sequence[Event],
    *,
    force: bool,
    only: Collection[int] | None = None,
) -> list[int]:
    """Undo the events of an import; the ids of the patients that were left.

    Args:
        only: of an import that was undone, the patients that were left.

    Raises:
        Refused: who works here may not delete. Conflict: what is known of somebody's allergies was
            noted again since.
    """
    left: set[int] = set()
    around: set[int | None] = set()
    for event in reversed(events):
        patient_id, content = event.patient_id, event.content
        # What is erased went with the patient: nothing is left to restore.
        if not content or not (only is None or patient_id in only):
            continue
        if record := change_in(event):
            left.update(_undo_record(work, event, record, force=force))
            around.add(patient_id)
        elif patient_id:
            left.update(_restore(work, patient_id, content["changes"], force=force))
    refuse_two_states(work, around)
    (done,) = (event.content or {} for event in events if event.action == Action.PATIENT_IMPORT)
    removed = _remove_created(work, done["first_id"], done["last_id"], force=force, only=only)
    left.update(removed.left)
    for event in reversed(events):
        if event.content and "tag" in event.content and not left:
            _undo_tag(work, event.content)
    told = {"first_id": done["first_id"], "last_id": done["last_id"], "removed": removed.number}
    work.journal.append(Action.UNDO, None, {IMPORT: told | {"left": sorted(left)}})
    return sorted(left)


def left_by(connection: Connection, undoing: int) -> list[int]:
    """The patients that the undoing of an import left as they were."""
    return [
        patient_id
        for event in journal.of_batch(connection, undoing)
        for patient_id in (event.content or {}).get(IMPORT, {}).get("left", ())
    ]


def _remove_created(
    work: UnitOfWork,
    first: int | None,
    last: int | None,
    *,
    force: bool,
    only: Collection[int] | None,
) -> _Removed:
    if first is None or last is None:
        return _Removed(0, [])
    work.require(Permission.DELETE)
    removed = bulk.delete_untouched(work.connection, first, last) if only is None else 0
    touched = bulk.ids_between(work.connection, first, last)
    left = []
    for patient in patients.get_many(work.connection, touched):
        patient_id = patient.id or 0
        if only is not None and patient_id not in only:
            continue
        if force or _is_as_created(work.connection, patient):
            remove_patient(work, patient, Action.UNDO, None)
            removed += 1
        else:
            left.append(patient_id)
    return _Removed(removed, left)


def _is_as_created(connection: Connection, patient: Patient) -> bool:
    """Whether all that was changed of an imported patient was taken back."""
    before: dict[str, Any] = {}
    for event in journal.of_patient(connection, patient.id or 0):
        if event.content is None or "created" in event.content:
            return False  # deleted since, and recovered
        changes = event.content.get("changes", {})
        before = {name: old for name, (old, _) in changes.items()} | before
    return not count_attached(connection, patient.id or 0) and all(
        plain_value(getattr(patient, name)) == old for name, old in before.items()
    )


def _undo_record(work: UnitOfWork, event: Event, done: RecordChange, *, force: bool) -> list[int]:
    """Take back what stands around a patient, unless it was changed since; a contact stays as long
    as somebody has a relation to it."""
    try:
        undo_record_change(work, event, done)
    except Conflict:
        return [event.patient_id] if event.patient_id and not force else []
    return []


def _restore(
    work: UnitOfWork, patient_id: int, changes: dict[str, list[object]], *, force: bool
) -> list[int]:
    found = patients.get_many(work.connection, [patient_id])
    if not found:
        return []  # deleted since: nothing is left to restore
    try:
        work.change(found[0], undone_fields(found[0], changes), Action.UNDO)
    except (ValueError, InvalidInput):
        if not force:
            return [patient_id]
        work.change(found[0], restored(found[0], changes), Action.UNDO)
    return []


def _undo_tag(work: UnitOfWork, content: dict[str, Any]) -> None:
    with suppress(Conflict, NoSuchRecord):  # it is used by now, or is no more
        undo_tag_change(work, content)
