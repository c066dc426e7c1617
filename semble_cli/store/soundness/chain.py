"""Whether the chain of the journal verifies, event by event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.store.event_chain import (
    COLUMNS,
    GENESIS,
    Head,
    digest_of,
    erased_by,
    link_of,
    moment_of,
    stamp,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from semble_cli.store.database.connection import Connection

_ERASING = (Action.PATIENT_DELETE, Action.UNDO)
"""The events of a patient that erase what was journalled before of the same one."""


_AT_ONCE = 2000


def find_breaks(connection: Connection) -> Iterator[Sentence]:
    """What is wrong with the chain: one line for each event that does not verify. The journal is
    read some events at a time: it may have millions.

    A reader is not shown every content and salt: of those, the database works the digest out.
    """
    made = "NULL"
    if connection.masked:
        made = "CASE WHEN content IS NOT NULL AND salt IS NULL THEN semble.event_digest(seq) END"
    with connection.decoding():
        yield from _breaks(_all_events(connection, made))


def _all_events(connection: Connection, made: str) -> Iterator[tuple[Any, ...]]:
    rows = connection.rows(_page(made, ""))
    while rows:
        yield from rows
        rows = connection.rows(_page(made, "WHERE seq > ?"), (rows[-1][0],))


def _page(made: str, where: str) -> str:
    return f"SELECT {COLUMNS}, {made} FROM event {where} ORDER BY seq LIMIT {_AT_ONCE}"


def _breaks(rows: Iterable[tuple[Any, ...]]) -> Iterator[Sentence]:
    before = Head(0, GENESIS)
    blank: dict[int, tuple[int | None, str]] = {}
    for seq, at, actor, action, patient_id, batch, undoes, salt, text, digest, chain, made in rows:
        if seq != before.seq + 1:
            yield Sentence("journal: event {seq} is missing.", seq=before.seq + 1)
        plain = (seq, _as_stamped(at), actor, action, patient_id, batch, undoes)
        if chain != link_of(before.chain, plain, digest):
            yield Sentence("journal: event {seq} was changed, or the one before it.", seq=seq)
        if text is None:
            blank[seq] = (patient_id, action)
        elif digest != (made or digest_of(salt, text)):
            yield Sentence("journal: the content of event {seq} was changed.", seq=seq)
        else:
            _strike(blank, patient_id, erased_by(text))
        before = Head(seq, chain)
    for seq in sorted(blank):
        yield Sentence(
            "journal: the content of event {seq} is gone, and no event says who erased it.", seq=seq
        )


def _strike(
    blank: dict[int, tuple[int | None, str]], patient_id: int | None, erased: list[int]
) -> None:
    """Strike out of the blank events those that one names as erased.

    Programs of before erased the list of an earlier erasure and did not take it over: then this
    list begins with that erasure, which had erased all that came before of the patient.
    """
    first = min(erased, default=0)
    if first in blank and blank[first] in [(patient_id, action) for action in _ERASING]:
        erased = [*erased, *(seq for seq in blank if seq < first and blank[seq][0] == patient_id)]
    for seq in erased:
        blank.pop(seq, None)


def _as_stamped(text: str) -> str:
    """A time as the chain has it; one that cannot be read stays as it is, and breaks the chain."""
    try:
        return stamp(moment_of(text))
    except (ValueError, OverflowError):
        return text
