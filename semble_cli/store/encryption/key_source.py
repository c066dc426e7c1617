"""Where the keys of registers come from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.encryption.keys import StoreKey


class KeySource(Protocol):
    """Where the keys of a command's registers are looked for; `opened` are those that opened one,
    which are tried before others are looked for."""

    opened: list[StoreKey]

    def sought(self, store: str, salt: str) -> Iterator[StoreKey]: ...
