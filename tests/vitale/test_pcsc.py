"""Readers and cards, through a real pcscd and a virtual reader."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from smartcard import scard

import private_pcscd
from semble_cli.errors import CardError, Sentence
from semble_cli.vitale import pcsc
from semble_cli.vitale.pcsc_errors import ResultCode, card_error, is_hiccup
from semble_cli.vitale.readers import read_card
from semble_cli.vitale.simulator.virtual_card import PluggedIn, VirtualCard
from tests.cards import POLL, await_empty_reader
from tests.vitale.people_on_cards import FAMILY, PIERRE_ALAIN, ZOE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from semble_cli.patient.vitale_card import VitaleCard

    Plug = Callable[[VirtualCard], PluggedIn]

READER = private_pcscd.READER


def read(wait: float = 5) -> VitaleCard:
    return read_card(READER, wait, lambda _: None).card


class Mishap(VirtualCard):
    """A card on which something happens at its *at*-th command."""

    at = 2
    count = 0
    happen: Callable[[bytes], bytes]

    def answer(self, apdu: bytes) -> bytes:
        self.count += 1
        return self.happen(apdu) if self.count == self.at else super().answer(apdu)


@pytest.mark.usefixtures("pcscd")
def test_the_readers_are_listed() -> None:
    with pcsc.service() as service:
        assert [slot.reader for slot in service.slots()] == [READER, "Virtual PCD 00 01"]
        assert [slot.is_present for slot in service.slots()] == [False, False]
        assert [slot.reader for slot in service.slots("00 01")] == ["Virtual PCD 00 01"]
        with pytest.raises(CardError, match="No reader has Gemalto in its name"):
            service.slots("Gemalto")


def test_a_card_is_read(plug: Plug) -> None:
    plug(VirtualCard.of(FAMILY))
    assert read().beneficiaries == FAMILY


def test_a_card_with_more_than_a_block_is_read(plug: Plug) -> None:
    plug(VirtualCard.of([ZOE] * 19))
    assert read().beneficiaries == (ZOE,) * 19


def test_cards_follow_one_another(plug: Plug) -> None:
    for holder in (ZOE, PIERRE_ALAIN, ZOE):
        card = plug(VirtualCard.of([holder]))
        assert read().holder == holder
        card.pull_out()
        await_empty_reader()


def test_a_card_is_waited_for_and_that_is_said_once(plug: Plug) -> None:
    said: list[Sentence] = []
    timer = threading.Timer(0.6, lambda: plug(VirtualCard.of([ZOE])))
    timer.start()
    assert read_card(READER, 5, said.append).card.holder == ZOE
    assert list(map(str, said)) == [f"Insert the carte Vitale in {READER}…"]
    timer.join()


@pytest.mark.usefixtures("pcscd")
def test_without_a_card_the_way_out_is_said() -> None:
    with pytest.raises(CardError, match="No card is in the reader"):
        read(wait=0)


@pytest.mark.parametrize(
    ("atr", "sentence"),
    [
        ("3F6525002B09EB9000", "This is a carte Vitale 1"),
        ("3BAC00402A001225006480000310009000", "This is a professional's card"),
    ],
)
def test_another_kind_of_card_is_refused(plug: Plug, atr: str, sentence: str) -> None:
    plug(VirtualCard(b"", b"", bytes.fromhex(atr)))
    time.sleep(0.6)  # for the reader to see it
    with pytest.raises(CardError, match=sentence):
        read(wait=0.1)


def test_a_card_that_refuses_says_so(plug: Plug) -> None:
    class Closed(VirtualCard):
        def answer(self, apdu: bytes) -> bytes:
            return b"\x69\x82" if apdu[1] == 0xB0 else super().answer(apdu)

    plug(Closed.of([ZOE]))
    with pytest.raises(CardError, match="6982"):
        read()


def test_a_card_taken_out_while_it_is_read_says_so(plug: Plug) -> None:
    class Pulled(Mishap):
        def happen(self, apdu: bytes) -> bytes:  # noqa: ARG002
            raise EOFError

    plug(Pulled.of([ZOE]))
    with pytest.raises(CardError, match="was taken out while it was read"):
        read()


def test_a_card_changed_while_it_is_read_is_never_read_half(plug: Plug) -> None:
    class Swapped(Mishap):
        at = 4

        def happen(self, apdu: bytes) -> bytes:  # noqa: ARG002
            left.set()
            raise EOFError

    left = threading.Event()
    plug(Swapped.of([ZOE]))
    next_one = threading.Thread(
        target=lambda: left.wait(5) and plug(VirtualCard.of([PIERRE_ALAIN]))
    )
    next_one.start()
    try:
        outcome: object = read().beneficiaries
    except CardError as error:
        outcome = error.sentence.text
    next_one.join()
    assert left.is_set()
    assert outcome in ((PIERRE_ALAIN,), str(card_error(ResultCode.REMOVED_CARD)))


HANG = """
import time
from semble_cli.errors import CardError
from semble_cli.vitale import pcsc
from semble_cli.vitale.readers import read_card

