"""A line to a mail server opened: reached, encrypted, believed, and let in. What fails here fails
before any message was handed over, and is said so."""

from __future__ import annotations

import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from semble_cli.errors import MailError, Sentence
from semble_cli.mail.certificates import certificate_problem, read_certificate
from semble_cli.mail.letting_in import let_in
from semble_cli.mail.line import LineBroke, MailLine
from semble_cli.mail.server import tls_context
from semble_cli.mail.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.mail.certificates import ShownCertificate
    from semble_cli.mail.server import MailServer

_READY = 220
_OK = 250


@contextmanager
def opened(server: MailServer) -> Iterator[MailLine]:
    """A line to a server that lets us in, closed at the end of the block.

    Raises:
        MailError: why there is none.
    """
    context = tls_context(server)
    line = MailLine(server)
    try:
        _open(server, line, context)
        yield line
        line.close()
    finally:
        line.hang_up()  # in the middle of a message, where something went wrong there


def _open(server: MailServer, line: MailLine, context: ssl.SSLContext) -> None:
    is_encrypted_at_once = server.security == "tls"
    stage = _UNREACHABLE
    try:
        line.connect()
        if is_encrypted_at_once:
            stage = _NO_TLS
            line.encrypt(context)
        stage = _NOT_KNOWN if is_encrypted_at_once else _NO_GREETING
        _hear_greeting(server, line)
        stage = _HUNG_UP
        _say_hello(server, line)
        if not is_encrypted_at_once:
            _ask_for_tls(server, line)
            stage = _NOT_AGREED
            line.encrypt(context)
            stage = _NOT_KNOWN
            _say_hello(server, line)
            stage = _HUNG_UP
        let_in(server, line)
    except LineBroke as broke:
        raise _problem(server, broke, stage) from None


def _hear_greeting(server: MailServer, line: MailLine) -> None:
    code, words = line.greeting()
    if code != _READY:
        raise _refusal(server, _IS_NONE if code < 0 else _NOT_WANTED, words)


def _say_hello(server: MailServer, line: MailLine) -> None:
    code, words = line.hello()
    if code != _OK:
        raise _refusal(server, _NOT_WANTED, words)


def _ask_for_tls(server: MailServer, line: MailLine) -> None:
    if line.offers("starttls") is None:
        raise _refusal(server, _NO_STARTTLS)
    code, words = line.ask("STARTTLS")
    if code != _READY:
        raise _refusal(server, _STARTTLS_REFUSED, words)


def _refusal(server: MailServer, sentence: Sentence, words: bytes = b"") -> MailError:
    return MailError(
        sentence.text,
        place=server.place,
        words=words_of(words, server.user or "") or "-",
        settings=server.settings,
        path=server.certificate,
    )


def _problem(server: MailServer, broke: LineBroke, stage: Sentence) -> MailError:
    """What is said of a line that broke, by how far it had come."""
    problem = broke.problem
    if isinstance(problem, ssl.SSLCertVerificationError):
        return certificate_problem(server, problem, _shown(server))
    reason = (problem.reason or "") if problem is not None else ""
    if reason.endswith(_OLD_VERSION):
        return _refusal(server, _OLD_TLS)
    if "CERTIFICATE" in reason or (stage is _NOT_KNOWN and not broke.is_late):
        return _refusal(server, _NOT_BELIEVED if server.certificate else _NOT_KNOWN)
    if stage is _NO_TLS and not broke.is_late and reason not in _IN_CLEAR:
        return _refusal(server, _NOT_AGREED)
    if broke.is_late and stage not in (_UNREACHABLE, _NO_GREETING, _NO_TLS):
        return _refusal(server, _TOO_SLOW)
    return _refusal(server, stage)


_OLD_VERSION = ("PROTOCOL_VERSION", "UNSUPPORTED_PROTOCOL")
_IN_CLEAR = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE", "HTTP_REQUEST", "UNKNOWN_PROTOCOL")
"""Reasons of OpenSSL: what a server says that knows older TLS alone, and what comes of one that
speaks before it encrypts."""


def _shown(server: MailServer) -> ShownCertificate | None:
    """The certificate that a server shows, to be named: TLS tells nothing of one that it does not
    believe. It is looked at on a line of its own, on which nothing else is said."""
    unbelieving = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unbelieving.check_hostname = False
    unbelieving.verify_mode = ssl.CERT_NONE
    line = MailLine(server)
    try:
        line.connect()
        if server.security != "tls":
            line.greeting()
            line.hello()
            line.ask("STARTTLS")
        line.encrypt(unbelieving)
        content = line.shown_certificate()
        return read_certificate(content) if content else None
    except (LineBroke, ValueError):
        return None  # it is told without
    finally:
        line.hang_up()


_UNREACHABLE = Sentence(
    "The mail server cannot be reached at {place}. Check {settings}.host, {settings}.port and the"
    " network; nothing was sent."
)
_TOO_SLOW = Sentence(
    "The mail server at {place} did not answer in time. Try again in a few minutes, or set"
    " mail.timeout; nothing was sent."
)
_NO_GREETING = Sentence(
    "What answers at {place} does not greet as a mail server does. One that expects TLS at once"
    " (mail.security tls), mostly on port 465, is silent so: check {settings}.port; nothing was"
    " sent."
)
_IS_NONE = Sentence(
    "What answers at {place} is no mail server. Check {settings}.host and {settings}.port; nothing"
    " was sent."
)
_NOT_WANTED = Sentence(
    "The mail server at {place} takes nothing from here: {words}. Nothing was sent."
)
_NO_TLS = Sentence(
    "What answers at {place} speaks no TLS at once. One that speaks it after a greeting"
    " (mail.security starttls) is mostly on port 587: check {settings}.port; nothing was sent."
)
_NOT_AGREED = Sentence(
    "The mail server at {place} agrees on no encryption with this program, or lets in only whom it"
    " knows by a certificate. Ask who runs it; nothing was sent."
)
_NO_STARTTLS = Sentence(
    "The mail server at {place} does not offer STARTTLS, or somebody on the way takes it out."
    " Nothing is sent without encryption: check {settings}.port."
)
_STARTTLS_REFUSED = Sentence(
    "The mail server at {place} refuses encryption: {words}. Nothing is sent without it."
)
_OLD_TLS = Sentence(
    "The mail server at {place} speaks no TLS 1.2 or newer, and older ones are not safe. Tell who"
    " runs it; nothing was sent."
)
_HUNG_UP = Sentence(
    "The mail server at {place} hung up before any message. Try again in a few minutes; nothing was"
    " sent."
)
_NOT_KNOWN = Sentence(
    "The mail server at {place} hung up as soon as the line was encrypted, as those do that let in"
    " only whom they know by a certificate: ask who runs it whether it wants one; nothing was sent."
)
_NOT_BELIEVED = Sentence(
    "The mail server at {place} does not take the client certificate {path}. Check"
    " {settings}.certificate; nothing was sent."
)
