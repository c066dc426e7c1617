"""The records around the patients against what the journal tells of each: those of the patients of
a window; at the end contacts, keywords, practitioners, and documents that were moved to another
patient."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import (
    CONTACT,
    DOCUMENT,
    KINDS,
    PRACTITIONER,
    SECTION_KEYWORD,
)
from semble_cli.store.database.chunks import chunks
from semble_cli.store.event_chain import RECORD
from semble_cli.store.soundness.record_faults import faults_of
from semble_cli.store.soundness.record_rows import (
    Mention,
    held_records,
    mention_in,
    record_events,
)
from semble_cli.store.soundness.windows import UNREADABLE, content_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from semble_cli.patient.around.kinds import RecordKind
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.soundness.record_rows import HeldRecord
    from semble_cli.store.soundness.windows import Window

_AT_ONCE = 500
"""How many events of records are looked at together: what each tells may be long."""

_OF_NOBODY = (CONTACT, SECTION_KEYWORD, PRACTITIONER)


class RecordCheck:
    """Follows the records through a register, window after window. Of what is medical nothing is
    said to who may not read it. What is kept in memory is which events tell of contacts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._kinds = [
            kind for kind in KINDS.values() if connection.reads_care or not kind.is_medical
        ]
        self._moved = _moved_documents(connection) if connection.reads_care else frozenset()
        self._apart: list[Mention] = []

    def wrong_in(self, window: Window) -> Iterator[Sentence]:
        """What is wrong with the records of the patients of a window."""
        mentions: dict[int, list[Mention]] = {
            patient_id: [] for patient_id in self._holders(window.first, window.last)
        }
        for patient_id, entries in window.events.items():
            for entry in entries:
                if entry.content and RECORD in entry.content:
                    yield from self._note(
                        entry.seq, entry.content, mentions.setdefault(patient_id, [])
                    )
        for some in _portions(mentions):
            yield from self._of_patients(some, [each for one in some for each in mentions[one]])

    def wrong_apart(self) -> Iterator[Sentence]:
        """What is wrong with the records that are of no patient, or were of several. Asked at the
        end."""
        for seq, text in self._connection.stream(
            "SELECT seq, content FROM event WHERE patient_id IS NULL AND content LIKE ?",
            (f'%"{RECORD}"%',),
        ):
            yield from self._note(seq, text, self._apart)
        self._apart.sort()
        for kind in (*_OF_NOBODY, *([DOCUMENT] if self._moved else ())):
            for some in chunks(self._ids_of(kind)):
                first = bisect_left(self._apart, (kind.name, some[0]))
                end = bisect_left(self._apart, (kind.name, some[-1] + 1))
                held = held_records(self._connection, kind, "id", some)
                yield from self._compare(kind, self._apart[first:end], held)

    def _note(
        self, seq: int, content: Mapping[str, Any] | str, place: list[Mention]
    ) -> Iterator[Sentence]:
        """Put down which record an event tells of."""
        try:
            known = content_of(content) if isinstance(content, str) else content
            mention = mention_in(seq, known or {})
        except UNREADABLE:
            yield Sentence(
                "journal: which record event {seq} tells of cannot be read. Compare it with a"
                " backup.",
                seq=seq,
            )
            return
        if mention and mention.kind == DOCUMENT.name and mention.id in self._moved:
            self._apart.append(mention)
        elif mention:
            place.append(mention)

    def _ids_of(self, kind: RecordKind) -> list[int]:
        if kind is DOCUMENT:
            return sorted(self._moved)
        there = self._connection.rows(f"SELECT id FROM {kind.name}")
        told = {mention.id for mention in self._apart if mention.kind == kind.name}
        return sorted(told.union(record_id for (record_id,) in there))

    def _of_patient(self) -> list[RecordKind]:
        return [kind for kind in self._kinds if kind not in _OF_NOBODY]

    def _holders(self, first: int, last: int) -> list[int]:
        """The patients of some ids on whom records hang."""
        tables = " UNION ".join(
            f"SELECT patient_id FROM {kind.name} WHERE patient_id BETWEEN {first:d} AND {last:d}"
            for kind in self._of_patient()
        )
        return [patient_id for (patient_id,) in self._connection.rows(tables)]

    def _of_patients(self, ids: Sequence[int], mentions: list[Mention]) -> Iterator[Sentence]:
        for kind in self._of_patient():
            told = sorted(mention for mention in mentions if mention.kind == kind.name)
            held = held_records(self._connection, kind, "patient_id", ids)
            elsewhere = sorted({mention.id for mention in told} - held.keys())
            held |= held_records(self._connection, kind, "id", elsewhere)
            if kind is DOCUMENT:
                held = {key: one for key, one in held.items() if key not in self._moved}
            yield from self._compare(kind, told, held)

    def _compare(
        self, kind: RecordKind, mentions: Sequence[Mention], held: Mapping[int, HeldRecord]
    ) -> Iterator[Sentence]:
        events = record_events(self._connection, [mention.seq for mention in mentions])
        told: dict[int, list[int]] = {record_id: [] for record_id in held}
        for mention in mentions:
            told.setdefault(mention.id, []).append(mention.seq)
        for record_id, seqs in sorted(told.items()):
            some = [events.get(seq) for seq in seqs]
            yield from faults_of(kind, record_id, some, held.get(record_id))


def _moved_documents(connection: Connection) -> frozenset[int]:
    """The documents that were moved from one patient to another: events of several tell of them."""
    found = set()
    for (text,) in connection.stream(
        "SELECT content FROM event WHERE action = ? AND content IS NOT NULL",
        (Action.DOCUMENT_MOVE.value,),
    ):
        try:
            mention = mention_in(0, content_of(text) or {})
        except UNREADABLE:
            continue
        if mention:
            found.add(mention.id)
    return frozenset(found)


def _portions(mentions: Mapping[int, Sequence[Mention]]) -> Iterator[list[int]]:
    """The patients in order, so many at a time as there are events of records to look at."""
    some: list[int] = []
    count = 0
    for patient_id in sorted(mentions):
        some.append(patient_id)
        count += len(mentions[patient_id]) + 1
        if count >= _AT_ONCE:
            yield some
            some, count = [], 0
    if some:
        yield some
