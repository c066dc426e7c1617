"""Registers of either database to work on: templates made once, and fresh copies of them."""

from __future__ import annotations

import json
import shutil
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import psycopg

from faults.keys import AnyKey
from semble_cli.patient.actions import READINGS, Action
from semble_cli.store.database.address import Database, StoreAddress, parse_address
from semble_cli.store.database.open import opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from semble_cli.store.database.connection import Connection

Row = tuple[tuple[str, Any], ...]

Contents = dict[str, list[Row]]
"""The rows of every table as columns and values, sorted, without what differs from run to run."""

_MOMENTS = (
    "created_at",
    "updated_at",
    "at",
    "added_at",
    "deleted_at",
    "held_at",
    "noted_at",
    "issued_at",
    "shared_at",
)
_DIFFERS = {*_MOMENTS, "salt", "digest", "chain"}
"""Columns that two runs of one command write differently."""

_OF_BYTES = {"sha256", "size", "data"}
"""Columns of what a document's bytes are."""

_OF_RECORDS = ("held_at", "noted_at", "added_at", "deleted_at")
_OF_BACKUPS = ("taken_at", "head", "sha256")
_DIFFERS_WITHIN = ("salt", "digest", "ledger", "medical", *_OF_RECORDS, *_OF_BACKUPS)
"""Keys of the JSON in columns: the salt and the digest that a deletion leaves, that of what is
medical, and of what is frozen on an invoice; moments of records, and what a backup is."""

_numbers = count(1)


class Registers(Protocol):
    """Registers in one database."""

    name: str

    def template(self, name: str, make: Callable[[StoreAddress], None] | None) -> None:
        """Make a register to be copied, of nothing for `None`."""

    def copy(self, template: str, place: Path) -> Any:
        """A context with the address of a fresh copy."""

    def settle(self, address: StoreAddress) -> None:
        """Wait until the database has noticed that programs are gone."""


class InFiles:
    """Registers in files, in a directory."""

    name = "SQLite"

    def __init__(self, place: Path) -> None:
        self._place = place
        place.mkdir(parents=True, exist_ok=True)

    def template(self, name: str, make: Callable[[StoreAddress], None] | None) -> None:
        if make:
            make(StoreAddress(Database.SQLITE, str(self._file(name))))

    @contextmanager
    def copy(self, template: str, place: Path) -> Iterator[StoreAddress]:
        place.mkdir(parents=True, exist_ok=True)
        file = place / "register.db"
        if self._file(template).exists():
            shutil.copy(self._file(template), file)
        yield StoreAddress(Database.SQLITE, str(file), keys=AnyKey())
        shutil.rmtree(place)

    def settle(self, address: StoreAddress) -> None:
        """A killed process leaves nothing that goes on."""

    def _file(self, name: str) -> Path:
        return self._place / f"{name}.db"


