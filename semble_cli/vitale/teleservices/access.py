"""How a practice reaches the teleservices: from its settings to services that can be asked."""

from __future__ import annotations

from enum import StrEnum
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import BadUsage, CardError
from semble_cli.vitale.teleservices.guesses import ADDRESSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from semble_cli.errors import Sentence
    from semble_cli.vitale.teleservices.clocks import Clock
    from semble_cli.vitale.teleservices.credentials import Credentials
    from semble_cli.vitale.teleservices.guesses import Inferred
    from semble_cli.vitale.teleservices.services import Adri, Insi, Transport

_TIMEOUT = 20.0


class Route(StrEnum):
    """By what a host knows who calls: an assertion that is signed, or a certificate in TLS."""

    ASSERTION = "assertion"
    CERTIFICATE = "certificate"


HOSTS: dict[str, dict[Route, str]] = {
    "qualification": {
        Route.ASSERTION: "https://qualiflps.services-ps.ameli.fr:443/lps",
        Route.CERTIFICATE: "https://qualiflps-services-ps-tlsm.ameli.fr:443/lps",
    },
    "production": {
        Route.ASSERTION: "https://services-ps.ameli.fr/lps",
        Route.CERTIFICATE: "https://services-ps-tlsm.ameli.fr/lps",
    },
}
"""The health insurance's addresses, by environment and route. `guesses.py` has those that are
inferred; `docs/teleservices.md` says where each is known from."""

ROUTES = {"adri": Route.ASSERTION, "insi": Route.CERTIFICATE}
"""How each service is reached: ADRi is only known to take a signed assertion, INSi an
organisation's certificate."""

PARTS = ("httpx", "lxml", "signxml", "cryptography")
"""The libraries of the extra `teleservices`."""

_PROVED_BY = {Route.ASSERTION: "signature", Route.CERTIFICATE: "certificate"}
"""The setting without which an environment's host lets nobody in."""

_LONGEST_FOR_TIME = 5.0
"""Seconds that a service is waited for when it is asked for its time."""


class Access(NamedTuple):
    """The settings of the group `teleservices`."""

    environment: str | None = None
    adri: str | None = None
    insi: str | None = None
    bridge: str | None = None
    certificate: str | None = None
    signature: str | None = None
    authority: str | None = None
    emitter: str | None = None
    authorization: str | None = None
    timeout: float = _TIMEOUT

    def address(self, service: str) -> str | None:
        """Where a service (`adri` or `insi`) is asked, if anything is set."""
        own = self.adri if service == "adri" else self.insi
        return self.bridge or own or HOSTS.get(self.environment or "", {}).get(ROUTES[service])

    def guessed_address(self, service: str) -> Inferred | None:
        """What the address of a service is inferred from, where it is a guess of ours."""
        guess = ADDRESSES.get((service, self.environment or ""))
        return guess if guess and guess.what == self.address(service) else None

    def missing(self, service: str) -> list[str]:
        """The settings without which a service cannot be asked."""
        if self.bridge:
            return []
        own = self.adri if service == "adri" else self.insi
        if own is None and self.environment is None:
            return ["environment"]
        needed = ["authorization"] if own else ["authorization", _PROVED_BY[ROUTES[service]]]
        return [name for name in needed if getattr(self, name) is None]

    def is_configured(self, service: str) -> bool:
        return not self.missing(service)


class Services(NamedTuple):
    """The services that can be asked; `None` for one that is not configured."""

    adri: Adri | None = None
    insi: Insi | None = None


class Identification(NamedTuple):
    """Who calls: the secrets that open the certificates and the bridge, and the clock (UTC)."""

    passphrase: Callable[[], str]
    token: str | None
    clock: Callable[[], datetime]


def access_of(values: Mapping[str, str]) -> Access:
    """The settings of the group, each of which is one of its kind (`settings.kinds`)."""
    texts: dict[str, Any] = {name: values[name] for name in values if name != "timeout"}
    access = Access(**texts)
    return access._replace(timeout=float(values["timeout"])) if "timeout" in values else access


def opened(access: Access, who: Identification) -> Services:
    """The services that are configured, ready to be asked; nothing is sent yet.

    Raises:
        CardError: a certificate does not open, or the extra `teleservices` is not installed.
    """
    wanted = [name for name in ("adri", "insi") if access.is_configured(name)]
    if not wanted:
        return Services()
    if missing_parts():
        raise CardError(
            "Calling ADRi and INSi needs libraries that are not installed: {missing}. Install them"
            " with: python3 -m pip install 'semble-cli[teleservices]'",
            missing=", ".join(missing_parts()),
        )
    from semble_cli.vitale.teleservices.services import Adri, Insi

    transports = _bridge(access, who) if access.bridge else _soap(access, who, wanted)
    return Services(
        Adri(transports["adri"]) if "adri" in transports else None,
        Insi(transports["insi"]) if "insi" in transports else None,
    )


