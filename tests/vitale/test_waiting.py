"""What is waited for at a counter: a reader, its service, and what passes by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from smartcard import scard

import private_pcscd
from semble_cli.errors import CardError, Sentence
from semble_cli.vitale.pcsc_errors import ResultCode, card_error, may_pass, while_waiting
from semble_cli.vitale.readers import cards_one_by_one, read_card, reader_states
from semble_cli.vitale.simulator.virtual_card import PluggedIn, VirtualCard
from tests.vitale.people_on_cards import PIERRE_ALAIN, ZOE
from tests.vitale.test_held_readers import another_program
from tests.vitale.test_slots import BADGE, FIRST, SECOND

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from semble_cli.patient.vitale_card import InsertedCard
    from tests.cards import Plug

READ = """
from semble_cli.errors import CardError
from semble_cli.vitale.readers import read_card
try:
    print(read_card(None, float(WAIT), lambda said: print(said, flush=True)).card.holder.name)
except CardError as problem:
    print("Refused:", problem)
"""
WATCH = """
from semble_cli.vitale.readers import cards_one_by_one
for card in cards_one_by_one(None, lambda said: print(said, flush=True)):
    print(card.problem or card.card.holder.name, flush=True)
    while card.card and card.is_there():
        pass
"""
PATIENCE = 20.0
INSERT = f"Insert the carte Vitale in {FIRST}…"
NO_SERVICE = (
    "The PC/SC service is not there; if it does not come back by itself, start it again. Waiting"
    " for it…"
)
NO_READER = "No card reader is connected: plug one in. Waiting for it…"


@contextmanager
def counter(script: str, service: private_pcscd.Pcscd) -> Iterator[subprocess.Popen[str]]:
    """A program of its own at a service that the test stops: the library keeps to one address."""
    with subprocess.Popen(
        [sys.executable, "-c", script],
        env=os.environ | {private_pcscd.SOCKET_VARIABLE: service.socket},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as program:
        killer = threading.Timer(PATIENCE, program.kill)
        killer.start()
        try:
            yield program
        finally:
            killer.cancel()
            program.kill()


def line(program: subprocess.Popen[str]) -> str:
    assert program.stdout
    return program.stdout.readline().rstrip("\n")


@pytest.fixture
def service(pcscd: private_pcscd.Pcscd, tmp_path: Path) -> Iterator[private_pcscd.Pcscd]:
    """A service of the test's own, which it may stop."""
    del pcscd  # where there is none, this says so
    with private_pcscd.pcscd_in(tmp_path) as running:
        yield running


def test_service_reader_and_card_are_waited_for_one_after_the_other(
    service: private_pcscd.Pcscd,
) -> None:
    service.stop()
    with counter(f"WAIT = {PATIENCE}\n{READ}", service) as program:
        assert line(program) == NO_SERVICE
        service.start(with_reader=False)
        assert line(program) == NO_READER
        service.stop()
        assert line(program) == NO_SERVICE
        service.start()
        assert line(program) == INSERT
        card = PluggedIn(VirtualCard.of([ZOE]), service.port)
        assert line(program) == ZOE.name
        card.pull_out()


def test_a_reader_that_is_named_is_waited_for_too(service: private_pcscd.Pcscd) -> None:
    service.stop()
    service.start(with_reader=False)
    script = READ.replace("None", repr("00 01"))
    with counter(f"WAIT = {PATIENCE}\n{script}", service) as program:
        assert line(program) == NO_READER
        service.stop()
        assert line(program) == NO_SERVICE
        service.start()
        assert line(program) == f"Insert the carte Vitale in {SECOND}…"


@pytest.mark.usefixtures("pcscd")
def test_a_reader_of_another_name_is_told_and_waited_for() -> None:
    said: list[str] = []
    with pytest.raises(CardError, match="No reader has Omnikey in its name"):
        read_card("Omnikey", 0.3, lambda sentence: said.append(str(sentence)))
    (told,) = said
    assert told.startswith("No reader has Omnikey in its name.")
    assert told.endswith("Waiting for it…")


def test_without_a_wait_what_is_not_there_is_said_at_once(service: private_pcscd.Pcscd) -> None:
    service.stop()
    with counter(f"WAIT = 0\n{READ}", service) as program:
        assert line(program).startswith("Refused: The PC/SC service does not run")
    service.start(with_reader=False)
    with counter(f"WAIT = 0\n{READ}", service) as program:
        assert line(program).startswith("Refused: No card reader is connected. Plug one in")


def test_a_counter_outlives_an_unplugged_reader_and_a_service_that_is_started_again(
    service: private_pcscd.Pcscd,
) -> None:
    with counter(WATCH, service) as program:
        assert line(program) == INSERT
        card = PluggedIn(VirtualCard.of([ZOE]), service.port)
        assert line(program) == ZOE.name
        service.stop()  # while the card is attended
        assert line(program) == NO_SERVICE
        service.start(with_reader=False)
        assert line(program) == NO_READER
        card.pull_out()
        service.stop()
        assert line(program) == NO_SERVICE
        service.start()
        assert line(program) == INSERT
        card = PluggedIn(VirtualCard.of([PIERRE_ALAIN]), service.port)
        assert line(program) == PIERRE_ALAIN.name
        card.pull_out()
        assert line(program) == INSERT
        program.terminate()
        assert program.stderr
        assert program.stderr.read() == ""


PASSING = (0x80100013, 0x80100067, 0x80100066, 0x8010000B, 0x8010002E, 0x8010001E)
"""What a reader, its service or a card answer for a while."""


