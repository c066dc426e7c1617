"""Answers that are none, over real lines: each is one sentence, in time, and nothing leaks."""

from __future__ import annotations

import gzip
import json
import socket
import ssl
import threading
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from semble_cli.vitale.simulator.authority import PASSPHRASE, Files, make_files
from semble_cli.vitale.simulator.people import ADRUN
from semble_cli.vitale.simulator.server import BRIDGE_PATH, Simulator, running, tls_of
from semble_cli.vitale.teleservices.bridge import BridgeTransport
from semble_cli.vitale.teleservices.credentials import read_credentials, tls_context
from semble_cli.vitale.teleservices.errors import NoAnswer, OddAnswer, TeleserviceError
from semble_cli.vitale.teleservices.https import Endpoint
from semble_cli.vitale.teleservices.questions import RightsQuestion
from semble_cli.vitale.teleservices.services import Adri
from tests.vitale.raw_server import PATIENCE, answering, one_by_one, saying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.vitale.raw_server import Answer, RawServer

QUESTION = RightsQuestion(
    ADRUN.insured, "1975-12-31", "01", 1, date(2026, 11, 23), own_nir=ADRUN.own
)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
PROXIES = ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY")
NO_PROXIES = ("all_proxy", "NO_PROXY", "no_proxy")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return make_files(str(tmp_path_factory.mktemp("certificates")))


@pytest.fixture(scope="module")
def tls(files: Files) -> ssl.SSLContext:
    credentials = read_credentials(files.practice, PASSPHRASE, datetime.now(UTC))
    return tls_context(files.authority, credentials)


@pytest.fixture(autouse=True)
def _no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*PROXIES, *NO_PROXIES):
        monkeypatch.delenv(name, raising=False)


def ask(url: str, tls: ssl.SSLContext, timeout: float = PATIENCE) -> object:
    endpoint = Endpoint("ADRi", url, tls, timeout, sleep=lambda _: None)
    return Adri(BridgeTransport(endpoint, token="secret")).rights(QUESTION)


def sentence_of(url: str, tls: ssl.SSLContext, timeout: float = PATIENCE) -> TeleserviceError:
    with pytest.raises(TeleserviceError) as refusal:
        ask(url, tls, timeout)
    assert refusal.value.exit_code == 8
    assert refusal.value.__cause__ is None
    assert ADRUN.insured[:13] not in str(refusal.value)
    assert "secret" not in str(refusal.value)
    return refusal.value


BROKEN = b"\x1f\x8b\x08\x00" + b"no gzip" * 9
HALF = gzip.compress(json.dumps({"beneficiaireDeSoins": {}}).encode(), mtime=0)[:-9]
BOMB = gzip.compress(bytes(64 << 20), mtime=0)
NOT_UNDERSTOOD = "gave an answer that cannot be understood"
NO_END = "gives an answer without an end"
NONE = "hung up before its answer was whole, or what it sent is no answer"


@pytest.mark.parametrize(
    ("answer", "kind", "sentence"),
    [
        (saying(HEAD, b"Content-Encoding: gzip\r\n\r\n", BROKEN), OddAnswer, NOT_UNDERSTOOD),
        (saying(HEAD, b"Content-Encoding: gzip\r\n\r\n", HALF), OddAnswer, NOT_UNDERSTOOD),
        (saying(HEAD, b"Content-Encoding: br\r\n\r\n", b"x"), OddAnswer, NOT_UNDERSTOOD),
        (saying(HEAD, b"Content-Encoding: gzip\r\n\r\n", BOMB), OddAnswer, NO_END),
        (saying(HEAD, b"\r\n", bytes(3 << 20)), OddAnswer, NO_END),
        (saying(HEAD, b"Content-Length: 999999999\r\n\r\n", bytes(3 << 20)), OddAnswer, NO_END),
        (saying(HEAD, b"Content-Length: 2\r\n\r\n", b'{"a": 1}'), OddAnswer, NOT_UNDERSTOOD),
        (saying(HEAD, b"Content-Length: 900\r\n\r\n", b"{}"), NoAnswer, NONE),
        (saying(HEAD, b"Content-Length: many\r\n\r\n", b"{}"), NoAnswer, NONE),
        (saying(HEAD, b"Transfer-Encoding: chunked\r\n\r\nzz\r\n{}"), NoAnswer, NONE),
        (saying(HEAD, b"Transfer-Encoding: chunked\r\n\r\n9\r\n{}"), NoAnswer, NONE),
        (saying(b"\x00\x01\x02 no HTTP at all\r\n\r\n"), NoAnswer, NONE),
        (saying(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000), NoAnswer, NONE),
        (saying(b""), NoAnswer, NONE),
        (saying(b"HTTP/1.1 500 -\r\nContent-Length: 0\r\n\r\n"), OddAnswer, "(HTTP 500)"),
        (saying(b"HTTP/1.1 503 -\r\nContent-Length: 0\r\n\r\n"), TeleserviceError, "(HTTP 503)"),
    ],
)
@pytest.mark.parametrize("is_secret", [True, False])
def test_what_is_no_answer_is_one_sentence(
    files: Files,
    tls: ssl.SSLContext,
    answer: Answer,
    kind: type[TeleserviceError],
    sentence: str,
    is_secret: bool,
) -> None:
    server_s = _server_tls(files) if is_secret else None
    with answering(answer, server_s) as server:
        scheme = "https" if is_secret else "http"
        error = sentence_of(f"{scheme}://localhost:{server.port}/x", tls)
    assert sentence in str(error)
    assert type(error) is kind


def _server_tls(files: Files) -> ssl.SSLContext:
    context = tls_of(files)
    context.verify_mode = ssl.CERT_NONE
    return context


