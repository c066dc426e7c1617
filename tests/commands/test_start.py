"""What a command loads: single records are read and written without the libraries of the schema."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from semble_cli.store.database.address import StoreAddress

ROOT = Path(__file__).parent.parent.parent

NEVER = ("sqlalchemy", "sqlmodel", "pydantic", "alembic", "phonenumbers", "numpy")

RUN = """
import sys
from semble_cli.app import run
code = run(sys.argv[1:])
loaded = {name.partition(".")[0] for name in sys.modules}
print(f"loaded: {' '.join(sorted(loaded))}", file=sys.stderr)
sys.exit(code)
"""

ADRUN = (
    *("--birth-name", "ADRUN", "--first-name", "ZOE", "--given-names", "ZOE"),
    *("--birth-date", "1975-12-31", "--sex", "F", "--birth-place", "63220"),
)

COMMANDS = (
    ("tag", "add", "ALD"),
    ("patient", "add", *ADRUN),
    ("patient", "show", "1"),
    ("patient", "edit", "1", "--city", "Lyon", "--phone", "06 39 98 00 01"),
    ("patient", "tag", "1", "ALD"),
    ("patient", "untag", "1", "ALD"),
    ("patient", "block", "1", "--reason", "impayés"),
    ("patient", "unblock", "1"),
    ("patient", "archive", "1", "--reason", "moved_away"),
    ("patient", "unarchive", "1"),
    ("patient", "prefs", "1", "--dmp", "yes"),
    ("patient", "deceased", "1", "--on", "2026-01-02"),
    ("patient", "history", "1"),
    ("patient", "search", "adrun"),
    ("patient", "list"),
    ("undo",),
    ("tag", "rename", "ALD", "suivi"),
    ("tag", "list"),
    ("tag", "delete", "suivi"),
    ("user", "list"),
    ("patient", "delete", "1", "--confirm", "ADRUN ZOE"),
    ("patient", "recover", "1"),
)


def test_single_records_are_read_and_written_without_the_libraries_of_the_schema(
    sqlite_store: StoreAddress,
) -> None:
    for words in COMMANDS:
        done = subprocess.run(
            [sys.executable, "-c", RUN, *words, "--store", str(sqlite_store)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (words, done.stderr)
        loaded = done.stderr.rpartition("loaded: ")[2].split()
        assert set(NEVER) & set(loaded) == set(), words
