"""Postgres through psycopg: all that is peculiar to a register on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.store.database import errors
from semble_cli.store.database.dialect import FILLED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.errors import SembleError
    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.dialect import Columns, Made

_SHORTEST_TIMEOUT = 2
"""Seconds that libpq waits for a server at the least."""


class Postgres:
    """The dialect of a register on a server."""

    guarded = True
    is_encrypted = False

    def __init__(self) -> None:
        import psycopg
        from psycopg.types.string import TextLoader

        self.driver = psycopg
        self.error: type[Exception] = psycopg.Error
        self.as_text = TextLoader

    def open(self, address: StoreAddress, name: StoreAddress | None = None) -> Any:  # noqa: ARG002
        patience = errors.patience_with(address)
        return self.driver.connect(
            address.location,
            connect_timeout=max(_SHORTEST_TIMEOUT, round(patience)),
            application_name="semble",
            options=f"-c timezone=UTC -c lock_timeout={round(patience * 1000)}",
            autocommit=True,
        )

    def translate(self, address: StoreAddress, error: Exception) -> SembleError | None:
        return errors.translate_postgres(address, error)

    def sql(self, text: str) -> str:
        return text.replace("?", "%s")

    def cursor(self, raw: Any) -> Any:
        # Plain SQL reads days and times as ISO text, as SQLite gives them.
        cursor = raw.cursor()
        for kind in ("date", "timestamptz"):
            cursor.adapters.register_loader(kind, self.as_text)
        return cursor

    def is_in_transaction(self, raw: Any) -> bool:
        return bool(raw.info.transaction_status)  # 0 is idle

    def begin_read(self, cursor: Any) -> None:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")

    def begin_write(self, cursor: Any) -> None:
        """Begin, with the one lock of the whole register: the journal is one chain, so writes go
        one after the other. It is a table's, which strangers may not lock."""
        cursor.execute("BEGIN")
        cursor.execute("SELECT semble.take_write_lock()")

    def wait_at_most(self, cursor: Any, seconds: float) -> None:
        cursor.execute(f"SET lock_timeout = {round(seconds * 1000)}")

    def begin_migration(self, cursor: Any) -> None:
        """The lock as its function takes it, which may not be there yet."""
        cursor.execute("BEGIN")
        if cursor.execute("SELECT to_regclass('public.store_info')").fetchone()[0]:
            cursor.execute("LOCK TABLE public.store_info IN SHARE ROW EXCLUSIVE MODE")

    def begin_first_load(self, cursor: Any) -> None:
        """As every transaction begins: `drop_indexes` drops the foreign keys, which are checked at
        once when they come again."""
        self.begin_write(cursor)

    def end_first_load(self, cursor: Any) -> None:
        """Nothing to do."""

    def login(self, cursor: Any) -> str:
        return str(cursor.execute("SELECT session_user").fetchone()[0])

    def reserve_ids(self, cursor: Any, table: str, count: int) -> list[int]:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            (table, count),
        )
        return sorted(number for (number,) in cursor.fetchall())

    def highest_given(self, cursor: Any, table: str) -> int:
        """0 too for a login that may not use the sequence: a reader."""
        cursor.execute(
            "SELECT CASE WHEN has_sequence_privilege(name, 'USAGE')"
            " THEN pg_sequence_last_value(name::regclass) END"
            " FROM pg_get_serial_sequence(%s, 'id') AS name",
            (table,),
        )
        return int(cursor.fetchone()[0] or 0)

    def never_give(self, cursor: Any, table: str, taken: int) -> None:
        """Bring the sequence up to an id that did not come from it."""
        if self.highest_given(cursor, table) < taken:
            self.give_after(cursor, table, taken)

    def give_after(self, cursor: Any, table: str, last: int) -> None:
        cursor.execute(
            "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, %s)",
            (table, max(last, 1), last > 0),
        )

    def load(self, cursor: Any, table: str, columns: Columns) -> None:
        """Insert many rows, given column by column."""
        rows = zip(*map(_copied, columns.values()), strict=True)
        with cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
            copy.write("\n".join(map("\t".join, rows)))

    def drop_indexes(self, cursor: Any) -> list[str]:
        """Drop the indexes and the foreign keys of the tables that `load` fills, where this login
        is their owner's or one of theirs; what to run to have them again."""
        cursor.execute(
            "SELECT 'DROP INDEX ' || indexrelid::regclass, pg_get_indexdef(indexrelid)"
            " FROM pg_index JOIN pg_class ON pg_class.oid = indrelid"
            " WHERE indrelid = ANY (%(filled)s::regclass[]) AND NOT indisunique"
            " AND pg_has_role(relowner, 'USAGE')"
            " UNION ALL"
            " SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),"
            " format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',"
            " conrelid::regclass, conname, pg_get_constraintdef(pg_constraint.oid))"
            " FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid"
            " WHERE conrelid = ANY (%(filled)s::regclass[]) AND contype = 'f'"
            " AND pg_has_role(relowner, 'USAGE')",
            {"filled": list(FILLED)},
        )
        found: list[tuple[str, str]] = cursor.fetchall()
        for drop, _ in found:
            cursor.execute(drop)
        # The planner would believe for a while that what was filled is empty.
        return [*(made for _, made in found), f"ANALYZE {', '.join(FILLED)}"] if found else []

    def look_up_by_index(self, cursor: Any) -> None:
        """Plan the rest of the transaction by the indexes: of tables that it has just filled, the
        planner believes that they are empty."""
        for way in ("seqscan", "hashjoin", "mergejoin"):
            cursor.execute(f"SET LOCAL enable_{way} = off")

    def made_on(self, cursor: Any, tables: Sequence[str]) -> list[Made]:
        cursor.execute(
            "WITH ours AS (SELECT oid, relname::text FROM pg_class"
            " WHERE oid = ANY (%s::regclass[]))"
            " SELECT 'index', ours.relname, index.relname::text,"
            " ARRAY(SELECT attname::text FROM unnest(indkey) WITH ORDINALITY AS key (number, place)"
            " JOIN pg_attribute ON attrelid = indrelid AND attnum = number ORDER BY place)"
            " FROM pg_index JOIN ours ON ours.oid = indrelid"
            " JOIN pg_class AS index ON index.oid = indexrelid"
            " WHERE NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)"
            " UNION ALL SELECT 'trigger', relname, tgname::text, '{}'"
            " FROM pg_trigger JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal"
            " UNION ALL SELECT 'rule', relname, rulename::text, '{}'"
            " FROM pg_rewrite JOIN ours ON ours.oid = ev_class"
            " UNION ALL SELECT 'policy', relname, polname::text, '{}'"
            " FROM pg_policy JOIN ours ON ours.oid = polrelid",
            ([f"public.{table}" for table in tables],),
        )
        return [(kind, table, name, tuple(columns)) for kind, table, name, columns in cursor]

    def write_at_length(self, cursor: Any) -> None:
        """Nothing to do: the server keeps the pages."""

    def settle(self, cursor: Any) -> None:
        """Nothing to do: the server sees to its log."""

    def read_at_length(self, cursor: Any) -> None:
        """Nothing to do: the server keeps the pages."""


_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def _copied(values: Sequence[Any]) -> list[str]:
    """A column in the text format of COPY."""
    if values.count(values[0]) == len(values):  # nearly half of the columns, in most files
        return _texts(values[:1]) * len(values)
    return _texts(values)


def _texts(values: Sequence[Any]) -> list[str]:
    texts = ["\\N" if value is None else str(value) for value in values]
    together = "".join(map(str, values))
    if not any(character in together for character in "\\\t\n\r"):
        return texts
    return [
        text if value is None else text.translate(_ESCAPES)
        for text, value in zip(texts, values, strict=True)
    ]
