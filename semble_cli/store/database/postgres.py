"""Postgres through psycopg: all that is peculiar to a register on a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import BadUsage
from semble_cli.store.database import errors
from semble_cli.store.database.dialect import FILLED

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from semble_cli.errors import SembleError
    from semble_cli.store.database.address import StoreAddress
    from semble_cli.store.database.dialect import Columns, Made

_SHORTEST_TIMEOUT = 2
"""Seconds that libpq waits for a server at the least."""

_PATIENCE = {
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
"""Seconds, and of the last milliseconds, after which a server that vanished without a word is given
up; the system's own would be hours."""

_HEARD = "-c client_min_messages=warning"
"""That no standby confirmed a commit is a warning: it must be heard."""

CONFIRMATION_TIMEOUT = 10
"""Seconds that a commit may wait at the least, before who waits is told that no standby confirms.
What took longer to write may take as long to be confirmed."""

_WAITS_FOR_STANDBYS = "SyncRepWaitForLSN"
"""The server's function that warns when it gave up waiting for a standby, in whatever language:
src/backend/replication/syncrep.c."""


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

    def open(self, address: StoreAddress, _: StoreAddress | None = None) -> Any:
        """A connection to the first server of the address that is as it asks for. What the address
        says itself of how long servers are waited for holds.

        Raises:
            BadUsage: libpq knows no such address.
        """
        from psycopg.conninfo import conninfo_to_dict

        try:
            told = conninfo_to_dict(address.location)
        except self.driver.ProgrammingError:
            raise BadUsage(
                "Postgres knows no address like {store}. It is postgresql://USER@HOST/NAME, with"
                " commas between several hosts and ?NAME=VALUE&... behind.",
                store=address,
            ) from None
        patience = errors.patience_with(address)
        if address.patience is not None:  # whoever is in haste waits for nothing longer
            told.pop("connect_timeout", None)
        ours = f"-c timezone=UTC -c lock_timeout={round(patience * 1000)} {_HEARD}"
        asked: dict[str, Any] = {
            **_PATIENCE,
            "connect_timeout": max(_SHORTEST_TIMEOUT, round(patience)),
            **told,
            "options": f"{told.get('options', '')} {ours}",
            "application_name": "semble",
        }
        return self.driver.connect(autocommit=True, **asked)

    def translate(self, address: StoreAddress, error: Exception) -> SembleError | None:
        from semble_cli.store.database.postgres_errors import translate

        return translate(address, error)

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

    def is_lost(self, raw: Any) -> bool:
        return bool(raw.closed)

    def is_replica(self, raw: Any) -> bool:
        """As the server says by itself, from version 14 on; it is asked where a pooler keeps that
        back."""
        told = raw.info.parameter_status("in_hot_standby")
        if told is None:
            return bool(raw.execute("SELECT pg_is_in_recovery()").fetchone()[0])
        return bool(told == "on")

    def very_server(self, raw: Any, address: StoreAddress) -> StoreAddress:
        from psycopg.conninfo import conninfo_to_dict, make_conninfo

        told = conninfo_to_dict(address.location)
        for choice in ("hostaddr", "target_session_attrs", "load_balance_hosts"):
            told.pop(choice, None)
        where = {"host": raw.info.host, "port": raw.info.port, "hostaddr": raw.info.hostaddr}
        known = {name: value for name, value in where.items() if value}
        return address._replace(location=make_conninfo("", **told | known))

    def commit(self, cursor: Any, address: StoreAddress, took: float) -> None:
        """Commit. The server would wait for a standby without end, past its own timeouts: it is
        asked to give up, and says then that the transaction is written all the same.

        Raises:
            OutcomeUnknown: no answer came. Unconfirmed: no standby has confirmed it.
        """
        from threading import Timer

        from semble_cli.store.database import replication

        raw = cursor.connection
        unconfirmed = False

        def hear(said: Any) -> None:
            nonlocal unconfirmed
            unconfirmed |= said.source_function == _WAITS_FOR_STANDBYS

        raw.add_notice_handler(hear)
        giving_up = Timer(max(CONFIRMATION_TIMEOUT, took), raw.cancel)
        giving_up.daemon = True
        giving_up.start()
        try:
            cursor.execute("COMMIT")
        except (self.error, KeyboardInterrupt) as error:
            if unconfirmed:
                raise replication.unconfirmed(address) from None
            if raw.closed or _is_no_refusal(error):
                raise replication.outcome_unknown(address) from None
            raise
        finally:
            giving_up.cancel()
            raw.remove_notice_handler(hear)
        if unconfirmed:
            raise replication.unconfirmed(address)

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

    def listed(self, words: Collection[str]) -> tuple[str, object]:
        return "unnest(CAST(? AS text[])) AS listed (value)", list(words)

    def read_at_length(self, cursor: Any) -> None:
        """Nothing to do: the server keeps the pages."""


def _is_no_refusal(error: BaseException) -> bool:
    """Whether the server did not say that it takes a transaction back: an ERROR says that, its own
    end (FATAL, PANIC) and silence leave it open."""
    diagnosis = getattr(error, "diag", None)
    return diagnosis is not None and diagnosis.severity_nonlocalized != "ERROR"


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
