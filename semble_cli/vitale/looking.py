"""The slots of readers, looked at again and again while somebody waits."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.patient.vitale_card import CardKind
from semble_cli.vitale.card import kind_of
from semble_cli.vitale.pcsc_errors import ReaderError, may_pass, while_waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.errors import CardError, Sentence
    from semble_cli.vitale.pcsc import Service, Slot

    Tell = Callable[[Sentence], None]
    AtRest = Callable[[], None]

_A_PATIENT_S = (CardKind.VITALE_2, CardKind.VITALE_1, CardKind.UNKNOWN, CardKind.CPS)
"""The kinds of cards in the order in which one is worth telling of."""

PAUSE = 0.25
"""Seconds between two tries of what failed."""

_GLANCE = 0.1

_LIKELIEST = (CardKind.VITALE_2, CardKind.UNKNOWN, CardKind.VITALE_1, CardKind.CPS)
"""The kinds of cards in the order in which they are tried."""


class Waiting:
    """How long is waited, and what was told last of what is waited for. `at_rest` is called again
    and again meanwhile; what it raises ends the wait."""

    def __init__(self, seconds: float, tell: Tell, at_rest: AtRest = lambda: None) -> None:
        self.is_wanted = seconds > 0
        self.at_rest = at_rest
        self._deadline = time.monotonic() + seconds
        self._tell = tell
        self._told: Sentence | None = None

    @property
    def left(self) -> float:
        return self._deadline - time.monotonic()

    def tell(self, sentence: Sentence) -> None:
        """Say what is waited for, unless that was said last."""
        if sentence != self._told:
            self._tell(sentence)
        self._told = sentence

    def begin_anew(self) -> None:
        """Say again what is waited for next."""
        self._told = None

    def bear(self, problem: ReaderError) -> None:
        """Wait a moment for a problem to pass, and for what was given up to end.

        Raises:
            ReaderError: it, where no time is left.
        """
        if self.left <= 0:
            raise problem
        self.tell(while_waiting(problem))
        self.at_rest()
        time.sleep(min(PAUSE, self.left))
        while not problem.is_over():
            if self.left <= 0:
                raise problem  # another try would only find our own, which has not ended
            self.at_rest()
            time.sleep(_GLANCE)


class _Known(NamedTuple):
    """A card that was looked at: which one in its slot, its kind, what is wrong with it, and when
    that was found."""

    changes: int
    kind: CardKind
    problem: CardError | None
    at: float

    @property
    def may_yet_be_read(self) -> bool:
        return self.problem is not None and may_pass(self.problem) and self.problem.is_over()


class Look:
    """The slots, looked at again and again; what was made of a card holds until it leaves."""

    def __init__(self, wanted: str | None) -> None:
        self._wanted = wanted
        self._known: dict[str, _Known] = {}
        self.slots: list[Slot] = []

    def new_cards(self, found: Service) -> list[Slot]:
        """The slots with a card that is not done with, the likeliest carte Vitale first; those that
        could not be read yet come last, and in turn."""
        self.slots = found.slots(self._wanted)
        there = {slot.reader: slot.changes for slot in self.slots if slot.is_present}
        self._known = {
            reader: known
            for reader, known in self._known.items()
            if there.get(reader) == known.changes
        }
        return sorted(
            (slot for slot in self.slots if slot.is_present and self._is_to_be_tried(slot)),
            key=lambda slot: (self._tried_at(slot), _LIKELIEST.index(kind_of(slot.atr))),
        )

    def has_news(self, slot: Slot, problem: CardError | None) -> bool:
        """Note what was made of a card; whether that is told: a second failure of the same kind is
        not, nor is a professional's card that leaves a slot free."""
        before = self._known.get(slot.reader)
        kind = kind_of(slot.atr)
        self._known[slot.reader] = _Known(slot.changes, kind, problem, time.monotonic())
        if kind is CardKind.CPS:
            return self.empty is None
        return not (before and before.problem and problem and _is_same(before.problem, problem))

    @property
    def empty(self) -> str | None:
        """A reader without a card."""
        return next((slot.reader for slot in self.slots if not slot.is_present), None)

    @property
    def refusal(self) -> CardError | None:
        """What is wrong with the card that is likeliest to be the patient's."""
        by_kind = sorted(self._known.values(), key=lambda known: _A_PATIENT_S.index(known.kind))
        return next((known.problem for known in by_kind if known.problem), None)

    def forget(self) -> None:
        """What was known of the cards holds no more: their service or their reader is another."""
        self._known = {}

    def _is_to_be_tried(self, slot: Slot) -> bool:
        known = self._known.get(slot.reader)
        return known is None or known.may_yet_be_read

    def _tried_at(self, slot: Slot) -> float:
        known = self._known.get(slot.reader)
        return known.at if known else 0.0


def _is_same(one: CardError, other: CardError) -> bool:
    """Whether two failures are of one kind."""
    if isinstance(one, ReaderError) and isinstance(other, ReaderError):
        return one.code == other.code
    return one.sentence == other.sentence
