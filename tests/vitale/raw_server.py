"""A server on this machine that answers with whatever bytes it is told to, over TLS or without."""

from __future__ import annotations

import socket
import ssl
from contextlib import contextmanager, suppress
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Answer = Callable[[socket.socket], object]

PATIENCE = 20.0
_HANDSHAKE = b"\x16"
"""With which a client begins to speak TLS."""


class RawServer(Thread):
    """Reads each request and answers it; `requests` are what came, `was_left` is set when a client
    went away before it had its answer."""

    def __init__(self, answer: Answer, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(daemon=True)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._answer = answer
        self._tls = tls
        self.requests: list[bytes] = []
        self.was_left = Event()

    @property
    def port(self) -> int:
        return int(self._listening.getsockname()[1])

    def run(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return
            Thread(target=self._attend, args=(line,), daemon=True).start()

    def stop(self) -> None:
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self.join(PATIENCE)

    def _attend(self, line: socket.socket) -> None:
        line.settimeout(PATIENCE)
        with line, suppress(ssl.SSLError):
            talk = self._tls.wrap_socket(line, server_side=True) if self._tls else line
            with talk:
                self.requests.append(_request(talk))
                try:
                    self._answer(talk)
                except OSError:
                    self.was_left.set()


def _request(line: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received and not received.startswith(_HANDSHAKE):
        if not (part := line.recv(65536)):
            return received
        received += part
    head, _, body = received.partition(b"\r\n\r\n")
    lengths = [one for one in head.split(b"\r\n") if one.lower().startswith(b"content-length:")]
    while lengths and len(body) < int(lengths[0].split(b":")[1]):
        body += line.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def answering(answer: Answer, tls: ssl.SSLContext | None = None) -> Iterator[RawServer]:
    """A server at work, until the block ends."""
    server = RawServer(answer, tls)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def saying(*parts: bytes, pause: float = 0) -> Answer:
    """An answer that is said part by part, with a rest after each."""

    def answer(line: socket.socket) -> None:
        for part in parts:
            line.sendall(part)
            if pause:
                Event().wait(pause)

    return answer


def one_by_one(text: bytes) -> tuple[bytes, ...]:
    """A text, byte by byte."""
    return tuple(bytes([byte]) for byte in text)
