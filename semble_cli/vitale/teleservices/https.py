"""One request and its answer over HTTPS: the only user of httpx."""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import suppress
from datetime import UTC
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.parallel.deadline import TooLate, within
from semble_cli.vitale.teleservices.address import host_of, is_this_machine
from semble_cli.vitale.teleservices.errors import (
    NoAnswer,
    OddAnswer,
    TeleserviceError,
    not_understood,
)
from semble_cli.vitale.teleservices.unpacking import PACKING, NotPacked, TooLong, unpacked

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    import httpx

_LARGEST_ANSWER = 2 << 20
_TRIES = 3
_PAUSE = 0.5
_SHARE_TO_CONNECT = 0.5


class Endpoint(NamedTuple):
    """Where a service is, and how to speak to it. `timeout` is in seconds. One that is no
    teleservice is another program of the practice, which no setting names."""

    service: str
    url: str
    tls: ssl.SSLContext
    timeout: float
    sleep: Callable[[float], None] = time.sleep
    is_teleservice: bool = True


class _Request(NamedTuple):
    """What is asked."""

    method: str
    content: bytes
    headers: Mapping[str, str]


class HttpResponse(NamedTuple):
    """The status of an answer and its body."""

    status: int
    body: bytes
    date: str = ""

    def __repr__(self) -> str:
        return f"HttpResponse({self.status}, {len(self.body)} bytes)"


def post(endpoint: Endpoint, content: bytes, headers: Mapping[str, str]) -> HttpResponse:
    """Send a question; ask again where the line failed, for every question may be asked twice.

    Raises:
        TeleserviceError: no answer, an endless one, or another host than the one meant.
    """
    return _asked(endpoint, _Request("POST", content, headers))


def get(endpoint: Endpoint, headers: Mapping[str, str]) -> HttpResponse:
    """What stands at an address; as `post`.

    Raises:
        TeleserviceError: as `post`.
    """
    return _asked(endpoint, _Request("GET", b"", headers))


def _asked(endpoint: Endpoint, request: _Request) -> HttpResponse:
    for tries_left in reversed(range(_TRIES)):
        try:
            return _ask(endpoint, request)
        except _LineFailed as failed:
            if not tries_left or not failed.may_pass:
                raise failed.problem from None
        endpoint.sleep(_PAUSE * (_TRIES - tries_left))
    raise AssertionError  # the last try returns or raises


def time_told(endpoint: Endpoint) -> datetime:
    """The time (UTC) that a service tells with whatever it answers to an empty request.

    Raises:
        TeleserviceError: no answer, or one that tells no time.
    """
    from email.utils import parsedate_to_datetime

    try:
        told = _ask(endpoint, _Request("HEAD", b"", {})).date
    except _LineFailed as failed:
        raise failed.problem from None
    try:
        moment = parsedate_to_datetime(told)
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _error(endpoint, _NO_TIME) from None


class _LineFailed(Exception):
    """No answer came: what went wrong on the line, and whether it may pass."""

    def __init__(self, problem: TeleserviceError, *, may_pass: bool) -> None:
        super().__init__()
        self.problem = problem
        self.may_pass = may_pass


def _ask(endpoint: Endpoint, request: _Request) -> HttpResponse:
    """Ask once. The deadline is of all of it: the look-up of the name, the first byte, the last."""
    import httpx

    line = _Line()
    try:
        return within(endpoint.timeout, lambda: _send(endpoint, request, line))
    except TooLate:
        raise _LineFailed(_error(endpoint, _TOO_SLOW, NoAnswer), may_pass=False) from None
    except httpx.TransportError as error:
        raise _line_failed(endpoint, error) from None
    except TooLong:
        raise _error(endpoint, _ENDLESS, OddAnswer) from None
    except NotPacked:
        raise not_understood(endpoint.service) from None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, OverflowError):
        raise _error(endpoint, _NO_ADDRESS) from None
    finally:
        line.hang_up()


def _send(endpoint: Endpoint, request: _Request, line: _Line) -> HttpResponse:
    with (
        _client(endpoint) as client,
        client.stream(
            request.method,
            endpoint.url,
            content=request.content,
            headers={"Accept-Encoding": PACKING, **request.headers},
            extensions={"trace": line.watch},
        ) as response,
    ):
        packing = response.headers.get("Content-Encoding", "")
        body = unpacked(response.iter_raw(), packing, _LARGEST_ANSWER)
        return HttpResponse(response.status_code, body, response.headers.get("Date", ""))


def _client(endpoint: Endpoint) -> httpx.Client:
    """A client that goes through the proxy of the environment; never to this machine itself, for
    a proxy would read the question, or ask its own machine."""
    import httpx

    try:
        return httpx.Client(
            verify=endpoint.tls,
            timeout=httpx.Timeout(endpoint.timeout, connect=endpoint.timeout * _SHARE_TO_CONNECT),
            follow_redirects=False,
            trust_env=not is_this_machine(host_of(endpoint.url)),
        )
    except (httpx.InvalidURL, ValueError, ImportError):
        raise _error(endpoint, _NO_PROXY) from None


