"""What the journal tells of documents, erased with them: an event of somebody else's may tell of
one that was moved."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import DOCUMENT
from semble_cli.store.event_chain import ERASED_MEDICAL

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection


def moved_documents(connection: Connection, patient_id: int) -> list[int]:
    """The ids of the documents that were moved to a patient, or from one, once."""
    rows = connection.rows(
        "SELECT content FROM event WHERE patient_id = ? AND action = ? AND content IS NOT NULL",
        (patient_id, Action.DOCUMENT_MOVE.value),
    )
    with connection.decoding():
        return sorted({int(json.loads(text)["record"]["id"]) for (text,) in rows})


def erased_with_documents(connection: Connection, patient_id: int) -> set[int]:
    """The sequences of events whose medical contents went with documents, as the events of a
    patient say, which are about to be erased: who erases those says it from there on."""
    rows = connection.rows(
        "SELECT content FROM event WHERE patient_id = ? AND content LIKE ?",
        (patient_id, f'%"{ERASED_MEDICAL}"%'),
    )
    with connection.decoding():
        return {seq for (text,) in rows for seq in json.loads(text).get(ERASED_MEDICAL, ())}


def erase_told_of(connection: Connection, document_id: int) -> list[int]:
    """Erase what the journal tells of a document that is no more; the sequences of the events that
    told it, to be journalled. Nothing is erased of one that is there."""
    if connection.guarded:
        rows = connection.rows("SELECT semble.erase_told_of_document(?)", (document_id,))
        return sorted(seq for (seq,) in rows)
    if connection.row("SELECT 1 FROM document WHERE id = ?", (document_id,)):
        return []
    rows = connection.rows(
        "SELECT event.seq, event.content FROM medical_content AS held"
        " JOIN event ON event.seq = held.seq WHERE event.content LIKE ?",
        (f'%"kind":"{DOCUMENT.name}"%',),
    )
    with connection.decoding():
        told = [seq for seq, text in rows if _record_in(text) == (DOCUMENT.name, document_id)]
    for seq in told:
        connection.run("DELETE FROM medical_content WHERE seq = ?", (seq,))
    return told


def _record_in(text: str) -> tuple[str, int] | None:
    record = json.loads(text).get("record")
    return (record["kind"], record["id"]) if record else None
