"""BER-TLV, the form of the data on a smart card (ISO/IEC 7816-4, annex E; ITU-T X.690)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import CardError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAG_GOES_ON = 0x1F
_MORE = 0x80
_LONG_FORM = 0x80
_LONGEST_TAG = 3
_LONGEST_LENGTH = 4
_PADDING = (0x00, 0xFF)
"""Memory that was never written is full of one of these; neither begins a tag of a card."""


class Tlv(NamedTuple):
    """One data object: its tag as a number (`0x65`, `0x7F21`) and its value."""

    tag: int
    value: bytes

    def __repr__(self) -> str:
        return f"Tlv({self.tag:X}, {len(self.value)} bytes)"


def read_tlvs(data: bytes) -> Iterator[Tlv]:
    """The data objects in *data*, one after the other; what follows padding is not read.

    Raises:
        CardError: an object is cut off, or its tag or length is none of a card.

    >>> list(read_tlvs(bytes.fromhex("8002414200")))
    [Tlv(80, 2 bytes)]
    """
    place = 0
    while place < len(data) and data[place] not in _PADDING:
        tag, place = _tag(data, place)
        length, place = _length(data, place)
        end = place + length
        if end > len(data):
            raise damaged()
        yield Tlv(tag, data[place:end])
        place = end


def damaged() -> CardError:
    """The error for data that is not what a Vitale card holds."""
    return CardError(
        "The card's data is damaged or cut off. Take the card out, wipe it, and try again."
    )


def _tag(data: bytes, place: int) -> tuple[int, int]:
    start = place
    place += 1
    if data[start] & _TAG_GOES_ON == _TAG_GOES_ON:
        while True:
            if place >= len(data) or place - start >= _LONGEST_TAG:
                raise damaged()
            place += 1
            if not data[place - 1] & _MORE:
                break
    return int.from_bytes(data[start:place]), place


def _length(data: bytes, place: int) -> tuple[int, int]:
    if place >= len(data):
        raise damaged()
    first = data[place]
    place += 1
    if first < _LONG_FORM:
        return first, place
    size = first - _LONG_FORM
    # 0x80 alone is the indefinite form, which no card uses.
    if not 0 < size <= _LONGEST_LENGTH or place + size > len(data):
        raise damaged()
    return int.from_bytes(data[place : place + size]), place + size
