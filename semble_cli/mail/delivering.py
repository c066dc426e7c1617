"""Messages handed to a mail server, each to one recipient, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import MailError
from semble_cli.identity.internet.emails import wire_address
from semble_cli.mail.line import LineBroke
from semble_cli.mail.opening import opened
from semble_cli.mail.words import words_of
from semble_cli.patient.sharing.delivery import Delivery, Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from semble_cli.mail.line import MailLine
    from semble_cli.mail.server import MailServer

_OK = (250, 251)
_START = 354
_WANTS_LOGIN = 530
_END = b".\r\n"


def deliver(
    server: MailServer,
    messages: Sequence[tuple[str, bytes]],
    on_outcome: Callable[[str, Delivery], None],
) -> None:
    """Hand messages over on one line, each to its recipient in a transaction of its own, so that
    none is told of another. What became of each is told at once; of all, unless an error is raised,
    which is always before the first was begun. Who is interrupted meanwhile is told of the message
    that was being handed over, and of none after it.

    Args:
        messages: the address of a recipient, and the message (RFC 5322) for it.

    Raises:
        MailError: the server is not reached, not believed, lets nobody in, or takes nothing as
            large as one of the messages. InvalidInput: an address that no server takes.
    """
    addressed = [(recipient, wire_address(recipient), content) for recipient, content in messages]
    sender = wire_address(server.sender)
    with opened(server) as line:
        _refuse_too_large(server, line, [len(content) for _, content in messages])
        is_broken = False
        for number, (recipient, address, content) in enumerate(addressed):
            if is_broken:
                on_outcome(recipient, Delivery(Outcome.UNSENT))
                continue
            transaction = _Transaction(line, sender, address)
            try:
                delivery = transaction.run(content, is_first=not number)
            except LineBroke:
                is_broken = True
                delivery = Delivery(transaction.outcome_if_broken)
            except BaseException:
                on_outcome(recipient, Delivery(transaction.outcome_if_broken))
                raise
            if number == 0 and delivery.code == _WANTS_LOGIN:
                raise _wants_login(server, delivery.words)
            on_outcome(recipient, delivery)


class _Transaction:
    """One message on its way to one recipient."""

    def __init__(self, line: MailLine, sender: str, recipient: str) -> None:
        self._line = line
        self._sender = sender
        self._recipient = recipient
        self.outcome_if_broken = Outcome.UNSENT
        """What is known where nothing more is heard."""

    def run(self, content: bytes, *, is_first: bool) -> Delivery:
        """Hand the message over.

        Raises:
            LineBroke: the line broke; `outcome_if_broken` says what that means.
        """
        if not is_first:
            self._line.ask("RSET")
        size = "" if self._line.offers("size") is None else f" SIZE={len(content)}"
        for question, taken in (
            (f"MAIL FROM:<{self._sender}>{size}", _OK),
            (f"RCPT TO:<{self._recipient}>", _OK),
            ("DATA", (_START,)),
        ):
            code, words = self._line.ask(question)
            if code not in taken:
                return self._refused(code, words)
        self._line.send(_with_dots(content))
        self.outcome_if_broken = Outcome.UNKNOWN  # its end may reach the server from here on
        self._line.send(_END)
        code, words = self._line.answer()
        return Delivery(Outcome.SENT) if code in _OK else self._refused(code, words)

    def _refused(self, code: int, words: bytes) -> Delivery:
        told = code if code > 0 else None  # an answer without a code is none of SMTP
        return Delivery(Outcome.REFUSED, told, words_of(words, self._recipient, self._sender))


def _with_dots(content: bytes) -> bytes:
    """A message as it is sent: a line that begins with a dot has one more (RFC 5321, 4.5.2)."""
    whole = content if content.endswith(b"\r\n") else content + b"\r\n"
    if b"\n." in whole:
        whole = whole.replace(b"\n.", b"\n..")
    return b"." + whole if whole.startswith(b".") else whole


def _limit(line: MailLine) -> int | None:
    told = (line.offers("size") or "").split()
    figures = told[0] if told else ""
    return int(figures) or None if figures.isascii() and figures.isdecimal() else None


def _refuse_too_large(server: MailServer, line: MailLine, sizes: Sequence[int]) -> None:
    limit = _limit(line)
    largest = max(sizes, default=0)
    if limit is not None and largest > limit:
        raise MailError(
            "The message has {size} bytes, and the mail server at {place} takes {limit} at most."
            " Share fewer documents at a time; nothing was sent.",
            size=largest,
            limit=limit,
            place=server.place,
        )


def _wants_login(server: MailServer, words: str) -> MailError:
    return MailError(
        "The mail server at {place} wants a login: {words}. Set {settings}.user, and its password"
        " or {settings}.token_command; nothing was sent.",
        place=server.place,
        words=words or "-",
        settings=server.settings,
    )