pcsc._LONGEST_CALL = 0.5
started = time.monotonic()
try:
    read_card(None, 1, lambda _: None)
except CardError as error:
    print(error, time.monotonic() - started < 5)
"""


def test_a_card_that_hangs_is_given_up_and_the_reader_serves_the_next(plug: Plug) -> None:
    end = threading.Event()

    class Hanging(Mishap):
        def happen(self, apdu: bytes) -> bytes:
            end.wait(20)
            return VirtualCard.answer(self, apdu)

    card = plug(Hanging.of([ZOE]))
    # In a process of its own, as a command is: the exchange that nobody waits for ends with it.
    done = subprocess.run([sys.executable, "-c", HANG], capture_output=True, text=True, timeout=15)
    assert done.stdout.startswith("The card does not answer")
    assert done.stdout.endswith(" True\n")
    assert done.stderr == ""
    end.set()
    card.pull_out()
    time.sleep(POLL)
    plug(VirtualCard.of([PIERRE_ALAIN]))
    assert read().holder == PIERRE_ALAIN


def test_a_card_that_another_program_reset_is_read_again(plug: Plug) -> None:
    script = (
        "from smartcard import scard as s\n"
        "c = s.SCardEstablishContext(0)[1]\n"
        f"h = s.SCardConnect(c, {READER!r}, s.SCARD_SHARE_SHARED, 3)[1]\n"
        "print(s.SCardDisconnect(h, s.SCARD_RESET_CARD))\n"
    )
    plug(VirtualCard.of([ZOE]))
    assert read().holder == ZOE
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == "0\n"
    assert read().holder == ZOE


def test_a_card_that_is_reset_between_two_commands_is_read_again_and_not_taken_for_a_phone(
    plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The service tells of a reset only when it has noted it: before, the protocol is wrong."""
    transmit, sent = scard.SCardTransmit, itertools.count(1)

    def once_reset(*arguments: Any) -> Any:
        return (_SIGNED_OTHER_PROTOCOL, []) if next(sent) == 2 else transmit(*arguments)

    plug(VirtualCard.of([ZOE]))
    monkeypatch.setattr(scard, "SCardTransmit", once_reset)
    assert read(wait=0).holder == ZOE


_SIGNED_OTHER_PROTOCOL = ResultCode.OTHER_PROTOCOL - (1 << 32)


def test_a_reader_that_another_program_holds_says_so(plug: Plug) -> None:
    script = (
        "import sys\n"
        "from smartcard import scard as s\n"
        "c = s.SCardEstablishContext(0)[1]\n"
        f"print(s.SCardConnect(c, {READER!r}, s.SCARD_SHARE_EXCLUSIVE, 3)[0], flush=True)\n"
        "sys.stdin.read()\n"
    )
    plug(VirtualCard.of([ZOE]))
    assert read().holder == ZOE
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "0\n"
        with pytest.raises(CardError, match="Another program keeps the reader to itself"):
            read(wait=0)
        other.communicate("")
    assert _read_at_last().holder == ZOE


def _read_at_last() -> VitaleCard:
    """Read the card once the service has noticed that the other program is gone."""
    deadline = time.monotonic() + 5
    while True:
        try:
            return read()
        except CardError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


ASK = (
    "from semble_cli.vitale import pcsc\n"
    "from semble_cli.errors import CardError\n"
    "try:\n"
    "    with pcsc.service() as service: print(service.slots())\n"
    "except CardError as error: print(error)\n"
)
"""Asked in a process of its own: the library finds its socket once."""


def ask(**variables: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_without_the_service_the_way_out_is_said(tmp_path: Path) -> None:
    said = ask(**{private_pcscd.SOCKET_VARIABLE: str(tmp_path / "none")})
    assert "The PC/SC service does not run on this machine" in said


def test_without_pyscard_the_way_out_is_said(tmp_path: Path) -> None:
    (tmp_path / "smartcard.py").write_text("raise ImportError")
    said = ask(PYTHONPATH=str(tmp_path))
    assert "Reading cards needs pyscard, which is not installed" in said
    assert "semble-cli[vitale]" in said


@pytest.mark.parametrize("code", ResultCode)
def test_every_failure_has_a_sentence_and_exit_code_8(code: ResultCode) -> None:
    error = card_error(code)
    assert error.exit_code == 8
    assert str(error).endswith((".", "?"))
    assert str(card_error(code - (1 << 32))) == str(error)


def test_a_failure_that_is_not_known_names_its_code() -> None:
    assert "PC/SC 8010002A" in str(card_error(0x8010002A))


def test_only_what_may_pass_is_tried_again() -> None:
    assert is_hiccup(card_error(ResultCode.RESET_CARD))
    assert not is_hiccup(card_error(ResultCode.NO_CARD))
    assert not is_hiccup(CardError("Another."))
