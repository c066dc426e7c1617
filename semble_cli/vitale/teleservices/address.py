"""The addresses of services: what one may be, and which of them are of this machine."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from semble_cli.errors import BadUsage


def check_address(name: str, address: str) -> None:
    """Let pass what may be the address of a service: `https://HOST/PATH`, or `http://` for this
    machine alone, for whoever hands it on can read it.

    Raises:
        BadUsage: it is none, or it holds a secret, which no setting does.
    """
    if not _is_address(address):
        raise BadUsage(
            "The setting teleservices.{name} is an address that begins with https://; http:// is"
            " for this machine alone.",
            name=name,
        )
    parts = urlsplit(address)
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise BadUsage(
            "The setting teleservices.{name} is an address without a login, ? or #. A bridge's"
            " token is in SEMBLE_TELESERVICES_TOKEN.",
            name=name,
        )


def host_of(address: str) -> str:
    """The host of an address; empty if it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def is_loopback(host: str) -> bool:
    """Whether a host is this machine and no other, whatever a directory of names says."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_this_machine(host: str) -> bool:
    """Whether a host is this machine, by its name or by one of its own addresses."""
    if is_loopback(host) or host.rstrip(".") in _own_names():
        return True
    try:
        family = socket.AF_INET6 if ip_address(host).version == 6 else socket.AF_INET
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.bind((host, 0))  # only to an address of one's own
    except (ValueError, OSError):
        return False
    return True


def _own_names() -> tuple[str, ...]:
    return ("localhost", "localhost.localdomain", socket.gethostname().casefold())


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna")  # no label is empty or too long
        has_a_port = parts.port != 0
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (
        parts.scheme == "http" and is_loopback(parts.hostname or "")
    )
    is_plain = address.isprintable() and " " not in address
    return bool(host) and has_a_port and is_safe and is_plain
