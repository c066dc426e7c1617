"""One request and its answer over HTTPS: the only user of httpx."""

from __future__ import annotations

import ssl
import time
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.vitale.teleservices.errors import TeleserviceError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import httpx

_LARGEST_ANSWER = 2 << 20
_TRIES = 3
_PAUSE = 0.5
_SHARE_TO_CONNECT = 0.5


class Endpoint(NamedTuple):
    """Where a service is, and how to speak to it. `timeout` is in seconds."""

    service: str
    url: str
    tls: ssl.SSLContext
    timeout: float
    sleep: Callable[[float], None] = time.sleep


class HttpResponse(NamedTuple):
    """The status of an answer and its body."""

    status: int
    body: bytes

    def __repr__(self) -> str:
        return f"HttpResponse({self.status}, {len(self.body)} bytes)"


def post(endpoint: Endpoint, content: bytes, headers: Mapping[str, str]) -> HttpResponse:
    """Send a request; try again where the line failed, for every question may be asked twice.

    Raises:
        TeleserviceError: no answer, an endless one, or another host than the one meant.
    """
    import httpx

    timeout = httpx.Timeout(endpoint.timeout, connect=endpoint.timeout * _SHARE_TO_CONNECT)
    with httpx.Client(
        verify=endpoint.tls, timeout=timeout, follow_redirects=False, trust_env=True
    ) as client:
        for tries_left in reversed(range(_TRIES)):
            try:
                return _send(client, endpoint, content, headers)
            except httpx.TransportError as error:
                problem, may_pass = _problem(endpoint, error)
                if not tries_left or not may_pass:
                    raise problem from None
            endpoint.sleep(_PAUSE * (_TRIES - tries_left))
    raise AssertionError  # the last try returns or raises


def _send(
    client: httpx.Client, endpoint: Endpoint, content: bytes, headers: Mapping[str, str]
) -> HttpResponse:
    import httpx

    deadline = time.monotonic() + endpoint.timeout
    with client.stream("POST", endpoint.url, content=content, headers=dict(headers)) as response:
        body = b""
        for part in response.iter_bytes():
            body += part
            if len(body) > _LARGEST_ANSWER:
                raise TeleserviceError(
                    "{service} gives an answer without an end. Nothing was taken from it.",
                    service=endpoint.service,
                )
            if time.monotonic() > deadline:  # each part may come in time, and all of them never
                raise httpx.ReadTimeout("too slow")
        return HttpResponse(response.status_code, body)


_UNREACHABLE = Sentence("{service} cannot be reached at {host}. Check the network, then try again.")
_TOO_SLOW = Sentence("{service} did not answer in time. Try again in a few minutes.")
_HUNG_UP = Sentence(
    "{service} hung up before its answer was whole. Nothing was taken from it; try again."
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

_CERTIFICATE_PROBLEMS = {9: _EXPIRED, 10: _EXPIRED, 62: _OTHER_HOST, 64: _OTHER_HOST}
"""What a refused certificate is refused for (OpenSSL, X509_V_ERR_...)."""


def _problem(endpoint: Endpoint, error: httpx.TransportError) -> tuple[TeleserviceError, bool]:
    """What went wrong on the line, and whether it may pass."""
    import httpx

    text, may_pass = _UNREACHABLE, True
    refused = _cause(error)
    if isinstance(refused, ssl.SSLCertVerificationError):
        text, may_pass = _CERTIFICATE_PROBLEMS.get(refused.verify_code, _NOT_TRUSTED), False
    elif refused is not None:
        text, may_pass = _WE_ARE_REFUSED, False
    elif isinstance(error, httpx.TimeoutException):
        # Who did not answer in time would keep the person waiting as long again.
        text, may_pass = _TOO_SLOW, isinstance(error, httpx.ConnectTimeout)
    elif isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        text = _HUNG_UP
    elif isinstance(error, httpx.UnsupportedProtocol):
        text, may_pass = _NO_ADDRESS, False
    host = httpx.URL(endpoint.url).host or endpoint.url
    return TeleserviceError(text.text, service=endpoint.service, host=host), may_pass


def _cause(error: BaseException | None) -> ssl.SSLError | None:
    """What TLS itself found wrong, if it was that."""
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error
