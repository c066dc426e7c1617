"""Commands to a smart card and their answers (ISO/IEC 7816-4), over any connection.

A connection hands over one command and gives the data and the status word that come back. Nothing
here knows of readers: `vitale.pcsc` has the connection to a real one.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from semble_cli.errors import CardError
from semble_cli.vitale.tlv import damaged

DONE = 0x9000
END_OF_FILE = 0x6282
NOT_ALLOWED = (0x6982, 0x6985)
NOT_FOUND = (0x6A82, 0x6A86, 0x6D00, 0x6E00)
OUTSIDE_OF_FILE = 0x6B00

_MORE_WAITING = 0x61
_OTHER_LENGTH = 0x6C
_WHOLE_BLOCK = 256
_LARGEST_FILE = 0x7FFF
_SHORT_IDENTIFIER = 0x80


class CardConnection(Protocol):
    """A way to one card."""

    def transmit(self, apdu: bytes) -> tuple[bytes, int]:
        """Send a command; the data of the answer and its status word.

        Raises:
            CardError: the card or the reader does not answer.
        """


class CardResponse(NamedTuple):
    """What a card answered: data, and a status word such as 0x9000."""

    data: bytes
    status: int

    def __repr__(self) -> str:
        return f"CardResponse({len(self.data)} bytes, {self.status:04X})"

    @property
    def is_done(self) -> bool:
        return self.status == DONE


class Refusal(CardError):
    """The card answered, and said no; `status` is its status word."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text, status=f"{status:04X}")
        self.status = status


def exchange(connection: CardConnection, apdu: bytes) -> CardResponse:
    """Send a command and gather the whole answer: what still waits (61xx) is fetched, and a
    command that expected another length (6Cxx) is sent again with the right one.

    Raises:
        CardError: the card gives no answer, or one without an end.
    """
    data, status = connection.transmit(apdu)
    if status >> 8 == _OTHER_LENGTH:
        data, status = connection.transmit(apdu[:-1] + bytes([status & 0xFF]))
    while status >> 8 == _MORE_WAITING:
        more, status = connection.transmit(bytes([0x00, 0xC0, 0x00, 0x00, status & 0xFF]))
        if not more or len(data) > _LARGEST_FILE:
            raise damaged()
        data += more
    return CardResponse(data, status)


def select_master_file(connection: CardConnection) -> CardResponse:
    """Go to the root of the card's files."""
    return exchange(connection, bytes.fromhex("00A40000023F00"))


def select_application(connection: CardConnection, aid: bytes) -> CardResponse:
    """Go to the application of that identifier (AID)."""
    return exchange(connection, bytes([0x00, 0xA4, 0x04, 0x00, len(aid)]) + aid)


def read_file(connection: CardConnection, short_identifier: int) -> bytes:
    """The whole of a file, block by block, from where the card stands.

    Args:
        short_identifier: 1 to 30, as in the READ BINARY command.

    Raises:
        Refusal: the file is not there, or not free to read. CardError: no end, or no answer.
    """
    answer = _read_block(connection, _SHORT_IDENTIFIER | short_identifier, 0)
    whole = answer.data
    while answer.is_done and len(answer.data) == _WHOLE_BLOCK:
        if len(whole) > _LARGEST_FILE - _WHOLE_BLOCK:
            raise damaged()
        answer = _read_block(connection, len(whole) >> 8, len(whole) & 0xFF)
        whole += answer.data
    if answer.status in (DONE, END_OF_FILE) or (whole and answer.status == OUTSIDE_OF_FILE):
        return whole
    raise refusal(answer.status)


def refusal(status: int) -> Refusal:
    """The error for a status word that means no."""
    if status in NOT_ALLOWED:
        return Refusal(
            "The card does not let this part of it be read (status {status}). Read another card, or"
            " have the reader checked.",
            status,
        )
    if status in NOT_FOUND:
        return Refusal(
            "This card is no carte Vitale 2, or a part of it is missing (status {status}).", status
        )
    return Refusal("The card refused to be read (status {status}). Try again.", status)


def _read_block(connection: CardConnection, high: int, low: int) -> CardResponse:
    return exchange(connection, bytes([0x00, 0xB0, high, low, 0x00]))
