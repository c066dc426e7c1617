"""What is said of a record around a patient that is not as the journal tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence, field_id, listed_fields
from semble_cli.store.soundness.record_told import (
    RecordTold,
    differing_fields,
    is_version_told,
    record_told,
)
from semble_cli.store.soundness.windows import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from semble_cli.patient.around.kinds import RecordKind
    from semble_cli.store.soundness.record_rows import HeldRecord
    from semble_cli.store.soundness.record_told import RecordEvent


def faults_of(
    kind: RecordKind,
    record_id: int,
    events: Sequence[RecordEvent | None],
    held: HeldRecord | None,
) -> Iterator[Sentence]:
    """What is wrong with one record: its events, oldest first, against what the register holds.
    `None` stands for an event that cannot be read, or for a record that is not there."""
    known = [event for event in events if event]
    patient_id = held.patient_id if held else next((each.patient_id for each in known[::-1]), None)
    record = _named(kind, record_id, patient_id)
    way_out = _way_out(patient_id)
    try:
        told = record_told(known) if len(known) == len(events) else None
    except UNREADABLE:
        told = None
    if told is None:
        yield Sentence(
            "{record}: what the journal tells of it cannot be read. Compare it with a backup.",
            record=record,
        )
    elif held is None:
        if told.is_there:
            yield Sentence(
                "{record}: is gone, and no event says why. {way_out}",
                record=record,
                way_out=way_out,
            )
    elif not events:
        yield Sentence(
            "{record}: no event made it. If it is right, note it anew; delete this one.",
            record=record,
        )
    elif told.is_there is False:
        yield Sentence(
            "{record}: was removed, and is there without an event. Remove it again.", record=record
        )
    else:
        yield from _differences(record, told, held, way_out)


def _differences(
    record: Sentence, told: RecordTold, held: HeldRecord, way_out: Sentence
) -> Iterator[Sentence]:
    if held.fields is None:
        yield Sentence(
            "{record}: a value of it cannot be read. {way_out}", record=record, way_out=way_out
        )
        return
    if changed := differing_fields(told, held.fields):
        yield Sentence(
            "{record}: the register is not as the journal tells: {fields}. {way_out}",
            record=record,
            fields=listed_fields(changed),
            way_out=way_out,
        )
    if not is_version_told(told, held.fields, held.version):
        yield Sentence(
            "{record}: it is version {version}, and the journal tells of {count} changes."
            " {way_out}",
            record=record,
            version=held.version,
            count=told.changes,
            way_out=way_out,
        )
    for seq, fields in sorted(_by_event(told.unexplained).items()):
        yield Sentence(
            "{record}: event {seq} found other values than the event before left: {fields}."
            " {way_out}",
            record=record,
            seq=seq,
            fields=listed_fields(fields),
            way_out=way_out,
        )


def _by_event(unexplained: Mapping[str, int]) -> dict[int, list[str]]:
    return {
        seq: sorted(name for name, found_by in unexplained.items() if found_by == seq)
        for seq in unexplained.values()
    }


def _named(kind: RecordKind, record_id: int, patient_id: int | None) -> Sentence:
    """Which record it is, without anything that it holds."""
    word = Sentence(field_id(kind.name))
    if patient_id is None:
        return Sentence("{kind} {id}", kind=word, id=record_id)
    return Sentence("{kind} {id} of patient {patient}", kind=word, id=record_id, patient=patient_id)


def _way_out(patient_id: int | None) -> Sentence:
    if patient_id is None:
        return Sentence("Compare it with a backup.")
    return Sentence("See semble patient history {id}, or a backup.", id=patient_id)
