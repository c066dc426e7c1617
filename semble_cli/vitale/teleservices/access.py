"""How a practice reaches the teleservices: from its settings to services that can be asked."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import BadUsage, CardError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from semble_cli.vitale.teleservices.credentials import Credentials
    from semble_cli.vitale.teleservices.services import Adri, Insi, Transport

_TIMEOUT = 20.0

HOSTS: dict[str, dict[str, str]] = {
    "qualification": {
        "adri": "https://qualiflps.services-ps.ameli.fr:443/lps",
        "insi": "https://qualiflps-services-ps-tlsm.ameli.fr:443/lps",
    },
    "production": {
        "adri": "https://services-ps.ameli.fr/lps",
        "insi": "https://services-ps.ameli.fr/lps",
    },
}
"""The health insurance's addresses, by environment and service. Those of ADRi are inferred from its
siblings'; `docs/teleservices.md` says where each is known from."""

PARTS = ("httpx", "lxml", "signxml", "cryptography")
"""The libraries of the extra `teleservices`."""

_PROVED_BY = {"adri": "signature", "insi": "certificate"}
"""The setting without which an environment's service lets nobody in: ADRi is only known to take a
signed assertion, INSi an organisation's certificate."""


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
        return self.bridge or own or HOSTS.get(self.environment or "", {}).get(service)

    def missing(self, service: str) -> list[str]:
        """The settings without which a service cannot be asked."""
        if self.bridge:
            return []
        own = self.adri if service == "adri" else self.insi
        if own is None and self.environment is None:
            return ["environment"]
        needed = ["authorization"] if own else ["authorization", _PROVED_BY[service]]
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
