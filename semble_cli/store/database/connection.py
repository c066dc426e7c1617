"""SQL text on the driver's own connection. It imports neither SQLAlchemy nor pydantic."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from semble_cli.store.database import errors
from semble_cli.store.database.address import Database
from semble_cli.store.database.chunks import placeholders

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.dialect import Columns, Dialect, Made

Row = tuple[Any, ...]


class Connection:
    """SQL with `?` for each value, on either database. Errors of the driver come as ours."""

    def __init__(self, raw: Any, dialect: Dialect, address: StoreAddress) -> None:
        self.raw = raw
        self.dialect = dialect
        self.address = address
        self.masked = False
        self.reads_care = True
        self._wrote_at_length = False
        self._began = 0.0
        self._cursor = dialect.cursor(raw)
        self._errors = (dialect.error, UnicodeError, OverflowError)

    @property
    def guarded(self) -> bool:
        """Whether the database itself holds who may do what: through its functions, in the schema
        `semble` (`store/rights/`)."""
        return self.dialect.guarded

    @property
    def is_encrypted(self) -> bool:
        """Whether the register's file is encrypted: then nothing of it goes to any other."""
        return self.dialect.is_encrypted

    @property
    def is_replica(self) -> bool:
        """Whether the server is a standby, which follows a primary: it is read only."""
        return self.dialect.is_replica(self.raw)

    def read_masked(self) -> None:
        """Read what a reader is shown, in place of the tables: numbers are masked in them, but for
        what the journal says was revealed. Only where the database holds who may do what."""
        if self.guarded:
            self.run("SET search_path = semble, public")
            self.masked = True

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """All the rows of a query."""
        try:  # as `translating`, but searches make a hundred small queries
            rows: list[Row] = self._run(sql, values).fetchall()
            return rows
        except self._errors as error:
            raise self._translated(error) from None

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        """The first row of a query, or `None`."""
        try:
            row: Row | None = self._run(sql, values).fetchone()
            return row
        except self._errors as error:
            raise self._translated(error) from None

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """The first value of the first row, or `None`."""
        row = self.row(sql, values)
        return row[0] if row else None

    def rows_of(self, columns: str, table: str, key: str, words: Collection[str]) -> list[Row]:
        """The rows of a table of which a key is one of some words, of letters and figures alone."""
        listed, bound = self.dialect.listed(words)
        # CROSS keeps SQLite from another order: the words are looked up one by one.
        return self.rows(
            f"SELECT {columns} FROM {listed} CROSS JOIN {table} WHERE {key} = listed.value",
            (bound,),
        )

    def stream(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """The rows of a query one by one, as the database finds them."""
        cursor = self.dialect.cursor(self.raw)
        with self.translating():
            # `yield from` would close the cursor of a reader who stops, after the store is closed.
            for row in cursor.execute(self.dialect.sql(sql), values):  # noqa: UP028
                yield row

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Run a statement; the number of rows it changed."""
        with self.translating():
            return int(self._run(sql, values).rowcount)

    def insert(self, table: str, row: Mapping[str, object]) -> None:
        """Insert one row, given by its columns."""
        self.run(_insertion(table, row), tuple(row.values()))

    def insert_new(self, table: str, row: Mapping[str, object]) -> int:
        """Insert one row of a table that gives ids; the new one's."""
        return int(self.value(f"{_insertion(table, row)} RETURNING id", tuple(row.values())))

    def run_many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """Run a statement once for each row of values."""
        with self.translating():
            self._cursor.executemany(self.dialect.sql(sql), rows)

    def reserve_ids(self, table: str, count: int) -> list[int]:
        """Ids for new rows of a table, never given before."""
        with self.translating():
            return self.dialect.reserve_ids(self._cursor, table, count)

    def highest_given(self, table: str) -> int:
        """The highest id that a row of a table was ever given, or 0."""
        with self.translating():
            return self.dialect.highest_given(self._cursor, table)

    def never_give(self, table: str, taken: int) -> None:
        """See to it that new rows of a table get ids above one that did not come from it. The
        last act of a transaction: on Postgres, a rollback would not take it back."""
        with self.translating():
            self.dialect.never_give(self._cursor, table, taken)

    def give_after(self, table: str, last: int) -> None:
        """Have the next new row of a table get the id after *last*, though higher ones were given.
        The last act of a transaction, as `never_give`."""
        with self.translating():
            self.dialect.give_after(self._cursor, table, last)

    def load(self, table: str, columns: Columns) -> None:
        """Insert many rows, given column by column, as fast as the database takes them."""
        if any(columns.values()):
            with self.translating():
                self.dialect.load(self._cursor, table, columns)

    @contextmanager
    def without_indexes(self) -> Iterator[None]:
        """Take the indexes of the patients' tables away while many rows are written, and make them
        anew: sorted once, they cost a third. Within a transaction, which takes all of it back if it
        fails. On Postgres that is for the tables' owner alone, and foreign keys go and come with
        them; for anybody else they stay."""
        with self.translating():
            made = self.dialect.drop_indexes(self._cursor)
        yield
        for sql in made:
            self.run(sql)

    def look_up_by_index(self) -> None:
        """Within a transaction that writes many rows and looks them up: plan for that."""
        with self.translating():
            self.dialect.look_up_by_index(self._cursor)

    def read_at_length(self) -> None:
        """Within a transaction that reads most of the register: do so the quickest way."""
        with self.translating():
            self.dialect.read_at_length(self._cursor)

    def write_at_length(self) -> None:
        """Within a transaction that writes much at the end of tables: hold little of it in memory,
        and leave nothing behind on the disk but the register."""
        with self.translating():
            self.dialect.write_at_length(self._cursor)
        self._wrote_at_length = True

    def made_on(self, tables: Sequence[str]) -> list[Made]:
        """The indexes of some tables, but those of their own constraints, and their triggers,
        rules and policies."""
        with self.translating():
            return self.dialect.made_on(self._cursor, tables)

    @property
    def directory(self) -> str | None:
        """The directory of the register's file; `None` if it has none."""
        if self.address.database is Database.POSTGRES:
            return None
        return os.path.dirname(os.path.abspath(self.address.location))

    def very_server(self) -> StoreAddress:
        """The address of the very server of this connection, where the register's names several."""
        return self.dialect.very_server(self.raw, self.address)

    def login(self) -> str:
        """Who works: the login of the system (SQLite) or of the database (Postgres)."""
        with self.translating():
            return self.dialect.login(self._cursor)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """All that is read inside belongs to one moment of the register."""
        with self.translating():
            self.dialect.begin_read(self._cursor)
        try:
            yield
        finally:
            with suppress(self.dialect.error):  # of a connection that is lost: why is told already
                self._cursor.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction with the write lock taken at once; an error takes all of it back."""
        self.begin_write()
        with self._ended():
            yield

    @contextmanager
    def loading(self) -> Iterator[None]:
        """The transaction of a first load: what its rows refer to is not looked up, for whoever
        writes them has just written it; an error takes all of it back."""
        self._refuse_replica()
        with self.translating():
            self.dialect.begin_first_load(self._cursor)
        try:
            with self._ended():
                yield
        finally:
            with suppress(self.dialect.error):
                self.dialect.end_first_load(self._cursor)

    @contextmanager
    def _ended(self) -> Iterator[None]:
        """Commit what is written inside; an error takes all of it back."""
        try:
            yield
        except BaseException as error:
            with suppress(self.dialect.error):  # of a connection that is lost nothing stays
                self._cursor.execute("ROLLBACK")
            if isinstance(error, errors.StoreUnreachable) and self.dialect.is_lost(self.raw):
                from semble_cli.store.database.replication import lost

                raise lost(self.address) from None
            raise
        self.commit()
        if self._wrote_at_length:
            with self.translating():
                self.dialect.settle(self._cursor)

    def wait_at_most(self, seconds: float) -> None:
        """Wait no longer for another program's write, from here on."""
        with self.translating():
            self.dialect.wait_at_most(self._cursor, seconds)

    def commit(self) -> None:
        """Write the transaction for good.

        Raises:
            OutcomeUnknown: the server went away meanwhile. Unconfirmed: it is written on the
                primary, and no standby says that it has it.
        """
        with self.translating():
            self.dialect.commit(self._cursor, self.address, monotonic() - self._began)

    @property
    def is_in_transaction(self) -> bool:
        """Whether a transaction has begun that is neither written for good nor taken back."""
        return self.dialect.is_in_transaction(self.raw)

    def begin_write(self) -> None:
        """Begin a transaction that holds the write lock; whoever calls this ends it.

        Raises:
            StoreReplica: the server is one. StoreError: another program writes.
        """
        self._refuse_replica()
        with self.translating():
            self.dialect.begin_write(self._cursor)

    def begin_migration(self) -> None:
        """As `begin_write`, in a database that may have no table of a register yet."""
        self._refuse_replica()
        with self.translating():
            self.dialect.begin_migration(self._cursor)

    def _refuse_replica(self) -> None:
        self._began = monotonic()
        if self.is_replica:
            from semble_cli.store.database.replication import replica

            raise replica(self.address)

    def run_script(self, sql: str) -> None:
        """Run the statements of a text, as it is."""
        with self.translating():
            self.raw.execute(sql)

    def close(self) -> None:
        self.raw.close()

    @contextmanager
    def translating(self) -> Iterator[None]:
        """Turn the driver's errors into ours; what is a defect of semble goes through."""
        try:
            yield
        except self._errors as error:
            raise self._translated(error) from None

    @contextmanager
    def decoding(self) -> Iterator[None]:
        """Inside, what was read becomes values: only such as can be read back are ever written, so
        that one which cannot is damage."""
        try:
            yield
        except (ValueError, TypeError, KeyError):
            raise errors.damaged(self.address) from None

    def _translated(self, error: Exception) -> Exception:
        """Our error for one of the driver's, or the driver's own if it is a defect of semble."""
        if isinstance(error, UnicodeEncodeError):  # half a character
            return errors.no_text(self.address)
        if isinstance(error, OverflowError):
            return errors.too_large(self.address)
        return self.dialect.translate(self.address, error) or error

    def _run(self, sql: str, values: Sequence[object]) -> Any:
        return self._cursor.execute(self.dialect.sql(sql), values)


def _insertion(table: str, row: Mapping[str, object]) -> str:
    return f"INSERT INTO {table} ({', '.join(row)}) VALUES ({placeholders(row)})"
