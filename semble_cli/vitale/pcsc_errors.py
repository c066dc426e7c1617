"""What the result codes of PC/SC mean for the person at the reader, and the way out of each."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, TypeGuard

from semble_cli.errors import CardError, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class ResultCode(IntEnum):
    """The result codes that are told apart (PC/SC part 5; pcsclite.h)."""

    INVALID_HANDLE = 0x80100003
    UNKNOWN_READER = 0x80100009
    TIMED_OUT = 0x8010000A
    HELD_BY_ANOTHER = 0x8010000B
    NO_CARD = 0x8010000C
    OTHER_PROTOCOL = 0x8010000F
    LOST_SERVICE = 0x80100013
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
_STOPPED = Sentence(
    "The PC/SC service was stopped meanwhile. Start it again, on Linux: sudo systemctl restart"
    " pcscd; on Windows, the service Smart Card; then try once more."
)
_LOST = Sentence(
    "The line to the PC/SC service broke: it was started again, or the reader was unplugged. Try"
    " once more; if it stays so, unplug the reader and plug it in again."
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
_UNPOWERED = Sentence(
    "The reader gives the card no power. Take the card out, and put it in firmly, chip first and"
    " chip up; if it stays so, unplug the reader and plug it in again."
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
_NO_CARD_IN_TIME = Sentence(
    "No card was put in in time. Start again when the carte Vitale is at hand."
)
_NOT_ALLOWED = Sentence(
    "The PC/SC service does not let you use the reader. Ask the admin of this machine for the"
    " right (polkit, org.debian.pcsc-lite.access_card)."
)
_OTHER_CARD = Sentence(
    "The reader does not recognise this card or phone. The appli carte Vitale of a phone cannot be"
    " read by this reader: put in the carte Vitale itself."
)
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
    ResultCode.SERVICE_STOPPED: _STOPPED,
    ResultCode.LOST_SERVICE: _LOST,
    ResultCode.INVALID_HANDLE: _LOST,
    ResultCode.NOT_ALLOWED: _NOT_ALLOWED,
    ResultCode.MUTE_CARD: _MUTE,
    ResultCode.UNPOWERED_CARD: _UNPOWERED,
    ResultCode.UNSUPPORTED_CARD: _OTHER_CARD,
    ResultCode.OTHER_PROTOCOL: _OTHER_CARD,
    ResultCode.REMOVED_CARD: _REMOVED,
    ResultCode.NOT_TRANSACTED: _REMOVED,
    ResultCode.COMMUNICATION: _HICCUP,
    ResultCode.RESET_CARD: _HICCUP,
}

_AWAITED_READER = Sentence("No card reader is connected: plug one in. Waiting for it…")
_AWAITED_SERVICE = Sentence(
    "The PC/SC service is not there; if it does not come back by itself, start it again. Waiting"
    " for it…"
)
_AWAITED_CARD = Sentence(
    "The card does not answer: take it out, and put it in chip first and chip up. Waiting for it…"
)
_WHILE_WAITING = {
    ResultCode.UNKNOWN_READER: _AWAITED_READER,
    ResultCode.READER_GONE: _AWAITED_READER,
    ResultCode.NO_READER: _AWAITED_READER,
    ResultCode.NO_SERVICE: _AWAITED_SERVICE,
    ResultCode.SERVICE_STOPPED: _AWAITED_SERVICE,
    ResultCode.LOST_SERVICE: _AWAITED_SERVICE,
    ResultCode.INVALID_HANDLE: _AWAITED_SERVICE,
    ResultCode.TIMED_OUT: _AWAITED_SERVICE,
    ResultCode.MUTE_CARD: _AWAITED_CARD,
    ResultCode.UNPOWERED_CARD: _AWAITED_CARD,
    ResultCode.COMMUNICATION: _AWAITED_CARD,
    ResultCode.RESET_CARD: _AWAITED_CARD,
}
_AWAITED = Sentence("Waiting for it…")

_LEFT = frozenset({ResultCode.NOT_TRANSACTED, ResultCode.COMMUNICATION, ResultCode.RESET_CARD})
"""Failures of a card that answered before: another program reset it, or it is leaving."""
_BAD_CONTACT = frozenset({ResultCode.MUTE_CARD, ResultCode.UNPOWERED_CARD, ResultCode.LOST_SERVICE})
"""Failures of the first moment: a contact that bounces, a service that was just started."""
_PASSING = frozenset({*_WHILE_WAITING, ResultCode.HELD_BY_ANOTHER})
"""Failures that pass when somebody does something: worth another try for as long as one waits."""


class ReaderError(CardError):
    """A failure of the reader or its service; `code` is PC/SC's, without a sign. `is_over` tells
    whether what was given up has ended: nothing is gained by another try before."""

    def __init__(
        self,
        text: str,
        code: int,
        is_over: Callable[[], bool] | None = None,
        **values: object,
    ) -> None:
        super().__init__(text, code=f"{code:08X}", **values)
        self.code = code
        self._is_over = is_over

    @property
    def is_given_up(self) -> bool:
        """Whether it is our deadline that ended it."""
        return self._is_over is not None

    def is_over(self) -> bool:
        return self._is_over is None or self._is_over()


def card_error(code: int, is_over: Callable[[], bool] | None = None) -> ReaderError:
    """The error for a result code, signed or not."""
    code &= 0xFFFFFFFF
    known = _SENTENCES.get(ResultCode(code)) if code in set(ResultCode) else None
    return ReaderError((known or _FAILED).text, code, is_over)


def kept_by(programs: Sequence[str], is_over: Callable[[], bool] | None = None) -> ReaderError:
    """The error for a reader that another program keeps, naming those that may be the one."""
    code = ResultCode.HELD_BY_ANOTHER
    if not programs:
        return card_error(code, is_over)
    return ReaderError(_HELD_BY_ONE_OF.text, code, is_over, programs=", ".join(programs))


def no_reader_named(name: str) -> ReaderError:
    """The error for a reader that was asked for by name and is not there."""
    return ReaderError(
        "No reader has {name} in its name. semble vitale status lists the readers.",
        ResultCode.UNKNOWN_READER,
        name=name,
    )


def no_card_in_time() -> ReaderError:
    """The error for a card that was waited for, and did not come."""
    return ReaderError(_NO_CARD_IN_TIME.text, ResultCode.NO_CARD)


def is_hiccup(error: CardError) -> bool:
    """Whether to try again at once may help."""
    return (
        isinstance(error, ReaderError)
        and error.code in _LEFT | _BAD_CONTACT
        and not error.is_given_up
    )


def tells_of_leaving(error: CardError) -> bool:
    """Whether a card that fails so had answered before: what fails next comes of its leaving."""
    return isinstance(error, ReaderError) and error.code in _LEFT


def may_pass(error: CardError) -> TypeGuard[ReaderError]:
    """Whether somebody can do away with what is wrong while it is waited."""
    return isinstance(error, ReaderError) and error.code in _PASSING


def while_waiting(error: ReaderError) -> Sentence:
    """What is said of a failure that may pass, to who waits."""
    if error.code not in _WHILE_WAITING or error.code == ResultCode.UNKNOWN_READER:
        return Sentence("{problem} {awaited}", problem=error.sentence, awaited=_AWAITED)
    return _WHILE_WAITING[ResultCode(error.code)]
