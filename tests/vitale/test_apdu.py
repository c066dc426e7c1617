"""Commands to a card, and what may come back."""

from __future__ import annotations

import pytest

from semble_cli.errors import CardError
from semble_cli.vitale.apdu import CardResponse, Refusal, exchange, read_file, select_application


class Scripted:
    """A connection that expects some commands and gives the answers beside them."""

    def __init__(self, *script: tuple[str, str]) -> None:
        self.script = [(bytes.fromhex(sent), bytes.fromhex(back)) for sent, back in script]

    def transmit(self, apdu: bytes) -> tuple[bytes, int]:
        expected, answer = self.script.pop(0)
        assert apdu.hex() == expected.hex()
        return answer[:-2], int.from_bytes(answer[-2:])


class OneFile:
    """A card with one file of *size* bytes, which answers in blocks of *block*."""

    def __init__(self, size: int, last: int = 0x9000, outside: int = 0x6B00) -> None:
        self.data = bytes(number % 251 for number in range(size))
        self.last, self.outside = last, outside

    def transmit(self, apdu: bytes) -> tuple[bytes, int]:
        high, low = apdu[2], apdu[3]
        offset = low if high & 0x80 else high << 8 | low
        if offset and offset >= len(self.data):
            return b"", self.outside
        block = self.data[offset : offset + 256]
        return block, 0x9000 if len(block) == 256 else self.last


def test_what_still_waits_is_fetched() -> None:
    card = Scripted(("00B0820000", "6104"), ("00C0000004", "41426102"), ("00C0000002", "43449000"))
    assert exchange(card, bytes.fromhex("00B0820000")) == CardResponse(b"ABCD", 0x9000)


def test_a_command_that_expected_another_length_is_sent_again_with_the_right_one() -> None:
    card = Scripted(("00B0820000", "6C03"), ("00B0820003", "4142439000"))
    assert exchange(card, bytes.fromhex("00B0820000")) == CardResponse(b"ABC", 0x9000)


def test_a_card_that_promises_more_for_ever_is_refused() -> None:
    class Endless:
        def transmit(self, apdu: bytes) -> tuple[bytes, int]:  # noqa: ARG002
            return bytes(250), 0x61FF

    with pytest.raises(CardError, match="damaged or cut off"):
        exchange(Endless(), bytes.fromhex("00B0820000"))


def test_a_card_that_promises_more_and_gives_nothing_is_refused() -> None:
    card = Scripted(("00B0820000", "6104"), ("00C0000004", "6104"))
    with pytest.raises(CardError, match="damaged or cut off"):
        exchange(card, bytes.fromhex("00B0820000"))


def test_an_application_is_selected_by_its_identifier() -> None:
    card = Scripted(("00A404000BD250000002564954414C45", "9000"))
    assert select_application(card, bytes.fromhex("D250000002564954414C45")).is_done


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 512, 5000])
@pytest.mark.parametrize("last", [0x9000, 0x6282])
@pytest.mark.parametrize("outside", [0x6B00, 0x9000])
def test_a_file_of_any_size_is_read_whole(size: int, last: int, outside: int) -> None:
    card = OneFile(size, last, outside)
    assert read_file(card, 2) == card.data


def test_a_file_without_an_end_is_refused() -> None:
    class Endless:
        def transmit(self, apdu: bytes) -> tuple[bytes, int]:  # noqa: ARG002
            return bytes(256), 0x9000

    with pytest.raises(CardError, match="damaged or cut off"):
        read_file(Endless(), 2)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("6982", "does not let this part of it be read (status 6982)"),
        ("6A82", "is no carte Vitale 2, or a part of it is missing (status 6A82)"),
        ("6F00", "refused to be read (status 6F00)"),
        ("6B00", "refused to be read (status 6B00)"),
    ],
)
def test_a_refusal_says_why_and_its_status(status: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_file(Scripted(("00B0820000", status)), 2)
    assert sentence in str(refusal.value)
    assert refusal.value.exit_code == 8


def test_an_answer_shows_no_data() -> None:
    assert repr(CardResponse(b"ADRUN", 0x9000)) == "CardResponse(5 bytes, 9000)"
