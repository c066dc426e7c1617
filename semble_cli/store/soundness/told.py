"""What the journal tells of one patient: the events, oldest first, taken one after the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.patient.actions import Action
from semble_cli.patient.catalogue import STRICT_TRAITS
from semble_cli.patient.consents.rules import unsigned_by
from semble_cli.patient.json_form import as_kept_today
from semble_cli.patient.record import BOOKKEEPING, FIELDS
from semble_cli.patient.strict_traits import same_trait
from semble_cli.patient.tags import tag_key
from semble_cli.store.event_chain import ERASED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

TOLD = frozenset(FIELDS) - frozenset(BOOKKEEPING)
"""The fields of a patient whose values the journal keeps."""

_VOUCHED = ("identity_retrieved", "identity_checked")
_DOUBTED = ("doubtful", "fictitious")


class Entry(NamedTuple):
    """One event of a patient, as the journal's row has it; the content is `None` once erased."""

    seq: int
    at: str
    actor: str
    action: str
    batch: int
    content: Mapping[str, Any] | None


class Renaming(NamedTuple):
    """A tag got another name: patients bear it on without an event of theirs."""

    seq: int
    before: str
    after: str


class Spoiled(NamedTuple):
    """An edit that took the proof of an identity away, though its strict traits stayed the same."""

    seq: int
    batch: int


@dataclass
class Told:
    """What the events of a patient come to.

    Attributes:
        values: the last value of each field that they tell, JSON-ready.
        whole: they begin with the creation: a field they do not name is empty.
        changes: how often they changed the patient, since the creation.
        seen: whether there is any event.
        deletion: the event that took the patient out of the register, if that was the last.
        unsigned: the days and authors of answers that a program of before noted, which no event
            tells.
        unexplained: for fields that an event found otherwise than the one before left them, the
            event.
        spoiled: what spoiled the identity, if nothing has given it back since.
    """

    values: dict[str, Any] = field(default_factory=dict)
    whole: bool = False
    changes: int = 0
    seen: bool = False
    deletion: Entry | None = None
    unsigned: set[str] = field(default_factory=set)
    unexplained: dict[str, int] = field(default_factory=dict)
    spoiled: Spoiled | None = None


def told_by(entries: Iterable[Entry], renamings: Sequence[Renaming] = ()) -> Told:
    """What some events of one patient, oldest first, come to.

    Raises:
        ValueError, TypeError, KeyError, AttributeError: a content is not of our making.
    """
    told = Told()
    before = 0
    for entry in entries:
        _rename(told, renamings, before, entry.seq)
        before = entry.seq
        told = _after(told, entry)
    if renamings:
        _rename(told, renamings, before, renamings[-1].seq + 1)
    return told


def differing_fields(told: Told, found: Mapping[str, Any]) -> list[str]:
    """Those of some fields, JSON-ready but for truths, which may be 0 and 1, that are not as the
    events tell; a field of which they tell nothing agrees with any value."""
    return sorted(
        name for name, value in found.items() if name in TOLD and _differs(told, name, value)
    )


def _differs(told: Told, name: str, value: Any) -> bool:
    if name not in told.values:
        return told.whole and bool(value) and name not in told.unsigned
    known = as_kept_today(name, told.values[name])
    if name == "tags":
        return set(map(tag_key, known or ())) != set(map(tag_key, value or ()))
    return bool(known != as_kept_today(name, value))


def _after(told: Told, entry: Entry) -> Told:
    content = entry.content
    if content is None:  # of a time in the register that has ended since
        return Told(seen=True)
    if ERASED in content:
        return Told(seen=True, deletion=entry)
    if "created" in content:
        created = dict(content["created"])
        return Told(values=created, whole=True, seen=True, unsigned=unsigned_by(created))
    if "changes" in content:
        _change(told, entry, content["changes"])
    told.seen = True
    return told


def _change(told: Told, entry: Entry, changes: Mapping[str, Sequence[Any]]) -> None:
    told.changes += 1
    found = {name: old for name, (old, _) in changes.items()}
    told.unexplained |= dict.fromkeys(differing_fields(told, found), entry.seq)
    new = {name: value for name, (_, value) in changes.items()}
    told.values |= new
    told.unsigned = (told.unsigned | unsigned_by(new)) - new.keys()
    if _spoils(entry, changes):
        told.spoiled = Spoiled(entry.seq, entry.batch)
    elif any(changes.get(name, (None, False))[1] for name in _VOUCHED):
        told.spoiled = None


def _spoils(entry: Entry, changes: Mapping[str, Sequence[Any]]) -> bool:
    """Whether an edit took away what vouched for an identity while its names changed by case or
    accents alone: comparing them letter by letter was a fault of programs of before."""
    traits = [name for name in STRICT_TRAITS if name in changes]
    return (
        entry.action == Action.PATIENT_EDIT
        and bool(traits)
        and any(changes.get(name, (False,))[0] for name in _VOUCHED)
        and not any(changes.get(name, (None, False))[1] for name in (*_VOUCHED, *_DOUBTED))
        and all(same_trait(name, *changes[name]) for name in traits)
    )


def _rename(told: Told, renamings: Sequence[Renaming], since: int, until: int) -> None:
    """Give the tags the names that they got between two events."""
    if not (renamings and told.values.get("tags")):
        return
    keys = set(map(tag_key, told.values["tags"]))
    for renaming in renamings:
        if since < renaming.seq < until and tag_key(renaming.before) in keys:
            keys = keys - {tag_key(renaming.before)} | {tag_key(renaming.after)}
    told.values["tags"] = sorted(keys)
