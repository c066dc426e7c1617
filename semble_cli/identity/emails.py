"""E-mail addresses: kept as entered."""

from __future__ import annotations

from semble_cli.errors import InvalidInput
from semble_cli.identity.characters import refuse_unseen
from semble_cli.identity.patterns import pattern

_EMAIL = pattern(r"[^\s@<>()\[\],;:\"\\]+@(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_]{2,}")
_LONGEST = 254


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
    return len(text) <= _LONGEST and text.isprintable() and _EMAIL.fullmatch(text) is not None
