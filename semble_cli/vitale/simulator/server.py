"""The simulated teleservices: a server on this machine that speaks as the real ones do, over TLS
with certificates of both sides, and misbehaves when told to."""

from __future__ import annotations

import ssl
import time
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

from semble_cli.patient.simulation import Behaviour
from semble_cli.vitale.simulator.forms import Form, Json, Soap
from semble_cli.vitale.simulator.people import PEOPLE
from semble_cli.vitale.simulator.replies import (
    UNKNOWN,
    Unknown,
    reply,
    result,
    rights_reply,
    search_reply,
    somebody_else,
)
from semble_cli.vitale.teleservices.operations import RIGHTS, Operation
from semble_cli.vitale.teleservices.trees import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.vitale.simulator.authority import Files

SOAP_PATH = "/lps"
BRIDGE_PATH = "/bridge"

_LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>
<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope"><Body><R>&c;</R></Body></Envelope>"""


class Simulator(ThreadingHTTPServer):
    """The server; `behaviour` may be changed while it runs, `questions` are what was asked."""

    daemon_threads = True

    def __init__(
        self,
        port: int,
        tls: ssl.SSLContext | None,
        behaviour: Behaviour = Behaviour.ANSWER,
        on_question: Callable[[str], None] = lambda _: None,
    ) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.behaviour = behaviour
        self.delay = 30.0
        self.questions: list[Operation] = []
        self.bodies: list[bytes] = []
        self.on_question = on_question
        if tls:
            # Each conversation shakes hands in its own thread: a slow one holds up nobody.
            self.socket = tls.wrap_socket(
                self.socket, server_side=True, do_handshake_on_connect=False
            )

    @property
    def address(self) -> str:
        """The address of the host, without a path."""
        scheme = "https" if isinstance(self.socket, ssl.SSLSocket) else "http"
        return f"{scheme}://localhost:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up or shows no certificate is no failure of the simulator."""


def tls_of(files: Files) -> ssl.SSLContext:
    """TLS that shows the server's certificate and wants one of the same authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.server)
    context.load_verify_locations(files.authority)
    context.verify_mode = ssl.CERT_REQUIRED
    return context


@contextmanager
def running(simulator: Simulator) -> Iterator[Simulator]:
    """The simulator at work in a thread, until the block ends."""
    thread = Thread(target=simulator.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield simulator
    finally:
        simulator.shutdown()
        simulator.server_close()
        thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    server: Simulator
    protocol_version = "HTTP/1.1"
    timeout = 60

    def setup(self) -> None:
        if isinstance(self.request, ssl.SSLSocket):
            self.request.settimeout(10)
            self.request.do_handshake()
        super().setup()

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.bodies.append(content)
        form: Form = Json() if self.path.startswith(BRIDGE_PATH) else Soap()
        operation, question = form.question(self.path, content)
        self.server.questions.append(operation)
        self.server.on_question(operation.action)
        self._behave(self.server.behaviour, operation, question, form)

    def _behave(
        self, behaviour: Behaviour, operation: Operation, question: Tree, form: Form
    ) -> None:
        match behaviour:
            case Behaviour.DROP:
                self._hang_up()
            case Behaviour.DROP_ONCE:
                self.server.behaviour = Behaviour.ANSWER
                self._hang_up()
            case Behaviour.SLOW:
                time.sleep(self.server.delay)
                self._hang_up()
            case Behaviour.REFUSE:
                self._send(403, b"", "text/plain")
            case Behaviour.BROKEN:
                self._send(503, b"", "text/plain")
            case Behaviour.GARBAGE:
                self._send(200, bytes(range(256)) * 4, form.kind)
            case Behaviour.ENTITIES:
                self._send(200, _LAUGHS, form.kind)
            case Behaviour.ENDLESS:
                self._send_for_ever(form.kind)
            case Behaviour.UNKNOWN_SOFTWARE:
                fault = form.fault("desir_550", "Numero d'autorisation du logiciel inconnu.")
                self._send(500, fault, form.kind)
            case Behaviour.FAULT:
                fault = form.fault("insi_102", "Erreur technique 275126322074974.")
                self._send(500, fault, form.kind)
            case _:
                self._answer(behaviour, operation, question, form)

    def _answer(
        self, behaviour: Behaviour, operation: Operation, question: Tree, form: Form
    ) -> None:
        today = datetime.now().astimezone().date()  # the day where it runs
        other = somebody_else(PEOPLE, question)
        try:
            if behaviour in (Behaviour.NOBODY, Behaviour.SEVERAL) and operation is not RIGHTS:
                tree = result(behaviour.value)
            elif behaviour is Behaviour.SOMEBODY_ELSE and operation is RIGHTS:
                tree = rights_reply(other, today)
            elif behaviour is Behaviour.SOMEBODY_ELSE:
                tree = search_reply([other])
            else:
                tree = reply(operation, question, today)
        except Unknown:
            self._send(500, form.fault(UNKNOWN, "Beneficiaire inconnu."), form.kind)
            return
        body = form.answer(operation, tree)
        if behaviour is Behaviour.HALF:
            self._send(200, body[: len(body) // 2], form.kind, len(body))
            self._hang_up()
        else:
            self._send(200, body, form.kind)

    def _send(self, status: int, body: bytes, kind: str, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def _send_for_ever(self, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        while True:
            self.wfile.write(b"<a>" * 4096)

    def _hang_up(self) -> None:
        self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Nothing is logged: questions are about people."""
