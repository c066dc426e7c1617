"""The commands of the past, as they are told: what each did, to whom, and whether it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.patient.actions import BESIDE, UNDOABLE, Action
from semble_cli.services.practice.settings import change_in as setting_change_in
from semble_cli.services.record.named import with_names
from semble_cli.services.record.record_change import change_in
from semble_cli.store import journal, ledger
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.patient.record import Patient
    from semble_cli.services.changes import Changes
    from semble_cli.services.practice.settings import SettingChange
    from semble_cli.services.record.record_change import RecordChange
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.journal import Event


class Batch(NamedTuple):
    """One command of the past: its number, when, who, what first, how many patients it touched;
    where it is one, `patient` is that one, and `changes` what an undoing did to it; `tag` is the
    name of a tag that it added, changed or deleted."""

    number: int
    at: datetime
    actor: str
    action: str
    patients: int
    undone_by: int | None
    left: tuple[int, ...] = ()
    """The patients of an import who were changed since, and are as they were."""
    patient: Patient | None = None
    changes: Changes = {}  # noqa: RUF012 - never written to
    tag: str | None = None
    actions: tuple[str, ...] = ()
    """All that it did, each once."""
    setting: SettingChange | None = None
    """What it did to a setting of the practice; an undoing, what taking it back did."""
    records: tuple[RecordChange, ...] = ()
    """What it did to records around patients; an undoing, what taking it back did to them."""


def last_batches(register: Register, limit: int) -> list[Batch]:
    """The last commands, the newest first."""
    with register.reading() as connection:
        return [
            _with_all(connection, _batch(connection, event, count), _events_of(connection, event))
            for event, count in journal.batches(connection, limit)
        ]


def last_undoable(register: Register, limit: int) -> list[Batch]:
    """Those of the last commands that stand and are of a kind that can be taken back."""
    return [
        batch
        for batch in last_batches(register, limit)
        if batch.undone_by is None and batch.action in UNDOABLE
    ]


def batch_of(connection: Connection, number: int) -> Batch:
    """A command by its number, with the patient, where it is of one."""
    events = journal.of_batch(connection, number)
    first = next((event for event in events if event.action == Action.PATIENT_IMPORT), events[0])
    touched = {event.patient_id for event in events} - {None}
    batch = _with_all(connection, _batch(connection, first, len(touched)), events)
    batch = batch._replace(tag=_tag_in(events))
    if batch.patients != 1:
        return batch
    (patient_id,) = touched or {first.content["first_id"] if first.content else None}
    return batch._replace(patient=_known(connection, patient_id or 0))


def with_undoing(connection: Connection, batch: Batch, undoing: int) -> Batch:
    """A command that was taken back, with what taking it back did."""
    events = journal.of_batch(connection, undoing)
    batch = batch._replace(
        records=with_names(connection, _records_in(events)), setting=_setting_in(events)
    )
    if batch.patient is None:
        return batch
    now = _known(connection, batch.patient.id or 0) or batch.patient
    return batch._replace(patient=now, changes=_changes_in(events))


def _setting_in(events: list[Event]) -> SettingChange | None:
    return next((done for event in events if (done := setting_change_in(event))), None)


def _tag_in(events: list[Event]) -> str | None:
    for event in events:
        if event.action != Action.PATIENT_IMPORT and event.content and "tag" in event.content:
            before, after = event.content["tag"]
            return str((after or before)["name"])
    return None


def _known(connection: Connection, patient_id: int) -> Patient | None:
    """A patient of the register, or a former one; `None` where nothing is left of one."""
    if found := patients.get_many(connection, [patient_id]):
        return found[0]
    former = ledger.get_many(connection, [patient_id])
    return former[0].patient if former else None


def _events_of(connection: Connection, event: Event) -> list[Event]:
    """All the events of a command, by the one that tells it; of an import that one alone, which
    tells all of it."""
    if event.action == Action.PATIENT_IMPORT:
        return [event]
    return journal.of_batch(connection, event.batch)


def _with_all(connection: Connection, batch: Batch, events: list[Event]) -> Batch:
    """A command with all that it did, and the records it did it to."""
    if batch.action == Action.PATIENT_IMPORT:
        return batch._replace(actions=(batch.action,))
    did = (event.action for event in events if event.action not in BESIDE)
    actions = dict.fromkeys((batch.action, *did))
    return batch._replace(
        actions=tuple(actions),
        records=with_names(connection, _records_in(events)),
        setting=_setting_in(events),
    )


def _records_in(events: list[Event]) -> tuple[RecordChange, ...]:
    return tuple(done for event in events if (done := change_in(event)))


def _changes_in(events: list[Event]) -> Changes:
    """What a command on one patient changed, field by field."""
    changes: Changes = {}
    for event in events:
        changes |= (event.content or {}).get("changes", {})
    return changes


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
