"""Cards in readers: wait for one, read it, and say what is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage, CardError, Sentence
from semble_cli.vitale import pcsc
from semble_cli.vitale.card import CardKind, VitaleCard, kind_of
from semble_cli.vitale.retrieved import OnCard as OnCard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class InReader(NamedTuple):
    """A card that was read, and the reader it is in."""

    reader: str
    card: VitaleCard


class ReaderState(NamedTuple):
    """A reader, what is in it (`vitale 2`, `mute` ..., `None` for no card), and whether another
    program keeps it."""

    name: str
    card: str | None
    is_held: bool


def read_card(reader: str | None, wait: float, say_wait: Callable[[str], None]) -> InReader:
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
        return InReader(slot.reader, found.read(slot.reader))


class PutIn(NamedTuple):
    """A card that was put in: its people, or what is wrong with it; `is_there` tells whether it
    still is in the reader, and waits a moment for it to leave."""

    reader: str
    card: VitaleCard | None
    problem: CardError | None
    is_there: Callable[[], bool]


def cards_one_by_one(reader: str | None, say_wait: Callable[[str], None]) -> Iterator[PutIn]:
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

            yield PutIn(slot.reader, card, problem, is_there)
            pcsc.await_removal(waiting, slot.reader)


def _read(service: pcsc.Service, reader: str) -> tuple[VitaleCard | None, CardError | None]:
    try:
        return service.read(reader), None
    except CardError as error:
        return None, error


_GLANCE = 0.1


_FOR_EVER = 10.0 * 365 * 24 * 3600


def people_on(card: VitaleCard) -> list[OnCard]:
    """Everybody on a card, the holder first."""
    return [OnCard(person, card.holder) for person in card.beneficiaries]


def choose(card: VitaleCard, number: int) -> OnCard:
    """The person with a number on a card, counted from 1; the holder is 1.

    Raises:
        BadUsage: the card bears fewer people.
    """
    if not 1 <= number <= len(card.beneficiaries):
        raise BadUsage(
            "The card bears {count} people; --beneficiary is one of 1 to {count}.",
            count=len(card.beneficiaries),
        )
    return people_on(card)[number - 1]


def readers() -> list[ReaderState]:
    """The readers, and what is in them.

    Raises:
        CardError: pyscard is not installed, the service does not run, or there is no reader.
    """
    with pcsc.service() as found:
        return [
            ReaderState(slot.reader, _card_in(slot), slot.is_held) for slot in found.slots(None)
        ]


def pyscard_version() -> str | None:
    """The version of pyscard, or `None` where it is not installed."""
    return pcsc.pyscard_version()


def _card_in(slot: pcsc.Slot) -> str | None:
    if not slot.is_present:
        return None
    return "mute" if slot.is_mute else kind_of(slot.atr).value


CARD_KINDS = {
    "mute": Sentence("a card that does not answer: it may be upside down"),
    CardKind.VITALE_2.value: Sentence("a carte Vitale 2"),
    CardKind.VITALE_1.value: Sentence("a carte Vitale 1, which cannot be read"),
    CardKind.CPS.value: Sentence("a professional's card (CPS)"),
    CardKind.UNKNOWN.value: Sentence("a card of unknown kind"),
}
"""What people call what is in a reader."""
