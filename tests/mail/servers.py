"""Mail servers on this machine, with real certificates: they keep what they are given, and fail
where they are told to.

    with mail_server(files, MailPlan(logins={"practice": "secret"})) as running:
        deliver(running.server(user="practice", password="secret"), messages, on_outcome)
        running.received[0].content
"""

from __future__ import annotations

import asyncio
import base64
import logging
import ssl
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, NamedTuple

from aiosmtpd.smtp import SMTP, AuthResult

from semble_cli.mail.delivering import deliver
from semble_cli.mail.server import MailServer
from semble_cli.patient.sharing.delivery import Outcome
from semble_cli.vitale.simulator.authority import Authority, pem, pem_key

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping
    from pathlib import Path

logging.getLogger("mail.log").disabled = True  # clients that go away are what is tested

SENDER = "accueil@practice.example.org"
PATIENCE = 20.0
_FAREWELL = 0.05
HANG, DROP = "hang", "drop"
STAGES = (
    *("greeting", "ehlo", "starttls", "handshake", "ehlo again", "auth"),
    *("mail", "rcpt", "data", "body", "end", "rset"),
)
"""Where a server can be told to fail: `data` is before a message, `body` in its midst, `end` after
all of it."""


class MailFiles(NamedTuple):
    """Files in PEM: the authority, the certificate of `localhost` with its key, one that ended, one
    of another host, one of nobody's authority, and that of a client, whose key has the passphrase
    `sesame` in the last."""

    authority: str
    localhost: str
    ended: str
    other_host: str
    unknown: str
    client: str
    locked_client: str


def make_mail_files(directory: Path) -> MailFiles:
    """Make an authority and certificates."""
    authority, stranger = Authority("TEST AC COURRIER"), Authority("TEST AC INCONNUE")
    hosts = ("localhost", "127.0.0.1")
    past = datetime.now(UTC) - timedelta(days=30)
    client = authority.issue("Cabinet des Lilas")
    made = {
        "localhost": authority.issue("localhost", hosts=hosts),
        "ended": authority.issue("localhost", hosts=hosts, until=past),
        "other_host": authority.issue("mail.example.net", hosts=("mail.example.net",)),
        "unknown": stranger.issue("localhost", hosts=hosts),
        "client": client,
    }
    contents = {name: pem(certificate) + pem_key(key) for name, (key, certificate) in made.items()}
    contents["authority"] = pem(authority.certificate)
    contents["locked_client"] = pem(client[1]) + _locked(client[0], b"sesame")
    paths = {}
    for name, content in contents.items():
        path = directory / f"{name}.pem"
        path.touch(0o600)
        path.write_bytes(content)
        paths[name] = str(path)
    return MailFiles(**paths)


def _locked(key: Any, passphrase: bytes) -> bytes:
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
    )

    locked = BestAvailableEncryption(passphrase)
    return bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked))


