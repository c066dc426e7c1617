"""Something shared: noted, sent, and what became of it noted for each recipient at once."""

from __future__ import annotations

from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import MailError, SembleError
from semble_cli.mail.delivering import deliver
from semble_cli.patient.sharing.delivery import Delivery, Outcome
from semble_cli.services.access import Permission
from semble_cli.services.sharing.messages import make_messages
from semble_cli.services.sharing.noting import note_intent, note_outcome
from semble_cli.store import shares

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from contextlib import AbstractContextManager
    from typing import BinaryIO

    from semble_cli.mail.server import MailServer
    from semble_cli.patient.sharing.share import Share, ShareRecipient, ShareStanding
    from semble_cli.patient.sharing.ways import Way
    from semble_cli.services.practice.settings import Own
    from semble_cli.services.register import Register
    from semble_cli.services.sharing.messages import ShareMessage, Wording
    from semble_cli.services.sharing.preparing import PreparedShare


class HowSent(NamedTuple):
    """With what something is sent: the passphrase of what is sealed, the words of the messages, the
    settings of who sends, the servers, none for what is written to a file, and who is told of each
    outcome, and of one that cannot be noted."""

    passphrase: str | None
    wording: Wording
    own: Own
    servers: Mapping[Way, MailServer] = MappingProxyType({})
    tell: Callable[[ShareRecipient, Delivery], None] = lambda _, __: None
    tell_unnoted: Callable[[ShareRecipient, Delivery], None] = lambda _, __: None

    def __repr__(self) -> str:
        return "HowSent()"


class DoneShare(NamedTuple):
    """A share as it stands once all was tried, and why a server was not reached."""

    standing: ShareStanding
    problems: tuple[MailError, ...] = ()


def send_share(register: Register, prepared: PreparedShare, how: HowSent) -> DoneShare:
    """Send what is to be shared to each of its recipients, on its own.

    Raises:
        InvalidSetting, InvalidInput, DocumentDamaged, Conflict, Refused: it cannot be made, or not
            any more: nothing is noted and nothing sent. StoreError, Refused: an outcome cannot be
            noted, and what was not begun by then is not sent.
    """
    messages = make_messages(register, prepared, how.passphrase, how.wording, how.own)
    share = note_intent(register, prepared, how.own)
    problems = []
    handings = {
        way: _Handing(register, share, how, [each for each in messages if each.way is way])
        for way in how.servers
    }
    for way, server in how.servers.items():
        handing = handings.pop(way)
        try:
            handing.run(server)
        except MailError as problem:
            problems.append(problem)
        except BaseException:
            with suppress(SembleError):  # what ends the command is told, whatever becomes of this
                for left in handings.values():
                    left.give_up()
            raise
    return DoneShare(_standing(register, share), tuple(problems))


def write_share(
    register: Register,
    prepared: PreparedShare,
    how: HowSent,
    place: AbstractContextManager[BinaryIO],
    is_there: Callable[[], bool],
) -> DoneShare:
    """Write the message to the one recipient of a share to a file, for the practice's own mail
    program. The *place* is opened before anything is noted, and whole when it is closed. Who is
    interrupted as it is closed may have the file or not: whether it *is there* decides what is
    noted.

    Raises:
        As `send_share`, and whatever the place does: what became of it is noted.
    """
    (message,) = make_messages(register, prepared, how.passphrase, how.wording, how.own)
    share = None
    try:
        with place as out:
            share = note_intent(register, prepared, how.own)
            out.write(message.content)
    except BaseException:
        if share is not None:
            outcome = Outcome.WRITTEN if is_there() else Outcome.UNSENT
            with suppress(SembleError):  # what ends the command is told, whatever becomes of this
                _Handing(register, share, how, [message]).on_outcome(
                    message.address, Delivery(outcome)
                )
        raise
    _Handing(register, share, how, [message]).on_outcome(message.address, Delivery(Outcome.WRITTEN))
    return DoneShare(_standing(register, share))


def _standing(register: Register, share: Share) -> ShareStanding:
    with register.reading(Permission.EDIT_CARE) as connection:
        return shares.get(connection, share.id or 0)


class _Handing:
    """Messages of a share handed to a server."""

    def __init__(
        self, register: Register, share: Share, how: HowSent, messages: Sequence[ShareMessage]
    ) -> None:
        self._register = register
        self._share = share
        self._how = how
        self._messages = messages
        self._open = {each.address: each.position for each in messages}
        self._is_noted = True

    def run(self, server: MailServer) -> None:
        """Hand them over.

        Raises:
            MailError: the server was not spoken to: none was handed over, which is noted.
            SembleError: an outcome cannot be noted.
        """
        try:
            deliver(
                server, [(each.address, each.content) for each in self._messages], self.on_outcome
            )
        except SembleError:
            if self._is_noted:
                self.give_up()
            raise
        except BaseException:
            with suppress(SembleError):  # what ends the command is told, whatever becomes of this
                self.give_up()
            raise

    def on_outcome(self, address: str, delivery: Delivery) -> None:
        """Note and tell what became of the message to an address."""
        position = self._open.pop(address)
        recipient = self._share.recipients[position]
        try:
            note_outcome(self._register, self._share, position, delivery)
        except SembleError:  # no room, a line that broke, a role that was taken away meanwhile
            self._is_noted = False
            self._how.tell_unnoted(recipient, delivery)
            raise
        self._how.tell(recipient, delivery)

    def give_up(self) -> None:
        """Note and tell of all that was not begun that it was not sent.

        Raises:
            SembleError: as `on_outcome`.
        """
        for address in list(self._open):
            self.on_outcome(address, Delivery(Outcome.UNSENT))
