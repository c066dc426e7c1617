"""The line to a mail server: each thing that is asked of it has its time, and never more."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from semble_cli.parallel.deadline import TooLate, within

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.mail.server import MailServer

T = TypeVar("T")

_WHO = "[127.0.0.1]"
"""As whom we greet: the name of a machine is nobody's business."""
_PIECE = 256 << 10
"""Bytes that are sent at a time; each piece has the time of one question."""
_TIMES_LONGER = 10
"""How much longer a server may look at a whole message (RFC 5321, 4.5.3.2.6: ten minutes)."""
_FAREWELL = 2.0


class LineBroke(Exception):
    """The line broke, or the server did not answer in time (`is_late`). `problem` is what TLS found
    wrong, where it was that."""

    def __init__(self, *, is_late: bool, problem: ssl.SSLError | None = None) -> None:
        super().__init__()
        self.is_late = is_late
        self.problem = problem


class MailLine:
    """A line to a server, not open yet. Every call may raise `LineBroke`, and closes it then."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp = smtplib.SMTP(local_hostname=_WHO, timeout=server.timeout)

    def connect(self) -> None:
        """Reach the server: nothing was said yet."""
        address = (_as_asked(self._server.host), self._server.port)
        timeout = self._server.timeout

        def connected() -> socket.socket:
            return socket.create_connection(address, timeout)

        self._smtp.sock = self._phase(connected, late=lambda line: line.close())

    def encrypt(self, context: ssl.SSLContext) -> None:
        """Speak TLS from here on; what was said before is forgotten."""
        host = self._server.host
        self._smtp.sock = self._phase(
            lambda: context.wrap_socket(_open(self._smtp), server_hostname=host)
        )
        self._smtp.file = None

    def shown_certificate(self) -> bytes | None:
        """The certificate (DER) that the server showed, whether it was believed or not."""
        line = self._smtp.sock
        return line.getpeercert(binary_form=True) if isinstance(line, ssl.SSLSocket) else None

    def greeting(self) -> tuple[int, bytes]:
        """What the server says first."""
        return self._phase(self._smtp.getreply)

    def hello(self) -> tuple[int, bytes]:
        """Greet, and hear what the server can do."""
        return self._phase(self._smtp.ehlo)

    def offers(self, name: str) -> str | None:
        """What the server says of something that it can do; `None` where it cannot."""
        found = self._smtp.esmtp_features.get(name)
        return None if found is None else str(found)

    def ask(self, question: str) -> tuple[int, bytes]:
        """A command, or the answer to what the server asked, and what the server says to it."""
        return self._phase(lambda: self._smtp.docmd(question))

    def answer(self) -> tuple[int, bytes]:
        """What the server says of a whole message, which it may look at for longer."""
        seconds = self._server.timeout * _TIMES_LONGER

        def heard() -> tuple[int, bytes]:
            line = _open(self._smtp)
            line.settimeout(seconds)
            found = self._smtp.getreply()
            line.settimeout(self._server.timeout)
            return found

        return self._phase(heard, seconds)

    def send(self, content: bytes) -> None:
        """Send bytes as they are, piece by piece."""
        pieces = memoryview(content)
        for start in range(0, len(content), _PIECE):
            piece = pieces[start : start + _PIECE]
            self._phase(partial(self._send_all, piece))

    def _send_all(self, piece: memoryview) -> None:
        _open(self._smtp).sendall(piece)

    def close(self) -> None:
        """Take leave, if anybody is there, and hang up."""
        line = self._smtp.sock
        if line is None:
            return
        with suppress(LineBroke, OSError):
            line.settimeout(_FAREWELL)
            self._phase(lambda: self._smtp.docmd("QUIT"), _FAREWELL)
        self.hang_up()

    def hang_up(self) -> None:
        """End the line at once, whoever waits for it."""
        line = self._smtp.sock
        if line is not None:
            with suppress(OSError):  # it has ended
                socket.socket.shutdown(line, socket.SHUT_RDWR)
        self._smtp.close()

    def _phase(
        self,
        work: Callable[[], T],
        seconds: float | None = None,
        late: Callable[[T], object] = lambda _: None,
    ) -> T:
        try:
            return within(seconds or self._server.timeout, work, late)
        except TooLate:
            problem, is_late = None, True
        except (OSError, smtplib.SMTPException, ValueError) as error:
            problem, is_late = _causes(error)
        self.hang_up()
        raise LineBroke(is_late=is_late, problem=problem)


def _open(smtp: smtplib.SMTP) -> socket.socket:
    """The socket of a line that is open."""
    if smtp.sock is None:
        raise LineBroke(is_late=False)
    return smtp.sock


def _as_asked(host: str) -> str:
    """The name of a host in the letters that directories of names have."""
    return host if host.isascii() else host.encode("idna").decode()


def _causes(error: BaseException | None) -> tuple[ssl.SSLError | None, bool]:
    """What TLS found wrong, and whether it was the time, behind an error of smtplib's."""
    while error is not None:
        if isinstance(error, TimeoutError):
            return None, True
        if isinstance(error, ssl.SSLError):
            return error, False
        error = error.__cause__ or error.__context__
    return None, False