def missing_parts() -> list[str]:
    """The libraries of the extra `teleservices` that are not installed."""
    return [name for name in PARTS if find_spec(name) is None]


def credentials_of(access: Access, who: Identification) -> dict[str, Credentials]:
    """The practice's credentials by setting: `certificate`, `signature`, or both.

    Raises:
        TeleserviceError: one does not open, or is out of date.
    """
    from semble_cli.vitale.teleservices.credentials import read_credentials

    named = {name: getattr(access, name) for name in ("certificate", "signature")}
    paths = {name: path for name, path in named.items() if path}
    if not paths:
        return {}
    passphrase = who.passphrase()
    return {name: read_credentials(path, passphrase, who.clock()) for name, path in paths.items()}


def clocks(
    access: Access,
    clock: Callable[[], datetime],
    certificate: Credentials | None,
    unopened: Sentence | None,
) -> Iterator[Clock]:
    """How far the clock (UTC) is from that of each host whose service is configured; all that is
    sent is an empty request, with the certificate in TLS. Nothing is, where that is *unopened*."""
    from semble_cli.vitale.teleservices.address import host_of
    from semble_cli.vitale.teleservices.clocks import Clock, clock_of
    from semble_cli.vitale.teleservices.credentials import tls_context
    from semble_cli.vitale.teleservices.https import Endpoint

    labels = {"adri": "ADRi", "insi": "INSi"}
    asked: dict[str, str] = {}
    for name, label in labels.items():
        address = access.address(name)
        if address and access.is_configured(name):
            asked.setdefault(address, label)
    timeout = min(access.timeout, _LONGEST_FOR_TIME)
    for address, label in asked.items():
        try:
            tls = None if unopened else tls_context(access.authority, certificate)
        except CardError as error:
            tls, unopened = None, error.sentence
        if tls is None:
            yield Clock(host_of(address), None, unopened)
        else:
            yield clock_of(Endpoint(label, address, tls, timeout), clock)


def _bridge(access: Access, who: Identification) -> dict[str, Transport]:
    from semble_cli.vitale.teleservices.bridge import BridgeTransport
    from semble_cli.vitale.teleservices.credentials import tls_context
    from semble_cli.vitale.teleservices.https import Endpoint

    token = who.token or ""
    if not (token.isascii() and token.isprintable() and token == token.strip()):
        raise BadUsage(
            "SEMBLE_TELESERVICES_TOKEN is no token: it holds an accent or a line break, or a space"
            " at an end."
        )
    # A bridge may want the practice's certificate too; it signs for itself.
    certificate = credentials_of(access._replace(signature=None), who).get("certificate")
    tls = tls_context(access.authority, certificate)
    endpoint = Endpoint("ADRi, INSi", access.bridge or "", tls, access.timeout)
    transport = BridgeTransport(endpoint, who.token)
    return {"adri": transport, "insi": transport}


def _soap(access: Access, who: Identification, wanted: list[str]) -> dict[str, Transport]:
    from uuid import NAMESPACE_URL, uuid4, uuid5

    from semble_cli import __version__
    from semble_cli.vitale.teleservices.credentials import tls_context
    from semble_cli.vitale.teleservices.envelope import Software
    from semble_cli.vitale.teleservices.https import Endpoint
    from semble_cli.vitale.teleservices.soap import SoapTransport

    held = credentials_of(access, who)
    certificate, signature = held.get("certificate"), held.get("signature")
    emitter = access.emitter or next(
        (one.organisation for one in (signature, certificate) if one and one.organisation), ""
    )
    authorization = access.authorization or ""
    software = Software(
        emitter,
        authorization,
        __version__,
        # The same at every call of this practice, and telling nothing of its machine.
        str(uuid5(NAMESPACE_URL, f"urn:lps:semble-cli:{authorization}:{emitter}")),
    )
    tls = tls_context(access.authority, certificate)
    return {
        name: SoapTransport(
            Endpoint(name, access.address(name) or "", tls, access.timeout),
            software,
            who.clock,
            lambda: str(uuid4()),
            signature,
        )
        for name in wanted
    }