class Received(NamedTuple):
    """A message that a server took: from whom, to whom, its bytes, and who was logged in."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    login: str | None = None


@dataclass
class MailPlan:
    """How a server behaves.

    Attributes:
        security: `starttls`, `tls`, or `none`, which offers no encryption.
        certificate: one of `MailFiles`, by name.
        logins: passwords by user, where a login is wanted.
        tokens: tokens by user (XOAUTH2).
        ways: the ways to log in that are offered.
        wants_client: whether a client certificate of the authority is wanted.
        limit: the largest message.
        announces: whether the server says so before.
        refuses: what is said to a recipient, by address.
        answers: what is said at a stage in place of what it should be, by stage.
        fails: where the server hangs or drops the line, and which of the two; *on* says on the
            how manieth time a stage is reached.
        newest: the newest TLS that is spoken.
    """

    security: str = "starttls"
    certificate: str = "localhost"
    logins: Mapping[str, str] = field(default_factory=dict)
    tokens: Mapping[str, str] = field(default_factory=dict)
    ways: tuple[str, ...] = ("PLAIN", "LOGIN", "XOAUTH2")
    wants_client: bool = False
    limit: int = 40 << 20
    announces: bool = True
    refuses: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)
    fails: tuple[str, str] | None = None
    on: int = 1
    newest: ssl.TLSVersion = ssl.TLSVersion.MAXIMUM_SUPPORTED


class RunningMail(Thread):
    """A server at work: `received` are the messages it took, `said` all commands it heard."""

    def __init__(self, files: MailFiles, plan: MailPlan) -> None:
        super().__init__(daemon=True)
        self.files = files
        self.plan = plan
        self.received: list[Received] = []
        self.said: list[str] = []
        self.port = 0
        self.lines: list[Any] = []
        self.stages: list[str] = []
        self._tls = _server_tls(files, plan)
        self._loop = asyncio.new_event_loop()
        self._is_ready = Event()

    def server(self, **changed: Any) -> MailServer:
        """This server, as settings would name it."""
        security = "tls" if self.plan.security == "tls" else "starttls"
        authority = self.files.authority
        usual = MailServer("localhost", self.port, security, SENDER, authority=authority)
        return usual._replace(**{"timeout": PATIENCE, **changed})

    def variables(self, **changed: str) -> dict[str, str]:
        """The variables that name this server to the program."""
        return {
            "SEMBLE_MAIL_HOST": "localhost",
            "SEMBLE_MAIL_PORT": str(self.port),
            "SEMBLE_MAIL_SECURITY": "tls" if self.plan.security == "tls" else "starttls",
            "SEMBLE_MAIL_SENDER": SENDER,
            "SEMBLE_MAIL_AUTHORITY": self.files.authority,
            "SEMBLE_MAIL_TIMEOUT": str(PATIENCE),
            **changed,
        }

    def reached(self, stage: str) -> int:
        """How often a stage was reached."""
        return self.stages.count(stage)

    def run(self) -> None:
        asyncio.set_event_loop(self._loop)
        tls = self._tls if self.plan.security == "tls" else None
        # Nobody is met on the other addresses of `localhost`: where it has two, the next is tried.
        listening = self._loop.run_until_complete(
            self._loop.create_server(partial(_Session, self), "127.0.0.1", 0, ssl=tls)
        )
        self.port = int(listening.sockets[0].getsockname()[1])
        self._is_ready.set()
        self._loop.run_forever()
        listening.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        for transport in self.lines:
            transport.abort()
        self._loop.run_until_complete(asyncio.sleep(_FAREWELL))
        self._loop.close()

    def begin(self) -> None:
        self._loop.set_exception_handler(lambda *_: None)  # broken lines are what it is for
        self.start()
        assert self._is_ready.wait(PATIENCE)

    def end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self.join(PATIENCE)


def lets_in(server: MailServer) -> bool:
    """Whether a server takes a message from who comes so."""
    told: list[Outcome] = []
    letter = b"Subject: x\r\n\r\nx\r\n"
    deliver(server, [("a@example.org", letter)], lambda _, delivery: told.append(delivery.outcome))
    return told == [Outcome.SENT]


@contextmanager
def mail_server(files: MailFiles, plan: MailPlan | None = None) -> Iterator[RunningMail]:
    """A server at work, until the block ends."""
    running = RunningMail(files, plan or MailPlan())
    running.begin()
    try:
        yield running
    finally:
        running.end()


def _server_tls(files: MailFiles, plan: MailPlan) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(getattr(files, plan.certificate))
    context.maximum_version = plan.newest
    if plan.wants_client:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(files.authority)
    return context


class _Session(SMTP):
    """What one client meets."""

    def __init__(self, running: RunningMail) -> None:
        self._running = running
        self._plan = plan = running.plan
        is_encrypted = plan.security == "tls"
        super().__init__(
            _Keeper(running),
            hostname="mail.example.org",
            ident="ESMTP",
            data_size_limit=plan.limit,
            tls_context=running._tls if plan.security == "starttls" else None,
            require_starttls=plan.security == "starttls",
            # Of a line that is encrypted from the start it does not know that it is.
            auth_require_tls=not is_encrypted,
            auth_exclude_mechanism={"PLAIN", "LOGIN", "XOAUTH2"} - set(plan.ways),
            authenticator=_authenticator(plan),
            loop=running._loop,
        )
        # Told before, it would warn where the line is encrypted from the start.
        self._auth_required = bool(plan.logins or plan.tokens)
        for name, method in self._smtp_methods.items():
            self._smtp_methods[name] = partial(self._asked, name.casefold(), method)

    def connection_made(self, transport: Any) -> None:
        self._running.lines.append(transport)
        super().connection_made(transport)

    async def _handle_client(self) -> None:
        if await self._may_go_on("greeting"):
            await super()._handle_client()

    async def push(self, status: Any) -> None:
        text = status.decode() if isinstance(status, bytes) else str(status)
        if text.startswith("250-SIZE") and not self._plan.announces:
            return
        await super().push(status)
        if text.startswith("220 Ready"):
            await self._may_go_on("handshake")
        if text.startswith("354"):
            await self._may_go_on("body")

    async def _asked(
        self, name: str, method: Callable[[str | None], Awaitable[None]], arg: str | None
    ) -> None:
        self._running.said.append(f"{name} {arg}")
        stage = "ehlo again" if name == "ehlo" and self._tls_protocol else name
        if await self._may_go_on(stage):
            await method(arg)

    async def _may_go_on(self, stage: str) -> bool:
        plan = self._plan
        self._running.stages.append(stage)
        if stage in plan.answers:
            await super().push(plan.answers[stage])
            return False
        if plan.fails is None or plan.fails[0] != stage or self._running.reached(stage) != plan.on:
            return True
        if plan.fails[1] == HANG:
            await asyncio.sleep(PATIENCE * 10)
        assert isinstance(self.transport, asyncio.WriteTransport)
        self.transport.abort()
        return False

    async def ended(self) -> bool:
        """Whether a message that came whole is answered."""
        return await self._may_go_on("end")


class _Keeper:
    """What is done with mail: it is kept, or refused."""

    def __init__(self, running: RunningMail) -> None:
        self._running = running

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if refused := self._running.plan.refuses.get(address):
            return refused
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: _Session, session: Any, envelope: Any
    ) -> str:
        if refused := self._running.plan.refuses.get(f"{envelope.rcpt_tos[0]} data"):
            return refused
        login = session.auth_data.decode() if session.auth_data else None
        taken = Received(
            envelope.mail_from, tuple(envelope.rcpt_tos), bytes(envelope.content), login
        )
        self._running.received.append(taken)
        return "250 OK queued" if await server.ended() else "421 gone"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        told = base64.b64decode(args[1]).decode()
        for user, token in self._running.plan.tokens.items():
            if told == f"user={user}\x01auth=Bearer {token}\x01\x01":
                return AuthResult(success=True, auth_data=user.encode())
        await server.challenge_auth('{"status":"401","schemes":"bearer"}')
        return AuthResult(success=False, handled=False)


def _authenticator(plan: MailPlan) -> Callable[..., AuthResult]:
    def judge(_server: Any, _session: Any, _envelope: Any, _way: str, given: Any) -> AuthResult:
        user, password = given.login.decode(), given.password.decode()
        if plan.logins.get(user) == password:
            return AuthResult(success=True, auth_data=user.encode())
        return AuthResult(success=False, handled=False)

    return judge
