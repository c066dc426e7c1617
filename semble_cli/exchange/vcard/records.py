"""The patients of a file of vCards."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from semble_cli.errors import InvalidInput
from semble_cli.exchange.entries.entry_records import EntryRecords, FileEntry
from semble_cli.exchange.entries.raw_lines import undecoded
from semble_cli.exchange.record import Record
from semble_cli.exchange.vcard.patients import read_patient
from semble_cli.exchange.vcard.syntax import escaped, folded, is_whole, read_card, split_cards

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from semble_cli.exchange.record import Rejects

VCARD = "vCard"
_REASONS = "X-MOTIF:"
"""The property that a rejected card has beside its own: why it was."""


class CardRecords(EntryRecords):
    """The patients of vCards, as `EntryRecords`."""

    kind = VCARD

    def _entries(self, lines: Iterable[str]) -> Iterator[Record]:
        count = 0
        for number, card in split_cards(without_reasons(lines)):
            count += is_whole(card)
            yield _record(number, card, self.within)
        if not count:
            raise InvalidInput("file", "it is no file of whole vCards.")

    def rejects(self, out: TextIO) -> Rejects:
        return _CardRejects(out, self.within)


def _record(number: int, card: list[str], encoding: str) -> Record:
    raw = "".join(card)
    nothing = FileEntry(raw, {})
    if not is_whole(card):
        is_begun = card[0].strip().upper() == "BEGIN:VCARD"
        problem = (
            InvalidInput("file", "this card has no END:VCARD.")
            if is_begun
            else InvalidInput("file", "this line stands outside of the cards.")
        )
        return Record(number, nothing, problem)
    try:
        entry = read_patient(read_card(card, encoding), raw)
    except InvalidInput as problem:
        return Record(number, nothing, problem)
    if entry.other:
        return Record(number, entry, InvalidInput("file", "it is no patient."))
    return Record(number, entry)


def without_reasons(lines: Iterable[str]) -> Iterator[str]:
    """The lines without those of our own rejects; their numbers stay."""
    is_reason = False
    for line in lines:
        is_folded = is_reason and line[:1] in (" ", "\t")
        is_reason = is_folded or line.upper().startswith(_REASONS)
        yield "" if is_reason else line


class _CardRejects:
    def __init__(self, out: TextIO, encoding: str) -> None:
        self._out = out
        self._encoding = encoding

    def write(self, record: Record, reasons: str) -> None:
        lines = record.raw.raw.splitlines(keepends=True)
        if not lines[-1].endswith(("\n", "\r")):
            lines[-1] += "\r\n"
        end = len(lines) - (lines[-1].strip().upper() == "END:VCARD")
        said = folded(_REASONS + escaped(" ".join(reasons.split())))
        lines[end:end] = [undecoded(line, self._encoding) for line in said]
        self._out.write("".join(lines))
