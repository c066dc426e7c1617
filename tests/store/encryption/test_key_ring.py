"""Keys in the key ring of the system."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.errors import KeyringLocked

from semble_cli.errors import StoreError
from semble_cli.store.encryption.key_ring import get_key, put_key
from tests.encrypted import KEY, OTHER

if TYPE_CHECKING:
    from collections.abc import Iterator

SALT = "0f" * 16


class InMemory(KeyringBackend):
    """A key ring that answers."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class Locked(InMemory):
    """One that stays closed."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringLocked(f"{service} {username} {password}")


class Forgetful(InMemory):
    """One that says that it keeps a key."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


@pytest.fixture(autouse=True)
def ring() -> Iterator[InMemory]:
    before = keyring.get_keyring()
    made = InMemory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_the_key_of_each_file_is_kept_under_its_salt() -> None:
    put_key(SALT, KEY)
    put_key("1e" * 16, OTHER)
    assert (get_key(SALT), get_key("1e" * 16), get_key("2d" * 16)) == (KEY, OTHER, None)


def test_what_is_no_key_in_the_ring_is_none(ring: InMemory) -> None:
    ring.kept["semble-cli", SALT] = "hunter2"
    assert get_key(SALT) is None


@pytest.mark.parametrize("kind", [NoKeyring, Locked, Forgetful])
def test_a_ring_that_keeps_nothing_is_said_without_the_key(kind: type[KeyringBackend]) -> None:
    keyring.set_keyring(kind())
    with pytest.raises(StoreError, match="does not answer, or is locked") as refused:
        put_key(SALT, KEY)
    assert KEY.figures not in repr(refused.value)


def test_a_driver_that_is_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "keyring", None)
    with pytest.raises(StoreError, match=r"Install semble-cli\[keyring\]"):
        get_key(SALT)
