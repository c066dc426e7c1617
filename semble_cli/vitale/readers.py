"""Cards in readers: wait for one, read it, and say what is there.

Whatever may pass while somebody waits is tried again: a reader that is unplugged, a service that is
started anew, another program that keeps the reader, a card that does not answer yet.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from semble_cli.errors import CardError, Sentence
from semble_cli.patient.vitale_card import CardInReader, CardKind, InsertedCard, ReaderState
from semble_cli.vitale import pcsc
from semble_cli.vitale.card import kind_of
from semble_cli.vitale.looking import PAUSE, Look, Waiting
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
    from collections.abc import Iterable, Iterator

    from semble_cli.patient.vitale_card import VitaleCard
    from semble_cli.vitale.looking import AtRest, Tell

_GLANCE = 0.1
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
    look, waiting = Look(reader), Waiting(wait, tell)
    while True:
        slots = _new_cards(look, waiting)
        try:
            if card := _first_to_be_read(slots, look, waiting):
                return card
        except CardError as problem:
            if not may_pass(problem):
                raise
            waiting.bear(problem)


def cards_one_by_one(
    reader: str | None, tell: Tell, at_rest: AtRest = lambda: None
) -> Iterator[InsertedCard]:
    """Cards as they are put in, for ever; each once, for as long as it stays in. One that cannot be
    read yet is given with what is wrong, and again once it can.

    Args:
        at_rest: called again and again while a card is waited for; what it raises ends that.

    Raises:
        CardError: no card can ever be read here.
    """
    look, waiting = Look(reader), Waiting(_FOR_EVER, tell, at_rest)
    while True:
        slot = _new_cards(look, waiting)[0]
        card, problem = _read(slot.reader)
        if look.has_news(slot, problem):
            waiting.begin_anew()
            yield InsertedCard(slot.reader, card, problem, _Presence(slot, waiting).is_there)
        elif problem and may_pass(problem):
            waiting.at_rest()
            time.sleep(PAUSE)


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


class _Presence:
    """A card that was put in, for as long as it stays."""

    def __init__(self, slot: pcsc.Slot, waiting: Waiting) -> None:
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


def _new_cards(look: Look, waiting: Waiting) -> list[pcsc.Slot]:
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


def _awaited(found: pcsc.Service, look: Look, waiting: Waiting) -> list[pcsc.Slot]:
    while True:
        if slots := look.new_cards(found):
            return slots
        if waiting.left <= 0:
            without = no_card_in_time() if waiting.is_wanted else card_error(ResultCode.NO_CARD)
            raise look.refusal or without
        if look.empty:
            waiting.tell(Sentence("Insert the carte Vitale in {reader}…", reader=look.empty))
        waiting.at_rest()
        found.await_change(look.slots, waiting.left)


def _first_to_be_read(
    slots: Iterable[pcsc.Slot], look: Look, waiting: Waiting
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


def _is_used(slot: pcsc.Slot) -> bool:
    return slot.is_held or slot.is_shared


def _card_in(slot: pcsc.Slot) -> str | None:
    if not slot.is_present:
        return None
    return "mute" if slot.is_mute else kind_of(slot.atr).value
