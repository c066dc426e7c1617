"""A patient's past: every event, and what a command changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.identity.nir import mask_nir
from semble_cli.patient.catalogue import SECRET
from semble_cli.patient.json_form import as_kept_today
from semble_cli.services.changes import recorded
from semble_cli.store import journal
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.patient.record import Patient
    from semble_cli.services.changes import Changes
    from semble_cli.services.unit_of_work import Register


class PastEvent(NamedTuple):
    """One event of a patient's past. `changes` are the fields, before and after; numbers are
    masked. It is `None` where the content was erased."""

    batch: int
    at: datetime
    actor: str
    action: str
    changes: dict[str, list[Any]] | None
    undone_by: int | None


def history_of(register: Register, patient_id: int) -> list[PastEvent]:
    """Everything that was done to a patient, the oldest first; of former patients too.

    Raises:
        NoSuchRecord: nobody has, or had, this id.
    """
    with register.reading() as connection:
        events = [
            *journal.of_import(connection, patient_id),
            *journal.of_patient(connection, patient_id),
        ]
        if not events:
            patients.get(connection, patient_id)
        return [
            PastEvent(
                event.batch,
                event.at,
                event.actor,
                event.action,
                _changes(event.content),
                journal.undone_by(connection, event.batch),
            )
            for event in events
        ]


def _changes(content: dict[str, Any] | None) -> dict[str, list[Any]] | None:
    if content is None:
        return None
    created = {name: [None, value] for name, value in content.get("created", {}).items()}
    return _masked_changes(content.get("changes", created))


def changes_of(patient: Patient, changes: Changes | None) -> Changes:
    """What a command did to a patient, field by field, numbers masked: *changes*, or for `None` all
    that the new record holds."""
    if changes is None:
        changes = {name: [None, value] for name, value in recorded(patient).items()}
    return _masked_changes(changes)


def _masked_changes(changes: Changes) -> Changes:
    return {name: [_masked(name, value) for value in values] for name, values in changes.items()}


def _masked(name: str, value: Any) -> Any:
    if name == "former_ins":
        return [mask_nir(past["matricule"]) for past in value or ()]
    return mask_nir(value) if name in SECRET and value else as_kept_today(name, value)
