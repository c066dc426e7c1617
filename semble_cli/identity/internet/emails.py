"""E-mail addresses: kept as entered."""

from __future__ import annotations

from semble_cli.errors import InvalidInput
from semble_cli.identity.characters import LOST, refuse_unseen
from semble_cli.identity.patterns import pattern

_EMAIL = pattern(r"[^\s@<>()\[\],;:\"\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_LONGEST = 254
_MSSANTE = ".mssante.fr"
"""What ends the domain of every address in the trusted space of MSSanté (ANS, référentiel socle
MSSanté)."""


def parse_email(text: str, field: str = "email") -> str:
    """An e-mail address, with the spaces around it taken away.

    Raises:
        InvalidInput: it has no part before @, or no domain after it, or characters that nobody
            sees.
    """
    address = text.strip()
    if not is_email(address):
        refuse_unseen(field, address, spared="")
        raise InvalidInput(field, "write an address such as name@example.org.")
    return address


def is_email(text: str) -> bool:
    """Whether this is an address as it stands."""
    if len(text) > _LONGEST or not text.isprintable() or LOST in text:
        return False
    return _EMAIL.fullmatch(text) is not None


def parse_ascii_email(text: str, field: str = "email") -> str:
    """An e-mail address as `parse_email` has it, whose part before @ every mail server takes.

    Raises:
        InvalidInput: as `parse_email`, or that part has other than ASCII characters.
    """
    address = parse_email(text, field)
    if not address.partition("@")[0].isascii():
        raise InvalidInput(field, "before @, an address has neither accents nor foreign letters.")
    return address


def wire_address(address: str, field: str = "email") -> str:
    """An address as mail servers are told it, in ASCII: a domain in other letters as the directory
    of names has it (IDNA).

    Raises:
        InvalidInput: as `parse_ascii_email`.

    >>> wire_address("accueil@hôpital.example")
    'accueil@xn--hpital-ixa.example'
    """
    local, _, domain = parse_ascii_email(address, field).rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except ValueError:
        raise InvalidInput(field, "write an address such as name@example.org.") from None


def address_key(address: str) -> str:
    """By what two addresses are one: whatever the case, and however the domain is written. What is
    no address is one with itself.

    >>> address_key("Accueil@Hôpital.example")
    'accueil@xn--hpital-ixa.example'
    """
    try:
        return wire_address(address).lower()
    except InvalidInput:
        return address.lower()


def is_mssante(address: str) -> bool:
    """Whether an address is in the trusted space.

    >>> is_mssante("luc@exemple.MSSante.fr"), is_mssante("luc@example.org")
    (True, False)
    """
    return address.lower().endswith(_MSSANTE)


def parse_mssante(text: str, field: str = "mssante") -> str:
    """An MSSanté address: an e-mail address in the trusted space, nowhere else.

    Raises:
        InvalidInput: as `parse_ascii_email`, or its domain is none of MSSanté.
    """
    address = parse_ascii_email(text, field)
    if not is_mssante(address):
        raise InvalidInput(field, "an MSSanté address ends with .mssante.fr.")
    return address
