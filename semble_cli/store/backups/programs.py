"""Postgres's own programs, pg_dump and pg_restore: run without a password among their words.

What they say is never passed on: it may quote a row."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from threading import Thread
from typing import IO, TYPE_CHECKING, cast

from semble_cli.errors import NO_ROOM
from semble_cli.store.backups import refusals
from semble_cli.store.database import errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.errors import SembleError
    from semble_cli.store.database.address import StoreAddress

DUMP, RESTORE = "pg_dump", "pg_restore"

_VERSION = ("server version mismatch", "unsupported version")
_NOT_GRANTED = ("permission denied", "must be owner")


@contextmanager
def output_of(
    program: str, words: Sequence[str], about: StoreAddress | str, database: StoreAddress | None
) -> Iterator[IO[bytes]]:
    """What a program writes, as it comes; *about* is what it works on, *database* the one that it
    connects to, if any.

    Raises:
        SembleError: it is not installed, or did not do what it was to do.
    """
    environment = os.environ | {"LC_ALL": "C", "PGTZ": "UTC"}
    connecting: list[str] = []
    if database is not None:
        connecting, password = _connection_words(database)
        environment |= password
    try:
        process = subprocess.Popen(
            [program, *words, *connecting],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    except OSError:
        raise refusals.not_installed(program) from None
    out, said = cast("IO[bytes]", process.stdout), cast("IO[bytes]", process.stderr)
    words_said: list[bytes] = []
    listener = Thread(target=lambda: words_said.extend(said))  # a pipe that is full stops it
    with process:
        listener.start()
        try:
            yield out
            out.close()
            code = process.wait()
        except BaseException:
            process.kill()
            raise
        finally:
            listener.join()
    if code:
        raise _told(program, b"".join(words_said).decode("utf-8", "replace"), about)


def run(
    program: str, words: Sequence[str], about: StoreAddress | str, database: StoreAddress | None
) -> None:
    """Run a program whose output is nothing.

    Raises:
        SembleError: as `output_of`.
    """
    with output_of(program, words, about, database) as out:
        out.read()


def _connection_words(address: StoreAddress) -> tuple[list[str], dict[str, str]]:
    """How a program connects to a store, as words, and as a variable what must be in none."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    told = conninfo_to_dict(address.location)
    password = told.pop("password", None)
    told.setdefault("connect_timeout", errors.LOCK_TIMEOUT)
    words = ["--no-password", "--dbname", make_conninfo("", **told)]
    return words, {} if password is None else {"PGPASSWORD": str(password)}


def _told(program: str, words: str, about: StoreAddress | str) -> SembleError:
    if any(each in words for each in _VERSION):
        return refusals.other_version(program)
    if os.strerror(NO_ROOM[0]) in words:
        return errors.full(about)
    if any(each in words for each in _NOT_GRANTED):
        is_dump = program == DUMP
        return refusals.may_not_read_all(about) if is_dump else refusals.may_not_restore(about)
    if isinstance(about, str):  # a file that was only read
        return refusals.damaged(about)
    return refusals.program_failed(program, about)
