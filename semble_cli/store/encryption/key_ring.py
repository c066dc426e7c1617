"""Keys in the key ring of the system, under the salts of the files that they open: a copy of the
file is opened by the same key, and what a key was before stays for the backups of that time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from semble_cli.errors import StoreError
from semble_cli.store.encryption.keys import StoreKey, parse_key

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVICE = "semble-cli"


def get_key(salt: str) -> StoreKey | None:
    """The key of a file, or `None`.

    Raises:
        StoreError: there is no key ring, or it stays closed.
    """
    with _answering():
        import keyring

        found = keyring.get_password(SERVICE, salt)
    return parse_key(found or "")


def put_key(salt: str, key: StoreKey) -> None:
    """Keep the key of a file, and make sure that it is kept.

    Raises:
        StoreError: there is no key ring, or it does not keep it.
    """
    with _answering():
        import keyring

        keyring.set_password(SERVICE, salt, key.figures)
    if get_key(salt) != key:
        raise _silent()


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as missing:
        raise StoreError(
            "The driver for key rings is not installed. Install semble-cli[keyring]."
        ) from missing
    except Exception:  # each system's key ring fails in ways of its own, and may name the key
        raise _silent() from None


def _silent() -> StoreError:
    return StoreError(
        "The system's key ring does not answer, or is locked. Unlock it, or name a file of the key"
        " with --key-file."
    )
