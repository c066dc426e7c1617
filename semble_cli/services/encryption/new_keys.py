"""Where a new key comes from, and where it is kept."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.services.encryption.sources import typed_key
from semble_cli.store.encryption.key_files import (
    make_key_file,
    read_key_descriptor,
    read_key_file,
)
from semble_cli.store.encryption.key_ring import put_key
from semble_cli.store.encryption.keys import StoreKey, new_key

if TYPE_CHECKING:
    from collections.abc import Callable


def _is_kept(salt: str, key: StoreKey) -> None:
    """Nothing to do: whoever gave the key has it."""


class NewKey(NamedTuple):
    """A new key: *make* gives it, *keep* keeps it for the file of a salt, before that is used."""

    make: Callable[[], StoreKey]
    keep: Callable[[str, StoreKey], None] = _is_kept


def in_file(path: str) -> NewKey:
    """The key in a file; one that is not there is made, with a key that is drawn."""
    return NewKey(lambda: read_key_file(path) if os.path.lexists(path) else make_key_file(path))


def through_descriptor(number: str) -> NewKey:
    """The key that comes through a file descriptor."""
    return NewKey(lambda: read_key_descriptor(number))


def in_key_ring() -> NewKey:
    """A key that is drawn, and kept in the key ring of the system alone."""
    return NewKey(new_key, put_key)


def typed(text: str) -> NewKey:
    """The key that a person typed.

    Raises:
        BadUsage: it is none.
    """
    key = typed_key(text)
    return NewKey(lambda: key)