class OnServer:
    """Registers in databases of a Postgres server, whose superuser we are."""

    name = "Postgres"

    def __init__(self, uri: str, tablespace: str = "pg_default", prefix: str | None = None) -> None:
        self._uri = uri
        self._prefix = prefix or f"faults_{next(_numbers)}"
        self._tablespace = tablespace

    def template(self, name: str, make: Callable[[StoreAddress], None] | None) -> None:
        with psycopg.connect(self._uri, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {self._named(name)}")
        if make:
            make(self.address(self._named(name)))

    @contextmanager
    def copy(self, template: str, place: Path) -> Iterator[StoreAddress]:
        place.mkdir(parents=True, exist_ok=True)
        name = self._named(f"copy_{next(_numbers)}")
        with psycopg.connect(self._uri, autocommit=True) as server:
            server.execute(
                f"CREATE DATABASE {name} TEMPLATE {self._named(template)}"
                f" TABLESPACE {self._tablespace}"
            )
            try:
                yield self.address(name)
            finally:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")
        shutil.rmtree(place)

    def settle(self, address: StoreAddress) -> None:
        """The server ends the work of a client that is gone when it next looks for it."""
        with psycopg.connect(address.location, autocommit=True) as own:
            while own.execute(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            ).fetchone():
                time.sleep(0.005)

    def directory(self) -> str:
        """Where the server keeps its files."""
        with psycopg.connect(self._uri) as server:
            row = server.execute("SHOW data_directory").fetchone()
        assert row
        return str(row[0])

    @contextmanager
    def tablespace(self, where: Path) -> Iterator[OnServer]:
        """The same templates, whose copies lie in a directory of the server's user."""
        name = f"{self._prefix}_tables"
        with psycopg.connect(self._uri, autocommit=True) as server:
            server.execute(f"CREATE TABLESPACE {name} LOCATION '{where}'")
            try:
                yield OnServer(self._uri, name, self._prefix)
            finally:
                server.execute("CHECKPOINT")
                server.execute(f"DROP TABLESPACE {name}")

    def drop(self) -> None:
        """Drop the templates."""
        with psycopg.connect(self._uri, autocommit=True) as server:
            for (name,) in server.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE %s", (f"{self._prefix}\\_%",)
            ).fetchall():
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def address(self, name: str) -> StoreAddress:
        """The address of a database of the server."""
        return parse_address(self._uri.replace("/postgres?", f"/{name}?"))

    def _named(self, name: str) -> str:
        return f"{self._prefix}_{name}"


def without_readings(held: Contents) -> Contents:
    """What a register holds but for the notes of who read, which a command that only reads leaves,
    and one that is refused once it has read."""
    return _but_for(held, READINGS)


def without_notes(held: Contents) -> Contents:
    """The same, but also for who saw a number in full."""
    return _but_for(held, {*READINGS, Action.PATIENT_REVEAL})


def without_bytes(held: Contents) -> Contents:
    """The same, but for the bytes of documents, which of a letter bear the moment it was made."""
    return {
        table: sorted(
            (tuple(item for item in row if item[0] not in _OF_BYTES) for row in rows), key=repr
        )
        for table, rows in held.items()
    }


def _but_for(held: Contents, actions: Iterable[Action]) -> Contents:
    noted = {("action", action.value) for action in actions}
    return held | {"event": [row for row in held.get("event", []) if noted.isdisjoint(row)]}


def contents(address: StoreAddress) -> Contents:
    """All that a store holds, by table; nothing at all of one that is not there or has no table.

    Raises:
        StoreError: it cannot be read.
    """
    if address.database is Database.SQLITE and not Path(address.location).exists():
        return {}
    with opened(address) as connection, connection.reading():
        return {table: _rows(connection, table) for table in _tables(connection)}


def people(held: Contents) -> list[str]:
    """The patients that a store holds, whatever ids they have."""
    return sorted(
        repr([value for name, value in row if name not in ("id", "version")])
        for row in held.get("patient", [])
    )


def _tables(connection: Connection) -> list[str]:
    sql = (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        if connection.address.database is Database.SQLITE
        else "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    )
    return sorted(str(name) for (name,) in connection.rows(sql))


def _rows(connection: Connection, table: str) -> list[Row]:
    cursor = connection.raw.execute(f"SELECT * FROM {table}")
    names = [column[0] for column in cursor.description]
    rows = []
    for row in cursor.fetchall():
        values = dict(zip(names, row, strict=True))
        if table == "store_info" and values["name"] in ("id", "created_at", "backed_up_at"):
            values["value"] = None
        for name in ("content", "record"):
            if values.get(name):
                values[name] = _settled(values[name])
        rows.append(tuple(item for item in values.items() if item[0] not in _DIFFERS))
    return sorted(rows, key=repr)


def _settled(text: str) -> str:
    """A JSON text without what differs; one that is damaged stays as it is."""
    try:
        whole = json.loads(text)
    except ValueError:
        return text
    if not isinstance(whole, dict):
        return text
    return json.dumps(_without(whole), ensure_ascii=False, separators=(",", ":"))


def _without(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without(each) for key, each in value.items() if key not in _DIFFERS_WITHIN}
    return value
