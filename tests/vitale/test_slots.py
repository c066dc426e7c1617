"""Which card is read where several are in: every slot is tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import private_pcscd
from semble_cli.errors import CardError, Sentence
from semble_cli.vitale.readers import cards_one_by_one, read_card
from semble_cli.vitale.simulator.virtual_card import VirtualCard
from tests.vitale.people_on_cards import PIERRE_ALAIN, ZOE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.vitale_card import CardInReader, InsertedCard
    from tests.cards import Plug

FIRST, SECOND = private_pcscd.READER, "Virtual PCD 00 01"
VITALE_1 = bytes.fromhex("3F6525002B09EB9000")
CPS = bytes.fromhex("3BAC00402A001225006480000310009000")
BADGE = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")
"""The answer to reset of a card without contacts, of no kind that is known here."""


class Strange(VirtualCard):
    """A card that knows none of the commands."""

    @classmethod
    def with_atr(cls, atr: bytes) -> Strange:
        return cls(b"", b"", atr)

    def answer(self, apdu: bytes) -> bytes:  # noqa: ARG002
        return b"\x6d\x00"


def read(reader: str | None = None, wait: float = 0) -> CardInReader:
    return read_card(reader, wait, lambda _: None)


@pytest.mark.parametrize("atr", [VITALE_1, CPS, BADGE])
def test_a_card_of_another_kind_does_not_hide_the_carte_vitale_in_the_next_slot(
    plug: Plug, atr: bytes
) -> None:
    plug(Strange.with_atr(atr))
    plug(VirtualCard.of([ZOE]), slot=1)
    found = read()
    assert (found.reader, found.card.holder) == (SECOND, ZOE)


def test_a_carte_vitale_whose_kind_does_not_show_is_found_behind_another_card(plug: Plug) -> None:
    plug(Strange.with_atr(BADGE))
    unknown = VirtualCard.of([ZOE])
    unknown.atr = BADGE
    plug(unknown, slot=1)
    assert read().card.holder == ZOE


def test_where_no_card_can_be_read_the_likeliest_is_refused_for_what_it_is(plug: Plug) -> None:
    plug(Strange.with_atr(CPS))
    plug(Strange.with_atr(BADGE), slot=1)
    with pytest.raises(CardError, match="This card or phone is not recognised"):
        read()
    with pytest.raises(CardError, match="This is a professional's card"):
        read(FIRST)


def test_a_carte_vitale_that_cannot_be_read_is_not_passed_over_for_somebody_else_s(
    plug: Plug,
) -> None:
    class Closed(VirtualCard):
        def answer(self, apdu: bytes) -> bytes:
            return b"\x69\x82" if apdu[1] == 0xB0 else super().answer(apdu)

    plug(Closed.of([ZOE]))
    plug(VirtualCard.of([PIERRE_ALAIN]), slot=1)
    with pytest.raises(CardError, match="does not let this part of it be read"):
        read()
    assert read(SECOND).card.holder == PIERRE_ALAIN


def test_at_the_counter_a_card_that_stays_in_does_not_hide_those_in_the_other_slot(
    plug: Plug,
) -> None:
    said: list[Sentence] = []
    plug(Strange.with_atr(BADGE))
    cards: Iterator[InsertedCard] = cards_one_by_one(None, said.append)
    first = next(cards)
    assert (first.reader, first.card) == (FIRST, None)
    assert first.problem
    for person in (ZOE, PIERRE_ALAIN):
        card = plug(VirtualCard.of([person]), slot=1)
        shown = next(cards)
        assert shown.card
        assert (shown.reader, shown.card.holder) == (SECOND, person)
        card.pull_out()
        while shown.is_there():
            pass
    cards.close()  # type: ignore[attr-defined]
    assert said == []
