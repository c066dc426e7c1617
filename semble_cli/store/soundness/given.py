"""The ids that the journal says were given, and what became of those who bear them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.patient.actions import Action
from semble_cli.store.journal import IMPORT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from semble_cli.store.soundness.register_events import RegisterEvent
    from semble_cli.store.soundness.told import Entry, Told
    from semble_cli.store.soundness.windows import Window


@dataclass
class Imported:
    """The patients that one import created: `left` are those who stayed when it was taken back,
    `None` while it stands; `met` is how many the check met, there or with events of their own."""

    batch: int
    first: int
    last: int
    created: int
    left: frozenset[int] | None = None
    met: int = 0


class Purges:
    """What was erased from the ledger for good: whom, or how many, as programs of before told."""

    def __init__(self, events: Iterable[RegisterEvent]) -> None:
        purges = [event for event in events if event.action == Action.LEDGER_PURGE]
        unnamed = [event for event in purges if "ids" not in event.content]
        self._ids = {each for event in purges for each in event.content.get("ids", ())}
        self._unnamed = sum(event.content.get("patients", 0) for event in unnamed)
        self._last_unnamed = max((event.seq for event in unnamed), default=0)

    def explain(self, patient_id: int, deletion: Entry) -> bool:
        """Whether a purge may have erased a patient who was deleted by an event; once for each."""
        if patient_id in self._ids:
            return True
        if deletion.seq > self._last_unnamed or not self._unnamed:
            return False
        self._unnamed -= 1
        return True


class GivenIds:
    """Follows the ids through a register, window after window."""

    def __init__(self, events: Sequence[RegisterEvent]) -> None:
        self._imports = sorted(_imports(events), key=lambda each: each.first)
        self._firsts = [each.first for each in self._imports]
        self._purges = Purges(events)

    def wrong_in(self, window: Window, told: Mapping[int, Told]) -> Iterator[Sentence]:
        """What is wrong with the ids of a window."""
        present = set(window.patients["id"])
        for patient_id in sorted(present | window.former.keys() | told.keys()):
            imported = self._import_of(patient_id)
            if imported is not None:
                imported.met += 1
            fault = self._fault(
                patient_id,
                told.get(patient_id),
                imported,
                is_present=patient_id in present,
                is_former=patient_id in window.former,
            )
            if fault:
                yield fault

    def lost(self) -> Iterator[Sentence]:
        """The imports of whose patients some are gone without an event. Asked at the end."""
        for each in self._imports:
            if each.left is None and each.met < each.created:
                yield Sentence(
                    "import {batch}: {count} of the patients it created, {first} to {last}, are"
                    " gone, and no event says why.",
                    batch=each.batch,
                    count=each.created - each.met,
                    first=each.first,
                    last=each.last,
                )

    def _fault(
        self,
        patient_id: int,
        told: Told | None,
        imported: Imported | None,
        *,
        is_present: bool,
        is_former: bool,
    ) -> Sentence | None:
        deletion = told.deletion if told else None
        if is_present and is_former:
            return Sentence("patient {id}: is in the register and in the ledger.", id=patient_id)
        if is_present and deletion:
            return Sentence(
                "patient {id}: was deleted, and is in the register without an event.", id=patient_id
            )
        if is_present and not _was_given(patient_id, told, imported):
            return Sentence("patient {id}: no event gave this id.", id=patient_id)
        if is_present:
            return None
        if deletion is None and is_former:
            return Sentence(
                "patient {id}: is in the ledger, and no event tells of a deletion.", id=patient_id
            )
        if deletion is None:
            return Sentence(
                "patient {id}: is gone from the register, and no event says why.", id=patient_id
            )
        if is_former or self._purges.explain(patient_id, deletion):
            return None
        return Sentence("patient {id}: was deleted, and is not in the ledger.", id=patient_id)

    def _import_of(self, patient_id: int) -> Imported | None:
        place = bisect_right(self._firsts, patient_id) - 1
        if place < 0 or patient_id > self._imports[place].last:
            return None
        return self._imports[place]


def _was_given(patient_id: int, told: Told | None, imported: Imported | None) -> bool:
    if told and told.whole:
        return True
    return imported is not None and (imported.left is None or patient_id in imported.left)


def _imports(events: Sequence[RegisterEvent]) -> Iterator[Imported]:
    left = _left(events)
    for event in events:
        content = event.content
        if event.action == Action.PATIENT_IMPORT and content.get("first_id") is not None:
            first, last = content["first_id"], content["last_id"]
            yield Imported(event.batch, first, last, content["patients"], left.get(first))


def _left(events: Iterable[RegisterEvent]) -> dict[int, frozenset[int]]:
    """Whom the taking back of each import left, by the first id that the import gave. Whom a later
    one took away has an event of it."""
    left: dict[int, frozenset[int]] = {}
    for event in events:
        done = event.content.get(IMPORT)
        if done and done["first_id"] is not None:
            left.setdefault(done["first_id"], frozenset(done["left"]))
    return left
