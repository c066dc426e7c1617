"""A store's rows as JSON, to test later that stores of its revision are upgraded without a loss.

    python tools/dump_store.py register.db     write tests/store/database/old_stores/REVISION.json

Its patients must be fictitious ones.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from semble_cli.store.database.address import parse_address
from semble_cli.store.database.open import opened
from semble_cli.store.database.version import store_revision

if TYPE_CHECKING:
    from semble_cli.store.database.connection import Connection

DUMPS = Path(__file__).resolve().parent.parent / "tests" / "store" / "database" / "old_stores"


def rows_of(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """For each table of a SQLite store that has rows, those rows by column."""
    tables = connection.rows(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " ORDER BY name"
    )
    found = {}
    for (table,) in tables:
        columns = [
            row[0] for row in connection.rows(f"SELECT name FROM pragma_table_info('{table}')")
        ]
        rows = connection.rows(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1")
        found[table] = [dict(zip(columns, row, strict=True)) for row in rows]
    return {table: rows for table, rows in found.items() if rows}


def _as_hex(content: bytes) -> str:
    """Bytes in the form in which Postgres reads them out of JSON."""
    return f"\\x{content.hex()}"


def main() -> None:
    """Write the dump of the store that is named."""
    with opened(parse_address(sys.argv[1])) as connection:
        revision = store_revision(connection)
        text = json.dumps(rows_of(connection), ensure_ascii=False, indent=1, default=_as_hex)
    path = DUMPS / f"{revision}.json"
    path.write_text(text + "\n", "utf-8")
    print(path)


if __name__ == "__main__":
    main()
