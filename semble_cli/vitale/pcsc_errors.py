"""What the result codes of PC/SC mean for the person at the reader, and the way out of each."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from semble_cli.errors import CardError, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence


class ResultCode(IntEnum):
    """The result codes that are told apart (PC/SC part 5; pcsclite.h)."""

    UNKNOWN_READER = 0x80100009
    TIMED_OUT = 0x8010000A
    HELD_BY_ANOTHER = 0x8010000B
    NO_CARD = 0x8010000C
    OTHER_PROTOCOL = 0x8010000F
    NOT_TRANSACTED = 0x80100016
    READER_GONE = 0x80100017
    NO_SERVICE = 0x8010001D
    SERVICE_STOPPED = 0x8010001E
    NO_READER = 0x8010002E
    COMMUNICATION = 0x8010002F
    UNSUPPORTED_CARD = 0x80100065
    MUTE_CARD = 0x80100066
    UNPOWERED_CARD = 0x80100067
    RESET_CARD = 0x80100068
    REMOVED_CARD = 0x80100069
    NOT_ALLOWED = 0x8010006A


_NO_SERVICE = Sentence(
    "The PC/SC service does not run on this machine. On Linux: sudo systemctl start pcscd.socket;"
    " on Windows, start the service Smart Card; docs/vitale.md has the setting-up."
)
_NO_ANSWER = Sentence(
    "The PC/SC service does not answer. Start it again, on Linux: sudo systemctl restart pcscd; on"
    " Windows, the service Smart Card; then unplug the reader and plug it in again."
)
_NO_READER = Sentence(
    "No card reader is connected. Plug one in, wait for its light, then look with"
    " semble vitale status."
)
_MUTE = Sentence(
    "The card does not answer: it may be upside down. Take it out, put it in chip first and chip"
    " up, and try again."
)
_REMOVED = Sentence(
    "The card was taken out while it was read. Nothing was written. Put it in again."
)
_HICCUP = Sentence(
    "The reader and the card do not understand one another. Take the card out, wipe its chip."
)

_HELD = Sentence(
    "Another program keeps the reader to itself: close the software that reads cards"
    " (SESAM-Vitale, GALSS), or name another reader with --reader."
)
_HELD_BY_ONE_OF = Sentence(
    "Another program keeps the reader to itself; these talk to readers now: {programs}. Close the"
    " one that reads cards, or name another reader with --reader."
)
_NO_CARD = Sentence(
    "No card is in the reader. Put the carte Vitale in, and try again; --wait SECONDS waits for it."
)
_NOT_ALLOWED = Sentence(
    "The PC/SC service does not let you use the reader. Ask the admin of this machine for the"
    " right (polkit, org.debian.pcsc-lite.access_card)."
)
_OTHER_CARD = Sentence("The reader cannot read this card. Is it a carte Vitale?")
_FAILED = Sentence(
    "The reader failed (PC/SC {code}). Unplug it, plug it in again, and try once more."
)

_SENTENCES = {
    ResultCode.UNKNOWN_READER: _NO_READER,
    ResultCode.READER_GONE: _NO_READER,
    ResultCode.NO_READER: _NO_READER,
    ResultCode.HELD_BY_ANOTHER: _HELD,
    ResultCode.NO_CARD: _NO_CARD,
    ResultCode.TIMED_OUT: _NO_ANSWER,
    ResultCode.NO_SERVICE: _NO_SERVICE,
    ResultCode.SERVICE_STOPPED: _NO_SERVICE,
    ResultCode.NOT_ALLOWED: _NOT_ALLOWED,
    ResultCode.MUTE_CARD: _MUTE,
    ResultCode.UNPOWERED_CARD: _MUTE,
    ResultCode.UNSUPPORTED_CARD: _OTHER_CARD,
    ResultCode.OTHER_PROTOCOL: _OTHER_CARD,
    ResultCode.REMOVED_CARD: _REMOVED,
    ResultCode.NOT_TRANSACTED: _REMOVED,
    ResultCode.COMMUNICATION: _HICCUP,
    ResultCode.RESET_CARD: _HICCUP,
}

_HICCUPS = frozenset({ResultCode.NOT_TRANSACTED, ResultCode.COMMUNICATION, ResultCode.RESET_CARD})
"""Failures that often pass: another program reset the card, a contact was bad for a moment."""


class ReaderError(CardError):
    """A failure of the reader or its service; `code` is PC/SC's, without a sign."""

    def __init__(self, text: str, code: int, **values: object) -> None:
        super().__init__(text, code=f"{code:08X}", **values)
        self.code = code


def card_error(code: int) -> ReaderError:
    """The error for a result code, signed or not."""
    code &= 0xFFFFFFFF
    known = _SENTENCES.get(ResultCode(code)) if code in set(ResultCode) else None
    return ReaderError((known or _FAILED).text, code)


def kept_by(programs: Sequence[str]) -> ReaderError:
    """The error for a reader that another program keeps, naming those that may be the one."""
    if not programs:
        return card_error(ResultCode.HELD_BY_ANOTHER)
    return ReaderError(
        _HELD_BY_ONE_OF.text, ResultCode.HELD_BY_ANOTHER, programs=", ".join(programs)
    )


def is_hiccup(error: CardError) -> bool:
    """Whether to try again may help."""
    return isinstance(error, ReaderError) and error.code in _HICCUPS
