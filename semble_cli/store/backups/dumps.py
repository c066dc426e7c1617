"""A register on Postgres is backed up by pg_dump, in its own archive format and uncompressed:
programs that back up only what changed compress by themselves, and find known parts again."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from semble_cli.store.backups import refusals
from semble_cli.store.backups.contents import Contents, contents_of
from semble_cli.store.backups.programs import DUMP, RESTORE, output_of
from semble_cli.store.backups.writing import CHUNK, read_back, write_new
from semble_cli.store.database.errors import LOCK_TIMEOUT
from semble_cli.store.database.open import connected
from semble_cli.store.event_chain import GENESIS, Head
from semble_cli.store.tables.grants import TABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from semble_cli.errors import Finding
    from semble_cli.store.backups.contents import Look
    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.connection import Connection

_END = b"\\.\n"
_COPY = b"COPY "


class DumpMoment:
    """A register on Postgres at one moment, which pg_dump sees too."""

    ending = "dump"

    def __init__(self, connection: Connection, database: StoreAddress) -> None:
        self.contents = contents_of(connection)
        self._connection = connection
        self._name = database
        self._database = connection.very_server()  # no other knows the moment
        self._snapshot = str(connection.value("SELECT pg_export_snapshot()"))

    def write(self, half: str, name: str) -> str:
        """Dump the database to *half*, that is to be called *name*; its digest."""
        words = (
            *("--format=custom", "--compress=0", f"--snapshot={self._snapshot}"),
            f"--lock-wait-timeout={LOCK_TIMEOUT * 1000}",
        )
        with output_of(DUMP, words, self._name, self._database) as out:
            return write_new(iter(lambda: out.read(CHUNK), b""), half, name)

    def verify(self, half: str, name: str, digest: str, look: Look) -> list[Finding]:
        """Read the dump to its end and count its rows, and look through the register as it was at
        the moment of the dump; what was found.

        Raises:
            StoreError: it does not hold what the register held.
        """
        dumped, counts = read_dump(half, name)
        held = {table: self._count(table) for table in TABLES}
        if dumped != self.contents or held != {table: counts[table] for table in TABLES}:
            raise refusals.differs(name)
        read_back(half, digest, name)
        return look(self._connection)

    def _count(self, table: str) -> int:
        return int(self._connection.value(f"SELECT count(*) FROM public.{table}"))


@contextmanager
def dump_moment(address: StoreAddress, admit: Callable[[Connection], None]) -> Iterator[DumpMoment]:
    """A register on Postgres as it is at one moment, though others go on writing."""
    with connected(address) as connection:
        admit(connection)
        with connection.reading():
            yield DumpMoment(connection, address)


def read_dump(file: str, name: str) -> tuple[Contents, Counter[str]]:
    """What a dump holds, and how many rows of each table; *name* is what it is called.

    Raises:
        StoreError: it cannot be read to its end, or is of no register.
    """
    read = _Reading()
    with output_of(RESTORE, ("--data-only", "--file=-", file), name, None) as out:
        try:
            read.all_of(out)
        except (ValueError, KeyError, IndexError):
            raise refusals.damaged(name) from None
    contents = read.contents()
    if contents is None:
        raise refusals.foreign(name)
    return contents, read.counts


class _Reading:
    """The rows of a dump, as pg_restore writes them: blocks of COPY, a line a row, in which line
    feeds are escaped."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._info: dict[str, str] = {}
        self._revision: str | None = None
        self._head = Head(0, GENESIS)
        self._highest = 0

    def all_of(self, lines: IO[bytes]) -> None:
        for line in lines:
            if line.startswith(_COPY):
                self._block(line.decode(), lines)

    def contents(self) -> Contents | None:
        if self._revision is None or "id" not in self._info:
            return None
        return Contents(
            self._info["id"],
            self._revision,
            self._head,
            self.counts["patient"],
            self.counts["former_patient"],
            self._highest,
        )

    def _block(self, beginning: str, lines: IO[bytes]) -> None:
        schema, _, table = beginning.split()[1].partition(".")
        names = beginning[beginning.index("(") + 1 : beginning.rindex(")")].split(", ")
        reader = _READERS.get(table) if schema == "public" else None
        number = 0
        for line in iter(lines.readline, _END):
            if not line:
                return
            number += 1
            if reader is not None:
                cells = line.decode().removesuffix("\n").split("\t")
                reader(self, dict(zip(names, cells, strict=True)))
        if schema == "public":
            self.counts[table] = number

    def _read_revision(self, row: dict[str, str]) -> None:
        self._revision = row["version_num"]

    def _read_info(self, row: dict[str, str]) -> None:
        self._info[row["name"]] = row["value"]

    def _read_event(self, row: dict[str, str]) -> None:
        self._head = max(self._head, Head(int(row["seq"]), row["chain"]))

    def _read_id(self, row: dict[str, str]) -> None:
        self._highest = max(self._highest, int(row["id"]))


_READERS: dict[str, Callable[[_Reading, dict[str, str]], None]] = {
    "alembic_version": _Reading._read_revision,
    "store_info": _Reading._read_info,
    "event": _Reading._read_event,
    "patient": _Reading._read_id,
    "former_patient": _Reading._read_id,
}
