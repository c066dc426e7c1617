"""The patients of a file of HL7 v2 messages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from semble_cli.errors import InvalidInput, Sentence
from semble_cli.exchange.entries.entry_records import EntryRecords, FileEntry
from semble_cli.exchange.entries.raw_lines import undecoded
from semble_cli.exchange.headers import INS_MATRICULE
from semble_cli.exchange.hl7.messages import split_messages
from semble_cli.exchange.hl7.patients import read_patient
from semble_cli.exchange.hl7.syntax import (
    delimiters_of,
    encoding_of,
    escaped,
    head_field,
    read_message,
)
from semble_cli.exchange.record import Record
from semble_cli.identity.patterns import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from semble_cli.exchange.mapping import GivenMap, Reading
    from semble_cli.exchange.record import Rejects

HL7 = "HL7 v2"
ADDED, UPDATED = "A28", "A31"
_REASONS = "ZRJ"
"""The segment that a rejected message has beside its own: why it was."""
_UNKNOWN = "?"
_EVENT = pattern("[A-Z0-9]{3}(?:\\^[A-Z0-9]{0,3})?")


class MessageRecords(EntryRecords):
    """The patients of HL7 messages, as `EntryRecords`: of those that add one or update one."""

    kind = HL7

    def __init__(
        self,
        source: BinaryIO,
        given: GivenMap | None,
        reading: Reading,
        *,
        encoding: str | None = None,
    ) -> None:
        self._today = reading.today
        self._events: Counter[str] = Counter()
        super().__init__(source, given, reading, encoding=encoding)

    def _entries(self, lines: Iterable[str]) -> Iterator[Record]:
        for number, raw in split_messages(without_reasons(lines)):
            yield _record(number, raw, self.within, self._today)

    def _look(self, lines: Iterable[str]) -> None:
        for number, raw in split_messages(without_reasons(lines)):
            if raw.startswith("MSH"):
                self._events[_event_of(raw)] += 1
            if self._missing(accept_incomplete=False):
                self._see(_record(number, raw, self.within, self._today))
        if not self._events:
            raise InvalidInput("file", "it holds no HL7 messages.")
        self._has_patients = not self._events.keys().isdisjoint((ADDED, UPDATED, _UNKNOWN))

    def batches(self, sizes: Iterable[int], *, after: int = 0) -> Iterator[list[Record]]:
        """As many messages at a time as *sizes* says, but of one patient only one: what the next
        one brings is written over what the one before did."""
        for batch in super().batches(sizes, after=after):
            some: list[Record] = []
            met: set[Any] = set()
            for row in batch:
                keys = _keys(row.raw.given)
                if not met.isdisjoint(keys):
                    yield some
                    some, met = [], set()
                some.append(row)
                met.update(keys)
            yield some

    def remarks(self) -> list[Sentence]:
        if not self._events[UPDATED]:
            return []
        return [
            Sentence(
                "Messages that add a patient (A28): {added}; that update one (A31): {updated}. Who"
                " is there already is only updated with --on-duplicate update.",
                added=self._events[ADDED],
                updated=self._events[UPDATED],
            )
        ]

    def _no_patients(self) -> InvalidInput:
        return InvalidInput(
            "file",
            "none of its messages adds a patient (A28) or updates one (A31); their events:"
            " {events}.",
            events=", ".join(sorted(self._events)),
        )

    def rejects(self, out: TextIO) -> Rejects:
        return _MessageRejects(out, self.within)


def _keys(given: dict[str, Any]) -> set[Any]:
    """By what two messages may be of one patient."""
    traits = tuple(given.get(name) for name in ("birth_name", "first_given_name", "birth_date"))
    numbers = {tuple(each.values()) for each in given.get("numbers", ())}
    nirs = filter(None, map(given.get, ("nir", INS_MATRICULE)))
    return {*numbers, *nirs, *([traits] if all(traits) else [])}


def _record(number: int, raw: str, encoding: str, today: date | None) -> Record:
    try:
        if not raw.startswith("MSH"):
            raise InvalidInput("file", "this line stands outside of the messages.")
        marks = delimiters_of(raw)
        event = _event_of(raw)
        if event == _UNKNOWN:
            raise InvalidInput("file", "MSH-9 does not tell the event of this message.")
        if event not in (ADDED, UPDATED):
            other = Sentence("a message of the event {event} is not read: left out.", event=event)
            return Record(
                number, FileEntry(raw, {}, other=other), InvalidInput("file", "it is no patient.")
            )
        return Record(number, read_patient(read_message(raw, marks, encoding), raw, today))
    except InvalidInput as problem:
        return Record(number, FileEntry(raw, {}), problem)


def _event_of(raw: str) -> str:
    """The event of a message (MSH-9), of ADT its code alone; `_UNKNOWN` where it tells none."""
    try:
        kind, event, *_ = [*head_field(raw, delimiters_of(raw), 9), ""]
    except InvalidInput:
        return _UNKNOWN
    name = event if kind == "ADT" else f"{kind}^{event}"
    return name if _EVENT.fullmatch(name) else _UNKNOWN


def without_reasons(lines: Iterable[str]) -> Iterator[str]:
    """The lines without those of our own rejects; their numbers stay."""
    return ("" if line.startswith(_REASONS) else line for line in lines)


class _MessageRejects:
    def __init__(self, out: TextIO, encoding: str) -> None:
        self._out = out
        self._encoding = encoding

    def write(self, record: Record, reasons: str) -> None:
        raw = record.raw.raw
        body = raw.rstrip("\r\n")
        end = raw[len(body) :] or "\r"
        said = " ".join(reasons.split())
        try:
            marks = delimiters_of(raw)
            said = undecoded(escaped(said, marks), encoding_of(raw, marks, self._encoding))
            reasons_line = f"{_REASONS}{marks.field}{said}"
        except InvalidInput:  # a line of no message, or a message that nobody can read
            reasons_line = f"{_REASONS}|{undecoded(said, self._encoding)}"
        self._out.write(f"{body}{end}{reasons_line}{end}")
