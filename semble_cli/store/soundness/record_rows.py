"""Records around the patients, and the events that tell of them, read for the check: also those
that somebody made unreadable."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import KINDS, to_plain
from semble_cli.store.database.chunks import chunks, placeholders
from semble_cli.store.database.errors import StoreDamaged
from semble_cli.store.event_chain import MEDICAL, RECORD, REMOVED
from semble_cli.store.record import rows
from semble_cli.store.soundness.record_told import RecordEvent
from semble_cli.store.soundness.windows import UNREADABLE, content_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from semble_cli.patient.around.kinds import RecordKind
    from semble_cli.store.database.connection import Connection


class HeldRecord(NamedTuple):
    """A record as the register holds it: whose it is, its version, and its fields, JSON-ready;
    `None` where they cannot be read."""

    patient_id: int | None
    version: int
    fields: Mapping[str, Any] | None


class Mention(NamedTuple):
    """The kind and the id of a record, and an event that tells of it."""

    kind: str
    id: int
    seq: int


def mention_in(seq: int, content: Mapping[str, Any]) -> Mention | None:
    """Which record an event tells of; `None` if it is of none of the kinds.

    Raises:
        ValueError, TypeError, KeyError: the content is not of our making.
    """
    record = content[RECORD]
    return Mention(record["kind"], int(record["id"]), seq) if record["kind"] in KINDS else None


def held_records(
    connection: Connection, kind: RecordKind, column: str, values: Sequence[int]
) -> dict[int, HeldRecord]:
    """The records of a kind with one of some values in a column, by id."""
    found: dict[int, HeldRecord] = {}
    for some in chunks(values):
        where = f"{column} IN ({placeholders(some)})"
        try:
            records = rows.select(connection, kind, where, some)
        except StoreDamaged:
            found |= _one_by_one(connection, kind, where, some)
        else:
            found |= {record.id: _held(kind, record) for record in records}
    return found


def record_events(connection: Connection, seqs: Sequence[int]) -> dict[int, RecordEvent]:
    """What some events tell that name a record, by sequence. One whose content is not of our making
    is left out."""
    told = "held.content" if connection.reads_care else "NULL"
    joined = " LEFT JOIN medical_content AS held ON held.seq = event.seq"
    found = {}
    for some in chunks(seqs):
        for seq, patient_id, action, plain, medical in connection.rows(
            f"SELECT event.seq, patient_id, action, event.content, {told} FROM event"
            f"{joined if connection.reads_care else ''}"
            f" WHERE event.seq IN ({placeholders(some)})",
            some,
        ):
            try:
                done = _done(action, content_of(plain) or {}, medical)
            except UNREADABLE:
                continue
            found[seq] = RecordEvent(seq, patient_id, done)
    return found


def _done(action: str, content: Mapping[str, Any], medical: str | None) -> Any:
    if action == Action.DOCUMENT_ERASE:
        return {REMOVED: {}}
    if MEDICAL in content:
        return None if medical is None else json.loads(medical)
    return content[RECORD]


def _one_by_one(
    connection: Connection, kind: RecordKind, where: str, values: Sequence[int]
) -> dict[int, HeldRecord]:
    owner = "patient_id" if "patient_id" in kind.columns else "NULL"
    found = {}
    for record_id, patient_id, version in connection.rows(
        f"SELECT id, {owner}, version FROM {kind.name} WHERE {where}", values
    ):
        try:
            found[record_id] = _held(kind, rows.get(connection, kind, record_id))
        except StoreDamaged:
            found[record_id] = HeldRecord(patient_id, version, None)
    return found


def _held(kind: RecordKind, record: Any) -> HeldRecord:
    patient_id = getattr(record, "patient_id", None)
    return HeldRecord(patient_id, record.version, to_plain(kind, record))
