"""A register made anew with another key, or with none: a copy that is verified takes its place."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import StoreError
from semble_cli.leftovers import half_file
from semble_cli.store.backups.contents import contents_of
from semble_cli.store.database import errors
from semble_cli.store.database.open import opened
from semble_cli.store.database.schema import find_damage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.store.database.connection import Connection
    from semble_cli.store.encryption.alone import Held
    from semble_cli.store.encryption.keys import StoreKey

_CARRIED = ("user_version", "application_id")
"""What stands in a file's header for programs, and is not exported."""


class OnlyKey:
    """One key, or none, and no other is looked for."""

    def __init__(self, key: StoreKey | None) -> None:
        self.opened = [key] if key else []

    def sought(self, *_: str) -> Iterator[StoreKey]:
        return iter(())


class Steps(NamedTuple):
    """What is done on the way: *keep* is handed the salt of the copy, before it counts; *note* its
    connection, in a transaction."""

    keep: Callable[[str], None]
    note: Callable[[Connection], None]


def convert(held: Held, key: StoreKey | None, steps: Steps) -> bool:
    """Make the register one with a key, or without; whether the old file was written over.

    Raises:
        StoreError: the copy could not be made, or is not what the register is: that one stays.
    """
    address = held.connection.address
    with half_file(held.file) as half:
        _export(held.connection, half, key)
        copy = address._replace(location=half, keys=OnlyKey(key))
        with opened(copy, address) as made:
            _verify(held.connection, made, is_encrypted=key is not None)
            if key is not None:
                steps.keep(str(made.value("PRAGMA cipher_salt")))
            with made.writing():
                steps.note(made)
        if os.path.lexists(f"{half}-wal"):
            raise _differs(address)
        return held.replace(half)


def _export(connection: Connection, half: str, key: StoreKey | None) -> None:
    """Write all of a register to a new file, which is named when it is whole."""
    try:
        os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        raise errors.not_permitted(connection.address) from None
    written = f"x'{key.figures}'" if key else ""
    connection.rows("PRAGMA cipher_log_level = NONE")
    connection.run("ATTACH ? AS copy KEY ?", (os.path.abspath(half), written))
    connection.run(f"PRAGMA copy.auto_vacuum = {_number(connection, 'auto_vacuum')}")
    # What fails is thrown away, and what is done is brought to the disk as a whole.
    connection.run("PRAGMA copy.synchronous = OFF")
    connection.rows("PRAGMA copy.journal_mode = OFF")
    connection.rows("SELECT sqlcipher_export('copy')")
    for name in _CARRIED:
        connection.run(f"PRAGMA copy.{name} = {_number(connection, name)}")
    connection.run("DETACH copy")


def _number(connection: Connection, pragma: str) -> int:
    return int(connection.value(f"PRAGMA {pragma}"))


def _verify(old: Connection, made: Connection, *, is_encrypted: bool) -> None:
    """Compare a copy that was opened with its own key alone with what it is of.

    Raises:
        StoreError: it is not the same.
    """
    same = (
        made.is_encrypted == is_encrypted
        and not find_damage(made)
        and contents_of(made) == contents_of(old)
        and _measures(made) == _measures(old)
    )
    if not same:
        raise _differs(old.address)


def _measures(connection: Connection) -> list[tuple[str, str, object]]:
    """Everything that is made in a database, with how many rows its tables have."""
    made = connection.rows("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2")
    counted: list[tuple[str, str, object]] = [
        ("rows", name, connection.value(f'SELECT count(*) FROM "{name}"'))
        for kind, name, _ in made
        if kind == "table"
    ]
    carried = [("header", each, _number(connection, each)) for each in _CARRIED]
    return [*made, *counted, *carried]


def _differs(store: object) -> StoreError:
    return StoreError(
        "The copy of the store {store} is not what the store holds. The store is as it was.",
        store=store,
    )
