"""The key of an encrypted register: 256 bits that were drawn, from which nothing is derived.

A passphrase would have to be made hard to guess at every opening, which takes longer than a search
(https://www.zetetic.net/sqlcipher/sqlcipher-api/#key).
"""

from __future__ import annotations

import secrets
from typing import NamedTuple

from semble_cli.identity.patterns import pattern

BITS = 256
_KEY = pattern(f"[0-9a-f]{{{BITS // 4}}}")


class StoreKey(NamedTuple):
    """A key, in hexadecimal figures. It shows them to nobody who does not ask for them by name."""

    figures: str

    def __str__(self) -> str:
        return "a key"

    def __repr__(self) -> str:
        return "StoreKey()"


def parse_key(text: str) -> StoreKey | None:
    """A key as it stands in a file or is typed; `None` for what is none.

    >>> parse_key("0123456789ABCDEF" * 4 + "\\n").figures[:8]
    '01234567'
    >>> parse_key("correct horse battery staple")
    """
    figures = text.strip().lower()
    return StoreKey(figures) if _KEY.fullmatch(figures) else None


def new_key() -> StoreKey:
    """A key that nobody has."""
    return StoreKey(secrets.token_hex(BITS // 8))
