"""Whose records changed since an event of the journal: by themselves, or by what stands in them and
is somebody else's, a contact, a practitioner, a tag, another patient."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from semble_cli.patient.around.kinds import CONTACT, PRACTITIONER
from semble_cli.store.database.chunks import chunks, placeholders
from semble_cli.store.event_chain import CHANGES, CREATED, RECORD, REMOVED
from semble_cli.store.journal import DOES
from semble_cli.store.tags import find_tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semble_cli.store.database.connection import Connection

_WHERE_IT_STANDS = {
    CONTACT.name: "SELECT patient_id FROM relation WHERE contact_id = ?",
    PRACTITIONER.name: "SELECT patient_id FROM appointment WHERE practitioner_id = ?",
}
_TAG = "tag"
_OTHER = "other_patient_id"


def all_ids(connection: Connection) -> list[int]:
    """The ids of all the patients, archived and merged ones among them."""
    return [patient_id for (patient_id,) in connection.rows("SELECT id FROM patient ORDER BY id")]


def changed_since(connection: Connection, seq: int) -> dict[int, int]:
    """The patients whose records changed after an event, each with the last event that did it."""
    changed: dict[int, int] = {}
    _note(
        changed,
        connection.rows(
            "SELECT patient_id, max(seq) FROM event WHERE seq > ? AND patient_id IS NOT NULL"
            f" AND {DOES} GROUP BY patient_id",
            (seq,),
        ),
    )
    _note(changed, _no_longer_related(connection, seq))
    for some in chunks(list(changed)):
        for mine, other in (("patient_id", "other_patient_id"), ("other_patient_id", "patient_id")):
            related = connection.rows(
                f"SELECT {mine}, {other} FROM relation WHERE {other} IN ({placeholders(some)})"
                f" AND {mine} IS NOT NULL",
                some,
            )
            _note(changed, ((whose, changed[of]) for whose, of in related))
    for at, text in connection.rows(
        "SELECT seq, content FROM event WHERE seq > ? AND patient_id IS NULL"
        f" AND content IS NOT NULL AND {DOES} ORDER BY seq",
        (seq,),
    ):
        with connection.decoding():
            content = json.loads(text)
        _note(changed, ((patient_id, at) for patient_id in _bearers(connection, content)))
    return changed


def _note(changed: dict[int, int], found: Iterable[tuple[int, int]]) -> None:
    for patient_id, seq in found:
        changed[patient_id] = max(seq, changed.get(patient_id, 0))


def _no_longer_related(connection: Connection, seq: int) -> Iterable[tuple[int, int]]:
    """The patients who were the other in a relation that was made, changed or removed: it stands
    in their records too, and may be there no more."""
    named = f"%{_OTHER}%"  # a value: in SQL text, % is psycopg's own
    for at, text in connection.rows(
        "SELECT seq, content FROM event WHERE seq > ? AND content LIKE ?", (seq, named)
    ):
        with connection.decoding():
            record = json.loads(text).get(RECORD, {})
        for done in (CREATED, CHANGES, REMOVED):
            told = record.get(done, {}).get(_OTHER)
            for other in told if isinstance(told, list) else [told]:
                if isinstance(other, int):
                    yield other, at


def _bearers(connection: Connection, content: dict[str, object]) -> Iterable[int]:
    """The patients in whose records that stands which an event of no patient's is about."""
    record, tags = content.get(RECORD), content.get(_TAG)
    if isinstance(record, dict) and record.get("kind") in _WHERE_IT_STANDS:
        sql = _WHERE_IT_STANDS[record["kind"]]
        return {patient_id for (patient_id,) in connection.rows(sql, (record["id"],))}
    if isinstance(tags, list):
        names = [tag["name"] for tag in tags if isinstance(tag, dict)]
        found = [find_tag(connection, name) for name in names]
        sql = "SELECT patient_id FROM patient_tag WHERE tag_id = ?"
        return {
            patient_id for tag in found if tag for (patient_id,) in connection.rows(sql, (tag.id,))
        }
    return ()
