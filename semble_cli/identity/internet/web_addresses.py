"""The addresses of services on the web, and the names of hosts: what may be one."""

from __future__ import annotations

from semble_cli.errors import InvalidInput


def parse_web_address(field: str, text: str) -> str:
    """The address of a service: `https://HOST/PATH`, or `http://` for this machine alone, for
    whoever hands it on can read it.

    Raises:
        InvalidInput: it is none, or it holds a secret, which no setting does.
    """
    from urllib.parse import urlsplit

    if not is_safe_address(text):
        raise InvalidInput(
            field,
            "it is an address that begins with https://; http:// is for this machine alone.",
        )
    parts = urlsplit(text)
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise InvalidInput(
            field,
            "it is an address without a login, ? or #. A bridge's token is in"
            " SEMBLE_TELESERVICES_TOKEN.",
        )
    return text


def is_host(text: str) -> bool:
    """Whether this may be the name of a host, or the address of one.

    >>> is_host("smtp.example.org"), is_host("::1"), is_host("smtp..org"), is_host("a b")
    (True, True, False, False)
    """
    from ipaddress import ip_address

    try:
        ip_address(text)
    except ValueError:
        return _is_name(text)
    return True


def is_loopback(host: str) -> bool:
    """Whether a host is this machine and no other, whatever a directory of names says."""
    from ipaddress import ip_address

    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_name(text: str) -> bool:
    try:
        name = text.encode("idna").decode()  # no label is empty or too long
    except ValueError:
        return False
    return bool(name) and all(
        label and label.replace("-", "").isalnum() and label.strip("-") == label
        for label in name.removesuffix(".").split(".")
    )


def is_safe_address(address: str) -> bool:
    """Whether this is an address of `https://`, or of `http://` for this machine alone.

    >>> is_safe_address("http://localhost:8080/card"), is_safe_address("http://example.org/")
    (True, False)
    """
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna")
        has_a_port = parts.port != 0
    except ValueError:
        return False
    is_safe = parts.scheme == "https" or (
        parts.scheme == "http" and is_loopback(parts.hostname or "")
    )
    is_plain = address.isprintable() and " " not in address
    return bool(host) and has_a_port and is_safe and is_plain
