"""Whether a certificate is of the kind that the host it is shown to takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.errors import Sentence
from semble_cli.vitale.teleservices.access import HOSTS, Access, Route
from semble_cli.vitale.teleservices.address import host_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.vitale.teleservices.credentials import Credentials

KINDS = ("INSI-AUTO", "INSI-MANU")
"""What an organisation's certificate for INSi is named (CN); it takes no other."""

_AUTHORITY = "AC IGC-SANTE"
_FOR_TESTS = "TEST"
"""In the names of the authority's issuers, and of the one for qualification alone."""

_OF_A_HOST = {
    host_of(address): (environment, route)
    for environment, routes in HOSTS.items()
    for route, address in routes.items()
}
"""Of each of the health insurance's hosts, the environment and the route."""


def kind_of(credentials: Credentials) -> str | None:
    """INSI-AUTO (a program asks by itself) or INSI-MANU (a person does), where it is either."""
    return credentials.common_name if credentials.common_name in KINDS else None


def misfits(access: Access, name: str, credentials: Credentials | None) -> Iterator[Sentence]:
    """Why a service would not take a certificate (`certificate`, which INSi is shown, or
    `signature`, which signs for ADRi), as far as its host is known; `None` for one not opened."""
    service = "insi" if name == "certificate" else "adri"
    host = host_of(access.address(service) or "")
    if access.bridge or host not in _OF_A_HOST:
        return
    environment, route = _OF_A_HOST[host]
    if route is not (wanted := Route.CERTIFICATE if service == "insi" else Route.ASSERTION):
        yield Sentence(
            _OTHER_ROUTE[route].text, host=host, other=host_of(HOSTS[environment][wanted])
        )
    if credentials is None:
        return
    if service == "insi" and kind_of(credentials) is None:
        yield Sentence(
            "INSi takes certificates named INSI-AUTO or INSI-MANU alone; this one is named {name}"
            " (it would answer desir_560). Ask for one of these.",
            name=credentials.common_name or "–",
        )
    if _AUTHORITY not in credentials.issuer.upper():
        yield Sentence(
            "{host} takes certificates of IGC-Santé alone, and this one is of another authority.",
            host=host,
        )
    elif (_FOR_TESTS in credentials.issuer.upper()) is not (environment == "qualification"):
        yield Sentence(_OTHER_ENVIRONMENT[environment].text, host=host)


_OTHER_ROUTE = {
    Route.ASSERTION: Sentence(
        "{host} takes the signed assertion of a professional, no certificate: for that it is"
        " {other}."
    ),
    Route.CERTIFICATE: Sentence(
        "{host} takes a certificate, no signed assertion: for that it is {other}."
    ),
}
_OTHER_ENVIRONMENT = {
    "qualification": Sentence("{host} is for qualification, and takes test certificates alone."),
    "production": Sentence("{host} is for production, and this is a test certificate."),
}
