"""What the journal tells of one record around a patient: its events, oldest first, taken one after
the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.store.event_chain import CHANGES, CREATED, REMOVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_PATIENT = "patient_id"
_GONE = ("gone_kind", "gone_id", "gone_name")


class RecordEvent(NamedTuple):
    """One event of a record: whose it is, and what was done; `None` where that was erased."""

    seq: int
    patient_id: int | None
    done: Mapping[str, Any] | None


@dataclass
class RecordTold:
    """What the events of a record come to.

    Attributes:
        values: the last value of each field that they tell, JSON-ready.
        is_whole: they begin with what made it: a field that they do not name is empty.
        is_there: whether it was made, or came, and was not removed; `None` where what they told was
            erased.
        changes: how often they changed it since it was made; `None` where that is not known.
        unexplained: for fields that an event found otherwise than the one before left them, the
            event.
    """

    values: dict[str, Any] = field(default_factory=dict)
    is_whole: bool = False
    is_there: bool | None = False
    changes: int | None = None
    unexplained: dict[str, int] = field(default_factory=dict)
    departed: int = 0


def record_told(events: Iterable[RecordEvent]) -> RecordTold:
    """What the events of one record, oldest first, come to.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: a content is not of our making.
    """
    told = RecordTold()
    for event in events:
        told = _after(told, event)
    return told


def _after(told: RecordTold, event: RecordEvent) -> RecordTold:
    done = event.done
    if done is None:
        return RecordTold(is_there=None)
    if CREATED in done:
        return RecordTold(dict(done[CREATED]), is_whole=True, is_there=True, changes=0)
    if REMOVED in done:
        return RecordTold()
    changes = done[CHANGES]
    _, arrived = changes.get(_PATIENT, (None, None))
    if arrived is not None and arrived == event.patient_id:
        # The event of the patient whom it left tells the same, unless it was erased with the rest.
        is_told = told.departed == event.seq - 1
        return told if is_told else RecordTold({_PATIENT: arrived}, is_there=True)
    _change(told, event.seq, changes)
    told.departed = event.seq if arrived is not None else 0
    return told


def _change(told: RecordTold, seq: int, changes: Mapping[str, Sequence[Any]]) -> None:
    for name, (found, _) in changes.items():
        if (told.is_whole or name in told.values) and told.values.get(name) != found:
            told.unexplained[name] = seq
    told.values |= {name: value for name, (_, value) in changes.items()}
    if told.changes is not None:
        told.changes += 1


def differing_fields(told: RecordTold, row: Mapping[str, Any]) -> list[str]:
    """The fields of a record, JSON-ready, that are not as its events tell; where they do not begin
    with what made it, a field of which they tell nothing agrees with any value.

    That a patient was deleted, or is back, is told by the patient's event alone, not by one of each
    relation of others.
    """
    known, found = _settled(told.values), _settled(row)
    names = known.keys() | found.keys() if told.is_whole else known.keys()
    return sorted(name for name in names if known.get(name) != found.get(name))


def is_version_told(told: RecordTold, row: Mapping[str, Any], version: int) -> bool:
    """Whether a version agrees with the changes that are told. A relation to another patient is
    written with each deletion and recovery of that one, too."""
    if told.changes is None:
        return True
    may_be_more = _settled(row).get("other_patient_id") is not None
    return version == told.changes + 1 or (may_be_more and version > told.changes + 1)


def _settled(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The fields of a record; whom a relation is to, whether that patient is there or not."""
    if values.get("gone_kind") != "patient":
        return values
    kept = {name: value for name, value in values.items() if name not in _GONE}
    return kept | {"other_patient_id": values["gone_id"]}
