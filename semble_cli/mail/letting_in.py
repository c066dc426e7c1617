"""How a server is told who we are: a password (PLAIN, LOGIN), or a token (XOAUTH2), and only on an
encrypted line."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from semble_cli.errors import MailError, Sentence
from semble_cli.mail.words import words_of

if TYPE_CHECKING:
    from semble_cli.mail.line import MailLine
    from semble_cli.mail.server import MailServer

_LET_IN = 235
_GO_ON = 334
_WRONG = (530, 534, 535)
"""RFC 4954: the login was not taken; 534 is said of a password of a weaker kind than is wanted."""


def let_in(server: MailServer, line: MailLine) -> None:
    """Tell who we are, where the settings have a login.

    Raises:
        MailError: the server does not let us in. LineBroke: the line broke.
    """
    if server.user is None:
        return
    offered = (line.offers("auth") or "").upper().split()
    if server.token is not None:
        _refuse_missing(server, offered, "XOAUTH2")
        _judge(server, _by_token(server.user, server.token, line), _TOKEN_REFUSED)
        return
    if server.password is None:
        raise _error(server, _NO_PASSWORD)
    if "PLAIN" not in offered:
        _refuse_missing(server, offered, "LOGIN")
        _judge(server, _by_login(server.user, server.password, line), _PASSWORD_REFUSED)
        return
    told = _packed(f"\0{server.user}\0{server.password}")
    _judge(server, line.ask(f"AUTH PLAIN {told}"), _PASSWORD_REFUSED)


def _by_token(user: str, token: str, line: MailLine) -> tuple[int, bytes]:
    """XOAUTH2, as Google wrote it down and MSSanté takes it. Why a token is refused is said first
    as a question, which is answered by nothing."""
    told = _packed(f"user={user}\x01auth=Bearer {token}\x01\x01")
    code, words = line.ask(f"AUTH XOAUTH2 {told}")
    return line.ask("") if code == _GO_ON else (code, words)


def _by_login(user: str, password: str, line: MailLine) -> tuple[int, bytes]:
    """LOGIN, as Microsoft wrote it down: the user, then the password."""
    code, words = line.ask("AUTH LOGIN")
    for told in (user, password):
        if code != _GO_ON:
            break
        code, words = line.ask(_packed(told))
    return code, words


def _packed(text: str) -> str:
    return b64encode(text.encode()).decode()


def _refuse_missing(server: MailServer, offered: list[str], way: str) -> None:
    if way not in offered:
        raise _error(server, _NOT_OFFERED if offered else _NO_LOGIN, way=way)


def _judge(server: MailServer, answer: tuple[int, bytes], refused: Sentence) -> None:
    code, words = answer
    if code != _LET_IN:
        raise _error(server, refused if code in _WRONG else _NOT_NOW, words)


def _error(server: MailServer, sentence: Sentence, words: bytes = b"", way: str = "") -> MailError:
    hidden = (server.user or "", server.password or "", server.token or "")
    return MailError(
        sentence.text,
        place=server.place,
        settings=server.settings,
        words=words_of(words, *hidden) or "-",
        way=way,
    )


_PASSWORD_REFUSED = Sentence(
    "The mail server at {place} does not take the login or the password: {words}. Check"
    " {settings}.user and the password; nothing was sent."
)
_TOKEN_REFUSED = Sentence(
    "The mail server at {place} does not take the token: {words}. Check {settings}.user, and that"
    " {settings}.token_command writes a fresh one; nothing was sent."
)
_NOT_NOW = Sentence(
    "The mail server at {place} lets nobody in at present: {words}. Try again in a few minutes;"
    " nothing was sent."
)
_NO_PASSWORD = Sentence(
    "{settings}.user is set, and there is no password for it. Set {settings}.password_command, or"
    " take the user out."
)
_NOT_OFFERED = Sentence(
    "The mail server at {place} takes no login by {way}. Ask who runs it which it takes; nothing"
    " was sent."
)
_NO_LOGIN = Sentence(
    "The mail server at {place} takes no logins here. Take {settings}.user out, or check"
    " {settings}.port; nothing was sent."
)
