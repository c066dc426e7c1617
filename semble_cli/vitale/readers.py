"""Cards in readers: wait for one, read it, and say what is there.

Whatever may pass while somebody waits is tried again: a reader that is unplugged, a service that is
started anew, another program that keeps the reader, a card that does not answer yet.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import CardError, Sentence
from semble_cli.patient.vitale_card import CardInReader, CardKind, InsertedCard, ReaderState
from semble_cli.vitale import pcsc
from semble_cli.vitale.card import kind_of
from semble_cli.vitale.other_programs import programs_at_readers
from semble_cli.vitale.pcsc_errors import (
    ReaderError,
    ResultCode,
    card_error,
    may_pass,
    no_card_in_time,
    while_waiting,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from semble_cli.patient.vitale_card import VitaleCard

    Tell = Callable[[Sentence], None]

_LIKELIEST = (CardKind.VITALE_2, CardKind.UNKNOWN, CardKind.VITALE_1, CardKind.CPS)
"""The kinds of cards in the order in which they are tried."""

_GLANCE = 0.1
_PAUSE = 0.25
"""Seconds between two tries of what failed."""
_FOR_EVER = 10.0 * 365 * 24 * 3600


def read_card(reader: str | None, wait: float, tell: Tell) -> CardInReader:
    """Read the carte Vitale in a reader, waiting for either if need be.

    A card of another kind is told and passed over for as long as there is to wait.

    Args:
        reader: a part of the reader's name; `None` for any.
        wait: seconds to wait for a card, and for what keeps it from being read to pass.
        tell: called with what is waited for, whenever that changes.

    Raises:
        CardError: each with the way out; the card is released.
    """
    look, waiting = _Look(reader), _Waiting(wait, tell)
    while True:
        slots = _new_cards(look, waiting)
        try:
            if card := _first_to_be_read(slots, look, waiting):
                return card
        except CardError as problem:
            if not may_pass(problem):
                raise
            waiting.bear(problem)


def cards_one_by_one(reader: str | None, tell: Tell) -> Iterator[InsertedCard]:
    """Cards as they are put in, for ever; each once, for as long as it stays in. One that cannot be
    read yet is given with what is wrong, and again once it can.

    Raises:
        CardError: no card can ever be read here.
    """
    look, waiting = _Look(reader), _Waiting(_FOR_EVER, tell)
    while True:
        slot = _new_cards(look, waiting)[0]
        card, problem = _read(slot.reader)
        if look.has_news(slot, problem):
            yield InsertedCard(slot.reader, card, problem, _Presence(slot, waiting).is_there)
            waiting.begin_anew()
        elif problem and may_pass(problem):
            time.sleep(_PAUSE)


def reader_states() -> list[ReaderState]:
    """The readers, and what is in them.

    Raises:
        CardError: pyscard is not installed, the service does not run, or there is no reader.
    """
    with pcsc.service() as found:
        slots = found.slots(None)
        others = programs_at_readers() if any(map(_is_used, slots)) else []
    return [
        ReaderState(slot.reader, _card_in(slot), slot.is_held, others if _is_used(slot) else [])
        for slot in slots
    ]


class _Waiting:
    """How long is waited, and what was told last of what is waited for."""

    def __init__(self, seconds: float, tell: Tell) -> None:
        self.is_wanted = seconds > 0
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
        time.sleep(min(_PAUSE, self.left))
        while not problem.is_over():
            if self.left <= 0:
                raise problem  # another try would only find our own, which has not ended
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


class _Look:
    """The slots, looked at again and again; what was made of a card holds until it leaves."""

    def __init__(self, wanted: str | None) -> None:
        self._wanted = wanted
        self._known: dict[str, _Known] = {}
        self.slots: list[pcsc.Slot] = []

    def new_cards(self, found: pcsc.Service) -> list[pcsc.Slot]:
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

    def has_news(self, slot: pcsc.Slot, problem: CardError | None) -> bool:
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
        """What is wrong with the likeliest of the cards that are in."""
        by_kind = sorted(self._known.values(), key=lambda known: _LIKELIEST.index(known.kind))
        return next((known.problem for known in by_kind if known.problem), None)

    def forget(self) -> None:
        """What was known of the cards holds no more: their service or their reader is another."""
        self._known = {}

    def _is_to_be_tried(self, slot: pcsc.Slot) -> bool:
        known = self._known.get(slot.reader)
        return known is None or known.may_yet_be_read

    def _tried_at(self, slot: pcsc.Slot) -> float:
        known = self._known.get(slot.reader)
        return known.at if known else 0.0


class _Presence:
    """A card that was put in, for as long as it stays."""

    def __init__(self, slot: pcsc.Slot, waiting: _Waiting) -> None:
        self._slot = slot
        self._waiting = waiting

    def is_there(self) -> bool:
        """Whether it still is in the reader; it is waited a moment for it to leave. Where reader or
        service went, the card did too."""
        try:
            with pcsc.service() as found:
                slots = self._slots(found)
                if slots:
                    found.await_change(slots, _GLANCE)
                    slots = self._slots(found)
        except ReaderError as problem:
            if may_pass(problem):
                self._waiting.tell(while_waiting(problem))
            return False
        return bool(slots)

    def _slots(self, found: pcsc.Service) -> list[pcsc.Slot]:
        mine = self._slot
        return [
            slot
            for slot in found.slots(mine.reader)
            if slot.is_present and (slot.reader, slot.changes) == (mine.reader, mine.changes)
        ]


def _new_cards(look: _Look, waiting: _Waiting) -> list[pcsc.Slot]:
    """The slots with a card to read, one at least; card, reader and service are waited for.

    Raises:
        CardError: no reader; no card in time, or only others.
    """
    while True:
        try:
            with pcsc.service() as found:
                return _awaited(found, look, waiting)
        except CardError as problem:
            if not may_pass(problem):
                raise
            look.forget()
            waiting.bear(problem)


def _awaited(found: pcsc.Service, look: _Look, waiting: _Waiting) -> list[pcsc.Slot]:
    while True:
        if slots := look.new_cards(found):
            return slots
        if waiting.left <= 0:
            without = no_card_in_time() if waiting.is_wanted else card_error(ResultCode.NO_CARD)
            raise look.refusal or without
        if look.empty:
            waiting.tell(Sentence("Insert the carte Vitale in {reader}…", reader=look.empty))
        found.await_change(look.slots, waiting.left)


def _first_to_be_read(
    slots: Iterable[pcsc.Slot], look: _Look, waiting: _Waiting
) -> CardInReader | None:
    """The first card that can be read. None is passed over for another once it is known to be a
    carte Vitale, for that other may be somebody else's.

    Raises:
        CardError: what is wrong with the carte Vitale, or with a card that may yet be one.
    """
    bearable: ReaderError | None = None
    for slot in slots:
        card, problem = _read(slot.reader)
        if card:
            return CardInReader(slot.reader, card)
        problem = problem or card_error(ResultCode.NO_CARD)
        if kind_of(slot.atr) is CardKind.VITALE_2:
            raise problem
        if may_pass(problem):
            bearable = bearable or problem
        elif look.has_news(slot, problem) and waiting.left > 0:
            waiting.tell(
                Sentence(
                    "{reader}: {problem} Waiting for another card…",
                    reader=slot.reader,
                    problem=problem.sentence,
                )
            )
    if bearable:
        raise bearable
    return None


def _read(reader: str) -> tuple[VitaleCard | None, CardError | None]:
    """The card in a reader, or what is wrong with it. Each is read by a connection of its own: a
    card that hangs holds up the one it was read by."""
    try:
        with pcsc.service() as found:
            return found.read(reader), None
    except CardError as error:
        return None, error


def _is_same(one: CardError, other: CardError) -> bool:
    """Whether two failures are of one kind."""
    if isinstance(one, ReaderError) and isinstance(other, ReaderError):
        return one.code == other.code
    return one.sentence == other.sentence


def _is_used(slot: pcsc.Slot) -> bool:
    return slot.is_held or slot.is_shared


def _card_in(slot: pcsc.Slot) -> str | None:
    if not slot.is_present:
        return None
    return "mute" if slot.is_mute else kind_of(slot.atr).value
