"""A made-up carte Vitale 2, and the way to plug it into the virtual reader of vsmartcard (vpcd).

The reader listens on a port; the card is its client. Each message is two bytes of length and a
payload; a payload of one byte is an order (0 off, 1 on, 2 reset, 4 give the answer to reset), any
other is a command to the card.
"""

from __future__ import annotations

import socket
import struct
from threading import Thread
from typing import TYPE_CHECKING

from semble_cli.patient.simulation import READER_PORT
from semble_cli.vitale.card import VITALE_APPLICATION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semble_cli.patient.vitale_card import Beneficiary

VITALE_2_ATR = bytes.fromhex("3B751300004409EA9000")

_DONE = b"\x90\x00"
_NOT_FOUND = b"\x6a\x82"
_PADDING = bytes(40)
_GIVE_ATR = 4


def tlv(tag: int, value: bytes) -> bytes:
    """A data object in the shortest form.

    >>> tlv(0x80, b"AB").hex()
    '80024142'
    """
    size = len(value)
    length = size.to_bytes((size.bit_length() + 7) // 8 or 1)
    return (
        tag.to_bytes((tag.bit_length() + 7) // 8)
        + (length if size < 0x80 else bytes([0x80 | len(length)]) + length)
        + value
    )


def names_file(people: Iterable[Beneficiary]) -> bytes:
    """The file of the names and birth dates of the people on a card."""
    return b"".join(
        tlv(
            0x65,
            tlv(0x80, person.name.encode("latin-1"))
            + tlv(0x81, person.given_name.encode("latin-1"))
            + tlv(0x82, person.birth_date.encode("latin-1")),
        )
        for person in people
    )


def numbers_file(people: Iterable[Beneficiary]) -> bytes:
    """The file of the countries and NIRs of the people on a card."""
    return b"".join(
        tlv(
            0x65,
            tlv(0x90, (person.country or "").encode("latin-1"))
            + tlv(0x93, (person.nir or "").encode("latin-1")),
        )
        for person in people
    )


class VirtualCard:
    """A card that answers commands from two files, as the free zone of a Vitale does."""

    def __init__(self, names: bytes, numbers: bytes, atr: bytes = VITALE_2_ATR) -> None:
        self.atr = atr
        self._files = {"master": names + _PADDING, "vitale": numbers + _PADDING}
        self._directory = "master"

    @classmethod
    def of(cls, people: Iterable[Beneficiary]) -> VirtualCard:
        """A card with these people on it, the holder first."""
        people = tuple(people)
        return cls(names_file(people), numbers_file(people))

    def reset(self) -> None:
        """What a card forgets when it is powered or reset."""
        self._directory = "master"

    def answer(self, apdu: bytes) -> bytes:
        """The data and the status word that a command gets."""
        match apdu[:4]:
            case b"\x00\xa4\x00\x00" if apdu[5:7] == b"\x3f\x00":
                self._directory = "master"
                return _DONE
            case b"\x00\xa4\x04\x00":
                if apdu[5 : 5 + apdu[4]] != VITALE_APPLICATION:
                    return _NOT_FOUND
                self._directory = "vitale"
                return _DONE
            case bytes(command) if command[:2] == b"\x00\xb0":
                return self._read(apdu)
        return b"\x6d\x00"

    def _read(self, apdu: bytes) -> bytes:
        high, low = apdu[2], apdu[3]
        if high & 0x80 and high & 0x1F != 2:
            return _NOT_FOUND
        offset = low if high & 0x80 else high << 8 | low
        content = self._files[self._directory]
        if offset > len(content):
            return b"\x6b\x00"
        return content[offset : offset + (apdu[4] or 256)] + _DONE


class PluggedIn(Thread):
    """A card in the virtual reader, until `pull_out`.

    Raises:
        OSError: no virtual reader listens on the port.
    """

    def __init__(self, card: VirtualCard, port: int = READER_PORT) -> None:
        super().__init__(daemon=True)
        self._card = card
        self._line = socket.create_connection(("127.0.0.1", port), timeout=5)
        self._line.settimeout(None)
        self.start()

    def pull_out(self) -> None:
        """Take the card out of the reader."""
        try:
            self._line.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the reader is gone already
        self.join(5)

    def run(self) -> None:
        """Obey the reader until it, or the card, goes."""
        with self._line:
            try:
                while True:
                    self._obey(self._receive(struct.unpack("!H", self._receive(2))[0]))
            except (EOFError, OSError):
                return

    def _obey(self, message: bytes) -> None:
        if len(message) > 1:
            self._send(self._card.answer(message))
        elif message[0] == _GIVE_ATR:
            self._send(self._card.atr)
        else:
            self._card.reset()

    def _send(self, payload: bytes) -> None:
        self._line.sendall(struct.pack("!H", len(payload)) + payload)

    def _receive(self, size: int) -> bytes:
        received = b""
        while len(received) < size:
            if hasattr(socket, "TCP_QUICKACK"):
                # The reader sends length and payload apart: without this, 44 ms a command.
                self._line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
            part = self._line.recv(size - len(received))
            if not part:
                raise EOFError
            received += part
        return received
