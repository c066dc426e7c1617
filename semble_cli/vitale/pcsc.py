"""Readers and the cards in them, through PC/SC: the one place that imports pyscard.

The plain functions of `smartcard.scard` are used: each gives a result code, and none leaves an
object behind that talks to the reader when it is thrown away. None of them knows a deadline, and
some wait for as long as another program likes: each is called `within` one.
"""

from __future__ import annotations

import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import CardError
from semble_cli.parallel.deadline import TooLate, within
from semble_cli.vitale.card import read_inserted
from semble_cli.vitale.other_programs import programs_at_readers
from semble_cli.vitale.pcsc_errors import (
    ReaderError,
    ResultCode,
    card_error,
    is_hiccup,
    kept_by,
    no_reader_named,
    tells_of_leaving,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from semble_cli.patient.vitale_card import VitaleCard

_MORE_ATTEMPTS = 3
_PAUSE = 0.05
_GLANCE = 0.25
"""Seconds that the service waits for a change at a time, before it is asked again."""
_CHANGES = 16
"""From which bit on a state counts the cards that came and went (PC/SC part 5)."""
_LONGEST_CALL = 5.0
"""Seconds that a call may take: a card answers in hundredths, a slow reader in one, and another
program is done with a card in two."""


class Slot(NamedTuple):
    """A reader and what is in it: `atr` is empty without a card, `is_mute` says that the card does
    not answer, `is_held` that another program keeps it to itself, `is_shared` that one uses it.
    `changes` counts the cards that came and went: another number is another card."""

    reader: str
    atr: bytes = b""
    is_present: bool = False
    is_mute: bool = False
    is_held: bool = False
    is_shared: bool = False
    changes: int = 0


class Service:
    """The PC/SC service, for as long as `service()` lasts.

    A call that does not end in time keeps the service to itself: nothing else is asked of it then,
    and whatever it holds is let go when that call ends at last.
    """

    def __init__(self, scard: Any, context: Any) -> None:
        self._scard = scard
        self._context = context
        self._stuck: TooLate | None = None

    def slots(self, wanted: str | None = None) -> list[Slot]:
        """The readers by name, or those whose name has *wanted* in it, and what is in them.

        Raises:
            CardError: no reader, none of that name, or the service stopped.
        """
        code, readers = self.call("SCardListReaders", self._context, [])
        check(code, but=_NO_READER)
        if not readers:
            raise card_error(ResultCode.NO_READER)
        if wanted is not None:
            readers = [name for name in readers if wanted.casefold() in name.casefold()]
            if not readers:
                raise no_reader_named(wanted)
        unaware = self._scard.SCARD_STATE_UNAWARE
        return self._states([(name, unaware) for name in sorted(readers)], 0)

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
            return self._read_patiently(reader)
        except ReaderError as error:
            if error.code != ResultCode.HELD_BY_ANOTHER:
                raise
            is_over = error.is_over if error.is_given_up else None
        raise kept_by(programs_at_readers(), is_over)

    def call(self, name: str, *arguments: Any, too_late: int = ResultCode.TIMED_OUT) -> Any:
        """What a function of the driver gives.

        Raises:
            ReaderError: *too_late*, where it does not end in time.
        """
        if self._stuck:
            raise card_error(too_late, self._stuck.is_over)
        function = getattr(self._scard, name)
        try:
            return within(
                _LONGEST_CALL,
                lambda: function(*arguments),
                lambda _: self._scard.SCardReleaseContext(self._context),
            )
        except BaseException as reason:
            self._stuck = reason if isinstance(reason, TooLate) else TooLate()
            if reason is self._stuck:
                raise card_error(too_late, self._stuck.is_over) from None
            raise

    def let_go(self, name: str, *arguments: Any) -> None:
        """Give back what is held, if that can be: what was read is worth no less if it cannot."""
        with suppress(ReaderError):
            self.call(name, *arguments)

    def _read_patiently(self, reader: str) -> VitaleCard:
        try:
            return self._read_once(reader)
        except CardError as error:
            if not is_hiccup(error):
                raise
            problem = error
        is_leaving = tells_of_leaving(problem)
        for _ in range(_MORE_ATTEMPTS):
            time.sleep(_PAUSE)
            try:
                return self._read_once(reader)
            except CardError as error:
                problem = error
                if not is_hiccup(error):
                    break
        # It was there a moment ago: whatever is wrong by now comes of its leaving.
        raise card_error(ResultCode.REMOVED_CARD) if is_leaving else problem

    def _read_once(self, reader: str) -> VitaleCard:
        with self._card_in(reader) as (card, atr):
            return read_inserted(card, atr)

    @contextmanager
    def _card_in(self, reader: str) -> Iterator[tuple[_Card, bytes]]:
        """The card in a reader, in a transaction, and its answer to reset; released at the end."""
        scard = self._scard
        (slot,) = self._states([(reader, scard.SCARD_STATE_UNAWARE)], 0)
        code, handle, protocol = self.call(
            *("SCardConnect", self._context, reader, scard.SCARD_SHARE_SHARED),
            scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
            # The service lets nobody in while another program's transaction lasts.
            too_late=ResultCode.HELD_BY_ANOTHER if slot.is_shared else ResultCode.MUTE_CARD,
        )
        check(code)
        try:
            check(self.call("SCardBeginTransaction", handle, too_late=ResultCode.HELD_BY_ANOTHER))
            try:
                code, _, _, _, atr = self.call("SCardStatus", handle)
                check(code)
                yield _Card(self, handle, protocol), bytes(atr)
            finally:
                self.let_go("SCardEndTransaction", handle, scard.SCARD_LEAVE_CARD)
        finally:
            self.let_go("SCardDisconnect", handle, scard.SCARD_RESET_CARD)

    def _states(self, known: list[tuple[str, int]], seconds: float) -> list[Slot]:
        scard = self._scard
        wait = int(min(seconds, _GLANCE) * 1000)
        code, states = self.call("SCardGetStatusChange", self._context, wait, known)
        check(code, but=(ResultCode.TIMED_OUT,))
        return [
            Slot(
                reader=name,
                atr=bytes(atr),
                is_present=bool(state & scard.SCARD_STATE_PRESENT),
                is_mute=bool(state & scard.SCARD_STATE_MUTE),
                is_held=bool(state & scard.SCARD_STATE_EXCLUSIVE),
                is_shared=bool(state & scard.SCARD_STATE_INUSE),
                changes=state >> _CHANGES,
            )
            for name, state, atr in states
        ]


class _Card:
    """A connection to the card in a reader: `vitale.apdu.CardConnection`."""

    def __init__(self, service: Service, handle: Any, protocol: Any) -> None:
        self._service = service
        self._handle = handle
        self._protocol = protocol

    def transmit(self, apdu: bytes) -> tuple[bytes, int]:
        code, answer = self._service.call(
            *("SCardTransmit", self._handle, self._protocol, list(apdu)),
            too_late=ResultCode.MUTE_CARD,
        )
        if code & 0xFFFFFFFF == ResultCode.OTHER_PROTOCOL:
            # What was agreed on no longer holds: another program reset the card just now, and the
            # service has not noted it yet (pcsc-lite: SCardTransmit).
            raise card_error(ResultCode.RESET_CARD)
        check(code)
        if len(answer) < 2:
            raise card_error(ResultCode.NOT_TRANSACTED)
        return bytes(answer[:-2]), answer[-2] << 8 | answer[-1]


@contextmanager
def service() -> Iterator[Service]:
    """The PC/SC service of this machine.

    Raises:
        CardError: pyscard is not installed, or the service does not run, or does not answer.
    """
    scard = _scard()
    try:
        code, context = within(
            _LONGEST_CALL,
            lambda: scard.SCardEstablishContext(scard.SCARD_SCOPE_USER),
            lambda found: scard.SCardReleaseContext(found[1]),
        )
    except TooLate as late:
        raise card_error(ResultCode.TIMED_OUT, late.is_over) from None
    check(code)
    found = Service(scard, context)
    try:
        yield found
    finally:
        found.let_go("SCardReleaseContext", context)


def pyscard_version() -> str | None:
    """The version of pyscard, or `None` where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("pyscard")
    except PackageNotFoundError:
        return None


def check(code: int, but: Collection[int] = ()) -> None:
    """Let pass success, and the result codes that are none of a failure here.

    Raises:
        ReaderError: any other.
    """
    if code and code & 0xFFFFFFFF not in but:
        raise card_error(code)


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
