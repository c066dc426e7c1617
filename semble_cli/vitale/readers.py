"""Cards in readers: wait for one, read it, and say what is there."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from semble_cli.errors import CardError
from semble_cli.patient.vitale_card import CardInReader, CardKind, InsertedCard, ReaderState
from semble_cli.vitale import pcsc
from semble_cli.vitale.card import kind_of
from semble_cli.vitale.pcsc_errors import ResultCode, card_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from semble_cli.patient.vitale_card import VitaleCard

_LIKELIEST = (CardKind.VITALE_2, CardKind.UNKNOWN, CardKind.VITALE_1, CardKind.CPS)
"""The kinds of cards in the order in which they are tried."""


def read_card(reader: str | None, wait: float, say_wait: Callable[[str], None]) -> CardInReader:
    """Read the carte Vitale in a reader, waiting for it if need be.

    Args:
        reader: a part of the reader's name; `None` for any.
        wait: seconds to wait for a card.
        say_wait: called once with the reader's name, if there is to wait.

    Raises:
        CardError: each with the way out; the card is released.
    """
    with pcsc.service() as found:
        slots = await_cards(found, reader, wait, say_wait)
    return _first_to_be_read(slots)


def _first_to_be_read(slots: list[pcsc.Slot]) -> CardInReader:
    """The first card that can be read. None is passed over for another once it is known to be a
    carte Vitale, for that other may be somebody else's.

    Raises:
        CardError: what is wrong with the likeliest card.
    """
    problems = []
    for slot in slots:
        card, problem = _read(slot.reader)
        if card:
            return CardInReader(slot.reader, card)
        problems.append(problem or card_error(ResultCode.NO_CARD))
        if kind_of(slot.atr) is CardKind.VITALE_2:
            break
    raise problems[0]


def _read(reader: str) -> tuple[VitaleCard | None, CardError | None]:
    """The card in a reader, or what is wrong with it. Each is read by a connection of its own: a
    card that hangs holds up the one it was read by."""
    try:
        with pcsc.service() as found:
            return found.read(reader), None
    except CardError as error:
        return None, error


def await_cards(
    found: pcsc.Service,
    wanted: str | None,
    seconds: float,
    say_wait: Callable[[str], None],
    seen: set[str] | None = None,
) -> list[pcsc.Slot]:
    """The slots with a card to read, the likeliest carte Vitale first; waited for if need be.

    A professional's card that stays in its slot is passed over while one may still wait.

    Args:
        wanted: a part of the reader's name; `None` for any.
        seconds: how long to wait; 0 not at all.
        say_wait: called once, with the name of a reader, if there is to wait.
        seen: readers whose card is known already: they are passed over until it leaves, and then
            taken out of the set.

    Raises:
        CardError: no reader; no card in time.
    """
    deadline = time.monotonic() + seconds
    seen = set() if seen is None else seen
    has_said = False
    while True:
        slots = found.slots(wanted)
        seen &= {slot.reader for slot in slots if slot.is_present}
        cards = _by_likelihood(
            slot for slot in slots if slot.is_present and slot.reader not in seen
        )
        if cards and kind_of(cards[0].atr) is not CardKind.CPS:
            return cards
        left = deadline - time.monotonic()
        if left <= 0:
            if cards:
                return cards  # each is refused for what it is
            raise card_error(ResultCode.NO_CARD)
        if not (has_said or seen):
            say_wait(next((slot.reader for slot in slots if not slot.is_present), slots[0].reader))
            has_said = True
        found.await_change(slots, left)


def _by_likelihood(slots: Iterable[pcsc.Slot]) -> list[pcsc.Slot]:
    return sorted(slots, key=lambda slot: _LIKELIEST.index(kind_of(slot.atr)))


def cards_one_by_one(reader: str | None, say_wait: Callable[[str], None]) -> Iterator[InsertedCard]:
    """Cards as they are put in, for ever; each once, for as long as it stays in.

    Raises:
        CardError: there is no reader any more, or the service stopped.
    """
    seen: set[str] = set()
    while True:
        with pcsc.service() as found:
            slot = await_cards(found, reader, _FOR_EVER, say_wait, seen)[0]
            seen.add(slot.reader)
        card, problem = _read(slot.reader)
        with pcsc.service() as waiting:

            def is_there(name: str = slot.reader, service: pcsc.Service = waiting) -> bool:
                slots = service.slots(name)
                if any(slot.is_present for slot in slots):
                    service.await_change(slots, _GLANCE)
                    slots = service.slots(name)
                if has_left := not any(slot.is_present for slot in slots):
                    seen.discard(name)  # the next one may be in before it is looked again
                return not has_left

            yield InsertedCard(slot.reader, card, problem, is_there)


_GLANCE = 0.1
_FOR_EVER = 10.0 * 365 * 24 * 3600


def reader_states() -> list[ReaderState]:
    """The readers, and what is in them.

    Raises:
        CardError: pyscard is not installed, the service does not run, or there is no reader.
    """
    with pcsc.service() as found:
        return [
            ReaderState(slot.reader, _card_in(slot), slot.is_held) for slot in found.slots(None)
        ]


def _card_in(slot: pcsc.Slot) -> str | None:
    if not slot.is_present:
        return None
    return "mute" if slot.is_mute else kind_of(slot.atr).value
