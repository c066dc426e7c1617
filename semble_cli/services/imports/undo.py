"""Undo an import: what it created goes, what it updated is as it was before.

What somebody changed since is left as it is and told, unless it is to go all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict, InvalidInput
from semble_cli.patient.actions import Action
from semble_cli.services.changes import restored, undone_fields
from semble_cli.services.patients.delete import remove_patient
from semble_cli.services.patients.tags import undo_tag_change
from semble_cli.store.patients import bulk
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.journal import Event


def undo_import(work: UnitOfWork, events: Sequence[Event], *, force: bool) -> list[int]:
    """Undo the events of an import; the ids of the patients that were left.

    Raises:
        Refused: who works here may not delete.
    """
    left: list[int] = []
    for event in reversed(events):
        content = event.content or {}
        if event.action == Action.PATIENT_IMPORT:
            left += _remove_created(work, content, force=force)
        elif event.patient_id is not None:
            left += _restore(work, event.patient_id, content["changes"], force=force)
        elif not left:
            _undo_tag(work, content)
    return sorted(left)


def _remove_created(work: UnitOfWork, content: dict[str, Any], *, force: bool) -> list[int]:
    first, last = content["first_id"], content["last_id"]
    if first is None:
        return []
    removed = bulk.delete_untouched(work.connection, first, last)
    left = bulk.ids_between(work.connection, first, last)
    if force:
        for patient in patients.get_many(work.connection, left):
            remove_patient(work, patient, Action.UNDO, None)
        removed, left = removed + len(left), []
    work.journal.append(
        Action.UNDO, None, {"import": {"first_id": first, "last_id": last, "removed": removed}}
    )
    return left


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
    try:
        undo_tag_change(work, content)
    except Conflict:
        return  # somebody uses the tag by now: it stays
