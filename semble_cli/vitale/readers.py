"""Cards in readers: wait for one, read it, and say what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import CardError
from semble_cli.patient.vitale_card import CardInReader, InsertedCard, ReaderState
from semble_cli.vitale import pcsc
from semble_cli.vitale.card import kind_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.patient.vitale_card import VitaleCard


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
        slot = pcsc.await_card(found, reader, wait, say_wait)
        return CardInReader(slot.reader, found.read(slot.reader))


def cards_one_by_one(reader: str | None, say_wait: Callable[[str], None]) -> Iterator[InsertedCard]:
    """Cards as they are put in, for ever. The next one is looked for when the one before has left.

    Raises:
        CardError: there is no reader any more, the service stopped, or a card holds it up.
    """
    while True:
        with pcsc.service() as found:
            slot = pcsc.await_card(found, reader, _FOR_EVER, say_wait)
            card, problem = _read(found, slot.reader)
        with pcsc.service() as waiting:  # a card that hangs holds up the service it was read by

            def is_there(name: str = slot.reader, service: pcsc.Service = waiting) -> bool:
                slots = service.slots(name)
                if any(slot.is_present for slot in slots):
                    service.await_change(slots, _GLANCE)
                    slots = service.slots(name)
                return any(slot.is_present for slot in slots)

            yield InsertedCard(slot.reader, card, problem, is_there)
            pcsc.await_removal(waiting, slot.reader)


def _read(service: pcsc.Service, reader: str) -> tuple[VitaleCard | None, CardError | None]:
    try:
        return service.read(reader), None
    except CardError as error:
        return None, error


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
