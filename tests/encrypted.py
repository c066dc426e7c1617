"""Registers that are encrypted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.services.encryption.change import set_key
from semble_cli.services.encryption.new_keys import NewKey
from semble_cli.store.encryption.convert import OnlyKey
from semble_cli.store.encryption.keys import StoreKey

if TYPE_CHECKING:
    from semble_cli.services.register import Register
    from semble_cli.store.database.address import StoreAddress

KEY, OTHER = StoreKey("a1" * 32), StoreKey("b2" * 32)


def with_key(store: StoreAddress, key: StoreKey | None = KEY) -> StoreAddress:
    """A store as who has a key comes to it."""
    return store._replace(keys=OnlyKey(key))


def given(key: StoreKey) -> NewKey:
    """A new key that is kept elsewhere."""
    return NewKey(lambda: key)


def encrypted(register: Register, key: StoreKey = KEY) -> Register:
    """A register that gets a key, as who has it comes to it."""
    set_key(register, given(key))
    return register._replace(store=with_key(register.store, key))
