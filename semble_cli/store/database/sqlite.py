"""SQLite through SQLCipher's driver: all that is peculiar to a register in one file."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from semble_cli.store.database import errors
from semble_cli.store.database.dialect import FILLED

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from semble_cli.errors import SembleError
    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.dialect import Columns, Made
    from semble_cli.store.encryption.keys import StoreKey

_CACHE = 64_000
"""KiB of a file that one command keeps in memory at the most."""

_MAPPED = 1 << 40
"""Bytes of a file that a long reading maps: all of it, or as much as the driver allows (2 GB)."""

_APPENDING = 16_000
"""KiB that are enough while rows are only added at the end of tables."""

_LARGEST_LOG = 8 << 20
"""Bytes to which a write-ahead log is cut that has grown beyond, when it is begun anew."""

_SORTING = 4_000
"""KiB of keys that are sorted at a time when indexes are made: what a processor's cache holds is
sorted in half the time of what fills the memory."""

_SORTERS = 2
"""Threads that sort them beside the one that reads them."""


class Sqlite:
    """The dialect of a register in a file."""

    guarded = False

    def __init__(self) -> None:
        from sqlcipher3 import dbapi2

        self.is_encrypted = False
        self.driver: Any = dbapi2
        self.error: type[Exception] = dbapi2.Error

    def open(self, address: StoreAddress, name: StoreAddress | None = None) -> Any:
        """A connection to the file, which is the one of that name when it is opened: while it was
        waited for, one with another key may have come into its place.

        Raises:
            StoreError: it is encrypted, and there is no key for it.
        """
        while True:
            found = _identity(address.location)
            try:
                raw = self._open(address, name or address)
            except Exception:
                if found == _identity(address.location):
                    raise
                continue
            if found == _identity(address.location):
                return raw
            raw.close()

    def _open(self, address: StoreAddress, name: StoreAddress) -> Any:
        for key in (*(address.keys.opened if address.keys else ()), None):
            if (raw := self._connect(address, key)) is not None:
                return raw
        from semble_cli.store.encryption.unlock import unlocked

        return unlocked(address, name, lambda key: self._connect(address, key))

    def _connect(self, address: StoreAddress, key: StoreKey | None) -> Any | None:
        """A connection with a key, or without any; `None` where the file is not to be read so."""
        # `mode=rw` never creates: a mistyped path must not become an empty register.
        path = "".join(
            f"%{ord(character):02x}" if character in "%?#" else character
            for character in address.location
        )
        raw = self.driver.connect(
            f"file:{path}?mode=rw",
            uri=True,
            timeout=errors.patience_with(address),
            isolation_level=None,
            cached_statements=256,
        )
        try:
            if key is not None:
                raw.execute("PRAGMA cipher_log_level = NONE")  # it writes to standard error
                raw.execute(f"PRAGMA key = \"x'{key.figures}'\"")
                raw.execute("PRAGMA temp_store = MEMORY")
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute("PRAGMA synchronous = FULL")
            raw.execute(f"PRAGMA cache_size = -{_CACHE}")
            raw.execute(f"PRAGMA journal_size_limit = {_LARGEST_LOG}")
            # What is deleted is overwritten: a former patient must not stay legible in free pages.
            raw.execute("PRAGMA secure_delete = ON")
            raw.execute("PRAGMA schema_version").fetchone()  # the first look into the file
        except BaseException as error:
            raw.close()
            from semble_cli.store.database.sqlite_errors import is_no_database

            if isinstance(error, self.error) and is_no_database(error):
                return None
            raise
        self.is_encrypted = key is not None
        return raw

    def create(self, address: StoreAddress) -> None:
        """Make an empty database file that its owner alone may read."""
        os.close(os.open(address.location, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        raw = self.open(address)
        raw.execute("PRAGMA journal_mode = WAL")
        raw.close()

    def translate(self, address: StoreAddress, error: Exception) -> SembleError | None:
        from semble_cli.store.database.sqlite_errors import translate

        return translate(address, error)

    def sql(self, text: str) -> str:
        return text

    def cursor(self, raw: Any) -> Any:
        return raw.cursor()

    def is_in_transaction(self, raw: Any) -> bool:
        return bool(raw.in_transaction)

    def is_lost(self, _: Any) -> bool:
        return False

    def is_replica(self, _: Any) -> bool:
        return False

    def very_server(self, _: Any, address: StoreAddress) -> StoreAddress:
        return address

    def commit(self, cursor: Any, _: StoreAddress, _took: float) -> None:
        cursor.execute("COMMIT")

    def begin_read(self, cursor: Any) -> None:
        cursor.execute("BEGIN")

    def begin_write(self, cursor: Any) -> None:
        # Where a first load was killed, the file is still without its write-ahead log.
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("BEGIN IMMEDIATE")

    def wait_at_most(self, cursor: Any, seconds: float) -> None:
        cursor.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def begin_migration(self, cursor: Any) -> None:
        self.begin_write(cursor)

    def begin_first_load(self, cursor: Any) -> None:
        """Begin to write by the million, without looking up what each row refers to. Pages that are
        new go straight into the file: through the write-ahead log, each would be written twice, and
        searched for in it whenever it is read. Until the end, nobody else can read the register."""
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute("PRAGMA busy_timeout = 0")
        with suppress(self.error):  # somebody has the file open: then the log is used
            cursor.execute("PRAGMA journal_mode = DELETE")
        cursor.execute(f"PRAGMA busy_timeout = {errors.LOCK_TIMEOUT * 1000}")
        cursor.execute("BEGIN IMMEDIATE")

    def end_first_load(self, cursor: Any) -> None:
        cursor.execute("PRAGMA journal_mode = WAL")

    def login(self, _: Any) -> str:
        return operating_system_login()  # a file has no login of its own

    def reserve_ids(self, cursor: Any, table: str, count: int) -> list[int]:
        """Ids that no row of the table has, or ever had."""
        first = self.highest_given(cursor, table) + 1
        return list(range(first, first + count))

    def highest_given(self, cursor: Any, table: str) -> int:
        row = cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
        return int(row[0]) if row else 0

    def never_give(self, cursor: Any, table: str, taken: int) -> None:
        """Nothing to do: a table with AUTOINCREMENT remembers the greatest id it ever had."""

    def give_after(self, cursor: Any, table: str, last: int) -> None:
        cursor.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))

    def load(self, cursor: Any, table: str, columns: Columns) -> None:
        """Insert many rows, given column by column.

        Binding takes most of the time: what is the same in every row is written into the statement,
        and the driver takes an empty text ten times as fast as `None`.
        """
        placeholders: list[str] = []
        bound: list[Sequence[object]] = []
        for values in columns.values():
            if _is_constant(values):
                placeholders.append("NULL" if values[0] is None else str(int(values[0])))
            elif None in values:
                placeholders.append("nullif(?, '')")
                bound.append(["" if value is None else value for value in values])
            else:
                placeholders.append("?")
                bound.append(list(map(int, values)) if isinstance(values[0], bool) else values)
        cursor.executemany(
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(placeholders)})",
            zip(*bound, strict=True),
        )

    def drop_indexes(self, cursor: Any) -> list[str]:
        """Drop the indexes of the tables that `load` fills; what to run to have them again."""
        if not self.is_encrypted:
            _sort_in_files(cursor)
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND"
            f" tbl_name IN ({', '.join('?' * len(FILLED))})",
            FILLED,
        )
        found: list[tuple[str, str]] = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(f"PRAGMA cache_size = -{_APPENDING}")
        return [
            f"PRAGMA cache_size = -{_SORTING}",
            f"PRAGMA threads = {_SORTERS}",
            *(sql for _, sql in found),
            "PRAGMA threads = 0",
            f"PRAGMA cache_size = -{_CACHE}",
        ]

    def look_up_by_index(self, cursor: Any) -> None:
        """Nothing to do: without statistics SQLite goes by the indexes anyway."""

    def made_on(self, cursor: Any, tables: Sequence[str]) -> list[Made]:
        cursor.execute(
            "SELECT type, tbl_name, name FROM sqlite_master WHERE type IN ('index', 'trigger')"
            f" AND sql IS NOT NULL AND tbl_name IN ({', '.join('?' * len(tables))})",
            tables,
        )
        found: list[Made] = []
        for kind, table, name in cursor.fetchall():
            cursor.execute("SELECT name FROM pragma_index_info(?) ORDER BY seqno", (name,))
            found.append((kind, table, name, tuple(column for (column,) in cursor.fetchall())))
        return found

    def write_at_length(self, cursor: Any) -> None:
        """Let pages go to the write-ahead log as they come, rather than fill the cache."""
        cursor.execute(f"PRAGMA cache_size = -{_APPENDING}")

    def settle(self, cursor: Any) -> None:
        """Bring the write-ahead log, which has grown by all that was written, back to nothing.
        While somebody reads from it, that is left to the next who writes."""
        cursor.execute(f"PRAGMA cache_size = -{_CACHE}")
        cursor.execute("PRAGMA busy_timeout = 0")
        with suppress(self.error):
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.execute(f"PRAGMA busy_timeout = {errors.LOCK_TIMEOUT * 1000}")

    def listed(self, words: Collection[str]) -> tuple[str, object]:
        """As JSON, which words without signs are without being escaped: each is looked up in turn,
        and one value is bound, where `IN` would sort hundreds that are bound one by one."""
        return "json_each(?) AS listed", '["' + '","'.join(words) + '"]'

    def read_at_length(self, cursor: Any) -> None:
        """Read the file's pages where the system has them, rather than copy each. For one long
        reading only: while a file is mapped, a fault of the disk would end the process."""
        cursor.execute(f"PRAGMA mmap_size = {_MAPPED}")


def _sort_in_files(cursor: Any) -> None:
    """SQLCipher's driver sorts in memory, however many the keys are: rather in files, which have no
    name and stand where the register stands. They are in clear."""
    cursor.execute("SELECT file FROM pragma_database_list WHERE name = 'main'")
    directory = os.path.dirname(cursor.fetchone()[0]).replace("'", "''")
    cursor.execute(f"PRAGMA temp_store_directory = '{directory}'")
    cursor.execute("PRAGMA temp_store = FILE")


def _identity(path: str) -> tuple[int, int] | None:
    """Which file stands at a path."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_dev, found.st_ino


def _is_constant(values: Sequence[Any]) -> bool:
    first = values[0]
    return (
        len(values) > 1
        and (first is None or isinstance(first, int))
        and (values.count(first) == len(values))
    )


def operating_system_login() -> str:
    """The login of who runs the program, as the system knows it: a variable could say anything."""
    try:
        import pwd
    except ModuleNotFoundError:  # Windows
        return os.getlogin()
    return pwd.getpwuid(os.getuid()).pw_name