class _Line:
    """The connection of a question, to be hung up from outside when its time is over."""

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._is_over = False

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """Note the connection as it is made (httpx's extension `trace`); nothing is sent on one
        that is over.

        Raises:
            TooLate: it is.
        """
        if not event.endswith(_CONNECTED):
            return
        self._socket = info["return_value"].get_extra_info("socket")
        if self._is_over:
            info["return_value"].close()
            raise TooLate

    def hang_up(self) -> None:
        """End the conversation, whoever waits for it."""
        self._is_over = True
        if self._socket:
            with suppress(OSError):  # it has ended
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


_CONNECTED = ("connect_tcp.complete", "start_tls.complete")

_ENDLESS = Sentence("{service} gives an answer without an end. Nothing was taken from it.")
_NO_TIME = Sentence("{service} at {host} does not tell the time.")
_UNREACHABLE = Sentence("{service} cannot be reached at {host}. Check the network, then try again.")
_TOO_SLOW = Sentence("{service} did not answer in time. Try again in a few minutes.")
_HUNG_UP = Sentence(
    "{service} hung up before its answer was whole, or what it sent is no answer. Nothing was taken"
    " from it; try again."
)
_NO_PROXY = Sentence(
    "The proxy that this machine is set to (HTTPS_PROXY, NO_PROXY) is none that can be used. Write"
    " http://HOST:PORT; {service} was not asked."
)
_PROXY_REFUSES = Sentence(
    "The proxy that this machine is set to (HTTPS_PROXY) does not let anything through to"
    " {service} at {host}. Have it allowed, or take the proxy out."
)
_NO_ADDRESS = Sentence("{service}: {host} is no address of a service. Write https://HOST/PATH.")
_WE_ARE_REFUSED = Sentence(
    "{service} at {host} refused this practice's certificate, or speaks no TLS. Check"
    " teleservices.certificate in the settings."
)
_EXPIRED = Sentence(
    "The certificate that {service} at {host} shows is out of date. Check this machine's clock;"
    " nothing was sent."
)
_OTHER_HOST = Sentence(
    "What answers at {host} shows the certificate of another host than {service}'s. Check the"
    " address in the settings; nothing was sent."
)
_NOT_TRUSTED = Sentence(
    "The certificate that {service} at {host} shows is of no authority that is trusted. Set"
    " teleservices.authority to the service's; nothing was sent."
)

_OF_OTHERS = {
    _UNREACHABLE: Sentence(
        "Nothing answers at {host}. Check the address, and that the program there runs."
    ),
    _NO_ADDRESS: Sentence("{host} is no address of a program. Write https://HOST/PATH."),
    _WE_ARE_REFUSED: Sentence(
        "What answers at {host} speaks no TLS, or lets in only whom it knows. Check the address."
    ),
    _OTHER_HOST: Sentence(
        "What answers at {host} shows the certificate of another host. Check the address; nothing"
        " was read."
    ),
    _NOT_TRUSTED: Sentence(
        "The certificate that {host} shows is of no authority that is trusted. Set"
        " teleservices.authority to its authority; nothing was read."
    ),
}
"""What is said where no setting tells the address, or the certificate of the practice is not
shown."""

_CERTIFICATE_PROBLEMS = {9: _EXPIRED, 10: _EXPIRED, 62: _OTHER_HOST, 64: _OTHER_HOST}
"""What a refused certificate is refused for (OpenSSL, X509_V_ERR_...)."""


def _line_failed(endpoint: Endpoint, error: httpx.TransportError) -> _LineFailed:
    """What went wrong on the line, and whether it may pass."""
    import httpx

    refused = _cause(error)
    if isinstance(refused, ssl.SSLCertVerificationError):
        sentence = _CERTIFICATE_PROBLEMS.get(refused.verify_code, _NOT_TRUSTED)
        return _LineFailed(_error(endpoint, sentence), may_pass=False)
    if refused is not None:
        return _LineFailed(_error(endpoint, _WE_ARE_REFUSED), may_pass=False)
    match error:
        case httpx.ConnectTimeout():
            return _LineFailed(_error(endpoint, _TOO_SLOW), may_pass=True)
        case httpx.TimeoutException():
            # Who did not answer in time would keep the person waiting as long again.
            return _LineFailed(_error(endpoint, _TOO_SLOW, NoAnswer), may_pass=False)
        case httpx.RemoteProtocolError() | httpx.ReadError() | httpx.WriteError():
            return _LineFailed(_error(endpoint, _HUNG_UP, NoAnswer), may_pass=True)
        case httpx.ProxyError():
            return _LineFailed(_error(endpoint, _PROXY_REFUSES), may_pass=False)
        case httpx.UnsupportedProtocol() | httpx.LocalProtocolError():
            return _LineFailed(_error(endpoint, _NO_ADDRESS), may_pass=False)
    return _LineFailed(_error(endpoint, _UNREACHABLE), may_pass=True)


def _error(
    endpoint: Endpoint, sentence: Sentence, kind: type[TeleserviceError] = TeleserviceError
) -> TeleserviceError:
    if not endpoint.is_teleservice:
        sentence = _OF_OTHERS.get(sentence, sentence)
    return kind(sentence.text, service=endpoint.service, host=host_of(endpoint.url) or "-")


def _cause(error: BaseException | None) -> ssl.SSLError | None:
    """What TLS itself found wrong, if it was that."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error
