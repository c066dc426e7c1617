"""Which addresses of services are of this machine."""

from __future__ import annotations

import socket
from ipaddress import ip_address
from urllib.parse import urlsplit

from semble_cli.identity.internet.web_addresses import is_loopback


def host_of(address: str) -> str:
    """The host of an address; empty if it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


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
