"""Readers and the cards in them, through PC/SC: the one place that imports pyscard.

The plain functions of `smartcard.scard` are used: each gives a result code, and none leaves an
object behind that talks to the reader when it is thrown away.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from semble_cli.errors import CardError
from semble_cli.patient.vitale_card import CardKind, VitaleCard
from semble_cli.vitale.card import kind_of, read_card, refuse_other_cards
from semble_cli.vitale.pcsc_errors import ResultCode, card_error, is_hiccup

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

T = TypeVar("T")

_MORE_ATTEMPTS = 3
_PAUSE = 0.05
_GLANCE = 0.25
"""Seconds that the driver is waited for at a time, so that Ctrl-C is heard between."""
_LONGEST_EXCHANGE = 5.0
"""Seconds that a card may take for one command: it answers in hundredths, a slow reader in one."""


class Slot(NamedTuple):
    """A reader and what is in it: `atr` is empty without a card, `is_mute` says that the card does
    not answer, `is_held` that another program keeps it to itself."""

    reader: str
    atr: bytes = b""
    is_present: bool = False
    is_mute: bool = False
    is_held: bool = False


class Service:
    """The PC/SC service, for as long as `service()` lasts."""

    def __init__(self, scard: Any, context: Any) -> None:
        self._scard = scard
        self._context = context
        self.is_stuck = False

    def slots(self, wanted: str | None = None) -> list[Slot]:
        """The readers, or the one whose name has *wanted* in it, and what is in them.

        Raises:
            CardError: no reader, none of that name, or the service stopped.
        """
        code, readers = self._scard.SCardListReaders(self._context, [])
        _check(code, but=_NO_READER)
        if not readers:
            raise card_error(ResultCode.NO_READER)
        if wanted is not None:
            readers = [name for name in readers if wanted.casefold() in name.casefold()]
            if not readers:
                raise CardError(
                    "No reader has {name} in its name. semble vitale status lists the readers.",
                    name=wanted,
                )
        return self._states([(name, self._scard.SCARD_STATE_UNAWARE) for name in readers], 0)

    def await_change(self, slots: list[Slot], seconds: float) -> None:
        """Come back when a card is put in or taken out of one of the slots, or after *seconds*."""
        flag = self._scard
        known = [
            (slot.reader, flag.SCARD_STATE_PRESENT if slot.is_present else flag.SCARD_STATE_EMPTY)
            for slot in slots
        ]
        self._states(known, seconds)

    def read(self, reader: str) -> VitaleCard:
        """Read the carte Vitale in a reader; what fails by a hiccup is tried again from the start.

        Raises:
            CardError: each with the way out.
        """
        try:
            return self._read_once(reader)
        except CardError as error:
            if not is_hiccup(error):
                raise
        for _ in range(_MORE_ATTEMPTS):
            time.sleep(_PAUSE)
            try:
                return self._read_once(reader)
            except CardError as error:
                if not is_hiccup(error):
                    break
        # It was there a moment ago: whatever is wrong by now comes of its leaving.
        raise card_error(ResultCode.REMOVED_CARD)

    def _read_once(self, reader: str) -> VitaleCard:
        with self._card_in(reader) as (card, atr):
            refuse_other_cards(atr)
            return read_card(card)

    @contextmanager
    def _card_in(self, reader: str) -> Iterator[tuple[_Card, bytes]]:
        """The card in a reader, in a transaction, and its answer to reset; released at the end."""
        scard = self._scard
        protocols = scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1
        code, handle, protocol = within(
            lambda: scard.SCardConnect(self._context, reader, scard.SCARD_SHARE_SHARED, protocols)
        )
        _check(code)
        card = _Card(scard, handle, protocol)
        try:
            _check(within(lambda: scard.SCardBeginTransaction(handle)))
            code, _, _, _, atr = scard.SCardStatus(handle)
            _check(code)
            yield card, bytes(atr)
        finally:
            self.is_stuck = card.is_stuck
            if not card.is_stuck:
                scard.SCardEndTransaction(handle, scard.SCARD_LEAVE_CARD)
                scard.SCardDisconnect(handle, scard.SCARD_RESET_CARD)

    def _states(self, known: list[tuple[str, int]], seconds: float) -> list[Slot]:
        scard = self._scard
        code, states = scard.SCardGetStatusChange(
            self._context, int(min(seconds, _GLANCE) * 1000), known
        )
        _check(code, but=(ResultCode.TIMED_OUT,))
        return [
            Slot(
                reader=name,
                atr=bytes(atr),
                is_present=bool(state & scard.SCARD_STATE_PRESENT),
                is_mute=bool(state & scard.SCARD_STATE_MUTE),
                is_held=bool(state & scard.SCARD_STATE_EXCLUSIVE),
            )
            for name, state, atr in states
        ]


class _Card:
    """A connection to the card in a reader: `vitale.apdu.CardConnection`."""

    def __init__(self, scard: Any, handle: Any, protocol: Any) -> None:
        self._scard = scard
        self._handle = handle
        self._protocol = protocol
        self.is_stuck = False

    def transmit(self, apdu: bytes) -> tuple[bytes, int]:
        try:
            code, answer = within(
                lambda: self._scard.SCardTransmit(self._handle, self._protocol, list(apdu))
            )
        except CardError:
            self.is_stuck = True
            raise
        _check(code)
        if len(answer) < 2:
            raise card_error(ResultCode.NOT_TRANSACTED)
        return bytes(answer[:-2]), answer[-2] << 8 | answer[-1]


@contextmanager
def service() -> Iterator[Service]:
    """The PC/SC service of this machine.

    Raises:
        CardError: pyscard is not installed, or the service does not run.
    """
    scard = _scard()
    code, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    _check(code)
    found = Service(scard, context)
    try:
        yield found
    finally:
        if not found.is_stuck:  # else to release it would wait for a command that never ends
            scard.SCardReleaseContext(context)


def await_card(
    found: Service, wanted: str | None, seconds: float, say_wait: Callable[[str], None]
) -> Slot:
    """The slot with a card to read: the one there is, or the first that is put in.

    A professional's card that stays in its slot is passed over while there is another reader.

    Args:
        wanted: a part of the reader's name; `None` for any.
        seconds: how long to wait; 0 not at all.
        say_wait: called once, with the name of a reader, if there is to wait.

    Raises:
        CardError: no reader; no card in time; only a card that cannot be read.
    """
    deadline = time.monotonic() + seconds
    has_said = False
    while True:
        slots = found.slots(wanted)
        if card := next(filter(_may_be_vitale, slots), None):
            return card
        left = deadline - time.monotonic()
        if left <= 0:
            if other := next((slot for slot in slots if slot.is_present), None):
                return other  # it is refused for what it is
            raise card_error(ResultCode.NO_CARD)
        if not has_said:
            say_wait(next((slot.reader for slot in slots if not slot.is_present), slots[0].reader))
            has_said = True
        found.await_change(slots, left)


def await_removal(found: Service, reader: str) -> None:
    """Come back when the card in a reader is taken out.

    Raises:
        CardError: the reader itself is gone.
    """
    slots = found.slots(reader)
    while any(slot.is_present for slot in slots):
        found.await_change(slots, _GLANCE)
        slots = found.slots(reader)


def pyscard_version() -> str | None:
    """The version of pyscard, or `None` where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("pyscard")
    except PackageNotFoundError:
        return None


def within(work: Callable[[], T]) -> T:
    """What a call to the driver gives, if it ends in time; the driver itself knows no deadline.

    Raises:
        CardError: it did not. The call goes on in a thread of its own that nobody waits for.
    """
    results: list[T] = []
    worker = Thread(target=lambda: results.append(work()), daemon=True)
    worker.start()
    worker.join(_LONGEST_EXCHANGE)
    if not results:
        raise card_error(ResultCode.MUTE_CARD)
    return results[0]


def _may_be_vitale(slot: Slot) -> bool:
    return slot.is_present and kind_of(slot.atr) is not CardKind.CPS


def _scard() -> Any:
    try:
        from smartcard import scard
    except ImportError:
        raise CardError(
            "Reading cards needs pyscard, which is not installed. Install it with:"
            " python3 -m pip install 'semble-cli[vitale]'"
        ) from None
    return scard


_NO_READER = (ResultCode.NO_READER, ResultCode.READER_GONE)


def _check(code: int, but: Collection[int] = ()) -> None:
    """Let pass success, and the result codes that are none of a failure here.

    Raises:
        ReaderError: any other.
    """
    if code and code & 0xFFFFFFFF not in but:
        raise card_error(code)
