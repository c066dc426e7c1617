"""What is waited for at a counter where others are: another program, another card."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from semble_cli.errors import CardError, Sentence
from semble_cli.vitale.readers import cards_one_by_one, read_card
from semble_cli.vitale.simulator.virtual_card import VirtualCard
from tests.cards import POLL
from tests.vitale.people_on_cards import PIERRE_ALAIN, ZOE
from tests.vitale.test_held_readers import another_program
from tests.vitale.test_slots import BADGE, CPS, FIRST, SECOND, VITALE_1, Strange
from tests.vitale.test_waiting import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.patient.vitale_card import InsertedCard
    from tests.cards import Plug


@pytest.mark.parametrize("holds", ["transaction", "exclusive"])
def test_another_program_is_told_and_waited_for(plug: Plug, holds: str) -> None:
    plug(VirtualCard.of([ZOE]))
    said: list[str] = []
    with another_program(holds) as other:

        def told(sentence: Sentence) -> None:
            said.append(str(sentence))
            assert other.stdin
            other.stdin.close()  # it is done

        assert _read_with_short_calls(told) == ZOE.name
        other.stdin = None
    (one,) = said
    assert f"(PID {other.pid})" in one
    assert one.endswith("Waiting for it…")


def _read_with_short_calls(told: Any) -> str:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("semble_cli.vitale.pcsc._LONGEST_CALL", 0.5)
        return read_card(FIRST, PATIENCE, told).card.holder.name


def test_a_counter_shows_a_card_once_another_program_is_done_with_it(
    plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("semble_cli.vitale.pcsc._LONGEST_CALL", 0.5)
    plug(VirtualCard.of([ZOE]))
    cards: Iterator[InsertedCard] = cards_one_by_one(None, lambda _: None)
    with another_program("transaction"):
        shown = next(cards)
        assert "Another program keeps the reader" in str(shown.problem)
    shown = next(cards)
    assert shown.card
    assert shown.card.holder == ZOE
    cards.close()  # type: ignore[attr-defined]


def test_a_reader_that_another_program_keeps_does_not_hide_the_other_slot(plug: Plug) -> None:
    plug(VirtualCard.of([PIERRE_ALAIN]))
    plug(VirtualCard.of([ZOE]), slot=1)
    cards: Iterator[InsertedCard] = cards_one_by_one(None, lambda _: None)
    with another_program("exclusive"):
        first, second = next(cards), next(cards)
    assert (first.reader, first.card) == (FIRST, None)
    assert second.card
    assert (second.reader, second.card.holder) == (SECOND, ZOE)
    third = next(cards)
    assert third.card
    assert (third.reader, third.card.holder) == (FIRST, PIERRE_ALAIN)
    cards.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("atr", "sentence"),
    [
        (VITALE_1, "This is a carte Vitale 1"),
        (BADGE, "This card or phone is not recognised"),
    ],
)
def test_another_card_is_told_and_the_wait_for_a_carte_vitale_goes_on(
    plug: Plug, atr: bytes, sentence: str
) -> None:
    plug(Strange.with_atr(atr))
    said: list[str] = []

    def told(one: Sentence) -> None:
        said.append(str(one))
        if said[-1] == f"Insert the carte Vitale in {SECOND}…":
            plug(VirtualCard.of([ZOE]), slot=1)

    found = read_card(None, PATIENCE, told)
    assert (found.reader, found.card.holder) == (SECOND, ZOE)
    assert said[0].startswith(f"{FIRST}: {sentence}")
    assert said[0].endswith("Waiting for another card…")
    with pytest.raises(CardError, match=sentence):
        read_card(FIRST, 0.3, lambda _: None)


def test_a_card_that_takes_the_place_of_another_in_its_slot_is_read(plug: Plug) -> None:
    card = plug(Strange.with_atr(BADGE))
    said: list[str] = []

    def told(one: Sentence) -> None:
        said.append(str(one))
        if len(said) == 1:
            card.pull_out()
            time.sleep(POLL)
            plug(VirtualCard.of([ZOE]))

    assert read_card(FIRST, PATIENCE, told).card.holder == ZOE


@pytest.mark.parametrize("slots", [(0, 1), (1, 0)])
def test_of_a_vitale_1_and_a_card_of_no_kind_the_patient_s_is_refused_by_name(
    plug: Plug, slots: tuple[int, int]
) -> None:
    plug(Strange.with_atr(BADGE), slot=slots[0])
    plug(Strange.with_atr(VITALE_1), slot=slots[1])
    for wait in (0, 0.3):
        with pytest.raises(CardError, match="This is a carte Vitale 1"):
            read_card(None, wait, lambda _: None)


def test_a_professional_s_card_that_stays_in_its_slot_is_nothing_to_be_told(plug: Plug) -> None:
    plug(Strange.with_atr(CPS))
    said: list[str] = []

    def told(one: Sentence) -> None:
        said.append(str(one))
        plug(VirtualCard.of([ZOE]), slot=1)

    assert read_card(None, PATIENCE, told).card.holder == ZOE
    assert said == [f"Insert the carte Vitale in {SECOND}…"]


def test_a_professional_s_card_that_leaves_no_slot_free_is_told(plug: Plug) -> None:
    plug(Strange.with_atr(CPS))
    plug(Strange.with_atr(CPS), slot=1)
    said: list[str] = []
    with pytest.raises(CardError, match="This is a professional's card"):
        read_card(None, 2, lambda one: said.append(str(one)))
    assert [one.partition(":")[0] for one in said] == [FIRST, SECOND]
    cards: Iterator[InsertedCard] = cards_one_by_one(None, lambda _: None)
    assert "professional's card" in str(next(cards).problem)
    cards.close()  # type: ignore[attr-defined]
