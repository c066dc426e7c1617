"""A file that is not SQLite's in clear is tried with the keys that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.store.backups.kinds import FIRST, BackupKind, kind_of
from semble_cli.store.database import errors
from semble_cli.store.database.address import Database

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.encryption.keys import StoreKey

SALT = 16
"""Bytes with which an encrypted file begins; every other one is of its contents
(https://www.zetetic.net/sqlcipher/design/)."""


def salt_of(path: str) -> str | None:
    """The salt of an encrypted file, in figures; `None` of any other. A copy of the file has the
    same, one with another key another.

    Not for a file that this process has open: closing it gives up all locks on it (POSIX).

    Raises:
        OSError: it cannot be read.
    """
    with open(path, "rb", buffering=0) as file:
        first = file.read(FIRST)
        length = file.seek(0, 2)
    return first[:SALT].hex() if kind_of(first, length) is BackupKind.ENCRYPTED else None


def is_encrypted(address: StoreAddress) -> bool:
    """Whether the file of a store is encrypted, as far as can be told without its key; before it is
    opened."""
    if address.database is Database.POSTGRES:
        return False
    try:
        return salt_of(address.location) is not None
    except OSError:
        return False


def unlocked(
    address: StoreAddress,
    name: StoreAddress,
    connect: Callable[[StoreKey], Any | None],
) -> Any:
    """The connection that one of the keys opens; *connect* gives `None` for one that does not.

    Raises:
        NotAStore: the file is no encrypted one. KeyNeeded: no key is named. WrongKey: none fits.
    """
    try:
        salt = salt_of(address.location)
    except OSError:
        raise errors.not_permitted(name) from None
    if salt is None:
        raise errors.not_a_store(name)
    if address.keys is None:
        raise errors.key_needed(name)
    has_tried = False
    for key in address.keys.sought(str(name), salt):
        has_tried = True
        if (raw := connect(key)) is not None:
            address.keys.opened.append(key)
            return raw
    raise errors.wrong_key(name) if has_tried else errors.key_needed(name)