def test_a_packed_answer_is_unpacked(tls: ssl.SSLContext) -> None:
    tree = {"beneficiaireDeSoins": {"dateNaissance": "19751231", "prenom": "ZOE"}}
    packed = gzip.compress(json.dumps(tree).encode())
    with answering(saying(HEAD, b"Content-Encoding: gzip\r\n\r\n", packed)) as server:
        answer = ask(f"http://localhost:{server.port}/x", tls)
        assert b"accept-encoding: gzip\r\n" in server.requests[0].lower()
    assert getattr(answer, "given_name", None) == "ZOE"


@pytest.mark.parametrize("target", ["http://localhost:{other}/x", "https://elsewhere.example/x"])
def test_nothing_is_sent_on_to_where_a_service_sends(tls: ssl.SSLContext, target: str) -> None:
    with answering(saying(b"")) as other:
        where = target.format(other=other.port).encode()
        head = b"HTTP/1.1 307 Elsewhere\r\nContent-Length: 0\r\nLocation: " + where + b"\r\n\r\n"
        with answering(saying(head)) as server:
            error = sentence_of(f"http://localhost:{server.port}/x", tls)
        assert other.requests == []
    assert "sends on to another address (HTTP 307), where nothing was sent" in str(error)
    assert not isinstance(error, OddAnswer)


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(one_by_one(HEAD * 99), id="headers"),
        pytest.param((HEAD + b"\r\n", *one_by_one(bytes(9999))), id="body"),
    ],
)
@pytest.mark.parametrize("is_secret", [True, False])
def test_the_deadline_is_of_the_whole_answer_and_ends_the_conversation(
    files: Files, tls: ssl.SSLContext, parts: tuple[bytes, ...], is_secret: bool
) -> None:
    server_s = _server_tls(files) if is_secret else None
    with answering(saying(*parts, pause=0.05), server_s) as server:
        scheme = "https" if is_secret else "http"
        error = sentence_of(f"{scheme}://localhost:{server.port}/x", tls, timeout=1)
        assert server.was_left.wait(PATIENCE)  # nobody listens any more
        assert len(server.requests) == 1
    assert "did not answer in time" in str(error)
    assert isinstance(error, NoAnswer)


def test_the_deadline_is_of_the_look_up_of_the_name_too_and_nothing_is_sent_after_it(
    tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, asked = threading.Event(), threading.Event()
    look_up = socket.getaddrinfo

    def slow(*arguments: object, **named: object) -> object:
        asked.set()
        found.wait(PATIENCE)
        return look_up(*arguments, **named)  # type: ignore[arg-type]

    with answering(saying(HEAD + b"\r\n{}")) as server:
        monkeypatch.setattr(socket, "getaddrinfo", slow)
        before = set(threading.enumerate())
        error = sentence_of(f"http://localhost:{server.port}/x", tls, timeout=0.2)
        assert asked.is_set()
        workers = [one for one in set(threading.enumerate()) - before if one.daemon]
        found.set()
        for worker in workers:
            worker.join(PATIENCE)
        assert [request for request in server.requests if request] == []
    assert "did not answer in time" in str(error)


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> Iterator[RawServer]:
    """A proxy that every variable names, and that lets nothing through."""
    with answering(saying(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")) as server:
        for name in PROXIES:
            monkeypatch.setenv(name, f"http://127.0.0.1:{server.port}")
        yield server


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "LOCALHOST"])
@pytest.mark.parametrize("is_secret", [True, False])
def test_a_bridge_on_this_machine_is_never_reached_through_a_proxy(
    files: Files, tls: ssl.SSLContext, proxy: RawServer, host: str, is_secret: bool
) -> None:
    with running(Simulator(0, tls_of(files) if is_secret else None)) as simulator:
        address = simulator.address.replace("localhost", host)
        ask(f"{address}{BRIDGE_PATH}", tls)
        assert len(simulator.questions) == 1
    assert proxy.requests == []


def test_a_proxy_that_lets_nothing_through_is_named_and_sees_no_question(
    tls: ssl.SSLContext, proxy: RawServer
) -> None:
    error = sentence_of("https://service.example/x", tls)
    assert "does not let anything through to ADRi at service.example" in str(error)
    assert [request.split(b"\r\n")[0] for request in proxy.requests] == [
        b"CONNECT service.example:443 HTTP/1.1"
    ]
    assert not any(ADRUN.insured[:13].encode() in request for request in proxy.requests)
    assert not any(b"secret" in request for request in proxy.requests)


@pytest.mark.parametrize(
    "address", ["gopher://127.0.0.1:1", "socks4://127.0.0.1:1", "http://127.0.0.1:x"]
)
def test_a_proxy_that_is_none_is_one_sentence(
    tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", address)
    assert "is none that can be used" in str(sentence_of("https://service.example/x", tls))


@pytest.mark.parametrize(
    "address",
    [
        "https://localhost:x/x",
        "https://[::1/x",
        f"https://{'a' * 64}.example/x",
        "https://a..example/x",
        "https:///x",
        "localhost/x",
    ],
)
def test_an_address_that_is_none_is_one_sentence(tls: ssl.SSLContext, address: str) -> None:
    assert "is no address of a service" in str(sentence_of(address, tls))


def test_a_server_that_speaks_no_tls_is_told_nothing(tls: ssl.SSLContext) -> None:
    with answering(saying(HEAD + b"\r\n{}")) as server:
        error = sentence_of(f"https://localhost:{server.port}/x", tls)
        assert not any(ADRUN.insured[:13].encode() in request for request in server.requests)
    assert "or speaks no TLS" in str(error)


def test_a_handshake_without_an_end_is_given_up(tls: ssl.SSLContext) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        error = sentence_of(f"https://localhost:{silent.getsockname()[1]}/x", tls, timeout=0.5)
    assert "did not answer in time" in str(error)