def _failing(monkeypatch: pytest.MonkeyPatch, code: int, times: int) -> None:
    is_list = code == ResultCode.NO_READER
    name = "SCardListReaders" if is_list else "SCardConnect"
    real, left = getattr(scard, name), [times]

    def call(*arguments: Any) -> Any:
        left[0] -= 1
        failed = code - (1 << 32)
        return real(*arguments) if left[0] < 0 else (failed, []) if is_list else (failed, 0, 0)

    monkeypatch.setattr(scard, name, call)


@pytest.mark.parametrize("code", PASSING)
def test_what_passes_is_tried_again_for_as_long_as_one_waits(
    plug: Plug, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    plug(VirtualCard.of([ZOE]))
    said: list[Sentence] = []
    _failing(monkeypatch, code, 9)  # more than the tries that come at once
    assert read_card(None, PATIENCE, said.append).card.holder == ZOE
    assert [str(one)[-15:] for one in said] == ["Waiting for it…"]


@pytest.mark.parametrize("code", PASSING)
def test_what_does_not_pass_in_time_is_said_in_a_sentence_of_its_own(
    plug: Plug, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    plug(VirtualCard.of([ZOE]))
    _failing(monkeypatch, code, 10_000)
    monkeypatch.setattr("semble_cli.vitale.pcsc.programs_at_readers", list)
    for wait in (0, 0.3):
        with pytest.raises(CardError) as refusal:
            read_card(None, wait, lambda _: None)
        assert str(refusal.value) == str(card_error(code))
        assert may_pass(refusal.value)


def test_no_two_of_these_failures_are_said_in_the_same_words() -> None:
    assert len({str(card_error(code)) for code in PASSING}) == len(PASSING)
    assert not any("--wait" in str(while_waiting(card_error(code))) for code in PASSING)


@pytest.mark.parametrize("code", PASSING)
def test_a_counter_goes_on_after_each_of_them(
    plug: Plug, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    plug(VirtualCard.of([ZOE]))
    _failing(monkeypatch, code, 9)
    cards: Iterator[InsertedCard] = cards_one_by_one(None, lambda _: None)
    shown = next(cards)
    if code != ResultCode.NO_READER:  # it has a card to tell of
        assert shown.problem
        assert str(shown.problem).startswith(str(card_error(code))[:30])
        shown = next(cards)  # and not once for each try
    assert shown.card
    assert shown.card.holder == ZOE
    cards.close()  # type: ignore[attr-defined]


@pytest.mark.usefixtures("pcscd")
def test_who_has_waited_for_a_card_is_not_told_to_wait() -> None:
    with pytest.raises(CardError, match="--wait SECONDS waits for it"):
        read_card(FIRST, 0, lambda _: None)
    with pytest.raises(CardError, match="No card was put in in time") as refusal:
        read_card(FIRST, 0.2, lambda _: None)
    assert "--wait" not in str(refusal.value)


def test_the_programs_that_may_use_a_reader_are_told_with_it(plug: Plug) -> None:
    plug(VirtualCard.of([ZOE]))
    assert [state.programs for state in reader_states()] == [[], []]
    with another_program("transaction") as other:
        first, second = reader_states()
        assert (first.is_held, first.card, second.programs) == (False, "vitale 2", [])
        assert [name.partition("(")[2] for name in first.programs] == [f"PID {other.pid})"]
    with another_program("exclusive"):
        assert reader_states()[0].is_held


def test_the_slots_of_several_readers_come_by_name(
    plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug(VirtualCard.of([ZOE]))
    monkeypatch.setattr(scard, "SCardListReaders", lambda *_: (0, [SECOND, FIRST]))
    assert [state.name for state in reader_states()] == [FIRST, SECOND]


def test_a_problem_that_nobody_can_wait_away_ends_the_counter(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused(*_: object) -> Any:
        raise card_error(ResultCode.NOT_ALLOWED)

    monkeypatch.setattr("semble_cli.vitale.pcsc.service", refused)
    with pytest.raises(CardError, match="does not let you use the reader"):
        next(cards_one_by_one(None, lambda _: None))
    with pytest.raises(CardError, match="does not let you use the reader"):
        read_card(None, PATIENCE, lambda _: None)


@pytest.mark.parametrize("code", [0x80100066, 0x8010000B])
def test_a_card_whose_kind_does_not_show_yet_is_waited_for_as_any_other(
    plug: Plug, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    card = VirtualCard.of([ZOE])
    card.atr = BADGE
    plug(card)
    with monkeypatch.context() as patched:
        _failing(patched, code, 10_000)
        with pytest.raises(CardError) as refusal:
            read_card(FIRST, 0, lambda _: None)
    assert str(refusal.value).startswith(str(card_error(code))[:30])
    said: list[str] = []
    _failing(monkeypatch, code, 9)
    found = read_card(FIRST, PATIENCE, lambda one: said.append(str(one)))
    assert found.card.holder == ZOE
    assert [one[-15:] for one in said] == ["Waiting for it…"]


def test_a_card_that_is_in_when_the_service_comes_back_is_shown_once_more(
    plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug(VirtualCard.of([ZOE]))
    cards: Iterator[InsertedCard] = cards_one_by_one(None, lambda _: None)
    assert next(cards).card
    _failing(monkeypatch, ResultCode.NO_READER, 1)
    shown = next(cards)  # it may be another: the reader was away
    assert shown.card
    assert shown.card.holder == ZOE
    cards.close()  # type: ignore[attr-defined]
