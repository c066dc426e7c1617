"""Keys of the registers in files: whichever of them opens one, and the file that it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.store.database.open import opened
from semble_cli.store.encryption.keys import StoreKey
from semble_cli.store.encryption.unlock import is_encrypted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from faults.program import Program
    from semble_cli.store.database.address import StoreAddress

KEYS = {"key": StoreKey("a1" * 32), "other.key": StoreKey("b2" * 32)}
"""The keys, by the names of their files."""


class AnyKey:
    """All the keys, as who may read every register has them."""

    def __init__(self) -> None:
        self.opened: list[StoreKey] = []

    def sought(self, store: str, salt: str) -> Iterator[StoreKey]:  # noqa: ARG002
        return iter(KEYS.values())


def write_keys(shared: Path) -> None:
    """The files of the keys."""
    for name, key in KEYS.items():
        (shared / name).write_text(key.figures)
        (shared / name).chmod(0o600)


def hand_over_key(program: Program, address: StoreAddress, shared: Path) -> None:
    """Let the program have the key that opens its register now, if that is encrypted.

    Raises:
        StoreError: none of them does.
    """
    if not is_encrypted(address):
        return
    keys = AnyKey()
    with opened(address._replace(keys=keys)):
        name = next(name for name, key in KEYS.items() if key in keys.opened)
    program.environment["SEMBLE_KEY_FILE"] = str(shared / name)
