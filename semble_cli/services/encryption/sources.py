"""Where the key of an encrypted register is looked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import BadUsage
from semble_cli.store.encryption.key_files import read_key_descriptor, read_key_file
from semble_cli.store.encryption.key_ring import get_key
from semble_cli.store.encryption.keys import parse_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.store.encryption.keys import StoreKey


class KeyPlaces(NamedTuple):
    """The places that are named for keys; the first of them is looked into, and no other: whoever
    tries a copy of a key must not be told that it fits because of another.

    Attributes:
        asked: the file that the command line names.
        descriptor: the number of a file descriptor.
        file: the file that the settings name.
        ring: whether the key ring of the system is looked into.
        ask: ask a person, if one is there, for the key of a store.
    """

    asked: str | None = None
    descriptor: str | None = None
    file: str | None = None
    ring: bool = False
    ask: Callable[[str], str] | None = None


def keys_in(places: KeyPlaces, store: str, salt: str) -> Iterator[StoreKey]:
    """The keys that are to be tried on a store whose file has this salt.

    Raises:
        BadUsage: there is none where one is named. Refused: others may read it.
        StoreError: the key ring does not answer.
    """
    if places.asked is not None:
        yield read_key_file(places.asked)
    elif places.descriptor is not None:
        yield read_key_descriptor(places.descriptor)
    elif places.file is not None:
        yield read_key_file(places.file)
    elif places.ring:
        if key := get_key(salt):
            yield key
    elif places.ask is not None:
        yield typed_key(places.ask(store))


def typed_key(text: str) -> StoreKey:
    """A key that a person typed.

    Raises:
        BadUsage: it is none.
    """
    key = parse_key(text)
    if key is None:
        raise BadUsage("What was typed is no key: 64 hexadecimal figures.")
    return key
