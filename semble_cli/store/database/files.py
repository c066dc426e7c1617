"""Files that are to stand under their names whole, or not at all, and over nothing."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from semble_cli.errors import NO_ROOM, Conflict
from semble_cli.leftovers import half_file
from semble_cli.store.database import errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from semble_cli.store.database.address import StoreAddress

_REMAINS = ("-wal", "-journal")
"""What SQLite would take for its own, and write into a file that comes to stand beside it."""


def put_in_place(half: str, file: str) -> None:
    """Give a file its name.

    Raises:
        FileExistsError: there is one of that name by now.
    """
    try:
        os.link(half, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(file):
            raise FileExistsError(file) from None
        os.rename(half, file)


def refuse_remains(file: str) -> None:
    """Before a database file gets a name: what is left of one that stood there would be played into
    it (https://www.sqlite.org/howtocorrupt.html, 1.4).

    Raises:
        Conflict: there is something of the kind.
    """
    for ending in _REMAINS:
        if os.path.lexists(file + ending):
            raise Conflict(
                "The file {file} is left of a register that stood there. Move it away first:"
                " it would be mixed into the new one.",
                file=file + ending,
            )


@contextmanager
def new_place(address: StoreAddress) -> Iterator[StoreAddress]:
    """Where a register's file is made that is to stand at an address whole, or not at all.

    Raises:
        Conflict: there is a file there, or what is left of one.
        StoreError: the place cannot be written to.
    """
    file = address.location
    try:
        if os.path.lexists(file):
            raise FileExistsError(file)
        refuse_remains(file)
        os.makedirs(os.path.dirname(os.path.abspath(file)), mode=0o700, exist_ok=True)
        with half_file(file) as half:
            yield address._replace(location=half)
            put_in_place(half, file)
    except FileExistsError:
        raise Conflict(
            "There is a file at {store} already. Work with it as it is, or give another place.",
            store=address,
        ) from None
    except OSError as error:
        if error.errno in NO_ROOM:
            raise errors.full(address) from error
        raise errors.StoreMissing(
            "The store {store} cannot be created: check the path and who may write there.",
            store=address,
        ) from error
